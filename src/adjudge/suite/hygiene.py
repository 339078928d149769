"""What must hold of a folder of recordings after a suite was replayed from it: clean, owned, wholly played."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from adjudge.cassettes import Play, recordings_in, scan
from adjudge.cassettes.store import read
from adjudge.errors import StorageError
from adjudge.suite.cases import unknown_keys
from adjudge.suite.conversations import Talked
from adjudge.suite.run import Ran

# The prompts whose recordings a suite owns; others belong to whoever asks them.
PROMPTS = ("criteria", "claims", "findings")
_ASKED = "ask"
# What two samples of one question have in common, beside what they are asked about.
_SAME = ("prompt", "prompt_digest", "schema_digest", "model_asked", "settings", "path")
# A sample of the findings judges the claims of the same sample, which are its own.
_OWN = "claims"


def of_recordings(folder: Path) -> list[str]:
    """Name what is wrong with a recording as it stands in its file: a secret, no provenance, another form."""
    return [f"{scanned.file.relative_to(folder)}: {problem}" for scanned in scan(folder) for problem in scanned.problems]


def of_playing(folder: Path, plays: Sequence[Play], prompts: Sequence[str] = PROMPTS) -> Iterator[str]:
    """Name the recordings that nothing played, and those of which something was left over."""
    yield from partly_played(folder, plays)
    yield from (f"{path.relative_to(folder)}: an orphan, nothing asks for it" for path in orphans(folder, plays, prompts))


def partly_played(folder: Path, plays: Sequence[Play]) -> Iterator[str]:
    """Name the recordings whose re-ask is no longer needed."""
    whole = {play.file.resolve() for play in plays if not play.is_superseded}
    partly = {play.file.resolve() for play in plays} - whole
    yield from (f"{path.relative_to(folder.resolve())}: partly played, its re-ask is no longer needed" for path in sorted(partly) if path.is_relative_to(folder.resolve()))


def orphans(folder: Path, plays: Sequence[Play], prompts: Sequence[str] = PROMPTS) -> list[Path]:
    """Give the recordings that no question asked for; a further sample of a question that was asked is none."""
    played = {play.file.resolve() for play in plays}
    idle = [path for path in recordings_in(folder) if path.resolve() not in played and path.parent.name.partition(".")[0] in prompts]
    samples = [path for path in idle if _facts(path).get("sample")]
    if not samples:
        return idle
    asked = [_question(_facts(path)) for path in played]
    owned = {path for path in samples if _question(_facts(path)) in asked}
    return [path for path in idle if path not in owned]


def of_cases(suites: Iterable[Path]) -> Iterator[str]:
    """Name the keys of case files that mean nothing."""
    for suite in suites:
        for path in [suite / "case.toml"] if (suite / "case.toml").is_file() else sorted(suite.glob("*/case.toml")):
            yield from (f"{path.parent.name}/case.toml: {said}" for said in unknown_keys(path))


def played(ran: Iterable[Ran | Talked]) -> list[Play]:
    """Gather every use of a recording."""
    return [play for one in ran for play in one.plays]


def owned(talked: Sequence[Talked]) -> tuple[str, ...]:
    """Give the prompts whose recordings a run owns: those of `ask`, too, once every turn of its conversations has an answer."""
    return (*PROMPTS, _ASKED) if talked and not any(one.failure for one in talked) else PROMPTS


def _facts(path: Path) -> dict[str, Any]:
    try:
        return read(path)["metadata"]
    except StorageError:
        return {}  # The scan names a file that cannot be read.


def _question(facts: dict[str, Any]) -> tuple[str, ...]:
    about = {name: text for name, text in (facts.get("slots") or {}).items() if name != _OWN}
    return (repr(about), *(repr(facts.get(name)) for name in _SAME))
