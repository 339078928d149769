"""What an article claims, tied to the words that say it and to the time they speak of."""

from typing import Literal

from adjudge.model.base import Frozen, Instant
from adjudge.model.quote import Quote, RejectedQuote

Kind = Literal["occurred", "denied", "absence", "scheduled", "intended", "forecast", "opinion", "live", "background"]
Stance = Literal["for", "against"]
Voice = Literal["named_official", "party", "all_parties", "document", "outlet", "witness", "anonymous"]
NamedSource = Literal["itself", "reported", "no"]
Place = Literal["inside", "outside_before", "outside_after", "straddles", "unknown"]


class Interval(Frozen):
    """Between when and when something lies; None is unknown."""

    earliest: Instant | None = None
    latest: Instant | None = None


class Bearing(Frozen):
    """A criterion that the claim touches: for or against it being fulfilled."""

    criterion: str
    stance: Stance


class Measure(Frozen):
    """A figure as the article gives it."""

    series: str
    value: str
    unit: str = ""
    period: str = ""
    status: Literal["preliminary", "final", "unknown"] = "unknown"
    approximate: bool = False


class Utterance(Frozen):
    """Words spoken on an occasion."""

    speaker: str
    occasion: str
    from_transcript: bool
    complete: bool
    """False where the transcript is partial: it proves at least, and never that something was not said."""


class Claim(Frozen):
    """One event as one article tells it; `rejected` says why it supports nothing."""

    id: str
    article: str
    statement: str
    kind: Kind
    quotes: tuple[Quote, ...] = ()
    rejected_quotes: tuple[RejectedQuote, ...] = ()
    bears_on: tuple[Bearing, ...] = ()
    in_headline: bool = False
    when_words: str = ""
    happened: Interval = Interval()
    speaks_words: str = ""
    """For an absence: from when, through when and of what it speaks, in the article's words."""
    through: Instant | None = None
    through_at_least: Instant | None = None
    """The earliest moment at which that end can lie: a bare day has a beginning, and "until Tuesday" may mean it."""
    """Up to when an absence speaks, at the least."""
    voice: Voice
    name: str = ""
    derives_from: str = ""
    named_source: NamedSource = "no"
    measure: Measure | None = None
    utterance: Utterance | None = None
    withdraws: str = ""
    report: str = ""
    """The report that it belongs to; copies of one report share it."""
    flags: tuple[str, ...] = ()
    rejected: str | None = None

    @property
    def is_verified(self) -> bool:
        """True where a quote carries it and no rule has thrown it out."""
        return self.rejected is None and bool(self.quotes)


class Aside(Frozen):
    """Text in an article that addresses the reader, the model or the market."""

    text: str
    start: int
    end: int
    found_by: Literal["model", "pattern"]


class ClaimSet(Frozen):
    """All that one article says about the market's subject."""

    article: str
    covers: str
    subject: Quote | None = None
    claims: tuple[Claim, ...] = ()
    asides: tuple[Aside, ...] = ()
    flags: tuple[str, ...] = ()
