"""Resolve the date words of a report ("last Friday", "in two weeks") to days, given the day they hang on."""

import re
from datetime import date, datetime
from typing import Literal

from adjudge.clock import absolute, compound, deixis, periods
from adjudge.clock.days import Days
from adjudge.clock.said import Said
from adjudge.clock.words import clean

Tense = Literal["past", "future", "none"]

# Plain dates come first, so that no pattern with a free part swallows them.
_RULES = absolute.RULES + deixis.RULES + periods.RULES + compound.RULES

# No date words are longer; what is may nest ("the day before the day before ...") and cost time without end.
_LONGEST = 100
_LEAD = re.compile(
    r"^(?:(?:on|at|in|during|over|for|of|just|only|exactly|sometime|some time|dated|set for|scheduled for)\s+)(?=\S)",
    re.IGNORECASE,
)
_CLOCK = (
    r"(?:(?:at|around|about|by|just|shortly|before|after)\s+){0,3}"
    r"(?:\d{1,2}(?:[:.]\d{2})?\s*[ap]\.?\s?m\b\.?|\d{1,2}:\d{2}|noon|midday|dawn|dusk|midnight)"
    r"(?:\s+(?:[ECMP][SD]?T|UTC|GMT|MSK|CET|EET|BST|local time|(?:kyiv|moscow|london|eastern|pacific)(?:\s+time)?)\b)?"
)
_LEADING_CLOCK = re.compile(rf"^{_CLOCK}\s*,?\s*(?:on\s+|of\s+)?(?=\S)", re.IGNORECASE)
_TRAILING_CLOCK = re.compile(rf",?\s+{_CLOCK}$", re.IGNORECASE)
_TRAILING_PART = re.compile(
    r",?\s+(?:(?:early|late)\s+)?(?:in the )?(?:morning|afternoon|evening|night)$", re.IGNORECASE
)


def interval_of(expression: str, anchor: date | str | None, tense: Tense = "none") -> Days | None:
    """The first and the last day that date words mean, or None where they do not say.

    Weeks run from Monday to Sunday. Without an anchor only a full date has a meaning.

    >>> interval_of("next week", "2025-11-26", "future")
    (datetime.date(2025, 12, 1), datetime.date(2025, 12, 7))
    >>> interval_of("November 9", None) is None
    True
    """
    day = date.fromisoformat(anchor[:10]) if isinstance(anchor, str) else anchor
    day = day.date() if isinstance(day, datetime) else day
    words = _bare(expression[: 2 * _LONGEST])
    try:
        return _resolve(words, day, tense) if 0 < len(words) <= _LONGEST else None
    except (ValueError, OverflowError):
        return None


def _bare(expression: str) -> str:
    """The expression without case, stray punctuation and possessives."""
    words = re.sub(r"\s*\(\s*", ", ", clean(expression).lower().rstrip(" ).,;:!?"))
    words = " ".join(words.split()).strip(" .,;:!?\"'()")
    return re.sub(r"\b(yesterday|today|tomorrow|week|month|year|day|night)'s$", r"\1", words)


def _resolve(words: str, anchor: date | None, tense: str) -> Days | None:
    """Try the rules on the words, then on the words without a clock time, a part of the day or a preposition."""
    for variant in _variants(words):
        for pattern, rule in _RULES:
            found = pattern.fullmatch(variant)
            if found is not None:
                return rule(Said(found, anchor, tense, _inner))
    return None


def _variants(words: str) -> list[str]:
    variants = [words]
    for strip in (_TRAILING_CLOCK, _LEADING_CLOCK, _LEAD, _LEAD, _TRAILING_PART, _LEAD):
        shorter = strip.sub("", variants[-1]).strip(" ,")
        if shorter and shorter != variants[-1]:
            variants.append(shorter)
    return variants


def _inner(words: str, anchor: date | None, tense: str) -> Days | None:
    return _resolve(words.strip(" ,"), anchor, tense)
