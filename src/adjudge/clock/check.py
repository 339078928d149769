"""Compare what a model filled in about a window with what the words say when code parses them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from adjudge.clock.components import complaints_of
from adjudge.clock.defects import Defect, Ends
from adjudge.clock.reading import Reading, WindowResult, ends_of, window_from
from adjudge.clock.resolve import Window
from adjudge.clock.windows import read_window

Agreement = Literal["agree", "parser_abstains", "disagree"]
Moments = tuple[datetime | None, datetime | None]


@dataclass(frozen=True, slots=True)
class CheckedWindow:
    """A window in UTC and how far the parser and the model agree about it.

    On a disagreement the ends are the parser's where it has any, `alternatives` holds every reading, and `difference`
    is a sentence for one re-ask; it quotes words and fields only, never a moment that code computed.
    """

    opens: datetime | None
    closes: datetime | None
    agreement: Agreement
    alternatives: tuple[Moments, ...] = ()
    difference: str = ""
    defects: tuple[Defect, ...] = ()


def cross_check(reading: Reading, created: datetime | str | None) -> CheckedWindow:
    """Accept a reading that the parser shares, check its parts where the parser abstains, else say what differs."""
    filled = window_from(reading, created)
    parsed = read_window(reading.words, created)
    if parsed is None:
        return _without_parser(reading, filled, created)
    if parsed.utc() == (filled.opens, filled.closes) or _is_only_the_deadline(parsed.utc(), filled, reading):
        return CheckedWindow(filled.opens, filled.closes, "agree", defects=filled.defects)
    alternatives = (parsed.utc(), *([(filled.opens, filled.closes)] if filled.closes else []))
    difference = _difference(reading, ends_of(reading), parsed)
    return CheckedWindow(*parsed.utc(), "disagree", alternatives, difference, filled.defects)


def _is_only_the_deadline(parsed: Moments, filled: WindowResult, reading: Reading) -> bool:
    """A moment that stands apart from its "by" is read as an instant; the boundary word says that it only closes."""
    return reading.boundary in ("by", "before", "until") and filled.opens is None and parsed == (filled.closes, filled.closes)


def _without_parser(reading: Reading, filled: WindowResult, created: datetime | str | None) -> CheckedWindow:
    complaints = complaints_of(reading, ends_of(reading), created)
    if not complaints:
        return CheckedWindow(filled.opens, filled.closes, "parser_abstains", defects=filled.defects)
    alternatives = ((filled.opens, filled.closes),) if filled.closes else ()
    return CheckedWindow(filled.opens, filled.closes, "disagree", alternatives, complaints[0], filled.defects)


def _difference(reading: Reading, ends: Ends, parsed: Window) -> str:
    """The first field that does not fit the words, as a sentence."""
    if ends.zone is None:
        return f"The zone {reading.zone!r} is not one that can be told; copy the zone words as they are printed."
    if ends.closes is None:
        return f"The words {parsed.words(-1)!r} print the close, but closes_date is {reading.closes_date!r}."
    return (
        _other_zone(reading, ends, parsed)
        or _other_end("closes", ends.closes, parsed.closes, reading, parsed.words(-1))
        or _other_end("opens", ends.opens, parsed.opens, reading, parsed.words(0))
        or f"The words {reading.words!r} do not mean what the fields say."
    )


def _other_zone(reading: Reading, ends: Ends, parsed: Window) -> str | None:
    if ends.closes is None or ends.closes.utcoffset() == parsed.closes.utcoffset():
        return None
    if ends.closes.replace(tzinfo=None) != parsed.closes.replace(tzinfo=None) and not reading.zone:
        return None
    given = f"zone is {reading.zone!r}" if reading.zone else "zone is empty"
    return f"The words {parsed.words(-1)!r} do not print that zone: {given}."


def _other_end(
    name: str, filled: datetime | None, printed: datetime | None, reading: Reading, words: str
) -> str | None:
    if filled is None and printed is None:
        return None
    if filled is None:
        return f"The words {words!r} also say when the window opens, but {name}_date is empty."
    if printed is None:
        return f"The words {words!r} do not say when the window opens, but the fields give an opening."
    day, clock = (getattr(reading, f"{name}_{part}") for part in ("date", "time"))
    if filled.date() != printed.date():
        return f"The words say {words!r}, which does not fit {name}_date {day!r} with boundary {reading.boundary!r}."
    if filled.time() != printed.time():
        return f"The words say {words!r}, which does not fit {name}_time {clock!r}."
    return None
