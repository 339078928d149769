"""What an article states as its date, as a span of instants; a bare date is never a point."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from adjudge.model.article import Published

# A calendar day begins first at UTC+14 (Kiritimati) and ends last at UTC-12 (Baker Island).
EASTMOST = timezone(timedelta(hours=14))
WESTMOST = timezone(timedelta(hours=-12))

# Abbreviations that newsrooms print. A fixed offset where the letter says standard or daylight,
# the zone itself where it says neither. IST, BST in Asia and the like are ambiguous and stay out.
ZONES = {
    "UTC": UTC, "GMT": UTC, "Z": UTC,
    "EST": timezone(timedelta(hours=-5)), "EDT": timezone(timedelta(hours=-4)), "ET": ZoneInfo("America/New_York"),
    "CST": timezone(timedelta(hours=-6)), "CDT": timezone(timedelta(hours=-5)), "CT": ZoneInfo("America/Chicago"),
    "MST": timezone(timedelta(hours=-7)), "MDT": timezone(timedelta(hours=-6)), "MT": ZoneInfo("America/Denver"),
    "PST": timezone(timedelta(hours=-8)), "PDT": timezone(timedelta(hours=-7)), "PT": ZoneInfo("America/Los_Angeles"),
    "CET": timezone(timedelta(hours=1)), "CEST": timezone(timedelta(hours=2)), "MSK": timezone(timedelta(hours=3)),
    "EET": timezone(timedelta(hours=2)), "EEST": timezone(timedelta(hours=3)),
}  # fmt: skip

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
CLOCK = r"(?:(?:,|\s+at|\s*[|–—-])?\s+(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?(?::(?P<second>\d{2}))?\s*(?P<half>[ap]\.?m\.?)?)?"
ZONE = r"\s*(?P<zone>\(?[A-Za-z]{1,4}\)?|[+-]\d{2}:?\d{2})?"
WRITTEN = tuple(
    re.compile(rf"{WEEKDAY}{day_and_month},?\s+(?P<year>\d{{4}}){CLOCK}{ZONE}", re.IGNORECASE)
    for day_and_month in (rf"{DAY}\s+{MONTH}", rf"{MONTH}\s+{DAY}")
)


def published_from(words: str | date | datetime, how: str) -> Published | None:
    """Read a stated date or time, or give None where it is not one.

    >>> published_from("2025-11-27T09:30:00+02:00", "front matter").is_exact
    True
    >>> published_from("2025-11-27", "front matter").words
    '2025-11-27'
    >>> published_from("last Tuesday", "front matter") is None
    True
    """
    moment = _moment(words) if isinstance(words, str) else words
    try:
        return None if moment is None else _span(moment, how)
    except OverflowError:
        return None


def _span(moment: date | datetime, how: str) -> Published:
    if not isinstance(moment, datetime):
        earliest = datetime.combine(moment, time.min, EASTMOST)
        latest = datetime.combine(moment, time(23, 59, 59), WESTMOST)
        return Published(words=moment.isoformat(), earliest=earliest, latest=latest, how=how)
    if moment.tzinfo is None:
        earliest, latest = moment.replace(tzinfo=EASTMOST), moment.replace(tzinfo=WESTMOST)
    else:
        earliest = latest = moment
    return Published(words=moment.isoformat().replace("+00:00", "Z"), earliest=earliest, latest=latest, how=how)


def _moment(words: str) -> date | datetime | None:
    words = " ".join(words.split())
    return _iso(words) or _rfc(words) or _written(words)


def _iso(words: str) -> date | datetime | None:
    stem, zone = _split_zone(words)
    try:
        return date.fromisoformat(stem) if len(stem) <= 10 and zone is None else _in_zone(datetime.fromisoformat(stem), zone)
    except ValueError:
        return None


def _split_zone(words: str) -> tuple[str, str | None]:
    """Part "2025-11-27 09:30 EST" into the time and its zone word."""
    stem, _, last = words.rpartition(" ")
    is_zone = stem and (last.upper() in ZONES or re.fullmatch(r"[A-Z][A-Za-z_]+(/[A-Za-z_]+)+", last))
    return (stem, last) if is_zone else (words, None)


def _in_zone(moment: datetime, zone: str | None) -> datetime:
    if zone is None or moment.tzinfo is not None:
        return moment
    named = ZONES.get(zone.upper())
    try:
        found = moment.replace(tzinfo=named or ZoneInfo(zone))
    except (KeyError, OSError) as missing:  # an unknown key, or a key that is a folder of the zone data
        raise ValueError(f"unknown zone {zone!r}") from missing
    # The words go into a prompt: an offset is fixed here, so that they do not depend on the machine's zone data.
    return found.replace(tzinfo=timezone(found.utcoffset() or timedelta()))


def _rfc(words: str) -> datetime | None:
    """Read a mail's date; "-0000" says that the zone is not known."""
    from email.utils import parsedate_to_datetime

    if not re.match(r"([A-Za-z]{3},\s)?\d{1,2}\s[A-Za-z]{3}\s\d{4}\s\d{2}:\d{2}.*([+-]\d{4}|GMT|UT|[ECMP][SD]T)", words):
        return None
    try:
        return parsedate_to_datetime(words)
    except ValueError:
        return None


def _written(words: str) -> date | datetime | None:
    """Read "November 27, 2025, 9:30 am ET" and its kin; the whole of the words or nothing."""
    found = next((match for pattern in WRITTEN if (match := pattern.fullmatch(words))), None)
    if found is None:
        return None
    zone = (found["zone"] or "").strip("()")
    try:
        day = date(int(found["year"]), MONTHS.index(found["month"].lower()) + 1, int(found["day"]))
        if found["hour"] is None:
            return None if zone else day
        return _zoned(datetime.combine(day, _clock(found)), zone)
    except ValueError:
        return None


def _clock(found: re.Match[str]) -> time:
    hour, half = int(found["hour"]), (found["half"] or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        raise ValueError(f"no such hour: {hour} {half}m")
    if not half and found["minute"] is None:
        raise ValueError("a bare number is not a time of day")
    return time(hour % 12 + (12 if half == "p" else 0) if half else hour, int(found["minute"] or 0), int(found["second"] or 0))


def _zoned(moment: datetime, zone: str) -> datetime:
    if re.fullmatch(r"[+-]\d{2}:?\d{2}", zone):
        return datetime.fromisoformat(f"{moment.isoformat()}{zone}")
    return _in_zone(moment, zone or None)
