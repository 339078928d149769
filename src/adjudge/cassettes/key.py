"""What a chain is found by, and what it says about itself so that a miss can be explained."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from adjudge.cassettes.fingerprint import fingerprint

# 128 bits: names stay short, and no two requests of one repository meet.
_NAME_LENGTH = 32
_NOT_SETTINGS = frozenset({"model", "messages", "input", "response_format", "text", "store"})


@dataclass(frozen=True, slots=True)
class Key:
    """The parts of a question; `fingerprint` alone decides whether a recording answers it."""

    prompt: str
    prompt_digest: str
    schema_digest: str
    slots: tuple[tuple[str, str], ...]
    path: str
    body: Mapping[str, Any] = field(repr=False)
    sample: int = 0
    fingerprint: str = field(init=False)

    def __post_init__(self) -> None:
        """Fingerprint the question once."""
        object.__setattr__(self, "fingerprint", fingerprint(self.path, self.body, self.sample))

    @property
    def file(self) -> Path:
        """Where the chain stands inside a folder of recordings."""
        return Path(self.prompt) / f"{self.fingerprint[:_NAME_LENGTH]}.json"

    @property
    def prompt_id(self) -> str:
        """The prompt without its version."""
        return self.prompt.partition(".")[0]

    def described(self) -> dict[str, Any]:
        """Give the digests that a recording carries."""
        return {
            "prompt": self.prompt,
            "prompt_digest": self.prompt_digest,
            "schema_digest": self.schema_digest,
            "slots": dict(self.slots),
            "model_asked": self.body.get("model"),
            "settings": {name: value for name, value in self.body.items() if name not in _NOT_SETTINGS},
            "path": self.path,
            "sample": self.sample,
            "fingerprint": self.fingerprint,
        }
