"""Takes away what new recordings have replaced, once every case that leaned on it is complete without it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from adjudge.cassettes import Play, form, recordings_in
from adjudge.cassettes.provenance import exchange_digest
from adjudge.cassettes.store import read, write_atomically
from adjudge.suite.baseline import Baseline
from adjudge.suite.hygiene import orphans, played
from adjudge.suite.run import Ran


def prune(ran: Sequence[Ran], baselines: Mapping[Path, Baseline], folder: Path, *, whole: bool) -> list[Path]:
    """Remove superseded recordings and re-asks; after a `whole` run in which nothing is missing, orphans too."""
    plays = played(ran)
    gone = superseded(ran, baselines, folder)
    if whole and all(one.summary for one in ran):
        gone = sorted({*gone, *orphans(folder, plays)})
    for path in gone:
        path.unlink(missing_ok=True)
    return [*gone, *(_trimmed(play) for play in _partly(plays))]


def superseded(ran: Sequence[Ran], baselines: Mapping[Path, Baseline], folder: Path) -> list[Path]:
    """Give the recordings that complete cases leaned on when they were accepted, and that nothing plays any more."""
    playing = {play.file.resolve() for play in played(ran)}
    broken = {one.check.folder for one in ran if one.summary is None}
    settled = {(one.check.suite, one.check.id) for one in ran if one.check.folder not in broken}
    files = [((suite, name) in settled, file) for suite, baseline in baselines.items() for name, summary in baseline.checks.items() for file in summary.made.files.values()]
    old = {file for is_settled, file in files if is_settled} - {file for is_settled, file in files if not is_settled}
    return [path for path in recordings_in(folder) if path.relative_to(folder).as_posix() in old and path.resolve() not in playing]


def _partly(plays: Sequence[Play]) -> list[Play]:
    whole = {play.file for play in plays if not play.is_superseded}
    most: dict[Path, Play] = {}
    for play in plays:
        if play.file not in whole and play.played > most.get(play.file, Play(play.file, 0, 0)).played:
            most[play.file] = play
    return list(most.values())


def _trimmed(play: Play) -> Path:
    """Take off the re-ask that is no longer needed; what was asked and answered before it stays to the letter."""
    recording = read(play.file)
    kept = recording["interactions"][: play.played]
    bodies = [(form.fold(entry["request"]["body"]), form.fold(entry["response"]["body"])) for entry in kept]
    facts = {**recording["metadata"], "exchange_digest": exchange_digest(bodies)}
    write_atomically(play.file, form.dump({**recording, "metadata": facts, "interactions": kept}))
    return play.file
