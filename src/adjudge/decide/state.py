"""What the lines of the fold look at: the criteria judged, the cover measured, the clock read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from adjudge.decide.case import Case
from adjudge.decide.cover import cover_of
from adjudge.decide.evidence import judge
from adjudge.model.adjudication import Cover, Judged, Truth
from adjudge.model.criteria import Path


@dataclass(frozen=True)
class State:
    """The inputs of the lines: a case with its criteria judged and its clock read."""

    case: Case
    judged: Mapping[str, Judged]
    cover: Cover
    closes: datetime | None

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every path but the default."""
        return tuple(path for path in self.case.criteria.paths if path.kind != "default")

    @property
    def default(self) -> Path | None:
        """The default path, if there is one."""
        return self.case.criteria.default

    @property
    def is_open(self) -> bool:
        """True while the window, or the reporting period after it, has not ended (`no_late_not_yet`)."""
        if self.closes is None or self.case.as_of < self.case.end_of(self.closes):
            return True
        return self.is_reporting

    @property
    def is_reporting(self) -> bool:
        """True in the rules' own reporting period: after the window, before the publication or the outer date."""
        clock = self.case.criteria.clock
        if self.closes is None or self.case.as_of < self.case.end_of(self.closes):
            return False
        if self._is_published(clock.reporting_event) or not (clock.reporting_event or clock.reporting_until):
            return False
        return clock.reporting_until is None or self.case.as_of < self.case.end_of(clock.reporting_until)

    def _is_published(self, name: str | None) -> bool:
        """True where what the rules wait for is out; a figure is out whichever way it points, and while sources differ on it."""
        one, criterion = self.judged.get(name or ""), self.case.criteria.named(name or "")
        if one is None or criterion is None:
            return False
        is_figure = criterion.number is not None and not criterion.number.terms
        return one.state == "met" or (is_figure and one.state in ("conflict", "impossible"))


def read_state(case: Case, overrides: Mapping[str, Truth]) -> State:
    """Judge the criteria of a case, measure its cover and read its clock; `overrides` sets the truth of criteria."""
    judged = {name: judge(criterion, case) for name in case.criteria.judged if (criterion := case.criteria.named(name))}
    closes = _closes(case, judged)
    cover = cover_of(case, tuple(judged.values()), closes)
    judged = {name: _held(case, one, cover, closes) for name, one in judged.items()}
    for name, truth in overrides.items():
        if name in judged:
            judged[name] = judged[name].model_copy(update={"truth": truth, "held_back": None, "state": _STATE[truth], "is_final": False})
    return State(case, judged, cover, closes)


_STATE = {"true": "met", "false": "not_met", "unknown": "silent"}


def _closes(case: Case, judged: Mapping[str, Judged]) -> datetime | None:
    """A market on one occasion ends when a quote shows that the occasion is over."""
    closes = case.window.closes
    over = judged.get(case.criteria.clock.occasion_over or "")
    if over is None or over.state != "met":
        return closes
    ends = [case.happened[name].latest or case.spoke_by(case.claims[name]) for name in over.for_]
    known = [end for end in ends if end and end <= case.as_of]
    return min([*known, *([closes] if closes else [])], default=closes)


def _held(case: Case, one: Judged, cover: Cover, closes: datetime | None) -> Judged:
    """A `holds` criterion is met only at the end of its window, with cover."""
    criterion = case.criteria.named(one.criterion)
    if criterion is None or criterion.mode != "holds" or one.truth != "true":
        return one
    if closes and case.as_of >= case.end_of(closes) and cover.level != "none" and not case.missing and not case.trimmed:
        return one
    why = (
        "it must hold to the end of the window"
        if not closes or case.as_of < case.end_of(closes)
        else "nothing speaks about the end of the window"
    )
    return one.model_copy(update={"truth": "unknown", "state": "unclear", "why": why})


def truth_of(path: Path, judged: Mapping[str, Judged], *, lenient: bool = False) -> Truth:
    """Give a path's truth; lenient counts what only the bar or a contradiction holds back."""
    needs = [_lenient(judged.get(name), lenient) for name in path.all_of]
    bans = [_lenient(judged.get(name), lenient, granted="false") for name in path.none_of]
    if "false" in needs or "true" in bans:
        return "false"
    return "unknown" if "unknown" in needs or "unknown" in bans or not needs else "true"


def _lenient(one: Judged | None, lenient: bool, granted: Truth = "true") -> Truth:
    if one is None:
        return "unknown"
    return granted if lenient and one.held_back else one.truth
