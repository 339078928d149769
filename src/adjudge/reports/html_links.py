"""Statements that lead somewhere: on a page they carry a name, link to others, and may stand side by side."""

from dataclasses import dataclass
from typing import Literal

from adjudge.reports.parts import Item


@dataclass(frozen=True, slots=True)
class Linked(Item):
    """An item with a place on the page; layouts without links show it as any other item."""

    name: str = ""
    """What others call it: a criterion, a claim, an article."""
    to: tuple[str, ...] = ()
    """The names that it leads to; a name that nothing carries is left out."""
    look: Literal["list", "columns"] = "list"
    """How what hangs below it is laid out."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a document that something rests on."""

    start: int
    end: int
    name: str
    tone: str
    """One of `for`, `against`, `noted`, `rule`, `aside`."""
    says: str = ""
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A text to be shown in full, with what is known about it and what rests on it."""

    name: str
    title: str
    about: tuple[str, ...]
    text: str
    marks: tuple[Mark, ...] = ()
