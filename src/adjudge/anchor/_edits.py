"""The differences that are permitted inside a near match, and how many of each. There are no insertions."""

import re
from dataclasses import dataclass, field

from adjudge.anchor._lexicon import is_plain_word, is_slip
from adjudge.anchor._tokens import Tokens

DROPPABLE = frozenset(("the", "a", "an", "that", "also"))
# "a few" is some and "few" is hardly any: before these the article carries the meaning.
_SOME = frozenset(("few", "little"))
_TEXT_LINE = 40  # a line of this length is running text, not a cell or a heading
_PAGE_NUMBER = re.compile(r"\n[ \t\r\f]*(?:-[ \t]*|[Pp]age[ \t]+)?\d{1,4}(?:[ \t]*-)?[ \t\r\f]*\n")
_MIN_TOKENS = 4  # shorter quotes must match in every token: there is too little left to tell a slip from a change


@dataclass(slots=True)
class Allowance:
    """What a near match of n tokens may still spend."""

    size: int
    slips: int = 0
    drops: int = 0
    doubles: int = 0
    notes: list[tuple[int, str]] = field(default_factory=list)

    @classmethod
    def of(cls, size: int) -> "Allowance":
        """Return the allowance of a quote of this many tokens: about one slip and one dropped word in ten."""
        share = 0 if size < _MIN_TOKENS else -(-size // 10)
        return cls(size, slips=share, drops=share, doubles=max(2, -(-size // 5)) if share else 0)

    def spend(self, kind: str, at: int, note: str) -> bool:
        """Take one edit of this kind, if any is left, and note it."""
        left = getattr(self, kind)
        if not left:
            return False
        setattr(self, kind, left - 1)
        self.notes.append((at, note))
        return True


def walk(article: Tokens, quote: list[str], at: int, q: int, step: int, allowed: Allowance) -> int | None:
    """Follow the quote from its token q in one direction; return the article token after its last, or None."""
    words, last_drop = article.words, None
    while 0 <= q < len(quote):
        if not 0 <= at < len(words):
            return None
        if words[at] == quote[q]:
            at, q = at + step, q + step
        elif moves := _matched(article, quote, at, q, step, allowed, last_drop == at - step):
            at, q = at + moves[0] * step, q + moves[1] * step
        elif _is_skipped(article, at, step, allowed):
            last_drop, at = at, at + step
        else:
            return None
    return at


def _matched(
    article: Tokens, quote: list[str], at: int, q: int, step: int, allowed: Allowance, dropped: bool
) -> tuple[int, int] | None:
    """Return how many article and quote tokens say the same here in another writing."""
    word, other = article.words[at], quote[q]
    if {word, other} == {"&", "and"} or _is_acronym(article, at, word, other):
        return 1, 1
    if moves := _percent(article.words, quote, at, q, step):
        return moves
    if article.halves(at) == tuple(quote[min(q, q + step) : max(q, q + step) + 1]):
        return 1, 2
    if dropped or _is_end_cut(word, other, q, len(quote)) or not _is_typo(article, word, other, at):
        return None
    return (1, 1) if allowed.spend("slips", at, f"{word!r} for {other!r}") else None


def _is_acronym(article: Tokens, at: int, word: str, other: str) -> bool:
    """Tell whether the two differ in the dots of an acronym only ("U.S.", "US"; never the pronoun "us")."""
    if (
        "." not in word + other
        or word.replace(".", "") != other.replace(".", "")
        or not other.replace(".", "").isalpha()
    ):
        return False
    start, end = article.place(at)
    return "." in word or article.clean.text[start:end].isupper()


def _percent(words: list[str], quote: list[str], at: int, q: int, step: int) -> tuple[int, int] | None:
    """Match "3.5 percent" with "3.5%"; the sign stands in the same token as its number."""
    number, follower = (at, at + 1) if step > 0 else (at - 1, at)
    if 0 <= number and follower < len(words) and words[follower] == "percent" and quote[q] == words[number] + "%":
        return 2, 1
    number, follower = (q, q + 1) if step > 0 else (q - 1, q)
    if 0 <= number and follower < len(quote) and quote[follower] == "percent" and words[at] == quote[number] + "%":
        return 1, 2
    return None


def _is_end_cut(word: str, other: str, q: int, size: int) -> bool:
    """Tell whether the first or last word of the quote is the article's word cut short."""
    return (q == 0 and word.endswith(other)) or (q == size - 1 and word.startswith(other))


def _is_typo(article: Tokens, word: str, other: str, at: int) -> bool:
    if is_slip(word, other):
        # A spelling that the article uses itself is a word of its own there, and a capital inside a sentence a name.
        return f" {other} " not in article.joined and not _is_name(article, at)
    return is_slip(other, word) and article.joined.count(f" {word} ") == 1 and not _is_name(article, at)


def _is_name(article: Tokens, at: int) -> bool:
    """Tell whether the token is capitalised where an ordinary word would not be."""
    start, end = article.place(at)
    text = article.clean.text
    if not text[start].isupper() or text[start:end].isupper():
        return False
    before = text[:start].rstrip(" \t\r\n\"'“”‘’([*>#")[-1:]
    return not is_plain_word(text[start:end].lower()) and before not in ".!?:\n-—…" and bool(before)


def _is_skipped(article: Tokens, at: int, step: int, allowed: Allowance) -> bool:
    """Tell whether the article may have this token and the quote not."""
    word = article.words[at]
    if _is_double(article, at, step):
        return allowed.spend("doubles", at, f"{word!r} doubled")
    if word.isdigit() and len(word) <= 4 and _is_page_number(article, at):
        return allowed.spend("doubles", at, f"page number {word}")
    follower = article.words[at + 1] if at + 1 < len(article.words) else ""
    return (
        word in DROPPABLE
        and not (word == "a" and follower in _SOME)
        and allowed.spend("drops", at, f"without {word!r}")
    )


def _is_double(article: Tokens, at: int, step: int) -> bool:
    twin = at - step
    if (
        not 0 <= twin < len(article.words)
        or article.words[twin] != article.words[at]
        or not article.words[at].isalpha()
    ):
        return False
    left, right = sorted((twin, at))
    return article.clean.text[article.place(left)[1] : article.place(right)[0]].isspace()


def _is_page_number(article: Tokens, at: int) -> bool:
    """Tell whether the number stands on a line of its own inside a sentence."""
    start, end = article.place(at)
    text = article.clean.text
    line = _PAGE_NUMBER.search(text, max(0, text.rfind("\n", 0, start)), end + 8)
    if not line:
        return False
    above = text[max(0, line.start() - 400) : line.start()].rstrip().rpartition("\n")[2].strip()
    after = text[line.end() :].lstrip()[:1]
    if after.isdigit() or not above:
        return False
    # Running text above, a sentence that goes on below, or one that ended above and another that begins below.
    goes_on = after.islower() and (above[-1].isalpha() or above[-1] in ",;")
    return len(above) >= _TEXT_LINE or goes_on or (above[-1] in '.!?”"' and not after.islower())
