"""What a dispute is made of: the proposal, the records at two moments, how the proposal stands, who argues what."""

from typing import Literal

from pydantic import Field

from adjudge.model.adjudication import Adjudication
from adjudge.model.base import Frozen, Instant

Word = Literal["holds", "contradicted", "premature", "cannot_be_said"]
Meaning = Literal["outcome", "early", "unknown", "other"]
Side = Literal["proposer", "disputer"]
Mark = Literal["supported", "contradicted", "not_in_evidence"]
Standing = Literal["counts", "stands", "turned", "differs", "absent"]

WORDS: dict[str, str] = {
    "holds": "HOLDS",
    "contradicted": "IS CONTRADICTED",
    "premature": "IS PREMATURE",
    "cannot_be_said": "CANNOT BE SAID",
}
MARKS: dict[str, str] = {
    "supported": "supported by a quote",
    "contradicted": "contradicted",
    "not_in_evidence": "not in the evidence",
}


class Answer(Frozen):
    """What is proposed: an outcome of the market, or one of the platform's answers that are no outcome."""

    label: str
    code: str | None = None
    stands_for: Meaning = "outcome"


class Proposal(Frozen):
    """An answer given to the platform at a moment, and until when it can be decided on."""

    answer: Answer
    at: Instant
    deadline: Instant | None = None


class Judgement(Frozen):
    """How the proposal stands against one record."""

    word: Word
    why: str


class Passage(Frozen):
    """Words that an argument puts in quotation marks, and where they stand, if they stand anywhere."""

    given: str
    standing: Standing
    where: str = ""
    """An article's id, `rules`, `question`, `group` or a clarification."""
    claims: tuple[str, ...] = ()
    """The verified claims that rest on the same words."""
    says: str = ""


class Argument(Frozen):
    """One paragraph or bullet of a side's text, and what became of its quoted passages."""

    side: Side
    text: str
    mark: Mark
    passages: tuple[Passage, ...] = ()
    strength: int = 0
    """For the order only: what is backed by words that count comes first."""


class Dispute(Frozen):
    """The whole dispute; every format is rendered from it and adds nothing to it."""

    schema_: Literal["adjudge.dispute/1"] = Field(default="adjudge.dispute/1", alias="schema")
    proposal: Proposal
    judgement: Judgement
    """As of the proposal."""
    judgement_now: Judgement
    arguments: tuple[Argument, ...] = ()
    then: Adjudication
    """The record as of the proposal: what came later takes no part in it."""
    now: Adjudication

    @property
    def differs(self) -> bool:
        """True where what came after the proposal changed how it stands, or the verdict."""
        return (self.judgement.word, *_key(self.then)) != (self.judgement_now.word, *_key(self.now))


def _key(record: Adjudication) -> tuple[str | None, ...]:
    return record.verdict.name, record.verdict.cause, record.verdict.outcome, record.verdict.platform_ruling
