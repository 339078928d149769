"""A market as it is judged: its question, its rules to the letter, its outcomes and clarifications."""

from typing import Literal

from pydantic import Field, model_validator

from adjudge.model.base import Frozen, Instant

ClarificationKind = Literal["interpretation", "amendment", "ruling", "status", "notice", "hand_off"]


class Clarification(Frozen):
    """A later official word on the rules; `kind` is None where nobody has said what it is."""

    at: Instant | None = None
    by: str = ""
    kind: ClarificationKind | None = None
    text: str


class Market(Frozen):
    """A question, the rules as published, and what it can resolve to."""

    question: str = Field(min_length=1)
    rules: str = Field(min_length=1)
    outcomes: tuple[str, ...] = ("Yes", "No")
    created: Instant | None = None
    group: str = ""
    """The label that this market carries inside a group; quotable, of lowest rank."""
    clarifications: tuple[Clarification, ...] = ()

    @model_validator(mode="after")
    def _has_distinct_outcomes(self) -> "Market":
        if len(self.outcomes) < 2 or len(set(self.outcomes)) != len(self.outcomes):
            raise ValueError("a market needs at least two different outcomes")
        return self

    @property
    def is_binary(self) -> bool:
        """True where the outcomes are Yes and No, in either order."""
        return {outcome.casefold() for outcome in self.outcomes} == {"yes", "no"}

    def texts(self) -> dict[str, str]:
        """Give every text that a criterion may quote, by its name: N1, N2 are the clarifications."""
        notes = {f"N{number}": note.text for number, note in enumerate(self.clarifications, 1)}
        return {"rules": self.rules, "question": self.question, "group": self.group, **notes}
