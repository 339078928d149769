"""A window as a model filled it in, turned into moments by code."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from adjudge.clock.days import DAY
from adjudge.clock.defects import Defect, Ends, defects_of
from adjudge.clock.resolve import LAST_MINUTE
from adjudge.clock.windows import as_created
from adjudge.clock.zones import NEW_YORK, read_zone

Boundary = Literal["by", "before", "until", "between", "on", "in", "none"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The fields a model fills in about a window: the words, and what they say on their own wall clock.

    Dates are "YYYY-MM-DD" and times "HH:MM" on the 24-hour clock, as printed; None where the words print none.
    """

    words: str
    opens_date: str | None = None
    opens_time: str | None = None
    closes_date: str | None = None
    closes_time: str | None = None
    zone: str | None = None
    boundary: Boundary = "none"
    inclusive: bool = True


@dataclass(frozen=True, slots=True)
class WindowResult:
    """The moments of a reading in UTC; `closes` is None where its fields give no close."""

    opens: datetime | None
    closes: datetime | None
    defects: tuple[Defect, ...] = ()


def window_from(reading: Reading, created: datetime | str | None) -> WindowResult:
    """The window that a reading means, and what is odd about it."""
    made = as_created(created)
    ends = ends_of(reading)
    defects = defects_of(reading.words, reading.zone, ends, made)
    if ends.zone is None or ends.closes is None:
        return WindowResult(None, None, defects)
    return WindowResult(ends.opens and ends.opens.astimezone(UTC), ends.closes.astimezone(UTC), defects)


def ends_of(reading: Reading) -> Ends:
    """Both ends of a reading on the wall clock of its zone."""
    zone = read_zone(reading.zone) if reading.zone else NEW_YORK
    try:
        return Ends(zone, *_moments(reading, zone or NEW_YORK))
    except (ValueError, OverflowError):
        return Ends(zone, None, None)


def _moments(reading: Reading, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    if reading.closes_date is None:
        return None, None
    day = date.fromisoformat(reading.closes_date)
    excluded = reading.boundary == "before" and not reading.closes_time and not reading.inclusive
    closes = _moment(day - DAY * excluded, reading.closes_time, LAST_MINUTE, zone)
    return _opening(reading, day, closes, zone), closes


def _opening(reading: Reading, day: date, closes: datetime, zone: ZoneInfo) -> datetime | None:
    """The written opening; something "on" a day opens with the day, something at a moment with the moment."""
    if reading.opens_date or reading.opens_time:
        opening = date.fromisoformat(reading.opens_date) if reading.opens_date else day
        return _moment(opening, reading.opens_time, time(0), zone)
    if reading.boundary not in ("on", "none"):
        return None
    return closes if reading.closes_time else datetime.combine(day, time(0), zone)


def _moment(day: date, written: str | None, default: time, zone: ZoneInfo) -> datetime:
    if written is None or not written.strip():
        return datetime.combine(day, default, zone)
    if written.strip() == "24:00":
        return datetime.combine(day + DAY, time(0), zone)
    return datetime.combine(day, time.fromisoformat(written.strip()).replace(second=0, microsecond=0), zone)
