"""Zone words of rules and reports to IANA zones, which know the offset of every date."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from adjudge.clock.words import near_digits

NEW_YORK = ZoneInfo("America/New_York")
UTC = ZoneInfo("UTC")

# Written the way that rules write them: rules say "EST" in July and mean the wall clock of New York.
_ABBREVIATIONS = {
    "America/New_York": "ET EST EDT",
    "America/Chicago": "CT CST CDT",
    "America/Denver": "MT MST MDT",
    "America/Los_Angeles": "PT PST PDT",
    "America/Anchorage": "AKT AKST AKDT",
    "Pacific/Honolulu": "HST",
    "UTC": "UTC GMT Zulu",
    "Europe/London": "BST",
    "Europe/Berlin": "CET CEST",
    "Europe/Kyiv": "EET EEST",
    "Europe/Lisbon": "WET WEST",
    "Europe/Moscow": "MSK",
    "Europe/Istanbul": "TRT",
    "Asia/Tokyo": "JST",
    "Asia/Seoul": "KST",
    "Asia/Singapore": "SGT",
    "Asia/Hong_Kong": "HKT",
    "Asia/Karachi": "PKT",
    "Asia/Jakarta": "WIB",
    "Asia/Tehran": "IRST",
    "Australia/Sydney": "AEST AEDT AET",
    "Australia/Perth": "AWST",
    "Pacific/Auckland": "NZST NZDT NZT",
    "America/Sao_Paulo": "BRT",
    "America/Argentina/Buenos_Aires": "ART",
    "Africa/Johannesburg": "SAST",
    "Africa/Nairobi": "EAT",
    "Africa/Lagos": "WAT",
}
# India, Israel or Ireland; Atlantic or Arabia; and whoever is "local": no one can tell from the letters.
_AMBIGUOUS = ("IST", "AST", "ADT", "GST", "AMT")
_REGIONS = {
    "America/New_York": "eastern|us eastern|u\\.s\\. eastern|american eastern|eastern us|north american eastern",
    "America/Chicago": "central|us central",
    "America/Denver": "mountain|us mountain",
    "America/Los_Angeles": "pacific|us pacific",
    "Europe/Berlin": "central european|central european summer",
    "Europe/Kyiv": "eastern european|eastern european summer",
    "Europe/London": "british summer|british|uk|u\\.k\\.",
    "UTC": "coordinated universal|universal|greenwich mean|greenwich",
    "Asia/Tokyo": "japan",
    "Asia/Seoul": "korea|korean",
    "Asia/Kolkata": "india|indian",
    "Asia/Jerusalem": "israel|israeli",
    "Asia/Shanghai": "china",
    "Asia/Tehran": "iran",
    "Asia/Dubai": "gulf|uae",
}
_CITIES = {
    "America/New_York": "new york|washington|washington, d\\.c\\.|washington dc|miami|boston|toronto|new york city|nyc",
    "America/Chicago": "chicago|houston|dallas",
    "America/Denver": "denver",
    "America/Los_Angeles": "los angeles|san francisco|seattle|california|la",
    "America/Mexico_City": "mexico city",
    "America/Caracas": "caracas|venezuela",
    "America/Sao_Paulo": "brasilia|brasília|sao paulo|são paulo",
    "America/Argentina/Buenos_Aires": "buenos aires|argentina",
    "America/Bogota": "bogota|bogotá",
    "Europe/London": "london",
    "Europe/Dublin": "dublin",
    "Europe/Paris": "paris|france",
    "Europe/Berlin": "berlin|germany|frankfurt",
    "Europe/Brussels": "brussels",
    "Europe/Amsterdam": "amsterdam|the hague",
    "Europe/Rome": "rome|vatican|italy",
    "Europe/Madrid": "madrid|spain",
    "Europe/Lisbon": "lisbon",
    "Europe/Vienna": "vienna",
    "Europe/Zurich": "geneva|zurich|davos|bern",
    "Europe/Budapest": "budapest|hungary",
    "Europe/Warsaw": "warsaw|poland",
    "Europe/Prague": "prague",
    "Europe/Stockholm": "stockholm|sweden",
    "Europe/Oslo": "oslo|norway",
    "Europe/Copenhagen": "copenhagen|denmark",
    "Europe/Helsinki": "helsinki|finland",
    "Europe/Athens": "athens|greece",
    "Europe/Bucharest": "bucharest|romania",
    "Europe/Kyiv": "kyiv|kiev|ukraine|ukrainian",
    "Europe/Moscow": "moscow|kremlin",
    "Europe/Minsk": "minsk|belarus",
    "Europe/Istanbul": "istanbul|ankara|turkey|turkish|türkiye",
    "Asia/Jerusalem": "jerusalem|tel aviv",
    "Asia/Gaza": "gaza",
    "Asia/Beirut": "beirut|lebanon",
    "Asia/Damascus": "damascus|syria",
    "Asia/Baghdad": "baghdad|iraq",
    "Asia/Riyadh": "riyadh|saudi|saudi arabia|mecca",
    "Asia/Qatar": "doha|qatar",
    "Asia/Dubai": "dubai|abu dhabi",
    "Asia/Tehran": "tehran",
    "Asia/Kabul": "kabul",
    "Asia/Karachi": "karachi|islamabad|pakistan",
    "Asia/Kolkata": "delhi|new delhi|mumbai",
    "Asia/Dhaka": "dhaka",
    "Asia/Bangkok": "bangkok",
    "Asia/Singapore": "singapore",
    "Asia/Hong_Kong": "hong kong",
    "Asia/Taipei": "taipei|taiwan",
    "Asia/Shanghai": "beijing|shanghai",
    "Asia/Tokyo": "tokyo",
    "Asia/Seoul": "seoul",
    "Asia/Manila": "manila",
    "Asia/Jakarta": "jakarta",
    "Australia/Sydney": "sydney|canberra|melbourne",
    "Pacific/Auckland": "auckland|wellington",
    "Africa/Cairo": "cairo|egypt",
    "Africa/Johannesburg": "johannesburg|pretoria|south africa",
    "Africa/Nairobi": "nairobi",
    "Africa/Lagos": "lagos|abuja",
}
# Etc/GMT knows whole hours only; these half-hour offsets have one civil zone without summer time.
_ODD_OFFSETS = {330: "Asia/Kolkata", 345: "Asia/Kathmandu", 210: "Asia/Tehran", 270: "Asia/Kabul", 390: "Asia/Yangon"}


@dataclass(frozen=True, slots=True)
class ZoneMention:
    """Zone words found in a text; `zone` is None where the words do not say which zone they mean."""

    start: int
    end: int
    words: str
    zone: ZoneInfo | None


def _flat(table: dict[str, str], separator: str) -> dict[str, str]:
    return {word.replace("\\", ""): key for key, words in table.items() for word in words.split(separator)}


_BY_ABBREVIATION = _flat(_ABBREVIATIONS, " ")
_BY_REGION = _flat(_REGIONS, "|")
_BY_CITY = _flat(_CITIES, "|")


def _longest(words: object) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


_NAMED = rf"(?:{_longest([*_BY_REGION, *_BY_CITY])})"
_ZONE = re.compile(
    rf"""\b(?P<offset>(?:UTC|GMT)\s?[+-]\s?\d{{1,2}}(?::?\d{{2}})?)\b
    |(?<=\d)(?P<iso>Z\b|[+-]\d{{2}}:\d{{2}}\b)
    |(?:(?<=[apAP]\.[mM]\.\s)|(?<=[apAP][mM]\s))(?P<short>Eastern|Pacific|Central|Mountain)\b(?!\s[Tt]ime)
    |\b(?P<abbreviation>{_longest(_BY_ABBREVIATION)}|utc|gmt)\b(?!\s?[+-]\d)
    |\b(?P<ambiguous>{"|".join(_AMBIGUOUS)}|[Ll]ocal\s+[Tt]ime
        |(?:(?<=[apAP][mM]\s)|(?<=:\d\d\s))[A-Z]{{2,3}}T)\b(?!\s+(?:in|of)\s+[A-Z])""",
    re.VERBOSE,
)
_ZONE_BY_NAME = re.compile(
    rf"""\b(?P<named>{_NAMED})(?:'s)?(?:\s+(?:standard|daylight|local))?[\s-]+time(?:\s?zone)?\b
    |\b(?:local\s+)?time\s+(?:in|of)\s+(?P<of>{_longest(_BY_CITY)})\b""",
    re.VERBOSE | re.IGNORECASE,
)
# Names are looked for only beside the word "time": trying 150 names at every word would take most of a window's time.
_TIME_WORD = re.compile(r"[\s-]time(?:\s?zone)?\b", re.IGNORECASE)


@lru_cache(maxsize=128)
def find_zones(text: str) -> tuple[ZoneMention, ...]:
    """Every zone that a text names, in order, also those that cannot be told."""
    # Words far before the first number are not the zone of a date.
    found = list(_ZONE.finditer(text, near_digits(text, 60)))
    if _TIME_WORD.search(text):
        named = list(_ZONE_BY_NAME.finditer(text))
        inside = [match for match in found if any(name.start() <= match.start() < name.end() for name in named)]
        found = sorted([match for match in [*found, *named] if match not in inside], key=lambda match: match.start())
    return tuple(ZoneMention(match.start(), match.end(), match.group(), _zone_of(match)) for match in found)


def _zone_of(found: re.Match[str]) -> ZoneInfo | None:
    kind, words = found.lastgroup, found.group(found.lastgroup or 0)
    if kind in ("offset", "iso"):
        return _from_offset(words)
    if kind == "abbreviation":
        return ZoneInfo(_BY_ABBREVIATION.get(words) or _BY_ABBREVIATION[words.upper()])
    if kind in ("named", "of", "short"):
        name = words.lower()
        return ZoneInfo(_BY_CITY.get(name) or _BY_REGION[name])
    return None


def _from_offset(words: str) -> ZoneInfo | None:
    found = re.search(r"([+-])\s?(\d{1,2}):?(\d{2})?$", words)
    if found is None:
        return UTC
    sign, hours, minutes = found.groups()
    total = int(hours) * 60 + int(minutes or 0)
    if total % 60:
        return ZoneInfo(_ODD_OFFSETS[total]) if sign == "+" and total in _ODD_OFFSETS else None
    # POSIX signs are turned round: Etc/GMT-3 is three hours ahead of UTC.
    return _etc(-total // 60 if sign == "+" else total // 60)


def _etc(hours: int) -> ZoneInfo | None:
    if not -14 <= hours <= 12:
        return None
    return ZoneInfo(f"Etc/GMT{hours:+d}") if hours else UTC


@lru_cache(maxsize=512)
def read_zone(words: str) -> ZoneInfo | None:
    """The zone that a piece of text names, or None where it names none, several, or one that cannot be told.

    >>> read_zone("EST").key
    'America/New_York'
    >>> read_zone("IST") is None
    True
    """
    text = words.strip().strip("()., ")
    found = {mention.zone for mention in find_zones(text)}
    if len(found) == 1:
        return found.pop()
    return _bare_name(text) if not found else None


def _bare_name(text: str) -> ZoneInfo | None:
    name = re.sub(r"^the\s+|\s+(?:time|timezone|time zone|zone)$", "", text.lower())
    key = _BY_CITY.get(name) or _BY_REGION.get(name) or _BY_ABBREVIATION.get(text.upper())
    return ZoneInfo(key) if key else _iana(text)


def city_zone(name: str) -> ZoneInfo | None:
    """The zone of a city or country of the small table, which rules and reports name without a state or a country."""
    key = _BY_CITY.get(name)
    return ZoneInfo(key) if key else None


def _iana(text: str) -> ZoneInfo | None:
    if not re.fullmatch(r"[A-Z][A-Za-z_]+(?:/[A-Za-z_+-]+\d*)+", text):
        return None
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        return None


def names_wrong_season(words: str, local: datetime) -> bool:
    """Whether zone words such as "EST" or "PDT" do not fit the season of a local moment in that zone."""
    found = re.search(r"\b[ECMP]([SD])T\b", words)
    if found is None or local.tzinfo is None:
        return False
    return (found.group(1) == "D") != bool(local.dst() or timedelta())
