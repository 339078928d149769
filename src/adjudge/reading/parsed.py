"""What a parser makes of a document before it is frozen; plain values, so that it can cross a process border."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Parsed:
    """A document's text, what it states about itself and how each was found, and what was set aside."""

    text: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    """title, outlet, author, url, published, modified: as stated."""
    found: dict[str, str] = field(default_factory=dict)
    """For each field, how it was found."""
    set_aside: list[tuple[str, str, str]] = field(default_factory=list)
    """Kind, text, why."""
    notes: list[str] = field(default_factory=list)
    form: str = "text"
    error: str = ""
    """A sentence without its subject ("is encrypted"), where the document cannot be read."""

    def state(self, name: str, words: str, how: str) -> None:
        """Keep a stated field, unless a better place has stated it already."""
        if words.strip() and name not in self.fields:
            self.fields[name], self.found[name] = words.strip(), how

    def as_json(self) -> dict[str, Any]:
        """Give it as plain values."""
        return asdict(self)
