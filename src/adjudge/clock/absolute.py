"""Date words that name a place in the calendar: dates, months, quarters, years and holidays."""

from collections.abc import Callable
from datetime import date

from adjudge.clock.days import (
    Days,
    half_days,
    month_days,
    pick_year,
    quarter_days,
    year_days,
)
from adjudge.clock.holidays import HOLIDAYS, holiday
from adjudge.clock.said import Said, rules
from adjudge.clock.words import (
    MONTH,
    ORDINAL,
    WEEKDAY,
    YEAR,
    month_number,
    ordinal,
    weekday_number,
)


def _yearly(said: Said, of_year: Callable[[int], Days]) -> Days | None:
    """The days in the written year, else in the year that the tense picks around the anchor."""
    if said["year"]:
        return of_year(int(said["year"]))
    return pick_year(of_year, said.anchor, said.tense) if said.anchor else None


def _month_day(said: Said) -> Days | None:
    month, first, last = month_number(said["month"]), int(said["day"]), int(said["last"] or said["day"])

    def of_year(year: int) -> Days:
        return date(year, month, first), date(year, month, last)

    days = _yearly(said, of_year)
    return None if days is None or days[0] > days[1] or not _weekday_fits(said, days[0]) else days


def _weekday_fits(said: Said, day: date) -> bool:
    """A weekday that contradicts its date leaves neither to be trusted."""
    return not said["weekday"] or weekday_number(said["weekday"]) == day.weekday()


def _month(said: Said) -> Days | None:
    month = month_number(said["month"])
    return _yearly(said, lambda year: month_days(year, month))


def _quarter(said: Said) -> Days | None:
    quarter = int(said["q"]) if said["q"] else ordinal(said["nth"])
    return _yearly(said, lambda year: quarter_days(year, quarter))


def _half(said: Said) -> Days | None:
    half = int(said["h"]) if said["h"] else ordinal(said["nth"])
    return _yearly(said, lambda year: half_days(year, half)) if half <= 2 else None


def _holiday(said: Said) -> Days | None:
    of_year = holiday(said["name"])
    return _yearly(said, lambda year: (of_year(year),) * 2) if of_year else None


def _iso(said: Said) -> Days:
    return (date(*map(int, said["iso"].replace("/", "-").split("-"))),) * 2


def _dotted(said: Said) -> Days:
    day, month, year = map(int, said["dotted"].split("."))
    return (date(year, month, day),) * 2


def _slashed(said: Said) -> Days | None:
    """11/24/2025 and 24/11/2025 can be told apart, 11/9/2025 cannot."""
    first, second, year = map(int, said["slashed"].split("/"))
    if first > 12 or first == second:
        return (date(year, second, first),) * 2
    return (date(year, first, second),) * 2 if second > 12 else None


def _slashed_day(said: Said) -> Days | None:
    """11/24 and 24/11 without a year; where either number could be the month, neither is."""
    first, second = int(said["first"]), int(said["second"])
    if (first > 12) == (second > 12):
        return None
    month, day = (second, first) if first > 12 else (first, second)
    return _yearly(said, lambda year: (date(year, month, day),) * 2)


_NTH = r"(?:st|nd|rd|th)?"
_TO = r"\s*(?:-|to|through|and|until)\s*(?:the\s+)?"
_IN_YEAR = rf"(?:,?\s*(?:of\s+|in\s+)?(?P<year>{YEAR}))?"
_ON = r"(?:(?:on|in|at|during|of|the|evening|morning|night|afternoon|early|late)\s+)*?"
_WEEKDAY = rf"(?:(?P<weekday>{WEEKDAY})\.?,?\s+(?:the\s+)?)?"
_HOLIDAYS = "|".join(sorted((name.replace(".", r"\.") for name in HOLIDAYS), key=len, reverse=True))
_DAYS = rf"(?P<day>\d{{1,2}}){_NTH}(?:{_TO}(?P<last>\d{{1,2}}){_NTH})?"
RULES = rules(
    (rf"(?P<iso>{YEAR}[-/]\d{{2}}[-/]\d{{2}})(?:t[\d:.]+z?)?", _iso),
    (rf"(?P<dotted>\d{{1,2}}\.\d{{1,2}}\.{YEAR})", _dotted),
    (rf"(?P<slashed>\d{{1,2}}/\d{{1,2}}/{YEAR})", _slashed),
    (r"(?:on )?(?P<first>\d{1,2})/(?P<second>\d{1,2})(?P<year>)", _slashed_day),
    (rf"{_ON}{_WEEKDAY}(?P<month>{MONTH})\.?,?\s+(?:the\s+)?{_DAYS}{_IN_YEAR}",
           _month_day),
    (rf"{_ON}{_WEEKDAY}{_DAYS}\s+(?:of\s+)?(?P<month>{MONTH})\.?{_IN_YEAR}",
           _month_day),
    (rf"(?:(?:in|during|within|throughout|the month of|of) )*(?P<month>{MONTH})\.?{_IN_YEAR}", _month),
    (rf"(?:(?:in|during|the) )*(?:q(?P<q>[1-4])|(?P<nth>{ORDINAL})[ -]quarter){_IN_YEAR}(?: of the year)?", _quarter),
    (rf"(?:(?:in|during|the) )*h(?P<h>[12])(?P<nth>){_IN_YEAR}", _half),
    (rf"(?:(?:in|during) )?the (?P<nth>first|second) half(?P<h>) of (?P<year>{YEAR})", _half),
    (rf"(?:(?:in|during|the|calendar|year|throughout|of) )*(?P<year>{YEAR})", lambda said: year_days(int(said["year"]))),
    (rf"(?:(?:on|at|over) )?(?P<name>{_HOLIDAYS}){_IN_YEAR}", _holiday),
    (rf"(?P<year>{YEAR}) (?P<name>{_HOLIDAYS})", _holiday),
)  # fmt: skip
