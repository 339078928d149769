"""What a dispute is made of: the proposal, the records at two moments, how the proposal stands, who argues what."""

from typing import Literal

from pydantic import Field

from adjudge.model.adjudication import Adjudication
from adjudge.model.base import Frozen, Instant
from adjudge.model.calls import Call
from adjudge.wire.arguments import Mark, Says

Word = Literal["holds", "contradicted", "premature", "cannot_be_said"]
Meaning = Literal["outcome", "early", "unknown", "other"]
Side = Literal["proposer", "disputer"]
By = Literal["quotation", "paraphrase"]
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
    """One paragraph or bullet of a side's text, its mark, who gave it, and what carries it."""

    id: str
    """P1, P2, ... of the proposer, D1, D2, ... of the disputer."""
    side: Side
    text: str
    mark: Mark
    by: By
    """By code, from what it puts in quotation marks, or by a model, from what it says."""
    passages: tuple[Passage, ...] = ()
    says: Says | None = None
    """By the model: what it is about."""
    for_: tuple[str, ...] = Field(default=(), alias="for")
    """By the model, checked by code: verified claims and criteria that carry it."""
    against: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    """What the model named for a mark that could not stand on it: a forecast for a fact."""
    why: str = ""
    """The model's own sentence."""
    notes: tuple[str, ...] = ()
    """What a person should know about the mark, said by code."""
    addresses: tuple[str, ...] = ()
    """Its sentences that read like instructions to a model; they make it one that no model marks."""
    strength: int = 0
    """For the order only: what is carried by words that count for the side comes first."""


class Reading(Frozen):
    """How the arguments were read, and what was cut before they were."""

    by: Literal["quotes", "model"] = "quotes"
    says: str = ""
    cut: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()


class Dispute(Frozen):
    """The whole dispute; every format is rendered from it and adds nothing to it."""

    schema_: Literal["adjudge.dispute/1"] = Field(default="adjudge.dispute/1", alias="schema")
    proposal: Proposal
    judgement: Judgement
    """As of the proposal."""
    judgement_now: Judgement
    arguments: tuple[Argument, ...] = ()
    reading: Reading = Reading()
    then: Adjudication
    """The record as of the proposal: what came later takes no part in it."""
    now: Adjudication

    @property
    def differs(self) -> bool:
        """True where what came after the proposal changed how it stands, or the verdict."""
        return (self.judgement.word, *_key(self.then)) != (self.judgement_now.word, *_key(self.now))


def _key(record: Adjudication) -> tuple[str | None, ...]:
    return record.verdict.name, record.verdict.cause, record.verdict.outcome, record.verdict.platform_ruling
