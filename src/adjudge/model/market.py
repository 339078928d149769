"""A market as it is judged: its question, its rules to the letter, its outcomes and clarifications."""

from typing import Literal

from pydantic import Field, model_validator

from adjudge.model.base import Frozen, Instant

ClarificationKind = Literal["interpretation", "amendment", "ruling", "status", "notice", "hand_off"]
PlatformName = Literal["polymarket", "uma", "kalshi", "manifold", "metaculus", "limitless"]


class Clarification(Frozen):
    """A later official word on the rules; `kind` is None where nobody has said what it is."""

    at: Instant | None = None
    by: str = ""
    kind: ClarificationKind | None = None
    text: str


class Platform(Frozen):
    """What a platform publishes beside the rules: codes, clocks, state; none of it enters a prompt."""

    name: PlatformName
    ids: dict[str, str] = {}
    url: str = ""
    codes: dict[str, str] = {}
    """What the platform calls each outcome; empty where its mapping cannot be read."""
    code_for: dict[str, str] = {}
    """Codes that are no outcome, by what they stand for: `unknown`, `early`, `cancel`, `ambiguous`, `annulled`."""
    mapping: str = ""
    """The platform's own words that give the codes."""
    is_neg_risk: bool = False
    """True where the market belongs to a group of which exactly one member wins."""
    event: str = ""
    """The title of the group or event that the market belongs to."""
    opens: Instant | None = None
    closes: Instant | None = None
    expected: Instant | None = None
    """When the platform expects to settle."""
    proposed: Instant | None = None
    """When an outcome was proposed to the oracle."""
    sources: tuple[str, ...] = ()
    status: str = ""
    settled: str | None = None
    """What the platform settled on, an outcome or its own word; never evidence."""
    prices: dict[str, str] = {}
    """As published, for display only."""
    notes: tuple[str, ...] = ()
    """What reading the payload could not carry over, a sentence each."""


class Market(Frozen):
    """A question, the rules as published, and what it can resolve to."""

    question: str = Field(min_length=1)
    rules: str = Field(min_length=1)
    outcomes: tuple[str, ...] = ("Yes", "No")
    created: Instant | None = None
    group: str = ""
    """The label that this market carries inside a group; quotable, of lowest rank."""
    clarifications: tuple[Clarification, ...] = ()
    platform: Platform | None = None

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
