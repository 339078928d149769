"""Find the days and the times of day that a text prints, without deciding what they are for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time

from adjudge.clock.words import (
    MONTH,
    WEEKDAY,
    YEAR,
    is_month_name,
    month_number,
    near_digits,
    weekday_number,
)


@dataclass(frozen=True, slots=True)
class DayMention:
    """A day as printed; the year may be missing, the weekday may contradict the date."""

    start: int
    end: int
    month: int
    day: int
    year: int | None = None
    weekday: int | None = None

    def in_year(self, year: int) -> date:
        """The date in a given year; raises ValueError where there is none."""
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time of day as printed; `sure` is false where morning and evening cannot be told apart."""

    start: int
    end: int
    at: time
    sure: bool = True
    next_day: bool = False
    midnight_word: bool = False


_NTH = r"(?:st|nd|rd|th)?"
# A number that continues as a time, a percentage or a decimal is not a day of the month.
_NOT_A_DAY = r"(?!\d|:\d|%|\.\d|,\d{3}(?!\d)|\s*[ap]\.?\s?m\b|\s*(?:percent|noon))"
_YEAR_TAIL = rf"(?:\s*,?\s*(?:of\s+|in\s+)?(?P<@>{YEAR}|'\d\d)(?!\d|:\d))?"
_DAY = re.compile(
    rf"""\b(?P<iso>{YEAR}[-/]\d{{2}}[-/]\d{{2}})(?!\d)
    |(?<![\d/.])(?P<slash>\d{{1,2}}/\d{{1,2}}/(?:{YEAR}|\d{{2}}))(?![\d/])
    |(?<![\d/.])(?P<dot>\d{{1,2}}\.\d{{1,2}}\.{YEAR})(?!\d)
    |(?<![\d:.,$%/-])(?:(?P<d0>\d{{1,2}}){_NTH}\s*(?:-|to|through|and|until)\s*(?:the\s+)?)?
     (?P<d1>\d{{1,2}}){_NTH}\s+(?:day\s+)?(?:of\s+)?(?P<m1>{MONTH})\.?
     (?!,?\s+\d{{1,2}}(?:st|nd|rd|th)?{_NOT_A_DAY}){_YEAR_TAIL.replace("@", "y1")}
    |\b(?P<m2>{MONTH})\.?,?\s+(?:the\s+)?(?P<d2>\d{{1,2}}){_NTH}{_NOT_A_DAY}{_YEAR_TAIL.replace("@", "y2")}""",
    re.VERBOSE | re.IGNORECASE,
)
# "November 3-7, 2025": the second day borrows the month, if what follows shows that it is a day.
_SAME_MONTH = re.compile(
    rf"""\s*(?:(?P<dash>-|through|thru)|to|and|until)\s*(?:the\s+)?(?P<day>\d{{1,2}}){_NTH}{_NOT_A_DAY}
    (?!\s+{MONTH}){_YEAR_TAIL.replace("@", "year")}
    (?(dash)|(?=\s*(?:[,.;)?!(]|$)|\s+(?:(?-i:[A-Z]{{2,4}})|at|in|inclusive|if|this|for|on|will|the|according)\b))""",
    re.VERBOSE | re.IGNORECASE,
)
# "Top 5 March upsets" is no date: a day before a bare month needs a word or a mark that leads up to it.
_MAY_PRECEDE_A_DAY = re.compile(
    rf"(?:^|[,(:-]|\b(?:on|by|before|after|between|and|from|to|until|through|the|for|of|since|in|at|is|was|{WEEKDAY}))\s*$",
    re.IGNORECASE,
)
_WEEKDAY_BEFORE = re.compile(rf"\b(?P<name>{WEEKDAY})\.?\s*,?\s*(?:the\s+)?$", re.IGNORECASE)
_WEEKDAY_AFTER = re.compile(rf"\s*\((?P<name>{WEEKDAY})\.?\)", re.IGNORECASE)
_TIME = re.compile(
    r"""(?P<eod>\b(?:the\s+)?end\s+of\s+(?:the\s+)?day\b|\bEOD\b)
    |(?P<noon>\b(?:12(?::00)?\s*)?noon\b)
    |(?P<midnight>\b(?:12(?::00)?\s*)?mid-?night\b)
    |(?<![\d.$:/])(?P<h12>\d{1,2})(?:[:.](?P<m12>[0-5]\d))?(?::[0-5]\d)?\s*(?P<half>[ap])(?:m\b|\.\s?m\b\.?)
    |(?<![\d.$:/])(?P<h24>\d{1,2}):(?P<m24>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(?![\d:])(?:\s*(?:h|hrs|hours)\b)?
    |(?<![\d.$:/,-])(?P<military>[0-2]\d[0-5]\d)(?=\s*(?:UTC|GMT|Z\b|hours\b|hrs\b))(?:\s*(?:hours|hrs)\b)?""",
    re.VERBOSE | re.IGNORECASE,
)
_TIME_IN_WORDS = re.compile(r"noon|night|end of|EOD|eod", re.IGNORECASE)


def find_days(text: str) -> list[DayMention]:
    """Every day of the calendar that a text prints, in order; impossible dates are left out."""
    month_first = _slash_order(text) if "/" in text else None
    # A day begins at its number or at its month, and no month has more letters than September.
    matches = _DAY.finditer(text, near_digits(text, 16))
    return [day for found in matches for day in _days_of(found, text, month_first) if _possible(day)]


def _possible(day: DayMention) -> bool:
    try:
        day.in_year(day.year or 2024)  # a leap year admits every day that some year has
    except ValueError:
        return False
    return True


def _days_of(found: re.Match[str], text: str, month_first: bool | None) -> Iterator[DayMention]:
    if found["iso"]:
        year, month, day = (int(part) for part in re.split("[-/]", found["iso"]))
        yield DayMention(found.start(), found.end(), month, day, year)
    elif found["dot"]:
        day, month, year = (int(part) for part in found["dot"].split("."))
        yield DayMention(found.start(), found.end(), month, day, year)
    elif found["slash"]:
        yield from _slash_day(found, month_first)
    elif found["m1"] and (found["y1"] or found["d0"] or _leads_to_a_day(text, found.start("d1"))):
        yield from _day_first(found, text)
    elif found["m1"]:
        return
    elif is_month_name(found["m2"]) or found["y2"]:
        yield from _month_first(found, text)


def _slash_order(text: str) -> bool | None:
    """Whether 11/3/2025 is November 3, as far as another date of the text or a US zone tells."""
    for first, second in re.findall(r"\b(\d{1,2})/(\d{1,2})/\d{2}", text):
        if int(first) > 12 or int(second) > 12:
            return int(second) > 12
    return True if re.search(r"\b[ECMP][SD]?T\b", text) else None


def _slash_day(found: re.Match[str], month_first: bool | None) -> Iterator[DayMention]:
    first, second, year = (int(part) for part in found["slash"].split("/"))
    if month_first is not None or first == second:
        month, day = (first, second) if month_first else (second, first)
        yield DayMention(found.start(), found.end(), month, day, 2000 + year if year < 100 else year)


def _leads_to_a_day(text: str, start: int) -> bool:
    return _MAY_PRECEDE_A_DAY.search(text, max(0, start - 14), start) is not None


def _year(written: str | None) -> int | None:
    """The year as a number; "'25" is short for 2025."""
    if not written:
        return None
    return int(written) if written.isdigit() else 2000 + int(written[1:])


def _day_first(found: re.Match[str], text: str) -> Iterator[DayMention]:
    if not (is_month_name(found["m1"]) or found["y1"]):
        return
    month, year = month_number(found["m1"]), _year(found["y1"])
    if found["d0"]:
        yield _with_weekday(DayMention(found.start("d0"), found.end("d0"), month, int(found["d0"]), year), text)
    start = found.start("d1")
    yield _with_weekday(DayMention(start, found.end(), month, int(found["d1"]), year), text)


def _month_first(found: re.Match[str], text: str) -> Iterator[DayMention]:
    month, year = month_number(found["m2"]), _year(found["y2"])
    tail = None if year else _SAME_MONTH.match(text, found.end())
    tail_year = _year(tail["year"]) if tail else None
    yield _with_weekday(DayMention(found.start(), found.end(), month, int(found["d2"]), year or tail_year), text)
    if tail:
        yield DayMention(tail.start("day"), tail.end(), month, int(tail["day"]), tail_year)


def _with_weekday(day: DayMention, text: str) -> DayMention:
    """Take "Friday" of "Friday, May 31" or of "May 31 (Friday)" into the mention."""
    before = _WEEKDAY_BEFORE.search(text, max(0, day.start - 14), day.start)
    if before:
        return replace(day, start=before.start(), weekday=weekday_number(before["name"]))
    after = _WEEKDAY_AFTER.match(text, day.end)
    return replace(day, end=after.end(), weekday=weekday_number(after["name"])) if after else day


def find_times(text: str) -> list[TimeMention]:
    """Every time of day that a text prints, in order."""
    start = 0 if _TIME_IN_WORDS.search(text) else near_digits(text, 0)
    times = [mention for found in _TIME.finditer(text, start) if (mention := _time_of(found)) is not None]
    if any(_shows_24_hours(mention, text) for mention in times):
        return [replace(mention, sure=True) for mention in times]
    return times


def _shows_24_hours(mention: TimeMention, text: str) -> bool:
    words = text[mention.start : mention.end]
    digits = words[:2]
    return (
        ":" in words
        and digits.isdigit()
        and not re.search("[a-z]", words, re.IGNORECASE)
        and (int(digits) > 12 or digits[0] == "0")
    )


def _time_of(found: re.Match[str]) -> TimeMention | None:
    start, end = found.span()
    if found["eod"]:
        return TimeMention(start, end, time(23, 59))
    if found["noon"]:
        return TimeMention(start, end, time(12))
    if found["midnight"]:
        return TimeMention(start, end, time(0), midnight_word=True)
    if found["h12"]:
        return _twelve_hours(found)
    digits = found["military"]
    hour, minute = (int(digits[:2]), int(digits[2:])) if digits else (int(found["h24"]), int(found["m24"]))
    if hour == 24 and minute == 0:
        return TimeMention(start, end, time(0), next_day=True)
    iso = digits is not None or found.string[start - 1 : start] == "T"
    return TimeMention(start, end, time(hour, minute), sure=iso or not 1 <= hour <= 12) if hour < 24 else None


def _twelve_hours(found: re.Match[str]) -> TimeMention | None:
    hour, minute = int(found["h12"]), int(found["m12"] or 0)
    if 12 < hour < 24 and found["m12"]:  # "23:59 PM" says the same thing twice
        return TimeMention(*found.span(), time(hour, minute)) if found["half"] in "pP" else None
    if not 1 <= hour <= 12:
        return None
    return TimeMention(*found.span(), time(hour % 12 + 12 * (found["half"] in "pP"), minute))
