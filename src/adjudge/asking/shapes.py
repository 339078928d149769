"""A question with its answer, as it is printed, exported and kept on a case."""

from typing import Literal

from pydantic import Field

from adjudge.ground.ask import Reference, Sentence, Unshown
from adjudge.model.base import Frozen, Instant
from adjudge.model.calls import Call

NOT_SAID = "The material does not say."


class Answered(Frozen):
    """An answer whose every quote was found in the record's texts; it speaks about a verdict and never changes it."""

    schema_: Literal["adjudge.answer/1"] = Field(default="adjudge.answer/1", alias="schema")
    question: str
    supposed: str | None = None
    """A person's assumption for this question; no evidence, and never kept as any."""
    by: Literal["model", "code"]
    as_of: Instant
    verdict: str
    """The record's verdict in a few words, which the answer leaves as it is."""
    is_answered: bool
    """False where nothing that the texts say carries the answer."""
    sentences: tuple[Sentence, ...]
    references: tuple[Reference, ...] = ()
    named: dict[str, str] = Field(default={})
    """What a person calls each text that is quoted."""
    unshown: tuple[Unshown, ...] = ()
    what_would: tuple[str, ...] = ()
    gap: Sentence | None = None
    calls: tuple[Call, ...] = ()

    def quotes_of(self, sentence: Sentence) -> tuple[Reference, ...]:
        """Give the references of a sentence."""
        return tuple(one for one in self.references if one.number in sentence.references)
