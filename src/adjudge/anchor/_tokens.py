"""A text as comparable tokens: words without case or punctuation, numbers with everything that carries their value."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from adjudge.anchor._clean import Clean, clean
from adjudge.anchor._sentences import Sentences

# Punctuation that never carries value. Every replacement is one for one, so offsets into the clean text stay true.
_DROPPED = (
    "\"'`´“”„‟‘’‚‛′″‹›«»()[]{};!?¿¡…—―|¦\\*•·▪●■□◦▶►†‡©®™§¶\ufffd"
    "、。・「」『』《》〈〉【】،؛؟۔।॥\n\r\t\xa0\u2007\u2009\u202f\u3000"
)
_DROPPED_ASCII = "".join(filter(str.isascii, _DROPPED))
# Leaders and dashes written with several marks go as a whole, or their last mark would count as a sign of what follows.
_RUNS = ("...", "   "), ("--", "  ")
# What is left of , . : - and the like stays only where it belongs to a number, a range, a sign or an abbreviation.
# Each pattern begins with its literal character, which lets the search skip ahead instead of trying every place.
_MONEY = "$€£¥₹₽₩₺₴₿¢"
_STRONG = [
    (pattern.lstrip("\\")[0], re.compile(pattern))
    for pattern in (
        r",(?=(?<=\d,)\d)",
        r"\.(?=(?<=\w\.)\w|\d)",
        r":(?=(?<=\d:)\d)",
        r"/(?=(?<=\w/)\w)",
        rf"-(?=(?<=\d-)\d|(?<![\w-]-)[{_MONEY}]?\.?\d|(?<=\d -) \d)",
        rf"\+(?=[{_MONEY}]?\.?\d)",
        rf"<(?= ?[{_MONEY}]?\.?\d)",
        rf">(?=[{_MONEY}]?\.?\d)",
        rf"~(?=[{_MONEY}]?\.?\d)",
        r"=(?=\w)",
        r"#(?=\w)",
        r"@(?=\w)",
    )
]
# "telecom.He": a lost blank after a full stop, told from "example.com" and "U.S." by the capital after two small letters.
_LOST_BLANK = re.compile(r"\.(?<=[^\W\d_A-Z]{2}\.)(?=[A-Z])(?!(?:Com|Org|Net|Gov|Edu|Co|Uk)\b)")
_THOUSANDS = re.compile(r"\D*\d{1,3}(?:,\d{3})+(?!\d)")
_WRAP_HINTS = [re.compile(rf"{dash}[ \t]*\r?\n") for dash in ("-", "‐", "\u00ad")]
_WRAPPED = re.compile(r"(\w+)[-‐\u00ad][ \t]*\r?\n[ \t]*(\w+)")
_BLOCK = 1024  # characters between two known places; small enough to walk, large enough to be few


class Tokens:
    """A text cut into comparable tokens, each of which can be found again in the text as given."""

    def __init__(self, made: Clean) -> None:
        self.clean = made
        self.flat = _flat(made.text)
        self.words: list[str] = []
        # Where each block begins, in `flat`, in tokens and in `joined`: three ways to say the same place.
        self._places: list[int] = []
        self._firsts: list[int] = []
        self._marks: list[int] = []
        self.joined = f" {' '.join(self._cut())} "  # a blank before, between and after, for searching whole tokens

    def _cut(self) -> Iterator[str]:
        at, mark, size = 0, 0, len(self.flat)
        while at < size:
            found = self.flat.find(" ", at + _BLOCK)
            end = size if found < 0 else found
            if words := _words(self.flat[at:end]):
                self._places.append(at)
                self._firsts.append(len(self.words))
                self._marks.append(mark)
                self.words += words
                text = " ".join(words)
                mark += len(text) + 1
                yield text
            at = end

    @cached_property
    def has_wraps(self) -> bool:
        """Whether a line break with a hyphen may have been folded away inside a word."""
        return any(hint.search(self.clean.given) for hint in _WRAP_HINTS)

    @cached_property
    def sentences(self) -> Sentences:
        """The sentences of the clean text."""
        return Sentences(self.clean.text)

    def halves(self, k: int) -> tuple[str, ...] | None:
        """Return the two halves of token k where a hyphen and a line break joined them ("self-", "poisoning")."""
        if not self.has_wraps:
            return None
        start, end = self.span(k, k)
        found = _WRAPPED.fullmatch(self.clean.given, start, end)
        return tuple(half.lower() for half in found.groups()) if found else None

    def place(self, k: int) -> tuple[int, int]:
        """Return start and end of token k in the clean text."""
        block = bisect_right(self._firsts, k) - 1
        at = self._places[block]
        end = self._places[block + 1] if block + 1 < len(self._places) else len(self.flat)
        # What a split leaves over begins at the token, and cutting a block up is quicker than matching its words.
        rest = self.flat[at:end].split(None, k - self._firsts[block])[-1]
        start = end - len(rest)
        return start, start + len(rest.split(None, 1)[0])

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return start and end in the text as given of the tokens from first to last."""
        return self.clean.start(self.place(first)[0]), self.clean.end(self.place(last)[1])

    def count_before(self, at: int) -> int:
        """Return how many tokens stand before this offset of `joined`."""
        block = bisect_right(self._marks, at) - 1
        return self._firsts[block] + self.joined.count(" ", self._marks[block], at)


def tokens(text: str, keeps=None) -> Tokens:
    """Return the text as tokens.

    >>> tokens("“We’re down 1,250.5 – to −3%,” said U.S. long-term IL-25.").words
    ['we', 're', 'down', '1250.5', 'to', '-3%', 'said', 'u.s', 'long', 'term', 'il', '25']
    >>> tokens("between 30–45 soldiers at 11:59 p.m. (7–2)").words
    ['between', '30-45', 'soldiers', 'at', '11:59', 'p.m', '7-2']
    """
    return Tokens(clean(text, keeps))


def _flat(text: str) -> str:
    text = _LOST_BLANK.sub(" ", text)
    if "Σ" in text:  # the one letter whose small form depends on the marks after it
        text = text.lower()
    for char in _DROPPED_ASCII if text.isascii() else _DROPPED:
        if char in text:
            text = text.replace(char, " ")
    # Only now: without its curly quotes and dashes most text is ASCII, which is lowered several times faster.
    text = text.lower()
    for run, blanks in _RUNS:
        text = text.replace(run, blanks)
    for char, strong in _STRONG:
        if char in text:  # the few to keep are cut out, the many others go in a plain replacement
            text = char.join([part.replace(char, " ") for part in strong.split(text)])
    return text + " "


def _words(flat: str) -> list[str]:
    words = flat.split()
    return [_number(word) if "," in word else word for word in words] if "," in flat else words


def _number(word: str) -> str:
    return word.replace(",", "") if _THOUSANDS.match(word) else word
