"""Put events on the time line: the interval that their date words leave open, and where it lies against a window."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from adjudge.clock.days import Days
from adjudge.clock.instants import FURTHEST_AHEAD, FURTHEST_BEHIND, DateOnly
from adjudge.clock.mentions import find_times
from adjudge.clock.zones import read_zone

Placement = Literal["inside", "outside_before", "outside_after", "straddles", "unknown"]

_MINUTE = timedelta(minutes=1)
_LAST_MINUTE = time(23, 59)


@dataclass(frozen=True, slots=True)
class Interval:
    """When something happened, in UTC: not before `earliest`, not after the minute of `latest`; None is not known."""

    earliest: datetime | None
    latest: datetime | None


UNKNOWN = Interval(None, None)


def event_interval(
    days: Days | None,
    time_of_day: str | None,
    zones: list[str] | None,
    *,
    published: datetime | DateOnly | None,
    happened: bool,
) -> Interval:
    """The interval that a claim's days, time of day and zones leave open.

    Zones that are not known, or not readable, widen it to every clock on Earth. Publication caps what has happened; a
    dated event that would lie wholly after its own report contradicts itself, and keeps the cap alone.
    """
    interval = _span(days, _time(time_of_day), _zones(zones)) if days else UNKNOWN
    if not happened or published is None:
        return interval
    return _capped(interval, published.latest if isinstance(published, DateOnly) else published.astimezone(UTC))


def _capped(interval: Interval, cap: datetime) -> Interval:
    if interval.earliest is not None and interval.earliest > cap:
        return Interval(None, cap)
    return Interval(interval.earliest, min(interval.latest or cap, cap))


def _zones(zones: list[str] | None) -> list[ZoneInfo] | None:
    """The zones behind the words, or None where one of them cannot be told."""
    found = [read_zone(words) for words in zones or []]
    known = [zone for zone in found if zone is not None]
    return known if known and len(known) == len(found) else None


def _time(words: str | None) -> time | None:
    """A time of day that is exact; "evening" and "11:59" without a half of the day leave the whole day open."""
    if not words:
        return None
    if re.fullmatch(r"[0-2]\d:[0-5]\d(?::\d{2})?", words.strip()):
        return time.fromisoformat(words.strip()) if words.strip() < "24" else None
    found = find_times(words)
    exact = len(found) == 1 and found[0].sure and not found[0].midnight_word and not found[0].next_day
    return found[0].at if exact else None


def _span(days: Days, at: time | None, zones: list[ZoneInfo] | None) -> Interval:
    exact = at if days[0] == days[1] else None
    first, last = exact or time(0), exact or _LAST_MINUTE
    if zones is None:
        return Interval(
            datetime.combine(days[0], first, UTC) - FURTHEST_AHEAD,
            datetime.combine(days[1], last, UTC) + FURTHEST_BEHIND,
        )
    return Interval(
        min(_moment(days[0], first, zone, 0) for zone in zones),
        max(_moment(days[1], last, zone, 1) for zone in zones),
    )


def _moment(day: date, at: time, zone: ZoneInfo, fold: int) -> datetime:
    """A local moment in UTC; where the clocks show it twice, the fold picks the earlier or the later."""
    return datetime.combine(day, at, zone).replace(fold=fold).astimezone(UTC)


def union(intervals: list[Interval]) -> Interval:
    """The smallest interval that covers all of them, unknown wherever one of them is."""
    earliest = [interval.earliest for interval in intervals]
    latest = [interval.latest for interval in intervals]
    return Interval(
        min((moment for moment in earliest if moment), default=None) if None not in earliest else None,
        max((moment for moment in latest if moment), default=None) if None not in latest else None,
    )


def place(interval: Interval, opens: datetime | None, closes: datetime | None) -> Placement:
    """Where an interval lies against a window: inside only when all of it does, unknown where an end is missing.

    The window is closed at both ends, and its last minute counts in full. Without `opens` nothing is too early, without
    `closes` nothing is too late.
    """
    earliest, latest = interval.earliest, interval.latest
    if latest is not None and opens is not None and _minute(latest) < _minute(opens):
        return "outside_before"
    if earliest is not None and closes is not None and earliest >= closes + _MINUTE:
        return "outside_after"
    after_opening = opens is None or (earliest is not None and earliest >= opens)
    before_close = closes is None or (latest is not None and latest < closes + _MINUTE)
    if interval == UNKNOWN:
        return "unknown"
    if after_opening and before_close:
        return "inside"
    return "straddles" if earliest is not None and latest is not None else "unknown"


def _minute(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def is_open(as_of: datetime, closes: datetime | None) -> bool:
    """Whether a window that closes with the given minute is still open; one without a close always is."""
    return closes is None or as_of < closes + _MINUTE
