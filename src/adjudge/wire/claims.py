"""The shape of the answer to the claims prompt."""

from typing import Literal

from pydantic import Field

from adjudge.model.claims import Kind, NamedSource, Stance, Voice
from adjudge.wire.base import Wire


class WireBearing(Wire):
    """A criterion that a claim touches."""

    criterion: str
    stance: Stance = Field(description="For or against the criterion being fulfilled, whatever it leads to.")


class WireWhen(Wire):
    """The words that date an event; never a date that you worked out."""

    words: str = Field(description="The dating words exactly as the article has them.")
    tense: Literal["past", "future", "none"]
    hangs_on: Literal["itself", "publication", "claim"] = Field(
        description="`itself`: a full date; `publication`: relative to it, or lacks a year; `claim`: relative to another claim's event."
    )
    claim: str | None = Field(description="That claim's id, where it hangs on a claim.")
    place: str | None = Field(description="City or zone whose clock the words follow, where the article shows it; else null.")
    time: str | None = Field(description="HH:MM, 24 hours, where the article gives the hour; else null.")


class WireMeasure(Wire):
    """A figure as printed."""

    series: str
    value: str = Field(description="The bare number in digits, as printed.")
    unit: str
    period: str
    status: Literal["preliminary", "final", "unknown"]
    approximate: bool = Field(description="True for about, nearly, more than, a rounded figure.")


class WireUtterance(Wire):
    """Words spoken on an occasion."""

    speaker: str
    occasion: str
    from_transcript: bool
    complete: bool = Field(description="True only where the article shows that the transcript is complete.")


class WireClaim(Wire):
    """One claim about one event."""

    id: str = Field(description="K1, K2, ...")
    statement: str = Field(description="Self-contained: who, what, where, with names for pronouns.")
    quotes: list[str] = Field(description="1 to 3 exact quotes; together they carry subject, verb and date.")
    in_headline: bool = Field(description="True where the quote stands in the title only.")
    kind: Kind
    bears_on: list[WireBearing]
    when: WireWhen | None
    absent_from: WireWhen | None = Field(description="For `absence`: since when, if said; else null.")
    absent_through: WireWhen | None = Field(description="For `absence`: up to when, if said; else null (then it speaks up to publication).")
    counts: str | None = Field(description="For `absence`: what is said not to have happened (calls, meetings, reports).")
    voice: Voice
    name: str = Field(description="Who says so, as named; empty for the outlet's own voice.")
    derives_from: str = Field(description="The earliest other report or outlet that this rests on, as named; else empty.")
    named_source: NamedSource = Field(
        description="Whether the rules' named source says it: `itself` published this text, `reported` here, or `no`."
    )
    measure: WireMeasure | None
    utterance: WireUtterance | None
    withdraws: str = Field(
        description="Id of a claim in this article, or in words the earlier report, that this corrects or retracts; else empty."
    )


class WireClaimSet(Wire):
    """All that one article says on the market's subject."""

    covers: str = Field(
        description="One sentence: what this article reports on and up to when, so that one can tell whether an omission would be remarkable."
    )
    subject_quote: str | None = Field(
        description="One exact quote showing that the article is about the market's subject, inside its window or not; else null."
    )
    claims: list[WireClaim]
    addressed_to_reader: list[str] = Field(
        description="Exact text that addresses the reader, a model or a market's outcome instead of reporting; else empty."
    )
