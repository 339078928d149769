"""The one owner of retries: when to try again, how long to wait, when to stop."""

import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from adjudge.errors import AdjudgeError, AnswerPending

if TYPE_CHECKING:
    from tenacity import RetryCallState

R = TypeVar("R")
# Doubling from half a second; past half a minute a longer wait only hides that the endpoint is down.
_FIRST, _LONGEST = 0.5, 30.0
# Added to what the endpoint asked for, so that parallel calls do not come back in one instant.
_SPREAD = 0.5
# The relay has already held the request for a while; this only keeps a relay that does not hold from being spun.
_POLL = 1.0


def patiently(attempt: Callable[[], R], *, attempts: int, deadline: float, wait: bool, sleep: Callable[[float], None]) -> R:
    """Make an attempt until it succeeds, or until nothing more can help; the last error is raised as it is.

    With `wait`, a request that is parked at the relay is asked for without end; the limits hold for each time anew.
    """
    while True:
        try:
            return _policy(attempts, deadline, sleep)(attempt)
        except AnswerPending:
            if not wait:
                raise
            sleep(_POLL)


def _policy(attempts: int, deadline: float, sleep: Callable[[float], None]) -> Any:
    import tenacity

    return tenacity.Retrying(
        retry=tenacity.retry_if_exception(_may_pass),
        wait=_pause,
        stop=tenacity.stop_any(tenacity.stop_after_attempt(attempts), tenacity.stop_before_delay(deadline)),
        sleep=sleep,
        reraise=True,
    )


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, AdjudgeError) and error.retryable and not isinstance(error, AnswerPending)


def _pause(state: "RetryCallState") -> float:
    told = getattr(state.outcome.exception() if state.outcome else None, "retry_after", None)
    if told is not None:
        return told + random.uniform(0, _SPREAD)  # no secret hangs on it
    longest = min(_LONGEST, _FIRST * 2 ** (state.attempt_number - 1))
    return random.uniform(longest / 2, longest)
