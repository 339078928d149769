"""The quote anchor: every quote is located in the article's frozen text, or rejected with a reason.

Pure: it knows which differences between two writings of the same words are harmless, and nothing about claims.
"""

from collections.abc import Sequence
from itertools import islice

from adjudge.anchor._context import surroundings
from adjudge.anchor._extent import reach
from adjudge.anchor._locate import Fault, Index, Place, locate
from adjudge.anchor._memo import Memo
from adjudge.anchor._repair import explain
from adjudge.anchor._search import Trace, exact, near
from adjudge.anchor._shapes import Anchored, Context, Flag, Rejected, Span

__all__ = ["Anchored", "Context", "Flag", "Rejected", "Span", "anchor", "context", "spans"]

_AROUND = 32  # characters of text before and after, enough to tell one occurrence from another
_MAX_COUNT = 1000
_memo = Memo()


def spans(article: str, quote: str) -> list[tuple[int, int]] | None:
    """Return the offsets of the parts of the first occurrence of the quote, or None.

    >>> spans("Talks ended on Friday. No deal was signed.", "“no deal was signed”")
    [(23, 41)]
    >>> spans("The two sides may sign a deal.", "The two sides will sign a deal.")
    """
    index = _memo.index(article)
    found = locate(index, quote)
    return [tuple(span) for span in _spans(index, quote, found)] if isinstance(found, Place) else None


def anchor(article: str, quote: str) -> Anchored | Rejected:
    """Return where the quote stands in the article and how it matched, or what the article has instead.

    >>> anchor("The two sides may sign a deal.", "two sides — may sign").match
    'folded'
    >>> anchor("The two sides may sign a deal.", "The two sides will sign a deal.").message
    'article says "may sign", quote says "will sign"'
    """
    index = _memo.index(article)
    found = locate(index, quote)
    return explain(index, found) if isinstance(found, Fault) else _anchored(index, quote, found)


def context(article: str, spans: Sequence[tuple[int, int]]) -> Context:
    """Return the sentence around the spans and the words in it, outside the quote, that could turn its sense.

    >>> text = "The company denied that it had received an offer of $1,250 million."
    >>> found = context(text, [(24, 58)])
    >>> [(flag.name, flag.words) for flag in found.flags]
    [('negation', 'denied'), ('attribution', 'denied')]
    >>> text[slice(*found.extended[0])]
    'it had received an offer of $1,250 million'
    """
    return surroundings(article, spans, _memo.index(article).sentences)


def _spans(index: Index, quote: str, place: Place) -> tuple[Span, ...]:
    bare = [index.tokens.span(hit.first, hit.last) for hit in place.hits]
    edges = [reach(index.article, quote, start, end) for start, end in bare]
    starts = [edges[0][0], *(start for start, _ in bare[1:])]
    ends = [*(end for _, end in bare[:-1]), edges[-1][1]]
    return tuple(map(Span, starts, ends))


def _anchored(index: Index, quote: str, place: Place) -> Anchored:
    article, where = index.article, _spans(index, quote, place)
    first, last = where[0].start, where[-1].end
    return Anchored(
        spans=where,
        match=_match(index, quote, place),
        edits=_edits(index, place),
        occurrences=_occurrences(index, place),
        prefix=article[max(0, first - _AROUND) : first],
        suffix=article[last : last + _AROUND],
        exact=" … ".join(article[start:end] for start, end in where),
    )


def _match(index: Index, quote: str, place: Place) -> str:
    if len(place.hits) > 1:
        return "stitched"
    hit, made = place.hits[0], place.quote
    if hit.edits:
        return "near"
    start, end = index.tokens.span(hit.first, hit.last)
    first, last = made.span(0, len(made.words) - 1)
    return "verbatim" if index.article[start:end] == quote[first:last] else "folded"


def _edits(index: Index, place: Place) -> tuple[str, ...]:
    gaps = [
        f"leaves out {right.first - left.last - 1} words"
        for left, right in zip(place.hits, place.hits[1:], strict=False)
        if right.first > left.last + 1
    ]
    return (*(edit for hit in place.hits for edit in hit.edits), *gaps)


def _occurrences(index: Index, place: Place) -> int:
    if len(place.hits) > 1:
        return 1
    find = near if place.hits[0].edits else exact
    return sum(1 for _ in islice(find(index.tokens, place.quote.words, Trace()), _MAX_COUNT))
