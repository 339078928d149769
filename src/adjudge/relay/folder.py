"""The folder that requests are parked in: what is asked, what was answered, what is wrong with an answer."""

import json
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from adjudge.cassettes.store import write_atomically
from adjudge.relay.fit import bare, misfits
from adjudge.relay.request import KEY_LENGTH, Asked

_REQUEST, _ANSWER, _PROBLEM = ".request.md", ".answer.json", ".problem.md"
# Longer than any answer that could fit a model's output limit.
_LARGEST = 8_000_000
_SCHEMA = "\n## Schema of the answer\n\n```json\n"

State = Literal["pending", "answered", "problem"]


@dataclass(frozen=True, slots=True)
class Status:
    """Where one parked request stands."""

    key: str
    name: str
    state: State
    file: Path
    problem: str = ""


class Folder:
    """Requests and answers as files; safe for many threads, and for a reader who writes at any moment."""

    def __init__(self, path: Path) -> None:
        """Take the folder; it is made when the first request is parked."""
        self.path = path
        self._lock = threading.Lock()
        self._reviewed: dict[str, tuple[Any, str | None]] = {}

    def park(self, asked: Asked) -> Path:
        """Write a request where a reader can see it, once."""
        path = self.path / f"{asked.name}-{asked.key}{_REQUEST}"
        if not path.exists():
            write_atomically(path, page(asked))
        return path

    def answer(self, key: str) -> str | None:
        """Give the answer to a request if there is one that fits; if one does not, say so in a file beside it."""
        path = self.path / f"{key}{_ANSWER}"
        with self._lock:
            seen = _signature(path)
            known, text = self._reviewed.get(key, (None, None))
            if seen != known:
                text = self._review(key, path) if seen else None
                self._reviewed[key] = (seen, text)
            return text

    def review(self) -> None:
        """Look at every answer that is new."""
        for path in self.path.glob(f"*{_ANSWER}"):
            self.answer(path.name.removesuffix(_ANSWER))

    def statuses(self) -> list[Status]:
        """Give every parked request, in the order of their names."""
        self.review()
        return [self._status(path) for path in sorted(self.path.glob(f"*-*{_REQUEST}"))]

    def _review(self, key: str, path: Path) -> str | None:
        problem = self.path / f"{key}{_PROBLEM}"
        request = self._request(key)
        if request is None:
            return None
        text, wrong = _read(path, _schema(request))
        if not wrong:
            problem.unlink(missing_ok=True)
            return text
        points = "\n".join(f"- {point}" for point in wrong)
        write_atomically(problem, f"`{path.name}` cannot be used:\n\n{points}\n\nReplace the file; this note goes away once it fits.\n")
        return None

    def _status(self, request: Path) -> Status:
        name, _, key = request.name.removesuffix(_REQUEST).rpartition("-")
        problem = self.path / f"{key}{_PROBLEM}"
        if problem.exists():
            return Status(key, name, "problem", request, problem.read_text(encoding="utf-8"))
        return Status(key, name, "answered" if self.answer(key) is not None else "pending", request)

    def _request(self, key: str) -> str | None:
        if len(key) != KEY_LENGTH or not key.isalnum():
            return None
        found = next(iter(self.path.glob(f"*-{key}{_REQUEST}")), None)
        return found.read_text(encoding="utf-8") if found else None


def page(asked: Asked) -> str:
    """Write a request so that a reader can answer from this page alone."""
    turns = "\n\n".join(f"## {number}. {role.capitalize()}\n\n{text}" for number, (role, text) in enumerate(asked.turns, 1))
    schema = f"\n{_SCHEMA}{json.dumps(asked.schema, ensure_ascii=False, indent=1)}\n```\n" if asked.schema is not None else "\n"
    return f"""# {asked.name}, key {asked.key}, sample {asked.sample}

How to answer: write the answer to `{asked.key}{_ANSWER}` in this folder, as {"JSON of the schema at the end" if asked.schema is not None else "plain text"}.
Write it under another name first and rename it, so that it is never read half-written.
If it does not fit, `{asked.key}{_PROBLEM}` says why: replace the answer then.
In a chat window, paste everything below the line and save what comes back.

---

{turns}
{schema}"""


def _schema(request: str) -> Any:
    # The page ends with the schema, and JSON escapes every line end inside it: the last heading is ours, whatever a text above contains.
    _, found, rest = request.rpartition(_SCHEMA)
    return json.loads(rest.removesuffix("\n```\n")) if found and rest.endswith("\n```\n") else None


def _read(path: Path, schema: Any) -> tuple[str, list[str]]:
    try:
        if path.stat().st_size > _LARGEST:
            return "", [f"larger than {_LARGEST} bytes"]
        text = bare(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        return "", [f"not UTF-8: {error}"]
    except OSError as error:
        return "", [f"cannot be read: {error.strerror or error}"]
    return text, misfits(text, schema)


def _signature(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
