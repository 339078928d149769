"""From an article and a quote to the places that carry it, or to the reason why none does."""

from dataclasses import dataclass

from adjudge.anchor._parts import Part, Stitcher, pieces
from adjudge.anchor._search import Hit, Trace, exact, near
from adjudge.anchor._sentences import sentences
from adjudge.anchor._tokens import Tokens, tokens

_SMALLEST = 2  # tokens; a single word proves nothing


class Index:
    """An article prepared once for any number of quotes."""

    def __init__(self, article: str) -> None:
        self.article = article
        self.tokens = tokens(article)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands, part by part, in article tokens."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a quote stands nowhere."""

    reason: str


def locate(index: Index, quote: str) -> Place | Fault:
    """Return the first place that carries the whole quote, or the fault of the nearest attempt."""
    trace = Trace()
    made = _quote_tokens(index, quote)
    words = made.words
    if len(words) < _SMALLEST or sum(map(len, words)) <= _SMALLEST:
        return Fault("too_short")
    whole = next(exact(index.tokens, words, trace), None) or next(near(index.tokens, words, trace), None)
    if whole:
        return Place((whole,))
    stitcher = Stitcher(index.tokens, trace)
    for parts in _readings(index, made.clean.text):
        if hits := stitcher.place(parts):
            return Place(tuple(hits))
    return Fault(stitcher.reason or ("cut_token" if trace.was_cut else "not_found"))


def _quote_tokens(index: Index, quote: str) -> Tokens:
    # A bracketed number that the article does not have is an insertion, not a footnote mark.
    return tokens(quote, keeps=lambda mark: mark not in index.article and not mark[1:-1].isalpha())


def _readings(index: Index, text: str) -> list[list[Part]]:
    """Return the ways to take the quote apart: at its ellipses, then at its sentences as well."""
    runs = [tokens(piece).words for piece in pieces(text)]
    by_ellipsis = [Part(run, k > 0) for k, run in enumerate(runs) if run]
    by_sentence = []
    for k, piece in enumerate(pieces(text)):
        for j, (start, end) in enumerate(sentences(piece)):
            if run := tokens(piece[start:end]).words:
                by_sentence.append(Part(run, k > 0 and j == 0))
    return [by_ellipsis, by_sentence] if len(by_sentence) > len(by_ellipsis) else [by_ellipsis]
