"""Dating words as articles use them: a date wrapped in other words, and absences that point at their own end."""

import re
from datetime import date, timedelta
from functools import lru_cache

from adjudge.clock import Tense, interval_of
from adjudge.clock.mentions import find_times

Days = tuple[date, date]
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_PART = r"(?:\s+(?:morning|noon|afternoon|evening|night))?"
_NAMED = re.compile(
    rf"""\b(?:
      (?:{_WEEKDAY}{_PART},?\s+)?{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?\b
    | (?:{_WEEKDAY}{_PART},?\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}(?:,?\s+\d{{4}})?
    | (?:last\s+)?{_WEEKDAY}
    | yesterday | today | tonight | this\s+(?:morning|afternoon|evening) | last\s+night
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_DAYPART = re.compile(rf"(?<=day){_PART}(?=[,\s])", re.IGNORECASE)
_DAY_OF_MONTH = re.compile(rf"\b(?:{_MONTH}\s+\d|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\b)", re.IGNORECASE)
# Words that move the date which they stand beside; with any of them the date alone says nothing.
_SHIFTS = re.compile(
    r"\b(?:after|before|later|earlier|ago|next|following|since|until|till|by|from|between|through|weeks?|days?|months?|years?|or|and|not)\b",
    re.IGNORECASE,
)
_INTO = re.compile(r"\b(?:night|overnight)\b.*\b(?:to|into)\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"\b(?:(?:shortly|just|soon|right|minutes?|an?\s+hour|\d+\s+minutes?)\s+)*(?:after|before|past)\s+(?=(?:midnight|noon|dawn|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b|\d{1,2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\b)?))",
    re.IGNORECASE,
)
_HOUR = r"(?:\d{1,2}(?:[:.]\d{2})?(?:\s*[ap]\.?m\b\.?)?|noon|midnight)"
_HOURS = re.compile(rf"\b(?:from|between)\s+{_HOUR}\s+(?:to|until|till|and)\s+{_HOUR}", re.IGNORECASE)
_JUST_NOW = re.compile(
    r"^(?:(?:some|a\s+few|\d+|moments|minutes|an\s+hour|hours?)\s*)+(?:minutes?\s+|hours?\s+)?ago$|^(?:within|in)\s+the\s+(?:last|past)\s+(?:few\s+)?(?:hours?|minutes)$",
    re.IGNORECASE,
)
# An absence ends where these words point; a period that they introduce is meant to its last day.
_UP_TO = re.compile(
    r"^(?:(?:as\s+of|as\s+at|through|throughout|until|till|up\s+to|to|by|the\s+(?:evening|night|end)\s+of)\s+)+", re.IGNORECASE
)
_NOW = re.compile(
    r"^(?:so\s+far|to\s+date|until\s+now|till\s+now|up\s+to\s+now|as\s+of\s+now|yet|still|at\s+present|today)\b", re.IGNORECASE
)


@lru_cache(maxsize=4096)
def days_of(words: str, anchor: date | None, tense: Tense) -> Days | None:
    """Give the first and last day that an article's dating words mean, or None where they do not say.

    >>> days_of("in a vote on Tuesday", date(2026, 5, 29), "past")
    (datetime.date(2026, 5, 26), datetime.date(2026, 5, 26))
    >>> days_of("in the night to 29 May", date(2026, 5, 29), "past")
    (datetime.date(2026, 5, 28), datetime.date(2026, 5, 29))
    >>> days_of("two weeks after the vote on Tuesday", date(2026, 5, 29), "past") is None
    True
    """
    bare = _HOURS.sub(_of_one_day, words)
    return interval_of(words, anchor, tense) or _just_now(words, anchor) or _wrapped(bare, anchor, tense)


def _of_one_day(hours: re.Match[str]) -> str:
    """Two hours of one day move no date: "from 10:12 a.m. to 11:00 a.m. on March 9"; past midnight they would."""
    found = [time.at for time in find_times(hours[0]) if time.sure]
    return " " if len(found) == 2 and found[0] < found[1] else hours[0]


def _just_now(words: str, anchor: date | None) -> Days | None:
    return (anchor - timedelta(days=1), anchor) if anchor and _JUST_NOW.match(words.strip(" .,")) else None


def _wrapped(words: str, anchor: date | None, tense: Tense) -> Days | None:
    """The one date inside other words, where none of those words moves it."""
    found = [match[0] for match in _NAMED.finditer(words)]
    if len(found) != 1 or _SHIFTS.search(_CLOCK.sub("", words.replace(found[0], " "))):
        return None
    days = interval_of(_DAYPART.sub("", found[0]), anchor, tense)
    return (days[0] - timedelta(days=1), days[1]) if days and _INTO.search(words) else days


def names_a_day(words: str) -> bool:
    """True where words give day and month, so that they hang on a publication for their year alone.

    >>> names_a_day("04:20 on Sunday, November 1, London time"), names_a_day("on Sunday")
    (True, False)
    """
    return bool(_DAY_OF_MONTH.search(words))


def means_now(words: str) -> bool:
    """True where an absence says that it speaks up to its own publication."""
    return bool(_NOW.match(words))


def without_up_to(words: str) -> str:
    """Take the words away that only say "up to".

    >>> without_up_to("through the end of November")
    'November'
    """
    return _UP_TO.sub("", words)
