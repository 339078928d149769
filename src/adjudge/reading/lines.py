"""A text as lines that keep their place, and what kind of line each is: prose, a headline, or neither."""

import re
from dataclasses import dataclass

LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
CLOSERS = "\"'”’»)]*_ "
FULL_STOPS = (".", "…", "。", "।", "؟", "．")
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

# A line this long is a paragraph whatever it ends with; headlines of the collected pages stay below 130.
LONG = 160
# The shortest first sentence of the collected articles has six words; a teaser line rarely ends with a full stop.
PROSE_WORDS = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its place in the text with its end of line, its bare words, and whether it is running text."""

    start: int
    end: int
    words: str
    is_prose: bool

    @property
    def key(self) -> str:
        """The words without emphasis and case, for comparing headlines."""
        return folded(self.words)

    @property
    def is_headline(self) -> bool:
        """True for a short line without a full stop: a title, a teaser, a label, a date."""
        return bool(self.words) and not self.is_prose and not self.words.rstrip(CLOSERS).endswith((*FULL_STOPS, ":", ";", ","))


def folded(words: str) -> str:
    """Give words as headlines are compared: one space, no emphasis marks, no case."""
    return " ".join(words.split()).strip("*#_ ").casefold()


def lines_of(text: str) -> list[Line]:
    """Part a text into lines; together they are the whole text."""
    spans = [match.span() for match in LINE.finditer(text) if match.end() > match.start()]
    words = [text[start:end].strip() for start, end in spans]
    prose = _wrapped_prose(words)
    return [Line(*span, said, said != "" and (wrapped or _is_prose(said))) for span, said, wrapped in zip(spans, words, prose, strict=True)]


def is_sentence(words: str) -> bool:
    """True for a line that ends like a sentence and is long enough to be one."""
    return words.rstrip(CLOSERS).endswith(FULL_STOPS) and (len(words.split()) >= 4 or len(CJK.findall(words)) >= 8)


def _is_prose(words: str) -> bool:
    if len(words) >= LONG or len(CJK.findall(words)) >= 60:
        return True
    return is_sentence(words) and len(words.split()) >= PROSE_WORDS


def _wrapped_prose(words: list[str]) -> list[bool]:
    """Mark the lines of paragraphs that were wrapped at a column: each is short, together they are prose."""
    marks = [False] * len(words)
    start = 0
    for place in range(len(words) + 1):
        if place == len(words) or not words[place]:
            if _is_wrapped(words[start:place]):
                marks[start:place] = [True] * (place - start)
            start = place + 1
    return marks


def _is_wrapped(paragraph: list[str]) -> bool:
    """True where all lines but the last are about equally full and the last ends a sentence."""
    if len(paragraph) < 2 or not is_sentence(" ".join(paragraph)):
        return False
    full = [len(line) for line in paragraph[:-1]]
    # 45 columns is the narrowest wrapping of mail and wire texts; a list of headlines is ragged or ends without a stop.
    return max(full) < LONG and min(full) >= 45
