"""Shares with the interval that their number allows."""

from collections.abc import Iterable
from math import sqrt

from adjudge.model.base import Frozen

# 95 % of a normal distribution.
_Z = 1.959964


class Share(Frozen):
    """So many of so many, with a 95 % Wilson interval; of nothing there is no share."""

    of: int
    count: int
    low: float
    high: float

    @property
    def value(self) -> float | None:
        """The share itself."""
        return self.count / self.of if self.of else None

    @property
    def words(self) -> str:
        """The share as it is printed."""
        return f"{self.count} of {self.of} = {self.count / self.of:.1%} ({self.low:.0%} to {self.high:.0%})" if self.of else "none"


def share(which: Iterable[bool]) -> Share:
    """Count what is true.

    >>> share([True, True, False, True]).words
    '3 of 4 = 75.0% (30% to 95%)'
    """
    given = list(which)
    low, high = wilson(sum(given), len(given))
    return Share(of=len(given), count=sum(given), low=round(low, 4), high=round(high, 4))


def wilson(count: int, of: int) -> tuple[float, float]:
    """Give the 95 % Wilson score interval, which holds for few cases and for shares near 0 and 1.

    >>> [round(end, 3) for end in wilson(10, 10)]
    [0.722, 1.0]
    """
    if of == 0:
        return 0.0, 1.0
    share_, spread = count / of, _Z * _Z / of
    middle = (share_ + spread / 2) / (1 + spread)
    half = _Z * sqrt(share_ * (1 - share_) / of + spread / of / 4) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)
