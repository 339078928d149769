"""How far a located quote reaches in the article's own characters: closing marks and markup at its edges."""

import re

_TAGS = r"<{0}(?:a|abbr|b|cite|code|em|i|mark|q|s|small|span|strong|sub|sup|u)\b[^<>]{{0,2000}}>"
_OPENING = re.compile(rf"(?:{_TAGS.format('')}|\[|\*+|(?<![^\W_])_+)+$")
_CLOSING = re.compile(rf"(?:{_TAGS.format('/')}|\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)|\*+|_+(?![^\W_]))+")
_MARK = re.compile(r"\[[^\[\]\s]{1,20}\]\s*$")
_OPENERS = frozenset(">[*_")
_LINK_TEXT = 200
_LOOK_BACK = 2100  # one tag with a tracking link
_FOLDED = str.maketrans("“”„«»‘’‚‹›`´", '"""""' + "'''''''")
_EDGE = ".,;:!?…)]}\"'—–-" + "".join(map(chr, _FOLDED))
_OPEN_EDGE = frozenset("([{\"'¿¡")


def reach(article: str, quote: str, start: int, end: int) -> tuple[int, int]:
    """Return the span widened by the punctuation that the quote has too and by markup that hangs on its words."""
    quote = quote.strip()
    end = _reach_on(article, quote, end)
    start = _reach_back(article, quote, start)
    mark, closing = quote[:1].translate(_FOLDED), quote[-1:].translate(_FOLDED)
    # Quotation marks around the whole quote are the writer's, unless the article closes there as well.
    is_theirs = mark == closing and article[end - 1 : end].translate(_FOLDED) != closing
    if start and mark in _OPEN_EDGE and not is_theirs and article[start - 1].translate(_FOLDED) == mark:
        start -= 1
    return start, end


def _reach_on(article: str, quote: str, end: int) -> int:
    if found := _CLOSING.match(article, end):
        end = found.end()
    for char in _tail(quote):
        if article[end : end + 1].translate(_FOLDED) != char:
            break
        end += 1
    return end


def _tail(quote: str) -> str:
    return quote[len(quote.rstrip(_EDGE)) :].translate(_FOLDED)


def _reach_back(article: str, quote: str, start: int) -> int:
    before = article[start - 1 : start]
    if before in _OPENERS and (before != "[" or "](" in article[start : start + _LINK_TEXT]):
        found = _OPENING.search(article, max(0, start - _LOOK_BACK), start)
        start = found.start() if found else start
    if quote.startswith("[") and (found := _MARK.search(article, max(0, start - 40), start)):
        start = found.start()
    return start
