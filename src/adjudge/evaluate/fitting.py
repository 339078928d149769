"""A confidence fitted on labelled checks: a small table that names what it was fitted on."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from math import exp, log
from typing import Literal

from pydantic import Field

from adjudge.decide.confidence import BASE, WEIGHTS
from adjudge.errors import InputError
from adjudge.evaluate.reliability import Point, brier
from adjudge.evaluate.scored import Scored
from adjudge.model.base import Frozen
from adjudge.pipeline.record import package_version
from adjudge.prompting import digest

Method = Literal["platt", "isotonic"]
SCHEMA = "adjudge.confidence/1"
# Below this many labelled checks, or with fewer of the rarer kind, a curve would be drawn through noise.
_FEWEST, _FEWEST_WRONG = 50, 5
_STEPS, _FOLDS = 100, 10


class Table(Frozen):
    """A map from the score of the features to a probability, and where it comes from."""

    schema_: Literal["adjudge.confidence/1"] = Field(default=SCHEMA, alias="schema")
    method: Method
    points: tuple[tuple[float, float], ...] = ()
    """For isotonic: log-odds and probability, between which it is read off linearly."""
    slope: float = 1.0
    offset: float = 0.0
    """For Platt: what the log-odds are multiplied with and moved by."""
    weights: str
    """Digest of the weights whose score was fitted."""
    suites: tuple[str, ...]
    checks: int
    right: int
    date: str
    prompts: dict[str, str]
    models: tuple[str, ...]
    package: str
    brier_before: float
    brier_after: float
    brier_held_out: float
    """On checks of cases that the fit had not seen."""


def score(features: Mapping[str, float]) -> float:
    """Give the log-odds that the written-down weights make of features."""
    return BASE + sum(WEIGHTS[name] * value for name, value in features.items() if name in WEIGHTS)


def weights_digest() -> str:
    """Digest the weights, so that a table fitted to others is not used."""
    return digest(repr((BASE, sorted(WEIGHTS.items()))))[:16]


def applied(table: Table, log_odds: float) -> float:
    """Read a probability off a table."""
    if table.method == "platt":
        return _logistic(table.slope * log_odds + table.offset)
    xs = [x for x, _ in table.points]
    right = bisect_left(xs, log_odds)
    if right in (0, len(xs)):
        return table.points[min(right, len(xs) - 1)][1]
    (x0, y0), (x1, y1) = table.points[right - 1], table.points[right]
    return y0 + (y1 - y0) * (log_odds - x0) / (x1 - x0)


def fit(checks: Sequence[Scored], *, method: Method, suites: Sequence[str], date: str, few: bool = False) -> Table:
    """Fit a table on checks that have a verdict; refuses where there is too little to fit, unless told that `few` will do."""
    given = [one for one in checks if one.got]
    data = [(score(one.features), one.agrees) for one in given]
    right = sum(one.agrees for one in given)
    if not few and (len(given) < _FEWEST or min(right, len(given) - right) < _FEWEST_WRONG):
        raise InputError(f"too little to fit on: {len(given)} verdicts, {right} of them right; at least {_FEWEST}, with {_FEWEST_WRONG} right and {_FEWEST_WRONG} wrong")
    table = _table(data, method)
    before = [(_logistic(log_odds), agrees) for log_odds, agrees in data]
    return table.model_copy(update={
        "weights": weights_digest(), "suites": tuple(suites), "checks": len(given), "right": right, "date": date, "package": package_version(),
        "prompts": {name: text for one in given for name, text in one.prompts.items()}, "models": tuple(sorted({model for one in given for model in one.models})),
        "brier_before": round(brier(before), 4), "brier_after": round(brier([(applied(table, log_odds), agrees) for log_odds, agrees in data]), 4),
        "brier_held_out": round(brier(_held_out(given, method)), 4),
    })  # fmt: skip


def _table(data: Sequence[tuple[float, bool]], method: Method) -> Table:
    nothing = {"weights": "", "suites": (), "checks": 0, "right": 0, "date": "", "prompts": {}, "models": (), "package": "", "brier_before": 0.0, "brier_after": 0.0, "brier_held_out": 0.0}
    if method == "isotonic":
        return Table(method=method, points=tuple(_isotonic(data)), **nothing)
    slope, offset = _platt(data)
    return Table(method=method, slope=round(slope, 4), offset=round(offset, 4), **nothing)


def _held_out(given: Sequence[Scored], method: Method) -> list[Point]:
    cases = sorted({one.case for one in given})
    points: list[Point] = []
    # Whole cases are held out: two moments of one case share their answers.
    for fold in range(min(_FOLDS, len(cases))):
        out = set(cases[fold::_FOLDS])
        rest = [(score(one.features), one.agrees) for one in given if one.case not in out]
        # With one case there is nothing to learn from: the score as it is.
        table = _table(rest, method if rest else "platt")
        points += [(applied(table, score(one.features)), one.agrees) for one in given if one.case in out]
    return points


def _platt(data: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Fit slope and offset by Newton's method, with Platt's smoothed targets, so that a run of right ones is not certainty."""
    right = sum(agrees for _, agrees in data)
    targets = {True: (right + 1) / (right + 2), False: 1 / (len(data) - right + 2)}
    slope, offset = 1.0, 0.0
    for _ in range(_STEPS):
        step = _newton([(x, _logistic(slope * x + offset), targets[agrees]) for x, agrees in data])
        slope, offset = slope - step[0], offset - step[1]
        if max(map(abs, step)) < 1e-9:
            break
    # A negative slope would call the surest verdicts the worst: then only the share of right ones is known.
    return (slope, offset) if slope > 0 else (0.0, log(targets[True] / (1 - targets[True])))


def _newton(points: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
    # A little weight on the diagonal keeps the matrix invertible where all scores are equal.
    aa = bb = 1e-6
    ab = ga = gb = 0.0
    for x, p, target in points:
        weight, miss = p * (1 - p), p - target
        aa, ab, bb = aa + weight * x * x, ab + weight * x, bb + weight
        ga, gb = ga + miss * x, gb + miss
    determinant = aa * bb - ab * ab
    return (bb * ga - ab * gb) / determinant, (aa * gb - ab * ga) / determinant


def _isotonic(data: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Pool adjacent violators: the closest curve that never falls."""
    blocks: list[list[float]] = []
    for x, agrees in sorted(data):
        blocks.append([x, x, float(agrees), 1.0])
        while len(blocks) > 1 and (_mean(blocks[-2]) >= _mean(blocks[-1]) or blocks[-2][1] == blocks[-1][0]):
            last = blocks.pop()
            blocks[-1] = [blocks[-1][0], last[1], blocks[-1][2] + last[2], blocks[-1][3] + last[3]]
    points, highest = [], 0.0
    for low, high, right, of in blocks:
        # One count of each kind in every block, as Platt does: three right of three are not certainty. It must still never fall.
        highest = max(highest, (right + 1) / (of + 2))
        points += [(round(end, 4), round(highest, 4)) for end in dict.fromkeys((low, high))]
    return points


def _mean(block: Sequence[float]) -> float:
    return block[2] / block[3]


def _logistic(x: float) -> float:
    # Beyond this the exponential does not fit a float.
    return 1 / (1 + exp(-max(x, -700.0)))
