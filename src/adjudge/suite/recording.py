"""Records the answers that are missing, through the configured endpoint; the old ones stay until a case or a conversation is complete."""

import hashlib
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from adjudge.cassettes import Recordings, answers
from adjudge.cassettes.store import write_atomically
from adjudge.errors import AnswerPending
from adjudge.llm import Connection, connect, map_all
from adjudge.model.calls import Answer, Question, V
from adjudge.model.calls import Check as Complaints
from adjudge.settings import RELAY_MODEL, Settings
from adjudge.suite.baseline import Baseline
from adjudge.suite.cases import Check
from adjudge.suite.conversations import Conversation, Talked, talk
from adjudge.suite.replaying import Job
from adjudge.suite.run import Failure, Ran, Resampled, run
from adjudge.suite.summary import recording_of
from adjudge.suite.turns import TurnRow

What = Literal["stale", "new", "all"]
# Failures that every further call would share.
_HOPELESS = ("NotAuthorised", "OverBudget", "QuotaExhausted", "StorageError")
_MOST_LANES = 256


@dataclass(frozen=True)
class Recorded:
    """What recording came to."""

    done: tuple[str, ...] = ()
    """The cases and conversations that are complete, whose answers now stand in the folder."""
    pending: int = 0
    folder: str | None = None
    """Where pending questions wait, where the relay said so."""
    failures: Mapping[str, str] = field(default_factory=dict)
    files: tuple[Path, ...] = ()
    """The recordings that were put in place."""
    exit_code: int = 0


class Once:
    """An `Ask` that does not put a question a second time where the first is still waiting for its answer.

    The relay holds each request for a while, and checks of one case share most of their questions.
    """

    def __init__(self, connection: Connection) -> None:
        """Ask `connection`."""
        self._connection = connection
        self._locks: dict[str, threading.Lock] = {}
        self._waiting: dict[str, AnswerPending] = {}
        self._lock = threading.Lock()

    @property
    def pending(self) -> dict[str, AnswerPending]:
        """The questions that wait for an answer."""
        return dict(self._waiting)

    def __call__(self, question: Question, returns: type[V], check: Complaints[V], *, sample: int = 0) -> Answer[V]:
        """Ask, unless somebody else's question is already waiting."""
        name = hashlib.sha256(f"{question.name}\0{question.user}\0{sample}".encode("utf-8", "surrogatepass")).hexdigest()
        with self._lock:
            turn = self._locks.setdefault(name, threading.Lock())
        with turn:
            if name in self._waiting:
                raise self._waiting[name]
            try:
                return self._connection(question, returns, check, sample=sample)
            except AnswerPending as error:
                self._waiting[name] = error
                raise


def chosen(ran: Sequence[Ran], baselines: Mapping[Path, Baseline], what: What, *, fresh: bool) -> list[Check]:
    """Choose what to record: checks that lack an answer, known to their baseline (`stale`) or not (`new`)."""
    lacking = [one.check for one in ran if fresh or (one.failure and one.failure.is_missing) or None in one.samples]
    known = {one.id for one in lacking if one.id in baselines[one.suite].checks}
    return [check for check in lacking if what == "all" or (check.id in known) == (what == "stale")]


def chosen_conversations(talked: Sequence[Talked], turns: Sequence[TurnRow], what: What, *, fresh: bool) -> list[Conversation]:
    """Choose the conversations that lack an answer: one that was recorded once (`stale`), or one that never was (`new`)."""
    lacking = {"stale": {"stale"}, "new": {"unrecorded"}, "all": {"stale", "unrecorded"}}[what]
    named = {turn.conversation for turn in turns if fresh or turn.state in lacking}
    return [one.conversation for one in talked if one.conversation.id in named]


def staging(settings: Settings) -> Path:
    """Find where new answers wait until their case is complete, so that an interrupted recording goes on."""
    return answers(settings.url).parent.parent / "recording" / answers(settings.url).name


def record(
    jobs: Sequence[Job], folder: Path, settings: Settings, *,
    samples: int = 1, fresh: bool = False, wait: bool = False, transport: Any = None, on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> Recorded:  # fmt: skip
    """Ask what the folder lacks (everything, where `fresh`), and put the answers of complete cases and conversations in place.

    Answers wait in a folder of their own meanwhile: a run that is interrupted, or that lacks answers of the relay, goes on later.
    """
    stage = staging(settings)
    shelf = Recordings(*(() if fresh else (folder,)), keep=stage)
    with connect(settings, shelf, wait=wait, transport=transport) as connection:
        once = Once(connection)
        outcomes = _asked(jobs, once, samples, _lanes(settings, len(jobs)), on_progress)
    broken = {_unit(job) for job in jobs if outcomes[job.id].failure}
    done = {_unit(job): job.case if isinstance(job, Check) else job.id for job in jobs if _unit(job) not in broken}
    files = _placed(stage, folder, [file for job in jobs if _unit(job) in done for file in outcomes[job.id].files])
    return _account(outcomes, once, tuple(done.values()), files)


def _unit(job: Job) -> Path:
    """Give what is put in place as a whole: the checks of a case, the turns of a conversation."""
    return job.folder if isinstance(job, Check) else job.path


@dataclass(frozen=True)
class _Outcome:
    """What asking for one check or conversation came to, and the recordings that answered."""

    failure: Failure | None = None
    files: tuple[str, ...] = ()


def _asked(jobs: Sequence[Job], once: Once, samples: int, lanes: int, on_progress: Callable[[int, int], None]) -> dict[str, _Outcome]:
    outcomes: dict[str, _Outcome] = {}
    hopeless: list[Failure] = []
    lock = threading.Lock()

    def work(job: Job) -> None:
        outcome = _Outcome(hopeless[0]) if hopeless else _worked(job, once, samples, lanes)
        with lock:
            outcomes[job.id] = outcome
            if outcome.failure and outcome.failure.kind in _HOPELESS:
                hopeless.append(outcome.failure)
            on_progress(len(outcomes), len(jobs))

    map_all(work, jobs, lanes)
    return outcomes


def _worked(job: Job, once: Once, samples: int, lanes: int) -> _Outcome:
    files: list[str] = []
    noted = _Noted(once, files)
    if isinstance(job, Conversation):
        return _Outcome(talk(job, noted, lanes=lanes).failure, tuple(files))
    failures = [run(job, Resampled(noted, sample) if sample else noted, lanes=lanes).failure for sample in range(samples)]
    return _Outcome(next(filter(None, failures), None), tuple(files))


class _Noted:
    """Notes which recordings answered."""

    def __init__(self, ask: Once, files: list[str]) -> None:
        self._ask, self._files = ask, files

    def __call__(self, question: Question, returns: type[V], check: Complaints[V], *, sample: int = 0) -> Answer[V]:
        answer = self._ask(question, returns, check, sample=sample)
        self._files.append(recording_of(answer.calls[0]))
        return answer


def _lanes(settings: Settings, jobs: int) -> int:
    # Every check and conversation may hold a lane while it waits at the relay, and a question that is not parked cannot be answered.
    return min(max(settings.lanes, jobs), _MOST_LANES) if settings.model == RELAY_MODEL else settings.lanes


def _placed(stage: Path, folder: Path, files: Sequence[str]) -> list[Path]:
    placed = []
    for file in dict.fromkeys(files):
        if (stage / file).is_file():
            write_atomically(folder / file, (stage / file).read_text(encoding="utf-8"))
            os.unlink(stage / file)
            placed.append(folder / file)
    return placed


def _account(outcomes: Mapping[str, _Outcome], once: Once, done: tuple[str, ...], files: Sequence[Path]) -> Recorded:
    failures = {name: outcome.failure for name, outcome in outcomes.items() if outcome.failure}
    grave = {name: f"{failure.kind}: {failure.says}" for name, failure in failures.items() if failure.kind != "AnswerPending"}
    where = next((found for error in once.pending.values() if (found := getattr(error, "folder", None))), None)
    return Recorded(done, len(once.pending), where, grave, tuple(files), max((failure.exit_code for failure in failures.values()), default=0))
