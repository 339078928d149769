"""From an article and a quote to the places that carry it, or to the reason why none does."""

from dataclasses import dataclass
from functools import cached_property

from adjudge.anchor._parts import Part, Stitcher, pieces
from adjudge.anchor._search import Hit, Trace, exact, near
from adjudge.anchor._sentences import Sentences, sentences
from adjudge.anchor._shapes import Reason
from adjudge.anchor._tokens import Tokens, tokens

_SMALLEST = 2  # tokens; one word alone proves nothing


class Index:
    """An article prepared once for any number of quotes."""

    def __init__(self, article: str) -> None:
        self.article = article
        self.tokens = tokens(article)

    @cached_property
    def sentences(self) -> Sentences:
        """The sentences of the article as given."""
        return Sentences(self.article)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands, part by part, in article tokens."""

    hits: tuple[Hit, ...]
    quote: Tokens


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a quote stands nowhere, and the article tokens where that showed (a gap, a cut), if it showed anywhere."""

    reason: Reason
    quote: Tokens
    shown: tuple[int, int] | None = None


def locate(index: Index, quote: str) -> Place | Fault:
    """Return the first place that carries the whole quote, or the fault of the nearest attempt."""
    made = _quote_tokens(index, quote)
    words, trace = made.words, Trace()
    if len(words) < _SMALLEST or sum(map(len, words)) <= _SMALLEST:
        return Fault("too_short", made)
    whole = next(exact(index.tokens, words, trace), None) or next(near(index.tokens, words, trace), None)
    if whole:
        return Place((whole,), made)
    stitcher = Stitcher(index.tokens, trace)
    for parts in _readings(made.clean.text):
        if hits := stitcher.place(parts):
            return Place(tuple(hits), made)
    if stitcher.reason:
        return Fault(stitcher.reason, made, stitcher.gap)
    return Fault("cut_token", made, trace.cut) if trace.cut else Fault("not_found", made)


def _quote_tokens(index: Index, quote: str) -> Tokens:
    # A bracketed number or word that the article does not have is an insertion, not a footnote mark.
    return tokens(quote, keeps=lambda mark: len(mark) > len("[T]") and mark not in index.article)


def _readings(quote: str) -> list[list[Part]]:
    """Return the ways to take the quote apart: at its ellipses, then at its sentences as well."""
    cut = [[piece[start:end] for start, end in sentences(piece)] for piece in pieces(quote)]
    at_ellipses = [Part(tokens(" ".join(group)).words, k > 0) for k, group in enumerate(cut)] if len(cut) > 1 else []
    if all(len(group) < 2 for group in cut):
        return [at_ellipses]
    at_sentences = [
        Part(tokens(sentence).words, k > 0 and j == 0)
        for k, group in enumerate(cut)
        for j, sentence in enumerate(group)
    ]
    return [at_ellipses, at_sentences]
