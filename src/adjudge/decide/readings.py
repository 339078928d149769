"""Line 1 and 2 of the fold: official rulings, and the readings and windows that the text allows."""

from dataclasses import dataclass

from adjudge.decide.case import Case
from adjudge.decide.fold import Folded, fold
from adjudge.model.adjudication import Alternative, Verdict
from adjudge.model.base import iso
from adjudge.model.criteria import Window
from adjudge.model.findings import Reading


@dataclass(frozen=True)
class Decision:
    """The verdict, the strict fold that explains it, and the other folds beside it."""

    verdict: Verdict
    strict: Folded
    intended: Folded | None = None


def decide(case: Case, ruling: str | None = None) -> Decision:
    """Fold a case under every reading and window that its rules allow."""
    windows = [case.criteria.clock.window]
    if case.criteria.clock.alternative is not None:
        windows.append(case.criteria.clock.alternative)
    readings: list[Reading] = ["strict", "intended"] if _has_intended(case) else ["strict"]
    folds = {
        (reading, index): fold(case.under(reading=reading, window=window)) for reading in readings for index, window in enumerate(windows)
    }
    strict, intended = folds["strict", 0], folds.get(("intended", 0))
    verdict = strict.verdict if _agree(folds.values()) else _differ(folds, windows, case)
    return Decision(verdict.model_copy(update={"platform_ruling": ruling}), strict, intended)


def _has_intended(case: Case) -> bool:
    return any(criterion.intended for criterion in case.criteria.criteria if criterion.id in case.criteria.judged)


def _agree(folds) -> bool:
    """Readings that lead to the same verdict need no choice between them."""
    return len({(folded.verdict.name, folded.verdict.outcome) for folded in folds}) == 1


def _differ(folds: dict[tuple[Reading, int], Folded], windows: list[Window], case: Case) -> Verdict:
    """Line 2: the rules can be read in ways that give different verdicts on this evidence."""
    alternatives = tuple(
        Alternative(
            given=_given(reading, windows[index], len(windows) > 1, case),
            verdict=folded.verdict.name,
            outcome=folded.verdict.outcome,
            claims=_claims(folded),
        )
        for (reading, index), folded in folds.items()
    )
    first = folds["strict", 0].verdict
    default = case.criteria.default
    return Verdict(
        name="ambiguous",
        cause="criteria",
        line=2,
        why="the rules can be read in more than one way, and the readings give different verdicts on this evidence",
        default_if_unresolved=first.default_if_unresolved or (default.outcome if default else None),
        default_clause=first.default_clause or (default.clause if default else None),
        alternatives=alternatives,
    )


def _given(reading: Reading, window: Window, with_window: bool, case: Case) -> str:
    words = "by the wording" if reading == "strict" else "by the evident purpose"
    if not with_window:
        return words
    return f"{words}, window closing {iso(window.closes) if window.closes else 'never'}"


def _claims(folded: Folded) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            name for one in folded.judged if one.state in ("met", "not_met", "conflict", "impossible") for name in (*one.for_, *one.against)
        )
    )
