"""A quote as a model gave it, and where it stands in a frozen text, or why it does not."""

from typing import Literal

from adjudge.model.base import Frozen

Match = Literal["verbatim", "folded", "near", "stitched"]
ContextFlag = Literal["negation", "hedge", "attribution", "condition", "question"]


class ContextNote(Frozen):
    """Words in the quote's own sentence, outside the quote, that change how it reads."""

    flag: ContextFlag
    words: str
    start: int
    end: int


class Quote(Frozen):
    """A verified quote: `exact` is the source's own characters at `spans` (code points)."""

    given: str
    where: str
    exact: str
    spans: tuple[tuple[int, int], ...]
    match: Match
    edits: tuple[str, ...] = ()
    occurrences: int = 1
    prefix: str = ""
    suffix: str = ""
    sentence: tuple[int, int] | None = None
    context: tuple[ContextNote, ...] = ()


class RejectedQuote(Frozen):
    """A quote that does not stand in the text, with the sentence that says so."""

    given: str
    reason: str
    message: str
    best: str | None = None
