"""An evaluation: scores, breakdowns, reliability, quotes, cost and baselines, from which every rendering is made."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from statistics import median
from typing import Literal

from pydantic import Field

from adjudge.evaluate.baselines import Baseline, baselines
from adjudge.evaluate.reliability import Reliability, reliability
from adjudge.evaluate.scored import Scored
from adjudge.evaluate.scores import Scores, by, is_exact, own, scores
from adjudge.evaluate.shares import Share, share
from adjudge.model.base import Frozen
from adjudge.suite.summary import Ending

SCHEMA = "adjudge.evaluation/1"


class Effort(Frozen):
    """What the verdicts took."""

    calls: int
    reasks: int
    input_tokens: int
    output_tokens: int
    cost_usd: str | None = None
    """None where any call has no known price."""
    calls_per_check: float = 0
    median_seconds: float = 0


class Evaluation(Frozen):
    """Everything that an evaluation found."""

    schema_: Literal["adjudge.evaluation/1"] = Field(default=SCHEMA, alias="schema")
    suites: tuple[str, ...]
    checks: int
    cases: int
    unscored: dict[str, str] = {}
    """Checks without a verdict, with the reason."""
    scores: Scores
    by_verdict: dict[str, Share] = {}
    by_cause: dict[str, Share] = {}
    by_trap: dict[str, Share] = {}
    by_kind: dict[str, Share] = {}
    wrong: dict[str, str] = {}
    labels_shown: Share
    """Quotes and clauses that labels ask for, and the records show."""
    reliability: Reliability | None = None
    calibrated: bool = False
    quotes: dict[str, int] = {}
    claims: int = 0
    rejected_claims: int = 0
    effort: Effort
    baselines: tuple[Baseline, ...] = ()
    prompts: dict[str, str] = {}
    models: tuple[str, ...] = ()


def evaluation(checks: Sequence[Scored], one_shot: Mapping[str, Ending], suites: Sequence[str]) -> Evaluation:
    """Score checks; those without a verdict are listed, and count in no share."""
    pairs = own(checks)
    given = [one for one, _ in pairs]
    quotes = sum((Counter(one.account.quotes) for one in given), Counter())
    return Evaluation(
        suites=tuple(suites), checks=len(checks), cases=len({one.case for one in checks}),
        unscored={one.id: one.error or "" for one in checks if one.got is None},
        scores=scores(pairs),
        by_verdict=by(pairs, lambda one: [one.label.verdict]), by_cause=by(pairs, lambda one: [one.label.cause] if one.label.cause else []),
        by_trap=by(pairs, lambda one: one.traps), by_kind=by(pairs, lambda one: one.kinds),
        wrong={one.id: f"{got.words}, expected {one.label.words}" for one, got in pairs if not is_exact(one, got)},
        labels_shown=share([True] * sum(one.shown for one in given) + [False] * sum(one.asked_for - one.shown for one in given)),
        reliability=reliability([(one.confidence, is_exact(one, got)) for one, got in pairs if one.confidence is not None]),
        calibrated=bool(given) and all(one.calibrated for one in given),
        quotes=dict(sorted(quotes.items())), claims=sum(one.account.claims for one in given), rejected_claims=sum(one.account.rejected_claims for one in given),
        effort=_effort(given), baselines=tuple(baselines(given, one_shot)),
        prompts={name: text for one in given for name, text in one.prompts.items()}, models=tuple(sorted({model for one in given for model in one.models})),
    )  # fmt: skip


def _effort(given: Sequence[Scored]) -> Effort:
    accounts = [one.account for one in given]
    costs = [account.cost_usd for account in accounts]
    calls = sum(account.calls for account in accounts)
    return Effort(
        calls=calls, reasks=sum(account.reasks for account in accounts),
        input_tokens=sum(account.input_tokens for account in accounts), output_tokens=sum(account.output_tokens for account in accounts),
        cost_usd=None if None in costs or not costs else str(sum(map(Decimal, filter(None, costs)), Decimal(0))),
        calls_per_check=round(calls / len(given), 2) if given else 0, median_seconds=round(median(one.seconds for one in given), 3) if given else 0,
    )  # fmt: skip
