"""What a brief is made of, before anybody decides how it looks: items in sections."""

from dataclasses import dataclass, replace
from typing import Literal

Tone = Literal["plain", "good", "bad", "open", "muted"]


@dataclass(frozen=True, slots=True)
class Item:
    """One statement: an optional label, its words, and what hangs below it.

    The words may come from anywhere; whoever lays them out makes them safe.
    """

    text: str
    label: str = ""
    tone: Tone = "plain"
    below: tuple["Item", ...] = ()

    def over(self, *below: "Item | None") -> "Item":
        """Give the same statement with more below it; None is skipped."""
        return replace(self, below=(*self.below, *(item for item in below if item is not None)))


@dataclass(frozen=True, slots=True)
class Section:
    """A titled list of statements."""

    title: str
    items: tuple[Item, ...]
    spaced: bool = False
    """True where every statement stands apart from the next."""


@dataclass(frozen=True, slots=True)
class Brief:
    """A verdict in one line, what it is about, and the sections that carry it."""

    verdict: Item
    lead: tuple[Item, ...]
    sections: tuple[Section, ...]


def shorten(text: str, limit: int) -> str:
    """Cut a long text and say how much is missing.

    >>> shorten("abcdefgh", 5)
    'abcde… (3 more characters)'
    """
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text) - limit:,} more characters)"


def some(items: list[Item], limit: int, what: str) -> tuple[Item, ...]:
    """Give at most so many items, then one that counts the rest."""
    rest = len(items) - limit
    return tuple(items) if rest <= 0 else (*items[:limit], Item(f"and {rest:,} more {what}; --all shows them", tone="muted"))
