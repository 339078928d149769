"""Do one thing to many items at once: order kept, the rest finished when one fails, an interrupt obeyed at once."""

import queue
import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from adjudge.errors import (
    AdjudgeError,
    AnswerPending,
    NotAuthorised,
    OverBudget,
    QuotaExhausted,
    StorageError,
    UsageError,
)

T = TypeVar("T")
R = TypeVar("R")

# What fails for one item for a reason that the next item shares; going on would only cost time or money.
_HOPELESS = (NotAuthorised, OverBudget, QuotaExhausted, StorageError, UsageError)


def map_all(fn: Callable[[T], R], items: Sequence[T], concurrency: int) -> list[R]:
    """Give the results in the order of the items, or raise when all that could be done is done.

    An error that is not `AnswerPending` is raised first; pending answers are raised as one, with their number.
    """
    outcomes: list[Any] = [None] * len(items)
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    stopped = threading.Event()
    for index in range(len(items)):
        waiting.put(index)

    def work() -> None:
        while not stopped.is_set():
            try:
                index = waiting.get_nowait()
            except queue.Empty:
                return
            outcomes[index] = _outcome(fn, items[index])
            if isinstance(outcomes[index], _HOPELESS) or not isinstance(outcomes[index], AdjudgeError | list):
                stopped.set()

    _run(work, min(concurrency, len(items)), stopped)
    _raise_failures([outcome for outcome in outcomes if isinstance(outcome, BaseException)])
    return [outcome[0] for outcome in outcomes]


def _run(work: Callable[[], None], count: int, stopped: threading.Event) -> None:
    # Daemons: an interrupt must not wait for a call that takes minutes. A chain is kept whole or not at all, so nothing is lost half-way.
    threads = [threading.Thread(target=work, daemon=True, name=f"adjudge-{number}") for number in range(count)]
    for thread in threads:
        thread.start()
    try:
        for thread in threads:
            thread.join()
    except BaseException:
        stopped.set()
        raise


def _outcome(fn: Callable[[T], R], item: T) -> list[R] | BaseException:
    try:
        return [fn(item)]
    except BaseException as error:  # noqa: BLE001 - carried to the caller's thread and raised there
        return error


def _raise_failures(failures: Sequence[BaseException]) -> None:
    grave = [failure for failure in failures if not isinstance(failure, AnswerPending)]
    if grave:
        raise next((failure for failure in grave if not isinstance(failure, AdjudgeError)), grave[0])
    if failures:
        raise pending(failures)


def pending(failures: Sequence[BaseException]) -> AnswerPending:
    """Give one error for all answers that somebody still has to write."""
    folder = next((found for failure in failures if (found := getattr(failure, "folder", None))), None)
    count = f"{len(failures)} answers" if len(failures) > 1 else "1 answer"
    error = AnswerPending(f"{count} pending in {folder or 'the relay'}; run again")
    error.folder = folder  # type: ignore[attr-defined]
    return error
