"""Why a recording was not found: what differs between the question and the nearest recording of its prompt."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from adjudge.cassettes.key import Key
from adjudge.cassettes.store import read
from adjudge.errors import NoRecording, StorageError

_SHOWN = 8


def missing(key: Key, folders: Sequence[Path]) -> NoRecording:
    """Give the error for a question that no folder answers, naming what changed."""
    wanted = key.described()
    recorded = list(_of_prompt(key.prompt_id, folders))
    where = ", ".join(str(folder) for folder in folders) or "no folder"
    if not recorded:
        return NoRecording(f"nothing is recorded for the prompt {key.prompt!r} (searched: {where})")
    nearest = max(recorded, key=lambda facts: _likeness(facts, wanted))
    said = "; ".join(differences(wanted, nearest)) or "the wording around the slots differs"
    return NoRecording(f"no recording answers this {key.prompt} question (searched: {where}); against the nearest one, {said}")


def differences(wanted: dict[str, Any], recorded: dict[str, Any]) -> list[str]:
    """Name each part that differs between a question and a recording's metadata."""
    said = [f"the {name} changed from {_short(recorded, field)} to {_short(wanted, field)}" for name, field in _DIGESTS if recorded.get(field) != wanted[field]]
    said += [f"the {name} differs: asked {wanted[field]!r}, recorded {recorded.get(field)!r}" for name, field in _PLAIN if recorded.get(field) != wanted[field]]
    slots = recorded.get("slots") or {}
    changed = [name for name, digest in wanted["slots"].items() if slots.get(name) != digest]
    if changed and len(changed) == len(wanted["slots"]):
        return [f"nothing with {_listed(changed)} is recorded", *said]
    return said + [f"the {name} slot differs" for name in changed]


_DIGESTS = (("prompt", "prompt_digest"), ("schema", "schema_digest"))
_PLAIN = (("model", "model_asked"), ("API", "path"), ("sample", "sample"), ("settings", "settings"))


def _likeness(facts: dict[str, Any], wanted: dict[str, Any]) -> tuple[int, int]:
    slots = facts.get("slots") or {}
    same_slots = sum(slots.get(name) == digest for name, digest in wanted["slots"].items())
    return same_slots, sum(facts.get(field) == wanted[field] for _, field in _DIGESTS + _PLAIN)


def _of_prompt(prompt_id: str, folders: Sequence[Path]) -> Iterator[dict[str, Any]]:
    for path in (path for folder in folders for path in sorted(folder.glob(f"{prompt_id}.v*/*.json"))):
        try:
            yield read(path)["metadata"]
        except StorageError:
            continue  # A broken file explains nothing; the hygiene scan names it.


def _short(facts: dict[str, Any], field: str) -> str:
    return str(facts.get(field))[:_SHOWN]


def _listed(names: Sequence[str]) -> str:
    return "this " + " and this ".join(names)
