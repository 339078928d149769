"""Fit the table that calibrates the confidence, on labelled checks."""

from collections.abc import Sequence
from math import log

from adjudge.decide.calibration import Method, Table, applied, logistic, score, weights_digest
from adjudge.errors import InputError
from adjudge.evaluate.reliability import Point, brier
from adjudge.evaluate.scored import Scored
from adjudge.pipeline.record import package_version

# Below this many labelled checks, or with fewer of the rarer kind, a curve would be drawn through noise.
_FEWEST, _FEWEST_WRONG = 50, 5
_STEPS, _FOLDS = 100, 10


def fit(checks: Sequence[Scored], *, method: Method, suites: Sequence[str], date: str, few: bool = False) -> Table:
    """Fit a table on checks that have a verdict; refuses where there is too little to fit, unless told that `few` will do."""
    given = [one for one in checks if one.got]
    data = [(score(one.features), one.agrees) for one in given]
    right = sum(one.agrees for one in given)
    if not few and (len(given) < _FEWEST or min(right, len(given) - right) < _FEWEST_WRONG):
        raise InputError(f"too little to fit on: {len(given)} verdicts, {right} of them right; at least {_FEWEST}, with {_FEWEST_WRONG} right and {_FEWEST_WRONG} wrong")
    table = _table(data, method)
    before = [(logistic(log_odds), agrees) for log_odds, agrees in data]
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
        step = _newton([(x, logistic(slope * x + offset), targets[agrees]) for x, agrees in data])
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
