"""Whether a confidence of 0.8 is right in eight of ten: a table by bins, the Brier score, and a plot."""

from collections.abc import Sequence
from html import escape

from adjudge.evaluate.shares import Share, share
from adjudge.model.base import Frozen

_BINS = 10
# The picture: a square with room for the labels on its left and below.
_SIDE, _LEFT, _TOP = 320, 60, 30
Point = tuple[float, bool]


class Bin(Frozen):
    """The verdicts whose confidence lies between two numbers."""

    low: float
    high: float
    mean: float
    right: Share


class Reliability(Frozen):
    """How the confidence holds up."""

    brier: float
    """Mean squared distance from right (1) or wrong (0); 0.25 is a coin."""
    error: float
    """Expected calibration error: the mean distance between confidence and share, weighted by number."""
    bins: tuple[Bin, ...]
    base_rate_brier: float
    """What the share of right verdicts alone, said of every check, would score."""


def reliability(points: Sequence[Point]) -> Reliability | None:
    """Sort confidences into tenths and compare each with its share of right verdicts."""
    if not points:
        return None
    groups = [[point for point in points if _bin(point[0]) == number] for number in range(_BINS)]
    bins = tuple(_binned(number, group) for number, group in enumerate(groups) if group)
    rate = sum(right for _, right in points) / len(points)
    error = sum(one.right.of * abs(one.mean - (one.right.value or 0)) for one in bins) / len(points)
    return Reliability(brier=round(brier(points), 4), error=round(error, 4), bins=bins, base_rate_brier=round(rate * (1 - rate), 4))


def brier(points: Sequence[Point]) -> float:
    """Give the mean squared distance of confidences from what was right.

    >>> brier([(1.0, True), (0.5, False)])
    0.125
    """
    return sum((confidence - right) ** 2 for confidence, right in points) / len(points)


def _bin(confidence: float) -> int:
    return min(int(confidence * _BINS + 1e-9), _BINS - 1)


def _binned(number: int, points: Sequence[Point]) -> Bin:
    mean = sum(confidence for confidence, _ in points) / len(points)
    return Bin(low=number / _BINS, high=(number + 1) / _BINS, mean=round(mean, 4), right=share(right for _, right in points))


def plot(found: Reliability, title: str) -> str:
    """Draw the share of right verdicts over the confidence, with intervals; the diagonal is what it should be."""
    width, height = _LEFT + _SIDE + 20, _TOP + _SIDE + 50
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12" fill="#1f2328">',
        f'<text x="{_LEFT}" y="18">{escape(title)}</text>',
        f'<rect x="{_LEFT}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" fill="#fff" stroke="#8c959f"/>',
        f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#8c959f" stroke-dasharray="4 4"/>',
        *(_tick(number / 5) for number in range(6)),
        *(_drawn(one) for one in found.bins),
        f'<text x="{_x(0.5)}" y="{height - 8}" text-anchor="middle">confidence</text>',
        f'<text x="14" y="{_y(0.5)}" text-anchor="middle" transform="rotate(-90 14 {_y(0.5)})">share that is right</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _tick(at: float) -> str:
    return f'<text x="{_x(at)}" y="{_y(0) + 16}" text-anchor="middle">{at:g}</text><text x="{_LEFT - 8}" y="{_y(at) + 4}" text-anchor="end">{at:g}</text>'


def _drawn(one: Bin) -> str:
    x, y = _x(one.mean), _y(one.right.value or 0)
    bar = f'<line x1="{x}" y1="{_y(one.right.low)}" x2="{x}" y2="{_y(one.right.high)}" stroke="#0969da" stroke-width="1.5"/>'
    # The area tells the number of checks.
    dot = f'<circle cx="{x}" cy="{y}" r="{min(3 + one.right.of**0.5, 14):.1f}" fill="#0969da" fill-opacity="0.7"><title>{escape(one.right.words)}</title></circle>'
    return bar + dot


def _x(value: float) -> float:
    return round(_LEFT + value * _SIDE, 1)


def _y(value: float) -> float:
    return round(_TOP + (1 - value) * _SIDE, 1)
