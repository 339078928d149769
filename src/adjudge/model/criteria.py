"""What the rules ask for: criteria, readings, paths, the three clocks and the source regime."""

from typing import Literal

from adjudge.model.base import Frozen, Instant
from adjudge.model.market import ClarificationKind
from adjudge.model.quote import Quote

Role = Literal["requires", "excludes", "early", "split", "default", "window", "evidence", "source", "finality", "definition"]
Mode = Literal["occurs", "holds"]
PathKind = Literal["trigger", "early", "split", "default"]
Regime = Literal["only", "preferred", "consensus", "either", "unstated"]
Comparator = Literal["<", "<=", ">", ">=", "=", "between"]
Print = Literal["first", "final", "any"]
DefectCode = Literal["undefined_term", "contradiction", "placeholder", "title_body", "other"]


class Number(Frozen):
    """The figure or count that a criterion compares, as the rules put it."""

    series: str
    comparator: Comparator
    threshold: str
    upper: str | None = None
    unit: str = ""
    which_print: Print = "any"
    terms: tuple[str, ...] = ()
    """The words that are counted, where the criterion counts words spoken."""


class Criterion(Frozen):
    """One condition of the rules, tied to the words that set it."""

    id: str
    role: Role
    mode: Mode | None = None
    strict: str
    intended: str | None = None
    """The reading by evident purpose, where it parts from the wording."""
    number: Number | None = None
    quote: Quote


class Path(Frozen):
    """A way to an outcome: all of these criteria and none of those."""

    outcome: str
    kind: PathKind
    all_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    precedence: int = 1
    """Where the rules rank paths, the lower number wins; equal numbers are unranked."""
    clause: str | None = None
    """The criterion that quotes a default's own clause."""
    implied: bool = False


class Window(Frozen):
    """From when to when, in UTC; `closes` is the last minute that counts."""

    opens: Instant | None = None
    closes: Instant | None = None
    zone: str = ""


class Clock(Frozen):
    """The three clocks of a market, with the words that set them."""

    window: Window = Window()
    alternative: Window | None = None
    """A second window that the text allows; the fold runs under both."""
    words: Quote | None = None
    evidence_until: Instant | None = None
    evidence_words: Quote | None = None
    reporting_until: Instant | None = None
    reporting_event: str | None = None
    """The criterion whose fulfilment ends the reporting period ("once certified")."""
    reporting_words: Quote | None = None
    occasion_over: str | None = None
    """The criterion that says that the one occasion has ended."""
    opens_by_creation: bool = False


class Sources(Frozen):
    """Who may prove it."""

    regime: Regime = "unstated"
    names: tuple[str, ...] = ()
    announces: bool = False
    """True where the criterion itself is that the named source announces or confirms."""
    clause: str | None = None


class Note(Frozen):
    """What a clarification is, as stated with the market or as read."""

    id: str
    kind: ClarificationKind
    outcome: str | None = None


class Defect(Frozen):
    """Something in the rules that does not say one thing."""

    code: str
    why: str
    quote: Quote | None = None


class Criteria(Frozen):
    """The rules as criteria and paths; every quote in it stands in the rules."""

    subject: str
    criteria: tuple[Criterion, ...]
    paths: tuple[Path, ...]
    clock: Clock
    sources: Sources = Sources()
    notes: tuple[Note, ...] = ()
    defects: tuple[Defect, ...] = ()
    rejected: tuple[str, ...] = ()
    """What the reading offered and the rules do not carry, a sentence each."""

    def named(self, criterion_id: str) -> Criterion | None:
        """Find a criterion by its id."""
        return next((criterion for criterion in self.criteria if criterion.id == criterion_id), None)

    @property
    def default(self) -> Path | None:
        """The path that applies when nothing else does, if the rules have one."""
        return next((path for path in self.paths if path.kind == "default"), None)

    @property
    def judged(self) -> tuple[str, ...]:
        """The ids of the criteria that a path or a clock leans on, in order."""
        used = {name for path in self.paths if path.kind != "default" for name in (*path.all_of, *path.none_of)}
        used |= {name for name in (self.clock.reporting_event, self.clock.occasion_over) if name}
        return tuple(criterion.id for criterion in self.criteria if criterion.id in used)
