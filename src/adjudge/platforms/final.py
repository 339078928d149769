"""Where a record stands against its market's final time, and what its rules say for want of an outcome."""

import re

from adjudge.model.adjudication import Adjudication

# The fold gives these only after the window and the reporting period.
_CLOSED = ("conflict", "standard", "insufficient")
_EVEN = re.compile(r"50\s*[-/–—:%]|fifty|evenly|half", re.IGNORECASE)


def is_final(adjudication: Adjudication) -> bool | None:
    """Say whether the record speaks from after the final time; None where the rules set none."""
    clock = adjudication.criteria.clock
    if adjudication.verdict.cause in _CLOSED or _holds(adjudication, clock.occasion_over):
        return True
    if clock.reporting_event is not None and clock.reporting_until is None:
        return _holds(adjudication, clock.reporting_event)
    last = clock.reporting_until or clock.window.closes
    return None if last is None else adjudication.as_of > last


def has_default(adjudication: Adjudication) -> bool:
    """Say whether the rules, in words or by implication, name the outcome that applies when nothing else does."""
    return adjudication.criteria.default is not None or adjudication.verdict.default_if_unresolved is not None


def split_is_even(adjudication: Adjudication) -> bool:
    """Say whether the clause behind a split shares the market out instead of voiding it."""
    criteria = adjudication.criteria
    names = [name for path in criteria.paths if path.kind == "split" for name in (*path.all_of, path.clause) if name]
    quotes = [criterion.quote.exact for name in names if (criterion := criteria.named(name))]
    return any(_EVEN.search(quote) for quote in quotes)


def _holds(adjudication: Adjudication, criterion: str | None) -> bool:
    return any(judged.criterion == criterion and judged.truth == "true" for judged in adjudication.judged)
