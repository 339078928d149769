"""Figures and counted words: whether what was printed really passes the rules' threshold."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from adjudge.model.claims import Claim, Measure
from adjudge.model.criteria import Number

_DIGITS = re.compile(r"[-\u2212\u2013]?\d[\d,\u202f\u00a0 ]*(?:\.\d+)?")


def fails(number: Number, claims: Sequence[Claim]) -> str | None:
    """Say why these claims do not show the figure that the rules want, or None where they may.

    A claim without a figure is left alone: the model judged its words.
    """
    if number.terms:
        return _count_fails(number, claims)
    measures = [claim.measure for claim in claims if claim.measure is not None]
    complaints = [complaint for measure in measures if (complaint := _measure_fails(number, measure))]
    return complaints[0] if complaints and len(complaints) == len(measures) else None


def misses(number: Number, measure: Measure) -> bool:
    """Say whether a printed figure surely does not pass; one that cannot be read is left to whoever read its words."""
    bounds = _bounds(number, measure)
    return bounds is None or not any(bounds)


def amount(text: str) -> Decimal | None:
    """Read a printed number.

    >>> amount("1,250.5"), amount("about three")
    (Decimal('1250.5'), None)
    """
    match = _DIGITS.search(text)
    if match is None:
        return None
    digits = re.sub(r"[,\s\u202f\u00a0]", "", match[0]).replace("\u2212", "-").replace("\u2013", "-")
    try:
        return Decimal(digits)
    except InvalidOperation:
        return None


def _measure_fails(number: Number, measure: Measure) -> str | None:
    if number.which_print == "final" and measure.status == "preliminary":
        return f"the rules want the final figure and {measure.value!r} is preliminary"
    bounds = _bounds(number, measure)
    if bounds is None or all(bounds):
        return None
    if any(bounds):
        return f"the rounded figure {measure.value!r} straddles the threshold {number.threshold!r}"
    return f"the figure {measure.value!r} is not {number.comparator} {number.threshold!r}"


def _bounds(number: Number, measure: Measure) -> tuple[bool, bool] | None:
    """Say whether the least and the greatest value that the print can stand for pass; None where it cannot be read."""
    value, threshold = amount(measure.value), amount(number.threshold)
    if value is None or threshold is None:
        return None
    slack = _slack(value) if measure.approximate else Decimal(0)
    upper = amount(number.upper) if number.upper else None
    return _passes(number, value - slack, threshold, upper), _passes(number, value + slack, threshold, upper)


def _slack(value: Decimal) -> Decimal:
    """Half a unit of the last printed digit; trailing zeros of a whole number count as rounded."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(5).scaleb(int(exponent) - 1)


def _passes(number: Number, value: Decimal, threshold: Decimal, upper: Decimal | None) -> bool:
    if number.comparator == "between":
        return upper is not None and threshold <= value <= upper
    return {
        "<": value < threshold,
        "<=": value <= threshold,
        ">": value > threshold,
        ">=": value >= threshold,
        "=": value == threshold,
    }[number.comparator]


def _count_fails(number: Number, claims: Sequence[Claim]) -> str | None:
    """Count the words inside the verified quotes: a partial transcript proves at least that many."""
    needed = amount(number.threshold)
    counted = _count(number.terms, claims)
    if needed is None or number.comparator not in (">", ">="):
        return None
    enough = counted > needed if number.comparator == ">" else counted >= needed
    return None if enough else f"the verified quotes hold {counted} of the {number.threshold} mentions"


def _count(terms: Sequence[str], claims: Sequence[Claim]) -> int:
    """Count each place once, whichever claims quote it; plural and possessive forms count."""
    pattern = re.compile("|".join(rf"\b{re.escape(term)}(?:s|es|['\u2019]s|s['\u2019])?\b" for term in terms), re.IGNORECASE)
    seen = set()
    for claim in claims:
        for quote in claim.quotes:
            start = quote.spans[0][0]
            seen |= {(claim.article, quote.where, start + match.start()) for match in pattern.finditer(quote.exact)}
    return len(seen)
