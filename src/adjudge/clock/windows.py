"""Read the window that a rules sentence prints: when it opens and the last minute that counts."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from adjudge.clock.coarse import coarse_span
from adjudge.clock.days import DAY
from adjudge.clock.mentions import DayMention
from adjudge.clock.sentences import window_sentences
from adjudge.clock.stamps import Pair, Stamp, find_pairs, find_stamps
from adjudge.clock.words import MONTH, clean
from adjudge.clock.zones import NEW_YORK, find_zones

LAST_MINUTE = time(23, 59)
# A day without a year that lies this far before the market was made is taken for background, not for next year.
_RECENT = timedelta(days=60)
# Lists of days ("May 23, 24, and 25") and hours that share one AM or PM ("3-5 PM") are left to a reader.
_TANGLED = re.compile(
    rf"\b{MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,\s*\d{{1,2}}(?:st|nd|rd|th)?(?:,|\s+and\b|\s+or\b)"
    r"|(?<![\d:])\d{1,2}(?::\d{2})?\s*(?:-|to|and)\s*\d{1,2}(?::\d{2})?\s*[ap]\.?m\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Window:
    """A window as its words print it, on the wall clock of one zone or two."""

    opens: datetime | None
    closes: datetime
    stamps: tuple[Stamp, ...] = ()
    sentence: str = ""

    def words(self, end: int) -> str:
        """The words that print one end: 0 for the opening, -1 for the close."""
        return self.sentence[self.stamps[end].start : self.stamps[end].end] if self.stamps else self.sentence

    def utc(self) -> tuple[datetime | None, datetime]:
        """Both ends in UTC; a moment that the clocks skip or repeat is read by the offset before the change."""
        return self.opens and self.opens.astimezone(UTC), self.closes.astimezone(UTC)


class _Unclear(Exception):
    """The words admit more than one reading, so none is given."""


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
    except (_Unclear, ValueError, OverflowError):
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
    if _TANGLED.search(sentence):
        raise _Unclear
    stamps = find_stamps(sentence)
    dated = [stamp for stamp in stamps if stamp.day is not None]
    zone = _common_zone(sentence)
    if not dated:
        return _coarse(sentence, zone, made)
    if any(stamp.contradicts for stamp in dated):
        raise _Unclear
    window = _choose(sentence, stamps, _Places(zone, made))
    return replace(window, sentence=sentence) if window else None


def _common_zone(sentence: str) -> ZoneInfo:
    """The one zone that a sentence names, for the stamps that name none; New York where it names none at all."""
    mentions = find_zones(sentence)
    if any(mention.zone is None for mention in mentions):
        raise _Unclear
    return mentions[0].zone or NEW_YORK if mentions else NEW_YORK


def _coarse(sentence: str, zone: ZoneInfo, made: datetime | None) -> Window | None:
    span = coarse_span(sentence, made.astimezone(zone).date() if made else None)
    if span is None:
        return None
    first, last = span
    opens = datetime.combine(first, time(0), zone) if first else None
    return Window(opens, datetime.combine(last, LAST_MINUTE, zone), sentence=sentence)


@dataclass(frozen=True, slots=True)
class _Places:
    """What turns stamps into moments: the sentence's zone and the market's creation."""

    zone: ZoneInfo
    made: datetime | None

    def zone_of(self, stamp: Stamp) -> ZoneInfo:
        """The zone of a stamp, or that of the sentence."""
        return stamp.zone.zone if stamp.zone and stamp.zone.zone else self.zone

    def range(self, pair: Pair) -> Window:
        """The window of two joined stamps; the later one usually carries the year."""
        first, last = pair.first, pair.last
        if first.day is None or last.day is None:
            raise _Unclear
        closing = self._closing_day(first.day, last.day)
        opening = first.day.in_year(first.day.year) if first.day.year else _latest_before(first.day, closing)
        excluded = first.role == "after" and first.time is None
        opens = self.moment(first, opening + DAY * excluded, time(0))
        return Window(opens, self.close(last, closing - DAY * (pair.before and last.time is None)), (first, last))

    def _closing_day(self, first: DayMention, last: DayMention) -> date:
        if last.year is None and first.year is not None:
            return _earliest_from(last, first.in_year(first.year))
        return self.day(last)

    def day(self, mention: DayMention) -> date:
        """The date of a day, its missing year chosen as the first that is not over when the market is made."""
        if mention.year is not None:
            return mention.in_year(mention.year)
        if self.made is None:
            raise _Unclear
        made = self.made.astimezone(self.zone).date()
        found = _earliest_from(mention, made - _RECENT)
        if found < made:
            raise _Unclear
        return found

    def moment(self, stamp: Stamp, day: date, default: time) -> datetime:
        """A stamp on a known day as a moment in its zone."""
        if stamp.time is None:
            return datetime.combine(day, default, self.zone_of(stamp))
        if not stamp.time.sure or (stamp.time.midnight_word and stamp.role not in ("from", "after")):
            raise _Unclear
        return datetime.combine(day + DAY * stamp.time.next_day, stamp.time.at, self.zone_of(stamp))

    def close(self, stamp: Stamp, day: date) -> datetime:
        """The last minute that a stamp on a known day admits."""
        return self.moment(stamp, day, LAST_MINUTE)

    def deadline(self, stamp: Stamp) -> Window:
        """The window that ends with a stamp; "before" a day ends with the day before it."""
        day = self.day(_mention(stamp))
        excluded = stamp.role == "before" and stamp.time is None
        return Window(None, self.close(stamp, day - DAY * excluded), (stamp,))

    def occasion(self, stamp: Stamp) -> Window:
        """The window of something that happens on a day or at a moment."""
        day = self.day(_mention(stamp))
        if stamp.role != "week":
            return Window(self.moment(stamp, day, time(0)), self.close(stamp, day), (stamp,))
        if day.weekday():  # a week that does not begin on a Monday may be an American one
            raise _Unclear
        return Window(self.moment(stamp, day, time(0)), self.close(stamp, day + 6 * DAY), (stamp,))


def _mention(stamp: Stamp) -> DayMention:
    if stamp.day is None:
        raise _Unclear
    return stamp.day


def _latest_before(mention: DayMention, closing: date) -> date:
    """The latest year that puts a start before its end."""
    return _in_years(mention, (closing.year, closing.year - 1), lambda day: day <= closing)


def _earliest_from(mention: DayMention, start: date) -> date:
    return _in_years(mention, (start.year, start.year + 1, start.year + 2), lambda day: day >= start)


def _in_years(mention: DayMention, years: tuple[int, ...], fits: object) -> date:
    for year in years:
        try:
            day = mention.in_year(year)
        except ValueError:  # February 29
            continue
        if fits(day):  # type: ignore[operator]
            return day
    raise _Unclear


def _choose(sentence: str, stamps: list[Stamp], places: _Places) -> Window | None:
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


def _beside_months(window: Window, sentence: str, places: _Places) -> Window:
    """An occasion, unless the sentence also speaks of months or years in which it does not lie."""
    span = coarse_span(sentence, places.made.date() if places.made else None, calendar_only=True)
    if span and not (span[0] and span[0] <= window.closes.date() <= span[1]):
        raise _Unclear
    return window


def _originals(pairs: list[Pair], stamps: list[Stamp]) -> list[list[Stamp]]:
    starts = {pair.first.start for pair in pairs} | {pair.last.start for pair in pairs}
    return [[stamp for stamp in stamps if stamp.start in starts]]


def _range(pairs: list[Pair], deadlines: list[Stamp], places: _Places) -> Window:
    windows = [places.range(pair) for pair in pairs]
    if len({window.utc() for window in windows}) > 1:
        raise _Unclear
    # A deadline beside a range is a reporting date if it lies later; earlier, the two contradict each other.
    if any(places.deadline(stamp).closes < windows[0].closes for stamp in deadlines):
        raise _Unclear
    return windows[0]


def _deadline(sentence: str, deadlines: list[Stamp], rest: list[Stamp], places: _Places) -> Window:
    windows = [places.deadline(stamp) for stamp in deadlines]
    if len({window.closes for window in windows}) > 1:
        windows = [_kept_open(sentence, deadlines, windows)]
    opening = [stamp for stamp in rest if stamp.role in ("from", "after") and stamp.start < deadlines[0].start]
    if len(opening) == 1:
        return places.range(Pair(opening[0], deadlines[0], before=deadlines[0].role == "before"))
    return windows[0]


def _kept_open(sentence: str, deadlines: list[Stamp], windows: list[Window]) -> Window:
    """The later of two deadlines where the sentence itself says that it extends the earlier one."""
    last = max(range(len(windows)), key=lambda index: windows[index].closes)
    before = sentence[: deadlines[last].start].rstrip().lower()
    if len(windows) == 2 and before.endswith(("remain open until", "open through", "extended until", "extended to")):
        return windows[last]
    raise _Unclear


def _occasion(rest: list[Stamp], places: _Places) -> Window:
    """The window of the one occasion among the stamps; a stamp with a time outranks background dates."""
    named = [stamp for stamp in rest if stamp.role in ("on", "week")]
    if not named or any(stamp.role == "unclear" for stamp in rest):
        raise _Unclear
    windows = {window.utc(): window for window in map(places.occasion, [stamp for stamp in named if stamp.time] or named)}
    if len(windows) != 1:
        raise _Unclear
    return next(iter(windows.values()))
