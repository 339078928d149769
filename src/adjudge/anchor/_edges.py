"""Whether a place in the article begins and ends between whole values, not inside one."""

import re

from adjudge.anchor._tokens import Tokens

_APOSTROPHES = "'’‘`´′\ufffd"
_FRACTION = re.compile(r"\d+/\d+")
_GROUP = re.compile(r"\d{3}(?!\d)")
_MONEY_SIGNS = frozenset("$€£¥₹₽₩₺₴₿¢")


def cuts_value(article: Tokens, first: int, last: int) -> bool:
    """Tell whether tokens first..last begin or end inside a compound, contraction, range or number."""
    text = article.clean.text
    start, end = article.place(first)[0], article.place(last)[1]
    return (
        _is_joined(text, start - 1, -1)
        or _is_joined(text, end, +1)
        or (first > 0 and _continues(article.words[first - 1], article.words[first]))
        or (last + 1 < len(article.words) and _continues(article.words[last], article.words[last + 1]))
    )


def _is_joined(text: str, at: int, step: int) -> bool:
    """Tell whether the mark at this offset ties the neighbours on both sides into one token's value."""
    if not 0 < at < len(text) - 1:
        return False
    inner, outer = text[at - step], text[at + step]
    if text[at] == "-":
        return outer.isalnum()
    if text[at] in _APOSTROPHES:
        return outer.isalpha() and inner.isalpha()
    return text[at] in "—" and outer.isnumeric() and inner.isnumeric()


def _continues(left: str, right: str) -> bool:
    """Tell whether two neighbouring tokens write one value: "1 250", "17 1/2", "0.4 %", "$ 5"."""
    if left[-1:].isdigit():
        spaced = len(left) <= 3 and left.isdigit() and bool(_GROUP.match(right))
        return spaced or right == "%" or bool(_FRACTION.match(right))
    return left in _MONEY_SIGNS and right[:1].isdigit()
