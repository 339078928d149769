"""What must hold of every recording that is committed; a test runs this over the shipped ones."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from adjudge.cassettes import form
from adjudge.cassettes.fingerprint import api_path, fingerprint
from adjudge.cassettes.provenance import HEADERS, RELAY, SAMPLE, VIA, exchange_digest
from adjudge.cassettes.shelf import recordings_in

_SECRETS = {
    "an API key": re.compile(r"\bsk-[A-Za-z0-9_-]{16,}"),
    "a bearer token": re.compile(r"\bbearer\s+[A-Za-z0-9._~+/-]{12,}", re.IGNORECASE),
    "an authorization header": re.compile(r'"(proxy-)?authorization"\s*:', re.IGNORECASE),
    "a cookie": re.compile(r'"(set-)?cookie"\s*:', re.IGNORECASE),
    "an organisation or project id": re.compile(r"\b(org|proj)[-_][A-Za-z0-9]{16,}"),
    "a cloud or forge token": re.compile(r"\b(AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|xox[abp]-[A-Za-z0-9-]{10,})"),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "user information in an address": re.compile(r"https?://[^/\s\"@]+:[^/\s\"@]+@"),
}
_REQUIRED = ("prompt", "prompt_digest", "schema_digest", "slots", "model_asked", "model_answered", "sample", "fingerprint", "recorded_at", "endpoint", "exchange_digest")


@dataclass(frozen=True, slots=True)
class Scanned:
    """A recording and what is wrong with it."""

    file: Path
    problems: tuple[str, ...]


def scan(folder: Path) -> Iterator[Scanned]:
    """Look through every recording of a folder."""
    for path in recordings_in(folder):
        yield Scanned(path, tuple(_problems(path)))


def _problems(path: Path) -> Iterator[str]:
    try:
        text = path.read_text(encoding="utf-8")
        recording = json.loads(text)
        yield from _of_text(text, recording)
        yield from _of_headers(recording)
        yield from _of_provenance(recording["metadata"], recording["interactions"])
        yield from _of_identity(path, recording["metadata"], recording["interactions"])
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        yield f"is not a recording: {type(error).__name__}: {error}"


def _of_text(text: str, recording: Any) -> Iterator[str]:
    yield from (f"contains {name}" for name, pattern in _SECRETS.items() if pattern.search(text))
    if form.dump(recording) != text:
        yield "is not in canonical form"


def _of_headers(recording: dict[str, Any]) -> Iterator[str]:
    for entry in recording["interactions"]:
        for side in ("request", "response"):
            yield from (f"keeps the {side} header {name!r}" for name in entry[side]["headers"] if name not in HEADERS)


def _of_provenance(facts: dict[str, Any], interactions: list[dict[str, Any]]) -> Iterator[str]:
    yield from (f"does not say its {name}" for name in _REQUIRED if name not in facts)
    through_relay = any(entry["response"]["headers"].get(VIA) == [RELAY] for entry in interactions)
    if through_relay and not (facts.get("via") == RELAY and "did not come from" in facts.get("provenance", "")):
        yield "came through the relay and does not say so"


def _of_identity(path: Path, facts: dict[str, Any], interactions: list[dict[str, Any]]) -> Iterator[str]:
    bodies = [(form.fold(entry["request"]["body"]), form.fold(entry["response"]["body"])) for entry in interactions]
    first = interactions[0]["request"]
    found = fingerprint(api_path(first["uri"]), bodies[0][0], int(first["headers"].get(SAMPLE, ["0"])[0]))
    if found != facts.get("fingerprint") or not found.startswith(path.stem):
        yield "stands under the fingerprint of another request"
    if path.parent.name != facts.get("prompt"):
        yield "stands in the folder of another prompt"
    if exchange_digest(bodies) != facts.get("exchange_digest"):
        yield "was changed after it was recorded"
