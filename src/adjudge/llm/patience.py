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
# The relay has already held the request; this only keeps a dead relay from spinning.
_POLL = 1.0


def patiently(attempt: Callable[[], R], *, attempts: int, deadline: float, wait: bool, sleep: Callable[[float], None]) -> R:
    """Make an attempt until it succeeds, or until nothing more can help; the last error is raised as it is."""
    import tenacity  # noqa: PLC0415

    def stop(state: "RetryCallState") -> bool:
        return not _is_pending(state) and (tenacity.stop_after_attempt(attempts)(state) or tenacity.stop_before_delay(deadline)(state))

    policy = tenacity.Retrying(
        retry=tenacity.retry_if_exception(lambda error: _may_pass(error, wait=wait)),
        wait=_pause,
        stop=stop,
        sleep=sleep,
        reraise=True,
    )
    return policy(attempt)


def _may_pass(error: BaseException, *, wait: bool) -> bool:
    if isinstance(error, AnswerPending):
        return wait
    return isinstance(error, AdjudgeError) and error.retryable


def _pause(state: "RetryCallState") -> float:
    if _is_pending(state):
        return _POLL
    told = getattr(_error(state), "retry_after", None)
    if told is not None:
        return told + random.uniform(0, _SPREAD)  # noqa: S311 - no secret hangs on it
    longest = min(_LONGEST, _FIRST * 2 ** (state.attempt_number - 1))
    return random.uniform(longest / 2, longest)  # noqa: S311


def _is_pending(state: "RetryCallState") -> bool:
    return isinstance(_error(state), AnswerPending)


def _error(state: "RetryCallState") -> Any:
    return state.outcome.exception() if state.outcome else None
