"""Named days that reports hang dates on, each as a rule from a year to a date."""

from collections.abc import Callable
from datetime import date, timedelta

from adjudge.clock.days import DAY

OfYear = Callable[[int], date]


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth given weekday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian computus.

    >>> easter(2025)
    datetime.date(2025, 4, 20)
    """
    century, of_century = divmod(year, 100)
    golden = year % 19
    lunar = (8 * century + 13) // 25
    epact = (19 * golden + century - century // 4 - lunar + 15) % 30
    leap, rest = divmod(of_century, 4)
    shift = (32 + 2 * (century % 4) + 2 * leap - epact - rest) % 7
    late = (golden + 11 * epact + 22 * shift) // 451
    month, day = divmod(epact + shift - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _fixed(month: int, day: int) -> OfYear:
    return lambda year: date(year, month, day)


def _nth(month: int, weekday: int, nth: int) -> OfYear:
    return lambda year: nth_weekday(year, month, weekday, nth)


def _last_monday_of_may(year: int) -> date:
    end = date(year, 5, 31)
    return end - end.weekday() * DAY


def _thanksgiving(year: int) -> date:
    return nth_weekday(year, 11, 3, 4)


def _election_day(year: int) -> date:
    return nth_weekday(year, 11, 0, 1) + DAY


HOLIDAYS: dict[str, OfYear] = {
    "new year's day": _fixed(1, 1),
    "new year": _fixed(1, 1),
    "new year's": _fixed(1, 1),
    "orthodox christmas": _fixed(1, 7),
    "martin luther king jr. day": _nth(1, 0, 3),
    "martin luther king day": _nth(1, 0, 3),
    "mlk day": _nth(1, 0, 3),
    "inauguration day": _fixed(1, 20),
    "groundhog day": _fixed(2, 2),
    "valentine's day": _fixed(2, 14),
    "presidents' day": _nth(2, 0, 3),
    "presidents day": _nth(2, 0, 3),
    "st. patrick's day": _fixed(3, 17),
    "st patrick's day": _fixed(3, 17),
    "april fools' day": _fixed(4, 1),
    "april fool's day": _fixed(4, 1),
    "palm sunday": lambda year: easter(year) - 7 * DAY,
    "good friday": lambda year: easter(year) - 2 * DAY,
    "holy saturday": lambda year: easter(year) - DAY,
    "easter sunday": easter,
    "easter": easter,
    "easter monday": lambda year: easter(year) + DAY,
    "ash wednesday": lambda year: easter(year) - 46 * DAY,
    "earth day": _fixed(4, 22),
    "may day": _fixed(5, 1),
    "victory day": _fixed(5, 9),
    "mother's day": _nth(5, 6, 2),
    "memorial day": _last_monday_of_may,
    "father's day": _nth(6, 6, 3),
    "juneteenth": _fixed(6, 19),
    "canada day": _fixed(7, 1),
    "independence day": _fixed(7, 4),
    "the fourth of july": _fixed(7, 4),
    "fourth of july": _fixed(7, 4),
    "bastille day": _fixed(7, 14),
    "labor day": _nth(9, 0, 1),
    "labour day": _nth(9, 0, 1),
    "columbus day": _nth(10, 0, 2),
    "indigenous peoples' day": _nth(10, 0, 2),
    "halloween": _fixed(10, 31),
    "all saints' day": _fixed(11, 1),
    "election day": _election_day,
    "armistice day": _fixed(11, 11),
    "veterans day": _fixed(11, 11),
    "thanksgiving day": _thanksgiving,
    "thanksgiving": _thanksgiving,
    "black friday": lambda year: _thanksgiving(year) + DAY,
    "cyber monday": lambda year: _thanksgiving(year) + 4 * DAY,
    "christmas eve": _fixed(12, 24),
    "christmas day": _fixed(12, 25),
    "christmas": _fixed(12, 25),
    "xmas": _fixed(12, 25),
    "boxing day": _fixed(12, 26),
    "new year's eve": _fixed(12, 31),
}


def holiday(name: str) -> OfYear | None:
    """The rule of a named day, or None where the name is unknown."""
    return HOLIDAYS.get(name.removeprefix("the ") if name not in HOLIDAYS else name)
