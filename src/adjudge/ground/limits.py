"""The later clocks of a market: until when evidence counts, until when a publication is waited for."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from adjudge.clock import Reading, read_zone, window_from
from adjudge.model.criteria import Window
from adjudge.model.market import Market
from adjudge.wire.criteria import WireLimit


def limit_of(limit: WireLimit, window: Window, market: Market) -> datetime | None:
    """Give the last minute of a limit in UTC, or None where it has no date of its own."""
    zone = limit.zone or window.zone or None
    if limit.date:
        reading = Reading(
            words=limit.words,
            opens_date=None,
            opens_time=None,
            closes_date=limit.date,
            closes_time=limit.time,
            zone=zone,
            boundary="by",
            inclusive=True,
        )
        return window_from(reading, market.created).closes
    if limit.days_after_window is not None and window.closes:
        return _days_after(window.closes, limit.days_after_window, _zone(limit, window))
    return None


def _zone(limit: WireLimit, window: Window) -> ZoneInfo:
    for words in (limit.zone, window.zone):
        if words and (found := read_zone(words)):
            return found
    return ZoneInfo("UTC")


def _days_after(closes: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The end of the local calendar day that lies so many days after the window's last day."""
    day: date = closes.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(day, time(23, 59), tzinfo=zone)
