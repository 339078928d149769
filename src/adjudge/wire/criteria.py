"""The shape of the answer to the criteria prompt."""

from typing import Literal

from pydantic import Field

from adjudge.model.criteria import Comparator, DefectCode, Mode, PathKind, Print, Regime, Role
from adjudge.model.market import ClarificationKind
from adjudge.wire.base import Wire

WORDS = "Exact words of the text named in `source`, copied character by character."
SOURCE = "Where the words stand: rules, question, group, or the clarification's id (N1, N2)."


class WireNumber(Wire):
    """A comparison with a figure, or a count of spoken words."""

    series: str = Field(description="Which figure, as the rules name it.")
    comparator: Comparator
    threshold: str = Field(description="The bare number in digits, as the rules give it.")
    upper: str | None = Field(description="The upper bound where the comparator is `between`.")
    unit: str
    which_print: Print = Field(description="`first` release, `final` (or as revised), or `any`.")
    terms: list[str] = Field(description="The words or phrases that are counted, where speech is counted; else empty.")


class WireCriterion(Wire):
    """One condition."""

    id: str = Field(description="C1, C2, ... in the order of the rules.")
    role: Role
    mode: Mode | None = Field(description="Only for `requires` and `early`; else null.")
    source: str = Field(description=SOURCE)
    quote: str = Field(description=WORDS)
    strict: str = Field(description="What must be so, by the wording: one self-contained sentence.")
    intended: str | None = Field(description="What must be so by evident purpose, only where that parts from the wording; else null.")
    number: WireNumber | None


class WirePath(Wire):
    """A way to an outcome."""

    outcome: str = Field(description="One of the outcomes, as written; for a split path, what the rules call it.")
    kind: PathKind
    all_of: list[str] = Field(description="Ids of criteria that must all be fulfilled; empty for a default.")
    none_of: list[str] = Field(description="Ids of exclusions that must not apply.")
    precedence: int = Field(description="1, or higher where the rules rank this path behind another.")
    clause: str | None = Field(
        description="For a default: the id of the `default` criterion that quotes its clause; null if the rules have none."
    )


class WireWindow(Wire):
    """When the event must happen, in local fields; never convert to UTC."""

    source: str = Field(description=SOURCE)
    words: str = Field(description=WORDS + " The phrase that sets the window, with its dates, times and zone.")
    opens_date: str | None = Field(description="YYYY-MM-DD or null.")
    opens_time: str | None = Field(description="HH:MM, 24 hours, or null where no time is written.")
    closes_date: str | None = Field(description="YYYY-MM-DD or null where there is no deadline.")
    closes_time: str | None = Field(description="HH:MM, 24 hours, or null where no time is written.")
    zone: str | None = Field(description="The zone as written (ET, UTC, Kyiv time), or null.")
    boundary: Literal["by", "before", "until", "between", "on", "in", "none"]
    inclusive: bool = Field(description="Whether the closing day or minute itself still counts.")


class WireLimit(Wire):
    """A later limit: until when evidence counts, or until when the market may stay open for a publication."""

    source: str = Field(description=SOURCE)
    words: str = Field(description=WORDS)
    date: str | None = Field(description="YYYY-MM-DD, or null where the limit is relative or open.")
    time: str | None
    zone: str | None
    days_after_window: int | None = Field(
        description="Calendar days after the window's last day, where the limit is written so; else null."
    )
    event: str | None = Field(description="Id of the criterion whose fulfilment ends the period ('once certified'); else null.")


class WireSources(Wire):
    """Who may prove it."""

    regime: Regime
    names: list[str] = Field(description="The sources that the rules name, as written.")
    announces: bool = Field(description="True only where the criterion itself is that the named source announces or confirms.")
    clause: str | None = Field(description="Id of the `source` criterion that quotes the clause.")


class WireNote(Wire):
    """What a clarification does."""

    id: str
    kind: ClarificationKind
    outcome: str | None = Field(description="For a `ruling`: the outcome it declares, as written among the outcomes; else null.")


class WireDefect(Wire):
    """A place where the rules do not say one thing."""

    code: DefectCode
    source: str = Field(description=SOURCE)
    quote: str = Field(description=WORDS)
    why: str


class WireCriteria(Wire):
    """The whole reading of the rules."""

    subject: str = Field(description="What the market is about, in one neutral phrase without the question's dates.")
    criteria: list[WireCriterion]
    paths: list[WirePath]
    window: WireWindow | None
    other_window: WireWindow | None = Field(description="A second window, only where the text allows two; else null.")
    evidence_until: WireLimit | None
    reporting: WireLimit | None
    occasion_over: str | None = Field(
        description="Id of the `window` criterion that the one occasion has ended, where the market is about one occasion; else null."
    )
    sources: WireSources
    clarifications: list[WireNote]
    defects: list[WireDefect]
