"""Finding a run of quote tokens in an article: whole tokens first, then from seeds with the permitted edits."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, islice

from adjudge.anchor._edges import cuts_value
from adjudge.anchor._edits import Allowance, walk
from adjudge.anchor._tokens import Tokens

_MAX_HITS = 50  # places tried per seed; a seed that stands in more places than this tells nothing
# What parts article and quote between two seeds stops the walk from both sides; a third seed would stop there as well.
_MAX_FAILED = 2
_SEEDS = 6  # twice what permitted edits can spoil in a quote of thirty words


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in the article: its first and last token and the edits that led there."""

    first: int
    last: int
    edits: tuple[str, ...] = ()


@dataclass(slots=True)
class Trace:
    """Why a search came back empty."""

    cut: tuple[int, int] | None = None  # article tokens that match but begin or end inside a value


def exact(article: Tokens, words: list[str], trace: Trace) -> Iterator[Hit]:
    """Yield every place where the article has these tokens in a row and none is cut."""
    size = len(words)
    for first in places(article, words):
        if cuts_value(article, first, first + size - 1):
            trace.cut = first, first + size - 1
        else:
            yield Hit(first, first + size - 1)


def near(article: Tokens, words: list[str], trace: Trace) -> Iterator[Hit]:
    """Yield the places that differ from the quote by permitted edits only."""
    if not Allowance.of(len(words)).slips:
        return
    seen: set[Hit] = set()
    for hit in _grown(article, words):
        if hit in seen:
            continue
        seen.add(hit)
        if cuts_value(article, hit.first, hit.last):
            trace.cut = hit.first, hit.last
        else:
            yield hit


def places(article: Tokens, words: list[str]) -> Iterator[int]:
    """Yield the index of the first token of every occurrence of these tokens."""
    for at in _finds(article.joined, f" {' '.join(words)} "):
        yield article.count_before(at)


def _finds(text: str, needle: str) -> Iterator[int]:
    at = text.find(needle)
    while at >= 0:
        yield at
        at = text.find(needle, at + 1)


def _grown(article: Tokens, words: list[str]) -> Iterator[Hit]:
    """Yield what grows from each place of each seed, every alignment of the two texts tried at most twice."""
    ends = [0, *accumulate(map(len, words))]
    failed: defaultdict[int, int] = defaultdict(int)
    for q, size in _seeds(ends):
        for at in islice(_finds(article.joined, f" {' '.join(words[q : q + size])} "), _MAX_HITS):
            alignment = at - ends[q] - q
            if failed[alignment] >= _MAX_FAILED:
                continue
            hit = _grow(article, words, article.count_before(at), q, size)
            failed[alignment] += 1
            if hit:
                yield hit


def _seeds(ends: list[int]) -> list[tuple[int, int]]:
    """Return pieces (first token, size) of the quote, the most telling first; `ends` sums up the tokens' lengths."""
    count = len(ends) - 1
    size = 2 if count < 9 else 3 if count < 18 else 4
    pieces = [(q, size) for q in range(0, count - size + 1, size)]
    if count % size:
        pieces.append((count - size, size))
    pieces.sort(key=lambda piece: ends[piece[0]] - ends[piece[0] + size])
    return pieces[: max(_SEEDS, count // 10)]


def _grow(article: Tokens, words: list[str], at: int, q: int, size: int) -> Hit | None:
    allowed = Allowance.of(len(words))
    after = walk(article, words, at + size, q + size, +1, allowed)
    if after is None:
        return None
    before = walk(article, words, at - 1, q - 1, -1, allowed)
    if before is None:
        return None
    return Hit(before + 1, after - 1, tuple(note for _, note in sorted(allowed.notes)))
