"""The shape of the answer to the findings prompt."""

from typing import Literal

from pydantic import Field

from adjudge.model.findings import State
from adjudge.wire.base import Wire


class WireFinding(Wire):
    """The state of one criterion under one reading."""

    criterion: str
    reading: Literal["strict", "intended"]
    why: str = Field(description="One sentence.")
    state: State
    for_: list[str] = Field(alias="for", description="Ids of claims that show it fulfilled.")
    against: list[str] = Field(description="Ids of claims that show it not fulfilled.")
    noted: list[str] = Field(description="Ids of forecasts, plans, opinions and live reports on it.")


class WireSupersedes(Wire):
    """A correction."""

    later: str
    earlier: str


class WireCover(Wire):
    """What would hardly have left the event out."""

    claim: str | None = Field(description="Id of a claim that speaks about the whole period up to a time; else null.")
    article: str | None = Field(description="Id of an article on the subject that would hardly have omitted the event; else null.")
    why: str


class WireSameEvent(Wire):
    """Claims that tell of one event."""

    claims: list[str] = Field(
        description="Ids of two or more claims that surely tell of one and the same event, so that what dates one dates all."
    )


class WireFindings(Wire):
    """The judgement on every criterion."""

    findings: list[WireFinding]
    same_event: list[WireSameEvent]
    supersedes: list[WireSupersedes]
    cover: list[WireCover]
