"""What stands around a quote in its own sentence and could turn its sense: quotation mining that is verbatim."""

import re
from collections.abc import Sequence

from adjudge.anchor._parts import NEGATION
from adjudge.anchor._sentences import Sentences
from adjudge.anchor._shapes import Context, Flag, Span

_WORDS = {
    "negation": NEGATION,
    "hedge": re.compile(
        r"\b(?:may|might|could|would|should|can|perhaps|maybe|possibl[ey]|possibility|probabl[ey]|likely|unlikely|reportedly|"
        r"apparently|allegedly|alleged|presumably|purportedly|supposedly|seem(?:s|ed|ingly)?|appear(?:s|ed)?|suggest(?:s|ed|ing)?|"
        r"believ(?:es?|ed)|expect(?:s|ed)?|plan(?:s|ned|ning)?|intend(?:s|ed)?|hop(?:es?|ed|ing)|consider(?:s|ed|ing)?|"
        r"propos(?:es?|ed|al)|aim(?:s|ed)?|potential(?:ly)?|tentative(?:ly)?|unconfirmed|rumou?r(?:s|ed)?|speculat\w+|"
        r"about to|set to|due to|scheduled|in principle)\b",
        re.I,
    ),
    "attribution": re.compile(
        r"\b(?:sa(?:y|ys|id|ying)|told|tells|according to|claim(?:s|ed|ing)?|argu(?:es?|ed)|alleg(?:es?|ed|edly|ing)|"
        r"report(?:s|ed|edly)|announc(?:es?|ed)|stat(?:es|ed)|assert(?:s|ed)?|insist(?:s|ed)?|add(?:s|ed)|wrote|writes|"
        r"tweeted|posted|quoted|cit(?:es|ed|ing)|den(?:y|ies|ied|ying)|confirm(?:s|ed)?|warn(?:s|ed)?|predict(?:s|ed)?|"
        r"believ(?:es?|ed)|think(?:s)?|thought|accus(?:es?|ed|ing)|sources?|officials?|spokes(?:man|woman|person)|rumou?rs?)\b",
        re.I,
    ),
    "condition": re.compile(
        r"\b(?:if|unless|provided|providing|whether|until|in case|in the event|on condition|as long as|so long as|assuming|"
        r"subject to|contingent|depend(?:s|ed|ing) on|pending|otherwise|only when|once|were to|should (?:it|he|she|they|the))\b",
        re.I,
    ),
}
# "$1,250" of "$1,250 million": a number is not whole without the scale, unit or currency that follows it.
_SCALE = (
    r"(?:hundred|thousand|million|billion|trillion|dozen|mn|bn|tn|m|k|per ?cent(?:age points?)?|percentage points?|basis points?|"
    r"bps?|points?|%|‰|°[CF]?|degrees?|dollars?|euros?|pounds?|yen|yuan|rubles?|roubles?|rupees?|usd|eur|gbp|cents?|"
    r"kilomet(?:er|re)s?|met(?:er|re)s?|miles?|feet|foot|inch(?:es)?|km|cm|mm|kg|kilograms?|grams?|tons?|tonnes?|barrels?|"
    r"lit(?:er|re)s?|gallons?|acres?|hectares?|mph|kph|seconds?|minutes?|hours?|days?|weeks?|months?|years?|"
    r"megawatts?|gigawatts?|[mg]w|a\.m\.?|p\.m\.?|am|pm)"
)
_AFTER_NUMBER = re.compile(rf"[\s\u00a0-]{{0,2}}{_SCALE}(?![^\W_])(?:\s+(?:of\s+)?{_SCALE}(?![^\W_]))*", re.I)
_NUMBER_END = re.compile(
    r"(?:\d[\d.,]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|"
    r"thousand|million|billion|trillion|dozen|half))$",
    re.I,
)
_FAR = 2000  # characters; what stands farther off in a text without full stops says nothing about the quote
_MARKS = " \t\r\n.,;:\"'“”‘’)]"


def surroundings(article: str, spans: Sequence[tuple[int, int]], bounds: Sentences) -> Context:
    """Return the sentences that hold the spans, the words outside them that could turn the sense, and units added."""
    first, last = bounds.number(spans[0][0]), bounds.number(max(spans[-1][1] - 1, spans[-1][0]))
    sentence = Span(min(bounds.all[first][0], spans[0][0]), max(bounds.all[last][1], spans[-1][1]))
    extended = tuple(Span(start, _with_unit(article, start, end)) for start, end in spans)
    around = [held for held in bounds.all[first : last + 1] if any(_meet(held, span) for span in spans)]
    flags = [flag for held in around for start, end in _outside(held, spans) for flag in _flags(article, start, end)]
    flags += _questions(article, around, spans)
    return Context(sentence, tuple(sorted(flags, key=lambda flag: flag.span)), extended)


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _outside(sentence: tuple[int, int], spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return what of a sentence stands outside the spans."""
    inside = [span for span in spans if _meet(sentence, span)]
    start, end = max(sentence[0], inside[0][0] - _FAR), min(sentence[1], inside[-1][1] + _FAR)
    edges = [start, *(edge for span in inside for edge in span), end]
    return [(left, right) for left, right in zip(edges[::2], edges[1::2], strict=True) if left < right]


def _flags(article: str, start: int, end: int) -> list[Flag]:
    return [
        Flag(name, found[0], Span(*found.span()))
        for name, words in _WORDS.items()
        for found in words.finditer(article, start, end)
    ]


def _questions(article: str, around: list[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> list[Flag]:
    """Flag the question mark of a sentence that the quote leaves out."""
    inside = [range(start, end) for start, end in spans]
    marks = [at for start, end in around for at in range(max(start, end - 4), end) if article[at] in "?？؟"]
    return [Flag("question", article[at], Span(at, at + 1)) for at in marks if not any(at in span for span in inside)]


def _with_unit(article: str, start: int, end: int) -> int:
    bare = end
    while bare > start and article[bare - 1] in _MARKS:
        bare -= 1
    if bare < end or not _NUMBER_END.search(article, max(start, bare - 24), bare):
        return end
    found = _AFTER_NUMBER.match(article, end)
    return found.end() if found else end
