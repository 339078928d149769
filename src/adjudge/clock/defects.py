"""What is odd about a printed window: flagged for a person, never repaired."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from adjudge.clock.mentions import DayMention
from adjudge.clock.stamps import Stamp, find_pairs, find_stamps
from adjudge.clock.words import clean
from adjudge.clock.zones import NEW_YORK, find_zones, names_wrong_season


class Defect(NamedTuple):
    """A code for programs and a sentence for people."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Ends:
    """Both ends of a window on a wall clock; a zone of None could not be read."""

    zone: ZoneInfo | None
    opens: datetime | None
    closes: datetime | None


_SENTENCES = {
    "year_past_in_future_market": "The window closes before the market was created; the year is probably wrong.",
    "time_without_meridiem_am_pm": "A time is printed without AM or PM, so it may be twelve hours off.",
    "standard_zone_in_summer": "The zone abbreviation is of the other season; the wall clock was used.",
    "midnight_deadline": "The deadline is midnight: 12:00 AM is the start of the printed day, not its end.",
    "start_without_year": "The start is printed without a year; the latest year before the end was used.",
    "weekday_mismatch": "A weekday does not fit the date printed beside it.",
    "unknown_zone": "The zone words do not say which zone they mean.",
    "dst_gap": "The clocks skip this moment; the offset before the change was used.",
    "dst_fold": "The clocks show this moment twice; the first was used.",
    "ends_before_it_starts": "The window closes before it opens.",
    "no_close": "The fields give no closing date that the calendar knows.",
}


def defects_of(words: str, zone_words: str | None, ends: Ends, made: datetime | None) -> tuple[Defect, ...]:
    """The defects of a window: of its words, of its zone, and of its two ends."""
    text = clean(words)
    stamps = find_stamps(text)
    codes = [*_of_words(text, stamps, ends.zone or NEW_YORK), *_of_ends(text, zone_words, ends, made)]
    if any(_weekday_is_wrong(stamp.day, ends) for stamp in stamps if stamp.day):
        codes.append("weekday_mismatch")
    return tuple(Defect(code, sentence) for code, sentence in _SENTENCES.items() if code in codes)


def _of_words(text: str, stamps: list[Stamp], zone: ZoneInfo) -> list[str]:
    codes = []
    if any(stamp.day and stamp.may_be_either_half(zone) for stamp in stamps):
        codes.append("time_without_meridiem_am_pm")
    if any(
        stamp.day and stamp.time and stamp.time.midnight_word and stamp.role not in ("from", "start")
        for stamp in stamps
    ):
        codes.append("midnight_deadline")
    if any(pair.first.day and pair.first.day.year is None for pair in find_pairs(text, stamps)):
        codes.append("start_without_year")
    if any(mention.zone is None for mention in find_zones(text)):
        codes.append("unknown_zone")
    return codes


def _of_ends(text: str, zone_words: str | None, ends: Ends, made: datetime | None) -> list[str]:
    codes = ["unknown_zone"] if ends.zone is None else []
    if ends.closes is None:
        return [*codes, "no_close"]
    if ends.closes.time() == time(0):
        codes.append("midnight_deadline")
    if made is not None and ends.closes < made - timedelta(days=1):
        codes.append("year_past_in_future_market")
    if ends.opens is not None and ends.opens.astimezone(UTC) > ends.closes.astimezone(UTC):
        codes.append("ends_before_it_starts")
    moments = [moment for moment in (ends.opens, ends.closes) if moment is not None]
    if any(names_wrong_season(zone_words or text, moment) for moment in moments):
        codes.append("standard_zone_in_summer")
    return codes + [code for moment in moments if (code := clock_change(moment))]


def clock_change(moment: datetime) -> str | None:
    """ "dst_gap" or "dst_fold" where the clocks skip or repeat a local moment."""
    if moment.utcoffset() == moment.replace(fold=1 - moment.fold).utcoffset():
        return None
    there_and_back = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return "dst_fold" if there_and_back.replace(tzinfo=None) == moment.replace(tzinfo=None) else "dst_gap"


def _weekday_is_wrong(day: DayMention, ends: Ends) -> bool:
    """Whether the printed weekday misses the date, its missing year taken from the end that it prints."""
    if day.weekday is None:
        return False
    years = [
        moment.year
        for moment in (ends.closes, ends.opens)
        if moment and (moment.month, moment.day) == (day.month, day.day)
    ]
    year = day.year or next(iter(years), None)
    return year is not None and day.in_year(year).weekday() != day.weekday
