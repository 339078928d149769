"""Check the parts of a reading against its words where the parser gives no window of its own."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from adjudge.clock.days import DAY
from adjudge.clock.defects import Ends
from adjudge.clock.mentions import DayMention, TimeMention, find_days, find_times
from adjudge.clock.reading import Reading
from adjudge.clock.stamps import Stamp, find_stamps
from adjudge.clock.windows import as_created
from adjudge.clock.words import (
    MONTH,
    WEEKDAY,
    YEAR,
    clean,
    is_month_name,
    month_number,
    weekday_number,
)
from adjudge.clock.zones import NEW_YORK, find_zones, read_zone

# A date printed without its year lies in the year that starts this long before the market was made.
_SLACK = timedelta(days=60)
_YEAR = timedelta(days=366)
_DEFAULTS = {"opens": time(0), "closes": time(23, 59)}


def complaints_of(reading: Reading, ends: Ends, created: datetime | str | None) -> list[str]:
    """What in a reading the words do not carry, each as a sentence that quotes words and fields only."""
    text = clean(reading.words)
    found = [*_zone(reading, text), *_order(reading, ends)]
    for name in ("closes", "opens"):
        day, clock = getattr(reading, f"{name}_date"), getattr(reading, f"{name}_time")
        found += [complaint for complaint in _end(name, day, clock, text, as_created(created)) if complaint]
    return found


def _order(reading: Reading, ends: Ends) -> Iterator[str]:
    if ends.closes is None:
        yield f"The field closes_date is {reading.closes_date!r}, which is no date."
    elif ends.opens is not None and ends.opens > ends.closes:
        yield f"The window opens ({reading.opens_date!r}) after it closes ({reading.closes_date!r})."


def _zone(reading: Reading, text: str) -> Iterator[str]:
    """The zone must be one that the words print; where they print none, only the default may be filled in."""
    printed = find_zones(text)
    filled = read_zone(reading.zone) if reading.zone else None
    if not printed and reading.zone and filled != NEW_YORK:
        yield f"The words print no zone, but zone is {reading.zone!r}."
    elif printed and not reading.zone:
        yield f"The words print the zone {printed[0].words!r}, but zone is empty."
    elif printed and filled not in [mention.zone for mention in printed]:
        yield f"The words print the zone {printed[0].words!r}, but zone is {reading.zone!r}."


def _end(name: str, written: str | None, clock: str | None, text: str, made: datetime | None) -> Iterator[str | None]:
    try:
        day = date.fromisoformat(written) if written else None
        at = time.fromisoformat("00:00" if clock == "24:00" else clock) if clock else None
    except ValueError:
        yield f"The field {name}_date {written!r} or {name}_time {clock!r} is not written as asked."
        return
    if day is not None:
        yield _day(name, day, text, made)
    yield _time(name, day, at, text)


def _day(name: str, day: date, text: str, made: datetime | None) -> str | None:
    printed = find_days(text)
    fits = _is_day(printed, day, made) if printed else _coarsely_fits(day, text, made)
    return None if fits else f"The words {_excerpt(text)!r} do not print {name}_date {day.isoformat()!r}."


def _is_day(mentions: list[DayMention], day: date, made: datetime | None) -> bool:
    """Whether one of the printed days is this day; a year that is not printed must lie near the market's creation."""
    same = [mention for mention in mentions if (mention.month, mention.day) == (day.month, day.day)]
    years = {mention.year for mention in same} - {None}
    if years or not same:
        return day.year in years
    return made is None or _is_near(day, made)


def _is_near(day: date, made: datetime) -> bool:
    start = made.date() - _SLACK
    return start <= day < start + _YEAR


def _coarsely_fits(day: date, text: str, made: datetime | None) -> bool:
    """Whether the months, years or weekdays that the words name can end or begin with a day."""
    near = (day - DAY, day, day + DAY)
    months = {month_number(name) for name in re.findall(rf"\b({MONTH})", text, re.IGNORECASE) if is_month_name(name)}
    years = {int(year) for year in re.findall(rf"\b{YEAR}\b", text)}
    weekdays = {weekday_number(name) for name in re.findall(rf"\b({WEEKDAY})", text, re.IGNORECASE)}
    return (
        (not months or any(other.month in months for other in near))
        and (not years or any(other.year in years for other in near))
        and (not weekdays or any(other.weekday() in weekdays for other in (day, day + DAY)))
        and (bool(years) or made is None or _is_near(day, made))
    )


def _time(name: str, day: date | None, at: time | None, text: str) -> str | None:
    beside = [stamp.time for stamp in find_stamps(text) if day and _stands_beside(stamp, day)]
    times = [mention for mention in beside if mention] or find_times(text)
    if at is None:
        missing = [mention for mention in beside if mention and mention.at != time(23, 59)]
        return f"The words {_excerpt(text)!r} print a time, but {name}_time is empty." if missing else None
    if any(_is_time(mention, at) for mention in times) or (at == _DEFAULTS[name] and not any(beside)):
        return None
    return f"The words {_excerpt(text)!r} do not print {name}_time {at.isoformat('minutes')!r}."


def _stands_beside(stamp: Stamp, day: date) -> bool:
    return stamp.day is not None and (stamp.day.month, stamp.day.day) == (day.month, day.day)


def _is_time(mention: TimeMention, at: time) -> bool:
    if mention.midnight_word:
        return at in (time(0), time(23, 59))
    return mention.at == at or (
        not mention.sure and mention.at.minute == at.minute and (mention.at.hour - at.hour) % 12 == 0
    )


def _excerpt(text: str) -> str:
    return text if len(text) <= 160 else f"{text[:157]}..."
