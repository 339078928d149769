"""The window of the article that comes nearest to a rejected quote, and the words that part the two."""

from collections import Counter
from difflib import SequenceMatcher

from adjudge.anchor._search import places
from adjudge.anchor._tokens import Tokens

_LIKE = 0.5  # share of the quote's tokens that a window must have in order before it is worth showing
_SLACK = 6  # tokens looked at beyond the quote's own length, for what the quote left out
_VOTES = 40  # places a pair of words may vote for; more and it is a common pair
_SHOWN = 4


def nearest(article: Tokens, words: list[str]) -> tuple[int, int] | None:
    """Return first and last token of the window that shares most with the quote, in order."""
    votes: Counter[int] = Counter()
    for q in range(len(words) - 1):
        for count, at in enumerate(places(article, words[q : q + 2])):
            if count >= _VOTES:
                break
            votes[at - q] += 1
    starts = sorted({max(0, diagonal) for diagonal, _ in votes.most_common(3)})
    best = max((_window(article, words, start) for start in starts), default=None)
    return best[1:] if best and best[0] >= _LIKE * len(words) else None


def _window(article: Tokens, words: list[str], start: int) -> tuple[int, int, int]:
    low, high = max(0, start - _SLACK), min(len(article.words), start + len(words) + _SLACK)
    blocks = SequenceMatcher(None, article.words[low:high], words, autojunk=False).get_matching_blocks()
    blocks = [block for block in blocks if block.size]
    if not blocks:
        return 0, low, low
    # The quote's own unmatched edges have their counterpart in the article just outside the matched part.
    first = max(low, low + blocks[0].a - blocks[0].b)
    last = min(high - 1, low + blocks[-1].a + blocks[-1].size - 1 + len(words) - blocks[-1].b - blocks[-1].size)
    return sum(block.size for block in blocks), first, last


def differences(article: Tokens, words: list[str], first: int, last: int, quote: Tokens) -> tuple[tuple[str, str], ...]:
    """Return what the article says and what the quote says wherever they part, each with one word of hold.

    The words are those of the texts as given, so that a writer can copy them.
    """
    ours = article.words[first : last + 1]
    pairs = []
    for kind, a, b, c, d in SequenceMatcher(None, ours, words, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if a == b or c == d:  # one side is empty: a neighbour gives both sides something to show
            a, b, c, d = _held(a, b, c, d, len(ours), len(words))
        pairs.append((_text(article, first + a, first + b), _text(quote, c, d)))
    return tuple(pairs[:_SHOWN])


def _held(a: int, b: int, c: int, d: int, ours: int, theirs: int) -> tuple[int, int, int, int]:
    if b < ours and d < theirs:
        return a, b + 1, c, d + 1
    return (a - 1, b, c - 1, d) if a and c else (a, b, c, d)


def _text(made: Tokens, first: int, after: int) -> str:
    if first >= after:
        return ""
    start, end = made.span(first, after - 1)
    return " ".join(made.clean.given[start:end].split())
