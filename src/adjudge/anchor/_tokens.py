"""A text as comparable tokens: words without case or punctuation, numbers with everything that carries their value."""

import re
from bisect import bisect_right
from functools import cached_property
from itertools import islice

from adjudge.anchor._clean import Clean, clean
from adjudge.anchor._sentences import Sentences

# Punctuation that never carries value. Every replacement is one for one, so offsets into the clean text stay true.
_DROPPED = (
    "\"'`´“”„‟‘’‚‛′″‹›«»()[]{};!?¿¡…—―|¦\\*•·▪●■□◦▶►†‡©®™§¶\ufffd"
    "、。・「」『』《》〈〉【】،؛؟۔।॥\n\r\t\xa0\u2007\u2009\u202f\u3000"
)
_PAIRS = ("...", "   "), (", ", "  "), (". ", "  "), (": ", "  "), ("- ", "- "), (" > ", "   "), ("--", "  ")
# What is left of , . : - and the like stays only where it belongs to a number, a range, a sign or an abbreviation.
# Each pattern begins with its literal character, which lets the search skip ahead instead of trying every place.
_MONEY = "$€£¥₹₽₩₺₴₿¢"
_WEAK = [
    re.compile(pattern)
    for pattern in (
        r",(?!(?<=\d,)\d)",
        r"\.(?!\w)",
        r"\.(?<!\w\.)(?!\d)",
        r":(?!(?<=\d:)\d)",
        r"/(?!(?<=\w/)\w)",
        rf"-(?!(?<=\d-)\d|(?<![\w-]-)[{_MONEY}]?\.?\d|(?<=\d -) \d)",
        rf"\+(?![{_MONEY}]?\.?\d)",
        rf"<(?! ?[{_MONEY}]?\.?\d)",
        rf">(?![{_MONEY}]?\.?\d)",
        rf"~(?![{_MONEY}]?\.?\d)",
        r"=(?!\w)",
        r"#(?!\w)",
        r"@(?!\w)",
    )
]
# "telecom.He": a lost blank after a full stop, told from "example.com" and "U.S." by the capital after two small letters.
_LOST_BLANK = re.compile(r"\.(?<=[^\W\d_A-Z]{2}\.)(?=[A-Z])(?!(?:Com|Org|Net|Gov|Edu|Co|Uk)\b)")
_THOUSANDS = re.compile(r"\D*\d{1,3}(?:,\d{3})+(?!\d)")
_WRAP_HINT = re.compile(r"[-‐\u00ad][ \t]*\r?\n")
_WRAPPED = re.compile(r"(\w+)[-‐\u00ad][ \t]*\r?\n[ \t]*(\w+)")
_CHUNK = re.compile(r"\S+")
_BLOCK = 1024  # characters between two known places; small enough to walk, large enough to be few


class Tokens:
    """A text cut into comparable tokens, each of which can be found again in the text as given."""

    def __init__(self, made: Clean) -> None:
        self.clean = made
        self.flat = _flat(made.text)
        words = self.flat.split()
        if "," in self.flat:
            words = [_number(word) if "," in word else word for word in words]
        self.words = words

    @cached_property
    def joined(self) -> str:
        """The tokens with one blank before, between and after them, for searching whole tokens."""
        return f" {' '.join(self.words)} "

    @cached_property
    def _blocks(self) -> tuple[list[int], list[int]]:
        firsts, places, at = [0], [0], 0
        while 0 <= (cut := self.flat.find(" ", at + _BLOCK)):
            firsts.append(firsts[-1] + len(self.flat[at:cut].split()))
            places.append(cut)
            at = cut
        return firsts, places

    @cached_property
    def has_wraps(self) -> bool:
        """Whether a line break with a hyphen may have been folded away inside a word."""
        return bool(_WRAP_HINT.search(self.clean.given))

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
        firsts, places = self._blocks
        block = bisect_right(firsts, k) - 1
        found = next(islice(_CHUNK.finditer(self.flat, places[block]), k - firsts[block], None))
        return found.span()

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return start and end in the text as given of the tokens from first to last."""
        return self.clean.start(self.place(first)[0]), self.clean.end(self.place(last)[1])

    def count_before(self, at: int) -> int:
        """Return how many tokens stand before this offset of `joined`."""
        return self.joined.count(" ", 0, at)


def tokens(text: str, keeps=None) -> Tokens:
    """Return the text as tokens.

    >>> tokens("“We’re down 1,250.5 – to −3%,” said U.S. long-term IL-25.").words
    ['we', 're', 'down', '1250.5', 'to', '-3%', 'said', 'u.s', 'long', 'term', 'il', '25']
    >>> tokens("between 30–45 soldiers at 11:59 p.m. (7–2)").words
    ['between', '30-45', 'soldiers', 'at', '11:59', 'p.m', '7-2']
    """
    return Tokens(clean(text, keeps))


def _flat(text: str) -> str:
    text = _LOST_BLANK.sub(" ", text).lower()
    for char in _DROPPED:
        if char in text:
            text = text.replace(char, " ")
    for pair, blanks in _PAIRS:
        text = text.replace(pair, blanks)
    text += " "
    for weak in _WEAK:
        if weak.pattern.lstrip("\\")[0] in text:
            text = weak.sub(" ", text)
    return text


def _number(word: str) -> str:
    return word.replace(",", "") if _THOUSANDS.match(word) else word
