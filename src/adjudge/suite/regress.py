"""Runs suites from their recordings and sets them beside their baselines; the command and the tests both call this."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from adjudge.cassettes import shipped
from adjudge.errors import UsageError
from adjudge.settings import RELAY_MODEL, Settings
from adjudge.suite import accepted, baseline, conversations, failures, hygiene, turns
from adjudge.suite.accepted import Accepted
from adjudge.suite.baseline import Baseline
from adjudge.suite.cases import Check, load
from adjudge.suite.conversations import Conversation, Talked
from adjudge.suite.replaying import Progress, Replay, replay_beside
from adjudge.suite.report import Played, Report, rows
from adjudge.suite.run import Ran
from adjudge.suite.staleness import changes, cost, reasons_in


@dataclass(frozen=True)
class Asked:
    """What is to be run, and from which recordings."""

    suites: tuple[Path, ...]
    recordings: Path = field(default_factory=shipped)
    only: str | None = None
    """The slug of a case or of a conversation, or the name of one check."""
    settings: Settings = field(default_factory=Settings)
    """The model under whose name answers were recorded, and its price."""
    samples: int = 1
    processes: int | None = None
    failures: Path | None = None
    conversations: Path | None = None
    """The folder of recorded conversations."""
    owns_recordings: bool = False
    """True where these suites are all that asks for these recordings, so that an orphan is one."""


@dataclass(frozen=True)
class Looked:
    """A run with everything that it was compared with."""

    ran: tuple[Ran, ...]
    baselines: dict[Path, Baseline]
    report: Report
    talked: tuple[Talked, ...] = ()
    accepted: Accepted = Accepted()
    """What the conversations were compared with."""


def look(asked: Asked, on_progress: Progress = lambda done, total: None) -> Looked:
    """Replay, compare and explain."""
    start = time.perf_counter()
    checks, talks = chosen(asked)
    baselines = {suite: baseline.load(suite) for suite in dict.fromkeys(check.suite for check in checks)}
    how = Replay(asked.recordings, asked.settings.model, asked.samples)
    ran, talked, scanned = replay_beside(checks, talks, how, partial(_scanned, asked), processes=asked.processes, on_progress=on_progress)
    before = {suite: found.checks for suite, found in baselines.items()}
    known, reason = accepted.load(asked.conversations), reasons_in(asked.recordings)
    report = Report(
        suites=tuple(suite.name for suite in asked.suites),
        rows=tuple(rows(ran, baselines, whole=() if asked.only else _whole(asked, baselines))),
        stale=tuple(changes(ran, before, reason)),
        cost=cost(ran, asked.recordings, asked.settings, talked),
        hygiene=(*hygiene.of_cases(asked.suites), *conversations.unknown_keys(talks), *scanned, *_of_playing(asked, ran, talked)),
        failures=tuple(_failures(asked.failures)),
        turns=tuple(row for one in talked for row in turns.rows(one, known, reason)),
        seconds=round(time.perf_counter() - start, 3),
    )
    return Looked(tuple(ran), baselines, report, tuple(talked), known)


def chosen(asked: Asked) -> tuple[list[Check], list[Conversation]]:
    """Load the checks and conversations that were asked for."""
    checks = [check for suite in asked.suites for check in load(suite)]
    found = [check for check in checks if asked.only in (None, check.case, check.id)]
    talks = conversations.load(asked.conversations, asked.only)
    if not found and not talks:
        raise UsageError(f"there is no case, check or conversation {asked.only!r}; there are, for example, {', '.join(dict.fromkeys(check.case for check in checks[:9]))}")
    return found, talks


def accept(asked: Asked, looked: Looked) -> dict[Path, int]:
    """Take what was found for what is expected from now on; give how many entries moved, by suite."""
    moved = {}
    for suite in looked.baselines:
        ran = [one for one in looked.ran if one.check.suite == suite]
        moved[suite] = baseline.accept(suite, ran, whole=asked.only is None and suite in asked.suites)
    if asked.conversations and looked.talked:
        moved[asked.conversations] = accepted.accept(asked.conversations, looked.talked, whole=asked.only is None)
    return moved


def _whole(asked: Asked, baselines: dict[Path, Baseline]) -> list[Path]:
    # A single case given in place of a suite says nothing about the other cases of its suite.
    return [suite for suite in baselines if suite in asked.suites]


def _scanned(asked: Asked) -> list[str]:
    return hygiene.of_recordings(asked.recordings) if asked.only is None and asked.recordings.is_dir() else []


def _of_playing(asked: Asked, ran: Sequence[Ran], talked: Sequence[Talked]) -> Iterable[str]:
    # Of a single check, or of other recordings than those that ship, nobody can say what is left over.
    if asked.only is not None:
        return ()
    plays = hygiene.played((*ran, *talked))
    if not (asked.owns_recordings and asked.settings.model == RELAY_MODEL):
        return hygiene.partly_played(asked.recordings, plays)
    return hygiene.of_playing(asked.recordings, plays, hygiene.owned(talked))


def _failures(folder: Path | None) -> list[Played]:
    return [failures.play(script) for script in failures.scripts(folder)] if folder and folder.is_dir() else []
