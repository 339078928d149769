"""What the anchor returns: plain frozen values without behaviour beyond wording."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Match = Literal["verbatim", "folded", "near", "stitched"]
Reason = Literal["too_short", "not_found", "altered", "cut_token", "hidden_negation", "stitched_fragment"]
Word = Literal["negation", "hedge", "attribution", "condition", "question"]


class Span(NamedTuple):
    """Code-point offsets into the article as given; the end is exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Anchored:
    """A quote that stands in the article, with the article's own characters."""

    spans: tuple[Span, ...]
    match: Match
    edits: tuple[str, ...]
    occurrences: int
    prefix: str
    suffix: str
    exact: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A quote that does not stand in the article, and what the article has instead."""

    reason: Reason
    best: str | None = None
    differences: tuple[tuple[str, str], ...] = ()

    @property
    def message(self) -> str:
        """The sentence that tells a writer what to repair.

        >>> Rejected("altered", "Brodin may sign", (("may sign", "will sign"),)).message
        'article says "may sign", quote says "will sign"'
        """
        if not self.differences:
            return _PLAIN[self.reason]
        said = "; ".join(map(_pair, self.differences))
        return said if self.reason == "altered" else f"{_PLAIN[self.reason]}: {said}"


@dataclass(frozen=True, slots=True)
class Flag:
    """A kind of word that stands in the sentence outside the quote, the words themselves and where."""

    name: Word
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Context:
    """The sentence or sentences around a quote, what in them could turn its sense, and the quote with its unit."""

    sentence: Span
    flags: tuple[Flag, ...]
    extended: tuple[Span, ...]


def _pair(pair: tuple[str, str]) -> str:
    article, quote = pair
    if quote == "…":
        return f'"{article}"'
    return f'article says "{article}", quote says "{quote}"'


_PLAIN = {
    "too_short": "quote is too short to be located; quote at least two whole words",
    "not_found": "article does not contain this quote",
    "altered": "quote differs from the article",
    "cut_token": "quote begins or ends inside a number, a compound or a contraction of the article",
    "hidden_negation": "the ellipsis leaves out words that turn the sense",
    "stitched_fragment": "quote joins fragments of different sentences; quote whole sentences in their order",
}
