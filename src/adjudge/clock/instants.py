"""Read moments that a person or a platform states, and show moments to people."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from adjudge.clock.days import DAY

# The wall clocks of the world run from twelve hours behind UTC to fourteen ahead.
FURTHEST_AHEAD = timedelta(hours=14)
FURTHEST_BEHIND = timedelta(hours=12)
_OFFSET = re.compile(r"(?:Z|[+-]\d{2}:?\d{2})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateOnly:
    """A calendar day somewhere on Earth: all that a bare date says."""

    day: date

    @property
    def earliest(self) -> datetime:
        """The first moment at which it is this day anywhere."""
        return datetime.combine(self.day, time(0), UTC) - FURTHEST_AHEAD

    @property
    def latest(self) -> datetime:
        """The last minute at which it is still this day anywhere."""
        return datetime.combine(self.day, time(23, 59), UTC) + FURTHEST_BEHIND


def parse_instant(text: str) -> datetime:
    """An ISO moment with its offset, in UTC; raises ValueError for a bare date or a time without a zone.

    >>> parse_instant("2025-11-30T23:59-05:00").isoformat()
    '2025-12-01T04:59:00+00:00'
    """
    found = parse_published(text)
    if isinstance(found, DateOnly):
        raise ValueError(f"{text!r} is a day, not a moment: add a time and an offset, such as {found.day}T23:59Z")
    return found.astimezone(UTC)


def parse_published(text: str) -> datetime | DateOnly:
    """A publication as stated: a moment in its own offset, or a bare date kept as one."""
    stated = text.strip()
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", stated):
            return DateOnly(date.fromisoformat(stated))
        moment = datetime.fromisoformat(stated.replace(" ", "T", 1) if " " in stated else stated)
    except ValueError as error:
        raise ValueError(f"{text!r} is not an ISO date or moment, such as 2025-11-30 or 2025-11-30T23:59Z") from error
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no zone: end it with Z or an offset, such as {stated}Z")
    return moment if not _is_utc(moment) else moment.astimezone(UTC)


def _is_utc(moment: datetime) -> bool:
    return moment.utcoffset() == timedelta(0)


def anchor_day(published: datetime | DateOnly | date | str, zones: list[ZoneInfo] | None = None) -> tuple[date, ...]:
    """The calendar days that "today" may mean in something published then: one in a known zone, else up to three.

    A stated date, or an offset other than UTC, is the publisher's own clock. A moment in UTC hides that clock, so
    without `zones` every day that it was anywhere on Earth is given, in order.
    """
    stated = parse_published(published) if isinstance(published, str) else published
    if isinstance(stated, DateOnly):
        return (stated.day,)
    if not isinstance(stated, datetime):
        return (stated,)
    if stated.tzinfo is None:
        raise ValueError(f"{stated.isoformat()!r} has no zone: give it an offset")
    if zones:
        return tuple(sorted({stated.astimezone(zone).date() for zone in zones}))
    return (stated.date(),) if not _is_utc(stated) else _days_on_earth(stated)


def _days_on_earth(moment: datetime) -> tuple[date, ...]:
    first, last = (moment - FURTHEST_BEHIND).date(), (moment + FURTHEST_AHEAD).date()
    return tuple(first + step * DAY for step in range((last - first).days + 1))


def show(moment: datetime, zone_name: str = "America/New_York") -> str:
    """A moment for people: the wall clock of a zone first, UTC behind it.

    >>> show(datetime(2025, 12, 1, 4, 59, tzinfo=UTC))
    '2025-11-30 23:59 America/New_York (2025-12-01T04:59Z)'
    """
    utc = moment.astimezone(UTC)
    if zone_name == "UTC":
        return f"{utc:%Y-%m-%dT%H:%M}Z"
    return f"{moment.astimezone(ZoneInfo(zone_name)):%Y-%m-%d %H:%M} {zone_name} ({utc:%Y-%m-%dT%H:%M}Z)"
