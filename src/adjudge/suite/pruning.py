"""Takes away what new recordings have replaced, once every case that leaned on it is complete without it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from adjudge.cassettes import Play, form, recordings_in
from adjudge.cassettes.provenance import exchange_digest
from adjudge.cassettes.store import read, write_atomically
from adjudge.suite.accepted import Accepted
from adjudge.suite.baseline import Baseline
from adjudge.suite.conversations import Talked
from adjudge.suite.hygiene import orphans, owned, played
from adjudge.suite.run import Ran


def prune(
    ran: Sequence[Ran], baselines: Mapping[Path, Baseline], folder: Path, *, whole: bool, talked: Sequence[Talked] = (), accepted: Accepted = Accepted(),
) -> list[Path]:  # fmt: skip
    """Remove superseded recordings and re-asks; after a `whole` run in which nothing is missing, orphans too."""
    plays = played((*ran, *talked))
    gone = superseded(ran, baselines, folder, talked, accepted)
    if whole and all(one.summary for one in ran) and not any(one.failure for one in talked):
        gone = sorted({*gone, *orphans(folder, plays, owned(talked))})
    for path in gone:
        path.unlink(missing_ok=True)
    return [*gone, *(_trimmed(play) for play in _partly(plays))]


def superseded(ran: Sequence[Ran], baselines: Mapping[Path, Baseline], folder: Path, talked: Sequence[Talked] = (), accepted: Accepted = Accepted()) -> list[Path]:
    """Give the recordings that complete cases and conversations leaned on when they were accepted, and that nothing plays any more."""
    playing = {play.file.resolve() for play in played((*ran, *talked))}
    files = [*_of_checks(ran, baselines), *_of_turns(talked, accepted)]
    old = {file for is_settled, file in files if is_settled} - {file for is_settled, file in files if not is_settled}
    return [path for path in recordings_in(folder) if path.relative_to(folder).as_posix() in old and path.resolve() not in playing]


def _of_checks(ran: Sequence[Ran], baselines: Mapping[Path, Baseline]) -> Iterator[tuple[bool, str]]:
    """Give each recording that a check leaned on, True where its case is complete now."""
    broken = {one.check.folder for one in ran if one.summary is None}
    settled = {(one.check.suite, one.check.id) for one in ran if one.check.folder not in broken}
    for suite, baseline in baselines.items():
        yield from (((suite, name) in settled, file) for name, summary in baseline.checks.items() for file in summary.made.files.values())


def _of_turns(talked: Sequence[Talked], accepted: Accepted) -> Iterator[tuple[bool, str]]:
    """The same of the turns of conversations."""
    settled = {one.conversation.id for one in talked if not one.failure}
    for name, turn in accepted.turns.items():
        yield from ((name.partition("/")[0] in settled, file) for file in turn.files)


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
