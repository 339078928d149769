"""A market seen in a payload but not yet read, and the choice among several."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from adjudge.errors import MarketError
from adjudge.markets.build import clip
from adjudge.model.market import Market

# A sentence with more names than this is no longer read.
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Found:
    """One market of a payload: the names it answers to, the first being the one to show, and how to read it."""

    names: tuple[str, ...]
    title: str
    read: Callable[[str], Market]

    def answers_to(self, pick: str) -> bool:
        """Say whether a person could mean this one."""
        return pick.casefold() in {name.casefold() for name in self.names if name}


@dataclass(frozen=True, slots=True)
class Refused:
    """Something recognised that is no market, and what it is."""

    says: str


Seen = Found | Refused


def choose(seen: Sequence[Seen], pick: str | None, name: str) -> Found:
    """Give the only market, or the one picked by slug, id or place in the list; else say what there is."""
    found = [each for each in seen if isinstance(each, Found)]
    if not found:
        refused = next((each for each in seen if isinstance(each, Refused)), None)
        raise MarketError(f"{name} {refused.says}" if refused else f"{name} holds no market of a shape that adjudge knows")
    if pick is not None:
        return _picked(found, pick, name)
    if len(found) > 1:
        raise MarketError(f"{name} holds {len(found)} markets; choose one by slug, id or number with --market: {_listed(found)}")
    return found[0]


def _picked(found: Sequence[Found], pick: str, name: str) -> Found:
    named = [each for each in found if each.answers_to(pick)]
    if len(named) == 1:
        return named[0]
    # isdecimal alone admits other scripts' digits, which int reads too; a longer number is an id.
    if not named and pick.isdecimal() and len(pick) <= 6 and 1 <= int(pick) <= len(found):
        return found[int(pick) - 1]
    several = f"{len(named)} markets named" if named else "no market named"
    raise MarketError(f"{name} holds {several} {clip(pick)}; it holds {_listed(found)}")


def _listed(found: Sequence[Found]) -> str:
    parts = [f"{number} {clip(_shown(each))}" for number, each in enumerate(found[:_SHOWN], 1)]
    more = len(found) - len(parts)
    return ", ".join(parts) + (f" and {more} more" if more else "")


def _shown(found: Found) -> str:
    # A hash says nothing to a person; the title does, and the number chooses.
    return next((name for name in found.names if name and not name.startswith("0x")), found.title)
