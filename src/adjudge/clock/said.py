"""What a rule about date words is given, and how a rule is written down."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from adjudge.clock.days import Days, shift_months
from adjudge.clock.words import NUMBER

Resolver = Callable[[str, date | None, str], Days | None]

UNIT = r"(?P<unit>minute|hour|day|night|week|fortnight|month|quarter|year)s?"
COUNT = rf"(?P<count>{NUMBER})[\s-]+"
# How far a word moves a period from that of the anchor.
STEPS = {
    **dict.fromkeys(
        ("last", "the last", "previous", "the previous", "past", "the past", "the preceding", "this past"), -1
    ),
    **dict.fromkeys(("this", "current", "the current", "the", "the same", "that", "that same"), 0),
    **dict.fromkeys(("next", "the next", "coming", "the coming", "this coming", "following", "the following"), 1),
}
WHICH = "(?P<which>" + "|".join(sorted(STEPS, key=len, reverse=True)) + ")"


@dataclass(frozen=True, slots=True)
class Said:
    """Date words that matched a pattern, the day they hang on, their tense, and the way to read inner words."""

    found: re.Match[str]
    anchor: date | None
    tense: str
    read: Resolver

    def __getitem__(self, name: str) -> str:
        return self.found[name] or ""

    def inner(self, name: str, tense: str | None = None) -> Days | None:
        """The days of words inside these words."""
        return self.read(self[name], self.anchor, tense or self.tense)


Rule = Callable[[Said], Days | None]
Rules = tuple[tuple[re.Pattern[str], Rule], ...]


def rules(*pairs: tuple[str, Rule]) -> Rules:
    """A table of patterns, each matched against whole lower-case expressions, in order."""
    return tuple((re.compile(pattern), rule) for pattern, rule in pairs)


def anchored(rule: Callable[[Said, date], Days | None]) -> Rule:
    """A rule that has no meaning without an anchor."""
    return lambda said: rule(said, said.anchor) if said.anchor is not None else None


def moved(day: date, count: int, unit: str) -> date | None:
    """A day moved by a count of units, months clipped to their end; None for hours that are no whole days."""
    if unit in ("month", "quarter", "year"):
        return shift_months(day, count * {"month": 1, "quarter": 3, "year": 12}[unit])
    if unit == "hour" and count % 24 == 0:
        return date.fromordinal(day.toordinal() + count // 24)
    days = {"day": 1, "night": 1, "week": 7, "fortnight": 14}.get(unit)
    return date.fromordinal(day.toordinal() + count * days) if days else None
