"""Recordings that note what was asked of them: what was played, and what is missing."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from adjudge.cassettes import Recordings
from adjudge.cassettes.fingerprint import canonical
from adjudge.cassettes.key import Key
from adjudge.errors import NoRecording


@dataclass(frozen=True, slots=True)
class Missing:
    """A question without a recording, described as recordings describe themselves."""

    prompt: str
    sample: int
    described: dict[str, Any]
    characters: int
    """Length of the request."""

    @property
    def prompt_id(self) -> str:
        """The prompt without its version."""
        return self.prompt.partition(".")[0]


class Shelf(Recordings):
    """Plays from folders only; a miss costs nothing, because what changed is explained once for the whole suite."""

    def __init__(self, *folders: Path) -> None:
        """Search `folders`, the first hit wins."""
        super().__init__(*folders)
        self.missed: list[Missing] = []

    def find(self, key: Key) -> Path | None:
        """Give the file that answers the question, or raise `NoRecording` and note what was asked."""
        found = super().find(key)
        if found is None:
            self.missed.append(Missing(key.prompt, key.sample, key.described(), len(canonical(key.body))))
            raise NoRecording(f"no recording answers this {key.prompt} question")
        return found
