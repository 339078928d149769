"""The window of the article that comes nearest to a rejected quote, and the words that part the two."""

import re
from collections import Counter
from difflib import SequenceMatcher

from adjudge.anchor._locate import Fault, Index
from adjudge.anchor._search import places
from adjudge.anchor._shapes import Reason, Rejected
from adjudge.anchor._tokens import Tokens

_LIKE = 0.5  # share of the quote's tokens that a window must have in order before it is worth showing
_SLACK = 6  # tokens looked at beyond the quote's own length, for what the quote left out
_VOTES = 40  # places a pair of words may vote for; more and it is a common pair
_SHOWN = 4
# Back or on to the next blank, and over it where the blank stands inside a number ("1 250", "17 1/2", "0.4 %").
_BACK = re.compile(r"(?:\d+\s)?\S*$")
_ON = re.compile(r"[^\s,;.!?\"”)]*(?:(?<=\d)\s(?=\d|%)\S+)?")


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


def explain(index: Index, fault: Fault) -> Rejected:
    """Return the rejection with the nearest window of the article and the words that part it from the quote."""
    article, quote = index.tokens, fault.quote
    if fault.reason == "too_short":
        return Rejected("too_short")
    if fault.reason == "cut_token":
        return _cut(article, fault)
    window = fault.shown or nearest(article, quote.words)
    if not window:
        return Rejected(fault.reason)
    if fault.reason == "hidden_negation":
        return Rejected(fault.reason, _text(article, *_wider(article, *window)), ((_text(article, *window), "…"),))
    if fault.reason == "stitched_fragment":
        return Rejected(fault.reason, _text(article, *_wider(article, *window)))
    pairs = differences(article, quote, *window)
    return Rejected(_finer(article, quote, window), _text(article, *window), pairs)


def _cut(article: Tokens, fault: Fault) -> Rejected:
    first, last = fault.shown
    start, end = article.span(first, last)
    begin, finish = _whole(article.clean.given, start, end)
    given = article.clean.given
    pairs = []
    if begin < start:
        pairs.append((given[begin : article.span(first, first)[1]], _text(fault.quote, 0, 0)))
    if finish > end:
        size = len(fault.quote.words) - 1
        pairs.append((given[article.span(last, last)[0] : finish], _text(fault.quote, size, size)))
    return Rejected("cut_token", given[begin:finish], tuple(pairs))


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets widened to the blanks around, across one blank where a number goes on behind it."""
    begin = _BACK.search(text, max(0, start - 64), start).start()
    return begin, _ON.match(text, end).end()


def _finer(article: Tokens, quote: Tokens, window: tuple[int, int]) -> Reason:
    first, last = article.words[window[0]], article.words[window[1]]
    begin, end = quote.words[0], quote.words[-1]
    cut = (first != begin and first.endswith(begin)) or (last != end and last.startswith(end))
    return "cut_token" if cut else "altered"


def _wider(article: Tokens, first: int, last: int) -> tuple[int, int]:
    return max(0, first - _SLACK), min(len(article.words) - 1, last + _SLACK)


def differences(article: Tokens, quote: Tokens, first: int, last: int) -> tuple[tuple[str, str], ...]:
    """Return what the article says and what the quote says wherever they part, each with one word of hold.

    The words are those of the texts as given, so that a writer can copy them.
    """
    ours, theirs = article.words[first : last + 1], quote.words
    pairs = []
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind != "equal":
            a, b, c, d = _held(a, b, c, d, len(ours), len(theirs))
            pairs.append((_run(article, first + a, first + b), _run(quote, c, d)))
    return tuple(pairs[:_SHOWN])


def _held(a: int, b: int, c: int, d: int, ours: int, theirs: int) -> tuple[int, int, int, int]:
    """Add the word after the difference, or at the end the word before it."""
    if b < ours and d < theirs:
        return a, b + 1, c, d + 1
    return (a - 1, b, c - 1, d) if a and c else (a, b, c, d)


def _run(made: Tokens, first: int, after: int) -> str:
    return _text(made, first, after - 1) if first < after else ""


def _text(made: Tokens, first: int, last: int) -> str:
    start, end = made.span(first, last)
    return " ".join(made.clean.given[start:end].split())
