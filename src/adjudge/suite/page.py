"""A report as blocks, which text, Markdown and HTML lay out each in their way."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """Rows under a head; `right` names the columns of numbers."""

    title: str
    head: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    right: frozenset[int] = frozenset()
    tones: Sequence[str] = ()
    """For each row: good, bad, open or nothing."""
    elastic: int | None = None
    """The column that gives way first where the room is short."""


@dataclass(frozen=True)
class Points:
    """Headings with sentences below each."""

    title: str
    items: Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True)
class Text:
    """Lines that stand as they are."""

    title: str
    text: str


@dataclass(frozen=True)
class Figure:
    """A picture, as SVG of our own making; text leaves it out."""

    title: str
    svg: str


Block = Table | Points | Text | Figure


@dataclass(frozen=True)
class Page:
    """A title, what it comes to in one line, and the blocks."""

    title: str
    says: str
    blocks: Sequence[Block]
    tone: str = ""
