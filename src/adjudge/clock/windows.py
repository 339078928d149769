"""Read the window that a rules sentence prints: when it opens and the last minute that counts."""

import re
from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from adjudge.clock.coarse import coarse_span
from adjudge.clock.days import DAY
from adjudge.clock.resolve import LAST_MINUTE, Places, Unclear, Window
from adjudge.clock.sentences import window_sentences
from adjudge.clock.stamps import Pair, Stamp, find_pairs, find_stamps
from adjudge.clock.words import MONTH, clean, near_digits
from adjudge.clock.zones import NEW_YORK, find_zones

# Lists of days ("May 23, 24, and 25") and hours that share one AM or PM ("3-5 PM") are left to a reader.
# No rules sentence prints more; a text that does was not written to be read.
_MOST_DATES = 40
_HOUR = r"\d{1,2}(?::\d{2})?"
_TANGLED = re.compile(
    rf"\b{MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,\s*\d{{1,2}}(?:st|nd|rd|th)?(?:,|\s+and\b|\s+or\b)"
    rf"|(?:(?<![\d:]){_HOUR}\s*-|\b(?:between|from)\s+{_HOUR}\s+(?:to|and)\b)\s*{_HOUR}\s*[ap]\.?m\b",
    re.IGNORECASE,
)


def window_of(text: str, created: datetime | str | None) -> tuple[datetime | None, datetime] | None:
    """The window that a rules text prints, in UTC, or None where it prints none or more than one reading of it.

    The close is the printed minute, inclusive; a bare date closes at 23:59 on the wall clock of its zone.

    >>> opens, closes = window_of("It resolves Yes if they meet by June 3, 5 PM ET.", "2025-05-01T00:00Z")
    >>> opens, closes.isoformat()
    (None, '2025-06-03T21:00:00+00:00')
    """
    found = read_window(text, created)
    return found.utc() if found else None


def read_window(text: str, created: datetime | str | None) -> Window | None:
    """The window of a text on its own wall clock, with the stamps that it was read from."""
    made = as_created(created)
    try:
        return _agreed([_read(sentence, made) for sentence in window_sentences(clean(text))], made)
    except (Unclear, ValueError, OverflowError):
        return None


def as_created(created: datetime | str | None) -> datetime | None:
    """The market's creation as an aware moment; a bare date or a naive time is taken as UTC, which only picks years."""
    made = datetime.fromisoformat(created) if isinstance(created, str) else created
    return made.replace(tzinfo=UTC) if made is not None and made.tzinfo is None else made


def _agreed(windows: list[Window | None], made: datetime | None) -> Window | None:
    found = [window for window in windows if window is not None]
    opened = {window.opens for window in found if window.opens is not None}
    if not found or len(opened) > 1 or len({window.closes for window in found}) > 1:
        return None
    # A sentence that repeats only the deadline leaves the opening to the one that prints it.
    window = next((window for window in found if window.opens is not None), found[0])
    if window.opens is not None and window.opens.astimezone(UTC) > window.closes.astimezone(UTC):
        return None
    # A close before the market was made cannot be its window: the year is wrong, or the date is background.
    return None if made is not None and window.closes < made - DAY else window


def _read(sentence: str, made: datetime | None) -> Window | None:
    if _TANGLED.search(sentence, near_digits(sentence, 24)):
        raise Unclear
    stamps = find_stamps(sentence)
    dated = [stamp for stamp in stamps if stamp.day is not None]
    zone = _common_zone(sentence)
    if len(dated) > _MOST_DATES:
        raise Unclear
    if not dated:
        return _coarse(sentence, zone, made)
    if any(stamp.contradicts for stamp in dated):
        raise Unclear
    window = _choose(sentence, stamps, Places(zone, made))
    return replace(window, sentence=sentence) if window else None


def _common_zone(sentence: str) -> ZoneInfo:
    """The one zone that a sentence names, for the stamps that name none; New York where it names none at all."""
    mentions = find_zones(sentence)
    if any(mention.zone is None for mention in mentions):
        raise Unclear
    return mentions[0].zone or NEW_YORK if mentions else NEW_YORK


def _coarse(sentence: str, zone: ZoneInfo, made: datetime | None) -> Window | None:
    span = coarse_span(sentence, made.astimezone(zone).date() if made else None)
    if span is None:
        return None
    first, last = span
    opens = datetime.combine(first, time(0), zone) if first else None
    return Window(opens, datetime.combine(last, LAST_MINUTE, zone), sentence=sentence)


def _choose(sentence: str, stamps: list[Stamp], places: Places) -> Window | None:
    """The window of a sentence: a range, else a deadline, else the occasion that it names."""
    pairs = find_pairs(sentence, stamps)
    paired = {id(stamp) for pair in _originals(pairs, stamps) for stamp in pair}
    rest = [stamp for stamp in stamps if stamp.day is not None and id(stamp) not in paired]
    deadlines = [stamp for stamp in rest if stamp.role in ("by", "before")]
    if pairs:
        return _range(pairs, deadlines, places)
    if deadlines:
        return _deadline(sentence, deadlines, rest, places)
    return _beside_months(_occasion(rest, places), sentence, places)


def _beside_months(window: Window, sentence: str, places: Places) -> Window:
    """An occasion, unless the sentence also speaks of months or years in which it does not lie."""
    span = coarse_span(sentence, places.made.date() if places.made else None, calendar_only=True)
    if span and not (span[0] and span[0] <= window.closes.date() <= span[1]):
        raise Unclear
    return window


def _originals(pairs: list[Pair], stamps: list[Stamp]) -> list[list[Stamp]]:
    starts = {pair.first.start for pair in pairs} | {pair.last.start for pair in pairs}
    return [[stamp for stamp in stamps if stamp.start in starts]]


def _range(pairs: list[Pair], deadlines: list[Stamp], places: Places) -> Window:
    windows = [places.range(pair) for pair in pairs]
    if len({window.utc() for window in windows}) > 1:
        raise Unclear
    # A deadline beside a range is a reporting date if it lies later; earlier, the two contradict each other.
    if any(places.deadline(stamp).closes < windows[0].closes for stamp in deadlines):
        raise Unclear
    return windows[0]


def _deadline(sentence: str, deadlines: list[Stamp], rest: list[Stamp], places: Places) -> Window:
    if any(_or_else(sentence, one, other) for one in deadlines for other in rest):
        raise Unclear
    windows = [places.deadline(stamp) for stamp in deadlines]
    if len({window.closes for window in windows}) > 1:
        windows = [_kept_open(sentence, deadlines, windows)]
    opening = [stamp for stamp in rest if stamp.role in ("from", "start", "after") and stamp.start < deadlines[0].start]
    if len(opening) == 1:
        return places.range(Pair(opening[0], deadlines[0], before=deadlines[0].role == "before"))
    return windows[0]


def _or_else(sentence: str, one: Stamp, other: Stamp) -> bool:
    """Whether a second date stands beside a deadline as its equal ("by May 3 or May 5")."""
    return bool(re.fullmatch(r"\s*,?\s*(?:or|and|/)\s*(?:by\s+)?", sentence[one.end : other.start]))


def _kept_open(sentence: str, deadlines: list[Stamp], windows: list[Window]) -> Window:
    """The later of two deadlines where the sentence itself says that it extends the earlier one."""
    last = max(range(len(windows)), key=lambda index: windows[index].closes)
    before = sentence[: deadlines[last].start].rstrip().lower()
    if len(windows) == 2 and before.endswith(("remain open until", "open through", "extended until", "extended to")):
        return windows[last]
    raise Unclear


def _occasion(rest: list[Stamp], places: Places) -> Window:
    """The window of the one occasion among the stamps; a stamp with a time outranks background dates."""
    named = [stamp for stamp in rest if stamp.role in ("on", "start", "week")]
    if not named or any(stamp.role == "unclear" for stamp in rest):
        raise Unclear
    windows = {
        window.utc(): window for window in map(places.occasion, [stamp for stamp in named if stamp.time] or named)
    }
    if len(windows) != 1:
        raise Unclear
    return next(iter(windows.values()))
