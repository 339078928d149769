"""Calendar arithmetic on plain dates: months, quarters, weeks, and the years that a tense picks."""

from collections.abc import Callable
from datetime import date, timedelta

Days = tuple[date, date]
DAY = timedelta(days=1)


def shift_months(day: date, months: int) -> date:
    """The same day some months away, clipped to the end of a shorter month.

    >>> shift_months(date(2025, 3, 31), -1)
    datetime.date(2025, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))


def month_length(year: int, month: int) -> int:
    """How many days a month has."""
    return (date(year + month // 12, month % 12 + 1, 1) - DAY).day


def month_days(year: int, month: int) -> Days:
    """The first and the last day of a month."""
    return date(year, month, 1), date(year, month, month_length(year, month))


def span_of_months(year: int, first: int, last: int) -> Days:
    """The first day of one month and the last day of a later month of the same year."""
    return date(year, first, 1), month_days(year, last)[1]


def quarter_days(year: int, quarter: int) -> Days:
    """The first and the last day of a calendar quarter."""
    return span_of_months(year, 3 * quarter - 2, 3 * quarter)


def half_days(year: int, half: int) -> Days:
    """The first and the last day of a half-year."""
    return span_of_months(year, 6 * half - 5, 6 * half)


def year_days(year: int) -> Days:
    """The first and the last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def week_days(day: date) -> Days:
    """The Monday and the Sunday of the week that holds a day."""
    monday = day - day.weekday() * DAY
    return monday, monday + 6 * DAY


def valid_day(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def pick_year(of_year: Callable[[int], Days | None], anchor: date, tense: str) -> Days | None:
    """The occurrence of something yearly that a tense picks around an anchor.

    Past: the latest that has begun by the anchor; future: the earliest that has not ended by then. Without a tense only
    an occurrence within 60 days is taken: further away, two years are about equally likely.
    """
    found = [days for days in (_try(of_year, anchor.year + step) for step in (-4, -3, -2, -1, 0, 1, 2, 3, 4)) if days]
    if tense == "past":
        return max((days for days in found if days[0] <= anchor), default=None)
    if tense == "future":
        return min((days for days in found if days[1] >= anchor), default=None)
    near = [days for days in found if abs((days[0] - anchor).days) <= 60 or days[0] <= anchor <= days[1]]
    return near[0] if len(near) == 1 else None


def _try(of_year: Callable[[int], Days | None], year: int) -> Days | None:
    try:
        return of_year(year)
    except (ValueError, OverflowError):
        return None
