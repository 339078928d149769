"""What is wrong with a market before any article is read; plain code, and every find is a flag for a person."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from adjudge.clock.stamps import find_stamps
from adjudge.clock.windows import window_of
from adjudge.clock.words import clean
from adjudge.clock.zones import NEW_YORK, find_zones
from adjudge.model.adjudication import Flag
from adjudge.model.market import Market
from adjudge.platforms.titles import date_flags, subject_flags
from adjudge.platforms.written import within_bounds, written_window

_KINDS = (
    "Actor|Actress|Artist|Candidate|Celebrity|Club|Company|Contestant|Country|Driver|Fighter|Film|Individual|Movie|Nominee|"
    "Option|Party|Person|Player|Rapper|Singer|Song|Team|Word"
)
_PLACEHOLDERS = (
    # "Player D"; an apostrophe or a dot behind the letter makes it somebody's name.
    re.compile(rf"\b(?:{_KINDS}) [A-Z](?![\w'’.&])"),
    # "[date]", "{name}", "<insert city>"; a bracket before "(" is a Markdown link.
    re.compile(
        r"[\[{<]\s*(?:insert\b[^\]}>\n]{0,40}|(?:the )?(?:date|deadline|name|time|year|month|day|city|country|team|player|person|candidate|event|"
        r"company|number|amount|price|threshold|source|link|url|tbd|tba|todo|x+)(?: [\w ]{0,20})?)\s*[\]}>](?!\()",
        re.IGNORECASE,
    ),
    re.compile(r"_{3,}"),
    re.compile(r"\b(?:TBD|TODO|X{2,}/X{2,}|lorem ipsum)\b"),
)


def defects(market: Market) -> tuple[Flag, ...]:
    """Find what in the market's own texts is missing, unfilled, or at odds with itself.

    Codes: `rules_empty`, `placeholder`, `no_deadline`, `deadline_before_opening`, `unknown_zone`, `published_end_differs`,
    `title_body_date`, `title_body_subject`.
    """
    if not market.rules.strip():
        return (Flag(code="rules_empty", says="The rules text is empty."),)
    checks = (_placeholders, _deadline, _zones, _published_end, date_flags, subject_flags)
    short = within_bounds(market)
    return tuple(flag for check in checks for flag in check(short))


def _placeholders(market: Market) -> Iterator[Flag]:
    for where in ("question", "group", "rules"):
        words = market.texts()[where]
        found = next((match for pattern in _PLACEHOLDERS if (match := pattern.search(words))), None)
        if found and not (where == "rules" and found[0] in market.question):
            yield Flag(code="placeholder", says=f"The {where} holds {found[0]!r}, which looks like a blank that nobody filled in.")


def _deadline(market: Market) -> Iterator[Flag]:
    if written_window(market) is None and not any(_names_a_time(words) for words in (market.rules, market.question)):
        yield Flag(code="no_deadline", says="Neither the question nor the rules name a date by which the market ends.")
    opening = market.created or (market.platform and market.platform.opens)
    # Read without the creation, so that a year that lies before it is not corrected away.
    plain = window_of(market.rules, None)
    if plain and opening and plain[1] < opening:
        yield Flag(code="deadline_before_opening", says=f"The rules end on {_day(plain[1])}, before the market opened on {_day(opening)}.")


def _names_a_time(words: str) -> bool:
    return any(stamp.day for stamp in find_stamps(clean(words))) or bool(_COARSE.search(words))


_COARSE = re.compile(
    r"\b(?:19|20|21)\d\d\b|\b(?:today|tonight|tomorrow|this (?:week|weekend|month|year|season)|next \w+|end of (?:the )?\w+|"
    r"(?:by|before|in|on) (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)


def _zones(market: Market) -> Iterator[Flag]:
    unknown = next((zone for zone in find_zones(clean(market.rules)) if zone.zone is None), None)
    if unknown:
        yield Flag(code="unknown_zone", says=f"The rules name the time zone {unknown.words!r}, which does not say one zone.")


def _published_end(market: Market) -> Iterator[Flag]:
    found = window_of(market.rules, market.created)
    ends = [end for end in (market.platform.closes, market.platform.expected) if end] if market.platform else []
    # Trading may close long before the event: it is enough that one of the published ends fits.
    if not found or not ends or any(_days(end) & _days(found[1]) for end in ends):
        return
    says = f"The platform publishes {_day(ends[0])} as the end and the rules say {_day(found[1], NEW_YORK)}; the rules win."
    yield Flag(code="published_end_differs", says=says)


def _days(moment: datetime) -> set[str]:
    # Platforms round an end to midnight or noon UTC of the day that it falls on in New York.
    return {_day(moment), _day(moment, NEW_YORK)}


def _day(moment: datetime, zone: ZoneInfo | None = None) -> str:
    return moment.astimezone(zone or UTC).date().isoformat()
