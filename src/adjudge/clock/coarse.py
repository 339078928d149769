"""Windows in months, quarters, years and weekdays, for sentences that print no day."""

import re
from datetime import date, timedelta

from adjudge.clock.days import (
    DAY,
    Days,
    half_days,
    month_days,
    pick_year,
    quarter_days,
    week_days,
    year_days,
)
from adjudge.clock.words import (
    MONTH,
    ORDINAL,
    WEEKDAY,
    YEAR,
    is_month_name,
    month_number,
    ordinal,
    weekday_number,
)

Span = tuple[date | None, date]

_UNIT = rf"""(?:the\s+)?(?:(?:calendar\s+)?year\s+|(?:month|week|quarter)\s+of\s+)?
    (?:(?P<month>{MONTH})\.?(?:(?:,?\s+|\s+of\s+)(?P<month_year>{YEAR}))?
    |Q(?P<quarter>[1-4])(?:\s*(?:of\s+)?(?P<quarter_year>{YEAR}))?
    |H(?P<half>[12])(?:\s*(?:of\s+)?(?P<half_year>{YEAR}))?
    |(?P<nth>{ORDINAL})\s+(?P<part>quarter|half)\s+of\s+(?P<part_year>{YEAR})
    |(?P<year>{YEAR})
    |(?P<this>this|current|next)\s+(?P<period>week|month|year|weekend)
    |(?P<period_end>week|month|year)
    |(?:this\s+|coming\s+)?(?P<weekday>{WEEKDAY})
    |(?P<today>today|tonight|tomorrow))"""
# "in the June meeting", "Q1 2026 earnings": a period that only describes something is no window.
_THINGS = (
    r"meetings?|reports?|data|jobs|prints?|release|elections?|games?|match\w*|cpi|gdp|pce|fomc|fed|rate|madness|debates?"
    r"|sessions?|contracts?|futures?|earnings|results?|seasons?|conferences?|summits?|talks?|events?|quarter|budget|fiscal"
    r"|World|NBA|NFL|NHL|MLB|UEFA|FIFA|PGA|F1|Grand|US|U\.S|presidential|federal|Quarterly|Cup|Open|Series|Championships?"
    r"|midterms?|primary|primaries|general"
)
_COARSE = re.compile(
    rf"""\b(?P<role>(?:by|before|until|through|prior\s+to|no\s+later\s+than|on\s+or\s+before)
        \s+(?:the\s+)?(?:very\s+)?(?:end|close)\s+of
    |in|during|within|throughout|before|prior\s+to|through|by|on|until|from)\s+{_UNIT}
    (?P<after>\s+(?:and|to|through|until|-))?
    (?=$|[\s?.,;:)'"])(?!\s*-|'s\s+\w)(?!\s+(?:{_THINGS})\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_BARE_DAY = re.compile(r"(?P<today>today|tonight|tomorrow|this\s+(?P<period>week|weekend))\s*\??\s*$", re.IGNORECASE)


def coarse_span(sentence: str, made: date | None, *, calendar_only: bool = False) -> Span | None:
    """The first and last day of the window that a sentence gives in months, quarters, years or weekdays."""
    matches = [found for found in _COARSE.finditer(sentence) if not _is_verb(found)]
    if calendar_only:
        matches = [
            found
            for found in matches
            if not (found["weekday"] or found["today"] or found["period"] or found["period_end"])
        ]
    spans = [_span(found, made) for found in matches]
    if not spans and not calendar_only:
        bare = _BARE_DAY.search(sentence)
        return _bare_span(bare, made) if bare and made else None
    return _innermost(spans) if spans else None


def _is_verb(found: re.Match[str]) -> bool:
    return bool(found["month"]) and not is_month_name(found["month"])


def _innermost(spans: list[Span | None]) -> Span | None:
    """The one span that all the others surround."""
    clear = [span for span in spans if span is not None]
    if len(clear) < len(spans):
        return None
    inner = min(clear, key=lambda span: span[1] - (span[0] or date.min))
    first = inner[0] or date.min
    return inner if all((span[0] or date.min) <= first and span[1] >= inner[1] for span in clear) else None


def _span(found: re.Match[str], made: date | None) -> Span | None:
    days = _days(found, made)
    role = " ".join(found["role"].lower().split())
    if days is None or found["after"] or role == "from":
        return None
    if role.endswith(" of") or role in ("through", "on or before", "no later than"):
        return (None, days[1]) if not found["period_end"] or found["period_end"].lower() != "week" else None
    if found["period_end"]:
        return None
    if role in ("before", "prior to"):
        return None, days[0] - DAY
    if days[0] == days[1]:
        return (None, days[1]) if role == "by" else days if role == "on" else None
    # "by June" and "until June" may mean its start or its end.
    return days if role in ("in", "during", "within", "throughout") else None


def _days(found: re.Match[str], made: date | None) -> Days | None:
    if found["month"]:
        month = month_number(found["month"])
        return _yearly(lambda year: month_days(year, month), found["month_year"], made)
    if found["quarter"]:
        quarter = int(found["quarter"])
        return _yearly(lambda year: quarter_days(year, quarter), found["quarter_year"], made)
    if found["half"]:
        half = int(found["half"])
        return _yearly(lambda year: half_days(year, half), found["half_year"], made)
    if found["nth"]:
        return _part(ordinal(found["nth"]), found["part"].lower(), int(found["part_year"]))
    if found["year"]:
        return year_days(int(found["year"]))
    return _from_creation(found, made) if made else None


def _yearly(of_year, written: str | None, made: date | None) -> Days | None:  # type: ignore[no-untyped-def]
    if written:
        return of_year(int(written))
    return pick_year(of_year, made, "future") if made else None


def _part(nth: int, part: str, year: int) -> Days | None:
    if part == "half":
        return half_days(year, nth) if nth <= 2 else None
    return quarter_days(year, nth)


def _from_creation(found: re.Match[str], made: date) -> Days | None:
    """Days that hang on the day the market was made; a weekday on that same weekday could be either, so is not read."""
    if found["weekday"]:
        ahead = (weekday_number(found["weekday"]) - made.weekday()) % 7
        return (made + timedelta(days=ahead),) * 2 if ahead else None
    if found["today"]:
        return (made + DAY * (found["today"].lower() == "tomorrow"),) * 2
    if (found["this"] or "").lower() == "next":
        return None
    return _period(found["period"] or found["period_end"], made)


def _period(name: str, made: date) -> Days:
    if name.lower() == "month":
        return month_days(made.year, made.month)
    if name.lower() == "year":
        return year_days(made.year)
    monday, sunday = week_days(made)
    return (sunday - DAY, sunday) if name.lower() == "weekend" else (monday, sunday)


def _bare_span(found: re.Match[str], made: date) -> Span | None:
    if found["period"]:
        return _period(found["period"], made)
    return (made + DAY * (found["today"].lower() == "tomorrow"),) * 2
