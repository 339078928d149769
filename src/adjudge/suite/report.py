"""A run of suites beside their baselines: one row for each check, and what concerns all of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from pydantic import Field

from adjudge.model.base import Frozen, iso
from adjudge.suite.baseline import Baseline
from adjudge.suite.cases import Check, Mutation
from adjudge.suite.drift import Drift, drift
from adjudge.suite.run import Ran
from adjudge.suite.staleness import Change, Cost
from adjudge.suite.summary import Summary
from adjudge.suite.turns import TurnRow

SCHEMA = "adjudge.regress/1"
State = Literal["same", "moved", "new", "stale", "unrecorded", "failed", "gone"]
Mark = Literal["right", "wrong", "known wrong", "right, though marked as known wrong", "none"]
# States in which something is not what was accepted.
MOVED = frozenset({"moved", "new", "gone"})
# Of a check whose answers are missing nothing can be said: it is not broken, and it is not the same either.
UNKNOWN = frozenset({"stale", "unrecorded"})


class Row(Frozen):
    """One check: what was expected, what came, and how that differs from what was accepted."""

    id: str
    suite: str
    case: str
    as_of: str = ""
    expected: str = ""
    got: str = ""
    mark: Mark = "none"
    known_wrong: str | None = None
    state: State
    confidence: float | None = None
    before: str = ""
    """The accepted verdict."""
    drift: Drift | None = None
    rules: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    why: str = ""
    error: str | None = None
    exit_code: int = 0
    seconds: float = 0
    flips: tuple[int, int] = (0, 0)
    """Samples that give another verdict than most, and how many samples there are."""
    mutation: str | None = None
    """The kind of change, where this is a mutation."""
    unchanged_gives: str = ""
    """For a mutation: the verdict of the case as it stands."""


class Played(Frozen):
    """One scripted failure of a provider, and whether it became the error that it should."""

    name: str
    expected: str
    got: str
    says: str = ""
    exit_code: int = 0

    @property
    def holds(self) -> bool:
        """True where it became the expected error."""
        return self.expected == self.got


class Report(Frozen):
    """Everything that a run found; every rendering is made from it alone."""

    schema_: Literal["adjudge.regress/1"] = Field(default=SCHEMA, alias="schema")
    suites: tuple[str, ...]
    rows: tuple[Row, ...]
    stale: tuple[Change, ...] = ()
    cost: Cost | None = None
    hygiene: tuple[str, ...] = ()
    failures: tuple[Played, ...] = ()
    turns: tuple[TurnRow, ...] = ()
    """The turns of recorded conversations."""
    answers: tuple[str, ...] = ()
    """How recorded answers differ from those that they replaced."""
    seconds: float = 0

    @property
    def moved(self) -> tuple[Row, ...]:
        """The rows that are not as accepted."""
        return tuple(row for row in self.rows if row.state in MOVED)

    @property
    def unknown(self) -> tuple[Row, ...]:
        """The rows whose answers are not recorded."""
        return tuple(row for row in self.rows if row.state in UNKNOWN)

    @property
    def wrong(self) -> tuple[Row, ...]:
        """The rows that are wrong and not known to be."""
        return tuple(row for row in self.rows if row.mark == "wrong")

    @property
    def not_holding(self) -> tuple[TurnRow, ...]:
        """The turns whose answers do not hold what was promised of them."""
        return tuple(turn for turn in self.turns if turn.state == "does not hold")

    @property
    def flaky(self) -> tuple[Row, ...]:
        """The rows whose samples do not agree."""
        return tuple(row for row in self.rows if row.flips[0])

    @property
    def exit_code(self) -> int:
        """5 where something moved or a promise does not hold, else the code of a failure, 4 where answers are missing, else 0."""
        if self.moved or self.not_holding or not all(one.holds for one in self.failures):
            return 5
        return max((row.exit_code for row in (*self.rows, *self.turns)), default=0)

    def counts(self) -> dict[str, int]:
        """How many rows there are of each state and mark."""
        return dict(Counter(row.state for row in self.rows) + Counter(row.mark for row in self.rows if row.mark != "none"))


def rows(ran: Sequence[Ran], baselines: Mapping[Path, Baseline], *, whole: Iterable[Path] = ()) -> list[Row]:
    """Set every check beside its baseline; entries of `whole` suites that have no check any more are gone."""
    changed = {suite: baseline.changed_code() for suite, baseline in baselines.items()}
    verdicts = {one.check.id: one.summary.ending.words for one in ran if one.summary}
    found = [_row(one, baselines[one.check.suite].checks.get(one.check.id), changed[one.check.suite], verdicts) for one in ran]
    ids = {one.check.id for one in ran}
    gone = [(suite, name, summary) for suite in whole for name, summary in baselines[suite].checks.items() if name not in ids]
    return found + [Row(id=name, suite=suite.name, case=name.partition("/")[0], state="gone", before=summary.ending.words) for suite, name, summary in gone]


def _row(ran: Ran, accepted: Summary | None, changed: Sequence[str], verdicts: Mapping[str, str]) -> Row:
    check, summary, failure = ran.check, ran.summary, ran.failure
    moved = drift(accepted, summary, changed) if accepted and summary else None
    label = check.label
    return Row(
        id=check.id, suite=check.suite.name, case=check.case, as_of=_as_of(check), expected=label.words,
        got=summary.ending.words if summary else "", mark=_mark(ran), known_wrong=label.known_wrong, state=_state(ran, accepted, moved),
        confidence=summary.confidence if summary else None, before=accepted.ending.words if accepted else "", drift=moved,
        rules=summary.rules if summary else (), lacks=summary.lacks if summary else (), why=label.why,
        error=f"{failure.kind}: {failure.says}" if failure else None, exit_code=failure.exit_code if failure else 0, seconds=round(ran.seconds, 3), flips=ran.flips,
        mutation=label.kind if isinstance(label, Mutation) else None,
        unchanged_gives=verdicts.get(f"{check.case}/{check.base.name}", "") if check.base else "",
    )  # fmt: skip


def _as_of(check: Check) -> str:
    moment = check.label.as_of or (check.base.as_of if check.base else None)
    return iso(moment) if moment else ""


def _state(ran: Ran, accepted: Summary | None, moved: Drift | None) -> State:
    if ran.failure and ran.failure.is_missing:
        return "stale" if accepted else "unrecorded"
    if ran.failure:
        return "failed"
    if accepted is None:
        return "new"
    return "moved" if moved else "same"


def _mark(ran: Ran) -> Mark:
    if ran.summary is None:
        return "none"
    is_right = ran.check.label.agrees(ran.summary.ending)
    if ran.check.label.known_wrong:
        return "right, though marked as known wrong" if is_right else "known wrong"
    return "right" if is_right else "wrong"
