"""Turn stamps into moments: missing years, the last minute of a day, and ends that are excluded."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from adjudge.clock.days import DAY
from adjudge.clock.mentions import DayMention
from adjudge.clock.stamps import Pair, Stamp

LAST_MINUTE = time(23, 59)
# A day without a year that lies this far before the market was made is taken for background, not for next year.
_RECENT = timedelta(days=60)


class Unclear(Exception):
    """The words admit more than one reading, so none is given."""


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


@dataclass(frozen=True, slots=True)
class Places:
    """What turns stamps into moments: the sentence's zone and the market's creation."""

    zone: ZoneInfo
    made: datetime | None

    def zone_of(self, stamp: Stamp) -> ZoneInfo:
        """The zone of a stamp, or that of the sentence."""
        return stamp.zone.zone if stamp.zone and stamp.zone.zone else self.zone

    def range(self, pair: Pair) -> Window:
        """The window of two joined stamps; the later one usually carries the year."""
        first, last = pair.first, pair.last
        # "after the May 6-7 meeting": the range is an occasion, and what counts lies outside it.
        outside = pair.dashed and first.role in ("by", "before", "after")
        if first.day is None or last.day is None or outside:
            raise Unclear
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
            raise Unclear
        made = self.made.astimezone(self.zone).date()
        found = _earliest_from(mention, made - _RECENT)
        if found < made:
            raise Unclear
        return found

    def moment(self, stamp: Stamp, day: date, default: time) -> datetime:
        """A stamp on a known day as a moment in its zone."""
        if stamp.time is None:
            return datetime.combine(day, default, self.zone_of(stamp))
        ends_at_midnight = stamp.time.midnight_word and stamp.role not in ("from", "start", "after")
        if ends_at_midnight or stamp.may_be_either_half(self.zone_of(stamp)):
            raise Unclear
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
            raise Unclear
        return Window(self.moment(stamp, day, time(0)), self.close(stamp, day + 6 * DAY), (stamp,))


def _mention(stamp: Stamp) -> DayMention:
    if stamp.day is None:
        raise Unclear
    return stamp.day


def _latest_before(mention: DayMention, closing: date) -> date:
    """The latest year that puts a start before its end."""
    return _in_years(mention, (closing.year, closing.year - 1), lambda day: day <= closing)


def _earliest_from(mention: DayMention, start: date) -> date:
    return _in_years(mention, (start.year, start.year + 1, start.year + 2), lambda day: day >= start)


def _in_years(mention: DayMention, years: tuple[int, ...], fits: Callable[[date], bool]) -> date:
    for year in years:
        try:
            day = mention.in_year(year)
        except ValueError:  # February 29
            continue
        if fits(day):
            return day
    raise Unclear
