"""The accepted results of a suite: one committed file, which only a deliberate act moves."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import Field, ValidationError

from adjudge.cassettes.store import write_atomically
from adjudge.errors import InputError
from adjudge.model.base import Frozen
from adjudge.pipeline.record import package_version
from adjudge.prompting import digest
from adjudge.suite.run import Ran
from adjudge.suite.summary import Summary

FILE = "baseline.json"
SCHEMA = "adjudge.baseline/1"
# The modules between an answer and a verdict, and those that read a case.
_FAMILIES = ("model", "anchor", "clock", "ground", "decide", "pipeline", "wire", "prompting.py", "reading", "markets", "data/confidence.json")
_SHORT = 12
# Below the lists of a check.
_DEEPEST = 3
B = TypeVar("B", bound=Frozen)


class Baseline(Frozen):
    """What every check of a suite gave when it was last accepted."""

    schema_: Literal["adjudge.baseline/1"] = Field(default=SCHEMA, alias="schema")
    package: str = ""
    code: dict[str, str] = {}
    """Digest of every module that a verdict passes through, so that a difference can name the ones that changed."""
    checks: dict[str, Summary] = {}

    def changed_code(self) -> list[str]:
        """Name the modules that are not what they were when this was accepted."""
        now = code()
        return sorted(name for name in self.code.keys() | now.keys() if self.code.get(name) != now.get(name))


def load(suite: Path) -> Baseline:
    """Read a suite's baseline; a suite that was never accepted has an empty one."""
    return loaded(suite / FILE, Baseline)


def loaded(path: Path, shape: type[B]) -> B:
    """Read what was accepted, empty where there is no such file."""
    if not path.is_file():
        return shape()
    try:
        return shape.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the baseline {str(path)!r} cannot be read: {error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise InputError(f"{str(path)!r} is no baseline of this version: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None


def accept(suite: Path, ran: Iterable[Ran], *, whole: bool) -> int:
    """Take what was found for what is expected from now on; give how many entries moved.

    A check without a verdict keeps its old entry. After a run of the `whole` suite, entries without a check go.
    """
    old = load(suite)
    ran = list(ran)
    new = {one.check.id: one.summary for one in ran if one.summary}
    kept = {name: summary for name, summary in old.checks.items() if not whole or name in {one.check.id for one in ran}}
    checks = dict(sorted((kept | new).items()))
    # Written also where nothing moved: the digests of the code are then those of code that is known to give the same.
    keep(suite / FILE, Baseline(package=package_version(), code=code(), checks=checks))
    return moved(old.checks, checks)


def keep(path: Path, accepted: Frozen) -> None:
    """Write what was accepted, where it is not what stands there."""
    text = dump(accepted)
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        write_atomically(path, text)


def moved(old: Mapping[str, Any], new: Mapping[str, Any]) -> int:
    """Count the entries that are not what they were."""
    return sum(old.get(name) != new.get(name) for name in old.keys() | new.keys())


def dump(accepted: Frozen) -> str:
    """Write what was accepted the one way that it stands in its file: a line for every claim and finding, so that a diff can be read."""
    schema = accepted.model_dump(mode="json", by_alias=True, include={"schema_"})
    return "\n".join(_lines(accepted.model_dump(mode="json", by_alias=True, exclude_defaults=True) | schema, 0)) + "\n"


def _lines(value: Any, depth: int) -> Iterator[str]:
    """Open up a check and the lists in it; what lies deeper stands on one line."""
    if not value or not isinstance(value, dict | list) or depth > _DEEPEST or (isinstance(value, list) and not isinstance(value[0], dict)):
        yield json.dumps(value, ensure_ascii=False, sort_keys=True)
        return
    entries = [(f"{json.dumps(name)}: ", value[name]) for name in sorted(value)] if isinstance(value, dict) else [("", one) for one in value]
    yield "{" if isinstance(value, dict) else "["
    for number, (name, inner) in enumerate(entries, 1):
        first, *more = _lines(inner, depth + 1)
        lines = [f" {name}{first}", *(f" {line}" for line in more)]
        yield from [*lines[:-1], lines[-1] + ("," if number < len(entries) else "")]
    yield "}" if isinstance(value, dict) else "]"


@cache
def code() -> dict[str, str]:
    """Digest the modules that a verdict passes through, and the table that its confidence is read off."""
    package = Path(str(files("adjudge")))
    paths = [path for family in _FAMILIES for path in ((package / family).rglob("*.py") if (package / family).is_dir() else [package / family])]
    return {path.relative_to(package).as_posix(): digest(path.read_text(encoding="utf-8"))[:_SHORT] for path in sorted(paths) if path.is_file()}
