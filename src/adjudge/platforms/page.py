"""A market as a person reads it: what enters a prompt first, what the platform says beside it after."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from adjudge.model.adjudication import Flag
from adjudge.model.base import iso
from adjudge.model.market import Clarification, Market, Platform
from adjudge.platforms.written import written_window

_LABEL = 12


def page(market: Market, flags: Sequence[Flag]) -> str:
    """Give the market in full, rules to the letter, as text that the caller still has to make safe for a terminal."""
    sections = [_head(market), _notes(market.clarifications), _platform(market.platform), _flags(flags), ["Rules", "", market.rules]]
    return "\n\n".join("\n".join(lines) for section in sections if (lines := list(section))) + "\n"


def window_says(market: Market) -> str:
    """Give the window that the rules print, or say that code reads none from them."""
    found = written_window(market)
    if not found:
        return "not one that code can read from the text"
    return " to ".join(iso(end) for end in found if end)


def _head(market: Market) -> Iterator[str]:
    yield from _line("Question", market.question)
    yield from _line("Outcomes", ", ".join(_with_code(outcome, market.platform) for outcome in market.outcomes))
    yield from _line("Group", market.group)
    yield from _line("Created", _when(market.created))
    yield from _line("Window", window_says(market))


def _with_code(outcome: str, platform: Platform | None) -> str:
    code = platform.codes.get(outcome) if platform else None
    return f"{outcome} ({code})" if code and code != outcome else outcome


def _notes(notes: Sequence[Clarification]) -> Iterator[str]:
    for number, note in enumerate(notes, 1):
        said = " ".join(part for part in (_when(note.at) or "undated", note.by, note.kind and f"[{note.kind}]") if part)
        yield f"Clarification N{number}, {said}"
        yield from (f"  {line}" for line in note.text.splitlines())


def _platform(platform: Platform | None) -> Iterator[str]:
    if platform is None:
        return
    yield "On the platform (none of this enters a prompt)"
    yield from _line("  Platform", platform.name + (", neg-risk group" if platform.is_neg_risk else ""))
    yield from _line("  Group", platform.event)
    yield from _line("  Address", platform.url)
    yield from _line("  Ids", _pairs(platform.ids))
    for label, moment in (("Opens", platform.opens), ("Closes", platform.closes), ("Expected", platform.expected), ("Proposed", platform.proposed)):
        yield from _line(f"  {label}", _when(moment))
    yield from _line("  Mapping", platform.mapping)
    yield from _line("  Sources", ", ".join(platform.sources))
    yield from _line("  Status", platform.status)
    yield from _line("  Settled", platform.settled or "")
    yield from _line("  Prices", _pairs(platform.prices))
    for note in platform.notes:
        yield from _line("  Note", note)


def _flags(flags: Sequence[Flag]) -> Iterator[str]:
    if flags:
        yield "Flags"
    for flag in flags:
        yield f"  {flag.code}: {flag.says}"


def _line(label: str, words: str) -> Iterator[str]:
    # One line each: a line break in somebody's text must not make up a field of its own.
    if words:
        yield f"{label:<{_LABEL}}{' '.join(words.split())}"


def _pairs(values: Mapping[str, str]) -> str:
    return ", ".join(f"{key} {value}" for key, value in values.items())


def _when(moment: datetime | None) -> str:
    return iso(moment) if moment else ""
