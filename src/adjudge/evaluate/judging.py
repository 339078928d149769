"""Judges every check of an evaluation: from what was kept, from recordings, or through the endpoint that is set."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from adjudge.api import default_recordings
from adjudge.cassettes import Play, Recordings, record
from adjudge.errors import AdjudgeError
from adjudge.evaluate.keeping import Results
from adjudge.evaluate.oneshot import one_shot
from adjudge.evaluate.scored import Scored, scored, unscored
from adjudge.llm import connect, map_all
from adjudge.settings import RELAY_MODEL, Settings
from adjudge.suite.cases import Check
from adjudge.suite.recording import Once
from adjudge.suite.replaying import Progress, Replay, replay
from adjudge.suite.run import Ran, run
from adjudge.suite.shelf import Shelf
from adjudge.suite.summary import Ending


@dataclass(frozen=True)
class How:
    """From where answers come."""

    settings: Settings
    recordings: Path | None = None
    """Replay from here only; None asks the endpoint that is set, after what ships and what was answered before."""
    keep: Path | None = None
    """Where new answers of the endpoint are kept, in place of the cache."""
    processes: int | None = None


@dataclass(frozen=True)
class Judged:
    """The checks with their verdicts, and what the plain prompt said."""

    checks: list[Scored]
    one_shot: Mapping[str, Ending]
    pending: int = 0
    exit_code: int = 0
    plays: tuple[Play, ...] = field(default=())


def judge(checks: Sequence[Check], how: How, results: Results, on_progress: Progress = lambda done, total: None) -> Judged:
    """Judge what is not kept already; the one-shot baseline is asked where its answer is at hand or can be had."""
    kept = {check.id: record for check in checks if (record := results.find(check))}
    wanted = [check for check in checks if check.id not in kept]
    if how.recordings is not None:
        ran, plain, plays = _replayed(wanted, checks, how, how.recordings, on_progress)
        pending = 0
    else:
        ran, plain, pending = _live(wanted, checks, how, on_progress)
        plays = ()
    by_id = {one.check.id: one for one in ran}
    for one in ran:
        if one.record:
            results.keep(one.check, one.record)
    found = [scored(check, kept[check.id]) if check.id in kept else _scored(by_id[check.id]) for check in checks]
    code = max((one.failure.exit_code for one in ran if one.failure), default=0)
    return Judged(found, plain, pending, code, plays)


def _scored(ran: Ran) -> Scored:
    if ran.record is not None:
        return scored(ran.check, ran.record, ran.seconds)
    assert ran.failure is not None
    return unscored(ran.check, ran.failure)


def _replayed(wanted: Sequence[Check], checks: Sequence[Check], how: How, folder: Path, on_progress: Progress) -> tuple[list[Ran], dict[str, Ending], tuple[Play, ...]]:
    ran = replay(wanted, Replay(folder, how.settings.model, keep_records=True), processes=how.processes, on_progress=on_progress) if wanted else []
    return ran, *one_shots(checks, folder, how.settings.model)


def one_shots(checks: Sequence[Check], folder: Path, model: str = RELAY_MODEL) -> tuple[dict[str, Ending], tuple[Play, ...]]:
    """Replay the one-shot baseline where it was recorded; give what was played, too."""
    shelf = Shelf(folder)
    with connect(Settings(model=model), shelf) as connection:
        said = {check.id: _or_none(partial(one_shot, check, connection)) for check in checks}
    return {name: verdict for name, verdict in said.items() if verdict}, shelf.plays


def _live(wanted: Sequence[Check], checks: Sequence[Check], how: How, on_progress: Progress) -> tuple[list[Ran], dict[str, Ending], int]:
    settings = how.settings
    recordings: Recordings = record(how.keep) if how.keep else default_recordings(settings)
    done: list[str] = []

    def judged(check: Check) -> Ran:
        one = run(check, once, lanes=settings.lanes)
        done.append(check.id)
        on_progress(len(done), len(wanted))
        return one

    with connect(settings, recordings) as connection:
        once = Once(connection)
        # At the relay every check may wait for somebody's answer, and only what was asked can be answered.
        lanes = max(settings.lanes, len(checks)) if settings.model == RELAY_MODEL else settings.lanes
        ran = map_all(judged, wanted, lanes)
        plain = map_all(lambda check: _or_none(partial(one_shot, check, once)), checks, lanes)
        return ran, {check.id: said for check, said in zip(checks, plain, strict=True) if said}, len(once.pending)


def _or_none(ask: Callable[[], Ending]) -> Ending | None:
    try:
        return ask()
    except AdjudgeError:
        return None  # A baseline without an answer is listed as such, and holds nothing up.
