"""How answers that were recorded anew differ from those that they replace."""

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from adjudge.cassettes.store import read
from adjudge.errors import StorageError
from adjudge.suite.baseline import Baseline
from adjudge.suite.run import Ran
from adjudge.suite.staleness import answer_of

Answers = dict[tuple[str, str], str]


def answers_of(baselines: Mapping[Path, Baseline], folder: Path) -> Answers:
    """Read the answers that the baselines lean on, by check and by what they answer."""
    files = [(name, role, file) for baseline in baselines.values() for name, summary in baseline.checks.items() for role, file in summary.made.files.items()]
    known: dict[str, str | None] = {file: answer_in(folder / file) for _, _, file in files}
    return {(name, role): text for name, role, file in files if (text := known[file])}


def differences(old: Answers, ran: Sequence[Ran], folder: Path) -> Iterator[str]:
    """Give a diff for each answer that is not the one of before; checks that share an answer are shown once."""
    shown = set()
    for one in ran:
        for role, file in one.summary.made.files.items() if one.summary else ():
            before, after = old.get((one.check.id, role)), answer_in(folder / file)
            if before and after and before != after and (before, after) not in shown:
                shown.add((before, after))
                yield "\n".join(difflib.unified_diff(_lines(before), _lines(after), f"{one.check.id}: {role}, before", f"{one.check.id}: {role}, now", n=1, lineterm=""))


def answer_in(path: Path) -> str | None:
    """Give the last answer of a recording, or None where there is none."""
    try:
        return answer_of(read(path)["interactions"][-1])
    except (StorageError, LookupError, TypeError):
        return None


def _lines(text: str) -> list[str]:
    try:
        return json.dumps(json.loads(text), ensure_ascii=False, indent=1).splitlines()
    except ValueError:
        return text.splitlines()
