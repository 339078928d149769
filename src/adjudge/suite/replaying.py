"""Many checks and conversations replayed, side by side where that helps."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar, cast

from adjudge.llm import Connection, connect
from adjudge.settings import RELAY_MODEL, Settings
from adjudge.suite import conversations
from adjudge.suite.cases import Check
from adjudge.suite.conversations import Conversation, Talked
from adjudge.suite.run import Ran, replayed
from adjudge.suite.shelf import Shelf

Job = Check | Conversation
# Below this many jobs the processes cost more than they save.
_WORTH_IT = 12
Progress = Callable[[int, int], None]
T = TypeVar("T")


@dataclass(frozen=True)
class Replay:
    """How checks are replayed: from which folder, under which model's name, and how many samples of each."""

    folder: Path
    model: str = RELAY_MODEL
    samples: int = 1
    keep_records: bool = False


class _Player:
    """One process's connection: made once, because a client takes longer to make than a check to replay."""

    def __init__(self, how: Replay) -> None:
        self.how, self.shelf = how, Shelf(how.folder)
        # Built bare, not loaded: nothing in the environment may change what is replayed.
        self.connection: Connection = connect(Settings(model=how.model), self.shelf)

    def play(self, job: Job) -> Ran | Talked:
        if isinstance(job, Conversation):
            return conversations.replayed(job, self.connection, self.shelf)
        return replayed(job, self.connection, self.shelf, samples=self.how.samples, keep_record=self.how.keep_records)


def replay(checks: Sequence[Check], how: Replay, *, processes: int | None = None, on_progress: Progress = lambda done, total: None) -> list[Ran]:
    """Replay checks, in their order; `processes` is by default one for each core."""
    return replay_beside(checks, (), how, _nothing, processes=processes, on_progress=on_progress)[0]


def replay_beside(
    checks: Sequence[Check], talks: Sequence[Conversation], how: Replay, work: Callable[[], T], *,
    processes: int | None = None, on_progress: Progress = lambda done, total: None,
) -> tuple[list[Ran], list[Talked], T]:  # fmt: skip
    """Replay checks and conversations, and do one other thing at the same time; what it gives comes last."""
    jobs = [*checks, *talks]
    count = min(processes or os.cpu_count() or 1, len(jobs))
    told = _Told(len(jobs), on_progress)
    if count > 1 and (processes or len(jobs) >= _WORTH_IT):
        done, beside = _apart(jobs, how, count, work, told)
    else:
        done, beside = [told(one) for one in _here(jobs, how)], work()
    return cast(list[Ran], done[: len(checks)]), cast(list[Talked], done[len(checks) :]), beside


class _Told:
    """Counts what goes through."""

    def __init__(self, total: int, on_progress: Progress) -> None:
        self._done, self._total, self._on_progress = 0, total, on_progress

    def __call__(self, one: Ran | Talked) -> Ran | Talked:
        self._done += 1
        self._on_progress(self._done, self._total)
        return one


def _nothing() -> None:
    """Stand for no other work."""


def _here(jobs: Sequence[Job], how: Replay) -> Iterator[Ran | Talked]:
    player = _Player(how)
    yield from map(player.play, jobs)


def _apart(jobs: Sequence[Job], how: Replay, count: int, work: Callable[[], T], told: _Told) -> tuple[list[Ran | Talked], T]:
    # The first one here: the clients take two seconds to import, and a forked process has what its parent has.
    first = [told(one) for one in _here(jobs[:1], how)]
    # Processes and not threads: a replay is all computing (measured on two busy cores: two threads take 1.2 times as long as one, two processes 0.7).
    with get_context(_start_method()).Pool(count, initializer=_begin, initargs=(how,)) as pool:
        beside = pool.apply_async(work)
        rest = [told(one) for one in pool.imap(_play, jobs[1:], chunksize=max(1, len(jobs) // (count * 8)))]
        return first + rest, beside.get()


def _start_method() -> str:
    """Fork where that is safe: on Linux, and while no other thread could hold a lock."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


_player: _Player | None = None


def _begin(how: Replay) -> None:
    global _player
    # An interrupt is the parent's to answer, in one sentence.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _player = _Player(how)


def _play(job: Job) -> Ran | Talked:
    assert _player is not None
    return _player.play(job)
