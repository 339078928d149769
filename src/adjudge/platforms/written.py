"""The window that a market's own words print, read within bounds that no hostile text can stretch."""

import re
from datetime import datetime

from adjudge.clock.windows import window_of
from adjudge.model.market import Market

Window = tuple[datetime | None, datetime]
# The longest real rules are under 20,000 characters; what stands beyond this would only cost time.
_READ = 50_000
# Reading dates takes the square of the length of a run of white space.
_RUN = re.compile(r"\s{9,}")


def within_bounds(market: Market) -> Market:
    """Give the market with its texts cut and squeezed to what code may read in bounded time."""
    return market.model_copy(update={"rules": _bounded(market.rules), "question": _bounded(market.question)})


def written_window(market: Market) -> Window | None:
    """Give the window that the rules print, else the question; None where code reads none."""
    short = within_bounds(market)
    return window_of(short.rules, market.created) or window_of(short.question, market.created)


def _bounded(words: str) -> str:
    return _RUN.sub(lambda run: run[0][:8], words[:_READ])
