"""Quotes: located in a frozen text with the words around them, or rejected with a reason."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from adjudge.anchor import Anchored, anchor, context
from adjudge.model.quote import ContextNote, Quote, RejectedQuote


def locate(given: str, texts: Mapping[str, str], order: Sequence[str]) -> Quote | RejectedQuote:
    """Find a quote in the first of several texts that holds it.

    The reason of a rejection is that of the first text, which is where the quote was said to stand.
    """
    rejected = None
    for where in order:
        found = _in_one(given, where, texts[where]) if texts.get(where) else None
        if isinstance(found, Quote):
            return found
        rejected = rejected or found
    return rejected or RejectedQuote(given=given, reason="not_found", message="there is no text for this quote to stand in")


# A quote is looked up when the answer is checked, when the findings are asked for and when the record is made.
@lru_cache(maxsize=4096)
def _in_one(given: str, where: str, text: str) -> Quote | RejectedQuote:
    found = anchor(text, given)
    if isinstance(found, Anchored):
        return _quote(given, where, text, found)
    return RejectedQuote(given=given, reason=found.reason, message=found.message, best=found.best)


def _quote(given: str, where: str, text: str, found: Anchored) -> Quote:
    around = context(text, found.spans)
    notes = tuple(ContextNote(flag=note.name, words=note.words, start=note.span.start, end=note.span.end) for note in around.flags)
    # A quote that ends on a number takes its unit or scale with it: "$1,250" of "$1,250 million" says another thing.
    spans = tuple((span.start, span.end) for span in around.extended)
    return Quote(
        given=given,
        where=where,
        exact=" … ".join(text[start:end] for start, end in spans),
        spans=spans,
        match=found.match,
        edits=found.edits,
        occurrences=found.occurrences,
        prefix=found.prefix,
        suffix=found.suffix,
        sentence=(around.sentence.start, around.sentence.end) if around.sentence else None,
        context=notes,
    )
