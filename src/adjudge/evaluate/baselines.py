"""Ways of judging that cost nothing or little, on the same checks: what the verdicts have to be better than."""

from collections.abc import Mapping, Sequence

from adjudge.evaluate.scored import Scored
from adjudge.evaluate.scores import Pair, Scores, scores
from adjudge.model.base import Frozen
from adjudge.suite.summary import Ending

NOT_YET = Ending(verdict="not_yet")
NO = Ending(verdict="resolved_no", outcome="No")


class Baseline(Frozen):
    """One other way of judging, on the checks that it has an answer for."""

    name: str
    scores: Scores
    lacking: tuple[str, ...] = ()
    """The checks without an answer, which are not scored."""


def baselines(checks: Sequence[Scored], one_shot: Mapping[str, Ending]) -> list[Baseline]:
    """Score the baselines; `one_shot` holds what a plain prompt answered, by check."""
    proposed = {one.id: proposal(one.proposal) for one in checks if one.proposal}
    return [
        _baseline("always not_yet", checks, {one.id: NOT_YET for one in checks}),
        _baseline("always No", checks, {one.id: NO for one in checks}),
        _baseline("one-shot prompt, no rules in code", checks, one_shot),
        # Cases without a proposal lack nothing.
        _baseline("the proposer's answer", [one for one in checks if one.id in proposed], proposed),
    ]


def proposal(outcome: str) -> Ending:
    """Give the verdict that a proposed outcome amounts to.

    >>> proposal("yes").verdict, proposal("Hungary").outcome
    ('resolved_yes', 'Hungary')
    """
    side = {"yes": "resolved_yes", "no": "resolved_no"}.get(outcome.casefold())
    return Ending(verdict=side or "resolved", outcome=outcome.title() if side else outcome)


def _baseline(name: str, checks: Sequence[Scored], answers: Mapping[str, Ending]) -> Baseline:
    pairs: list[Pair] = [(one, answers[one.id]) for one in checks if one.id in answers]
    return Baseline(name=name, scores=scores(pairs), lacking=tuple(one.id for one in checks if one.id not in answers))
