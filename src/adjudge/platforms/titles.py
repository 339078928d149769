"""Whether the title and the body speak about the same subject and the same date."""

import re
from calendar import month_name
from collections.abc import Iterator
from datetime import timedelta

from adjudge.clock.mentions import DayMention
from adjudge.clock.stamps import find_stamps
from adjudge.clock.windows import window_of
from adjudge.clock.words import clean
from adjudge.clock.zones import NEW_YORK
from adjudge.model.adjudication import Flag
from adjudge.model.market import Market

# A title names no zone and no hour: its end may lie most of a day from the same end written out in full.
_NEAR = timedelta(hours=18)


def date_flags(market: Market) -> Iterator[Flag]:
    """Flag a title whose date is not a date of the body."""
    in_title, in_body = _days(market.question), _days(market.rules)
    if any(_near(one, other) for one in in_title for other in in_body):
        return
    title, body = window_of(market.question, market.created), window_of(market.rules, market.created)
    if title and body and abs(title[1] - body[1]) > _NEAR:
        yield _date_flag(*(end.astimezone(NEW_YORK).date().isoformat() for end in (title[1], body[1])))
    elif in_title and in_body and not (title and body):
        yield _date_flag(*(_spoken(days[0]) for days in (in_title, in_body)))


def _date_flag(title: str, body: str) -> Flag:
    return Flag(code="title_body_date", says=f"The title speaks of {title} and the rules of {body}.")


def _spoken(day: DayMention) -> str:
    return f"{month_name[day.month]} {day.day}" + (f", {day.year}" if day.year else "")


def _days(words: str) -> list[DayMention]:
    return [stamp.day for stamp in find_stamps(clean(words)) if stamp.day]


def _near(one: DayMention, other: DayMention) -> bool:
    """Say whether two days are the same or neighbours: "before July 1" and "by June 30" are one deadline."""
    years = {day.year for day in (one, other) if day.year} or {2024}
    try:
        first, second = (day.in_year(day.year or min(years)) for day in (one, other))
    except ValueError:
        return True
    return abs((first - second).days) <= 1


_WORD = re.compile(r"[^\W\d_][\w'’.]*")
_BINDS = re.compile(
    r"\b(?:listed|named|specified|stated|aforementioned|above|in the title|in question|the title|respective|following)\b|\bthis (?!market|question)\w+",
    re.IGNORECASE,
)
_NO_NAMES = frozenset(
    "will does did is are was were has have had can could should would who what when where which how why if the a an and or of in on at by to from "
    "for with before after during until than this that these those yes no not more less over under next first last any all it its be new us usa "
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday "
    "et pt ct utc gmt est edt am pm president prime minister minister king queen senator governor mr mrs ms dr sir pope judge general "
    "market question resolve resolves resolved otherwise resolution source".split()
)


def subject_flags(market: Market) -> Iterator[Flag]:
    """Flag a title of whose names the body has none, where the body has names of its own and nothing binds the title's.

    A body that shares one name and differs in another is left to the reading of the criteria: capital letters cannot tell
    a different person from a fuller name.
    """
    in_title, body = _names(market.question, market.outcomes), market.rules.casefold()
    if not in_title or _BINDS.search(market.rules) or any(_stem(name) in body for name in in_title):
        return
    others = _names(_sentences_inside(market.rules), market.outcomes)
    if others:
        says = f"None of the title's names ({_listed(in_title)}) stands in the rules, which speak of {_listed(others)}."
        yield Flag(code="title_body_subject", says=says)


def _names(words: str, outcomes: tuple[str, ...]) -> list[str]:
    """Give the capitalised words that are likely names, each once, in order; an acronym is left out, bodies spell it out."""
    spoken = {word.casefold() for outcome in outcomes for word in _WORD.findall(outcome)} | _NO_NAMES
    found = [word.rstrip(".'’") for word in _WORD.findall(words) if word[0].isupper() and not word.isupper()]
    return list(dict.fromkeys(word for word in found if len(word) > 3 and _plain(word) not in spoken))


def _sentences_inside(words: str) -> str:
    """Take away the first word of each sentence, which is capitalised whatever it is."""
    return re.sub(r"(?:\A|[.!?:\n\"“”]\s*)[^\s]+", " ", words)


def _stem(name: str) -> str:
    """Cut a name to what its inflections share: "Russian", "Russia's" and "Russia" are one subject."""
    plain = _plain(name)
    return plain[: max(4, len(plain) - 3)]


def _plain(name: str) -> str:
    return name.casefold().removesuffix("'s").removesuffix("’s")


def _listed(names: list[str]) -> str:
    return ", ".join(repr(name) for name in names[:4])
