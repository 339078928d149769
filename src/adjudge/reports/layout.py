"""Lays a brief out as plain text with hanging indents, at a width, with or without colour."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from unicodedata import category, east_asian_width

from adjudge.reports.html_links import Linked
from adjudge.reports.parts import Brief, Item, Section, Tone
from adjudge.reports.terminal import clean

_SGR = {"good": "1;32", "bad": "1;31", "open": "1;33", "muted": "2", "plain": "", "title": "1"}
# Labels wider than this stand on their own and do not push a whole group to the right.
_LABEL = 12
# Below this much room for words, indentation gives way.
_ROOM = 24
# From here on two columns have room for a quote each, with its source beside a label.
_SIDE_BY_SIDE = 120
_RULE = " │ "
_PAINTED = re.compile("\x1b\\[[0-9;]*m")


def text_of(brief: Brief, *, width: int = 80, wide: int = 0, color: bool = False) -> str:
    """Lay a brief out as text; without colour it holds no control byte but line ends.

    `wide` is how much room there is for what belongs side by side; with too little it stands one below the other.
    """
    blocks = [[*_lines([brief.verdict, *brief.lead], 0, width, color)]]
    blocks += [_section(section, width, wide, color) for section in brief.sections if section.items]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _section(section: Section, width: int, wide: int, color: bool) -> list[str]:
    title = [_paint(line, "title", color) for line in wrap(clean(section.title).upper(), width)]
    if not section.spaced:
        return [*title, *_lines(section.items, 2, width, color)]
    groups = ("\n".join(_group(item, width, wide, color)) for item in section.items)
    return [*title, "\n\n".join(groups)]


def _group(item: Item, width: int, wide: int, color: bool) -> Iterator[str]:
    if wide < _SIDE_BY_SIDE or not isinstance(item, Linked) or item.look != "columns":
        yield from _lines([item], 2, width, color)
        return
    yield from _lines([replace(item, below=())], 2, width, color)
    room = (wide - 4 - columns(_RULE)) // 2
    sides = [_side(one, room, color) for one in item.below]
    for pair in zip_longest(sides[::2], sides[1::2], fillvalue=[]):
        yield from (f"    {left}{_RULE}{right}".rstrip() for left, right in _level(*pair, room))


def _side(item: Item, room: int, color: bool) -> list[str]:
    """One of two columns: its label stands above it, where it takes nothing from the words."""
    label = [_paint(line, "title", color) for line in wrap(clean(item.label, keep_newlines=False), room)]
    return [*label, *_lines([replace(item, label="")], 0, room, color)]


def _level(left: Sequence[str], right: Sequence[str], room: int) -> Iterator[tuple[str, str]]:
    """Bring two columns to one height, and the left one to its full width; colours take no room."""
    for one, other in zip_longest(left, right, fillvalue=""):
        yield one + " " * (room - columns(_PAINTED.sub("", one))), other


def _lines(items: Sequence[Item], indent: int, width: int, color: bool) -> Iterator[str]:
    column = min(max((columns(item.label) for item in items), default=0), _LABEL)
    for item in items:
        hang = indent + (column + 2 if item.label else 0)
        hang = hang if width - hang >= _ROOM else min(indent, 8)
        yield from _statement(item, indent, hang, width, color)
        yield from _lines(item.below, hang if item.label else indent + 2, width, color)


def _statement(item: Item, indent: int, hang: int, width: int, color: bool) -> Iterator[str]:
    head = " " * indent
    if item.label:
        label = " ".join(clean(item.label, keep_newlines=False).split())
        head += label + " " * max(hang - indent - columns(label), 1)
    if columns(head) > hang:
        yield from (" " * indent + line for line in wrap(head, width - indent))
        head = " " * hang
    for line in wrap(clean(item.text, keep_newlines=False), width - hang):
        yield head + _paint(line, item.tone, color)
        head = " " * hang


def wrap(text: str, width: int) -> list[str]:
    """Break a text into lines of so many columns; a word that is longer is cut.

    >>> wrap("one two three", 8)
    ['one two', 'three']
    """
    lines, line, used = [], "", 0
    for word in _words(text, max(width, 2)):
        size = columns(word)
        if line and used + 1 + size > width:
            lines.append(line)
            line, used = word, size
        else:
            line, used = (f"{line} {word}", used + 1 + size) if line else (word, size)
    return [*lines, line]


def _words(text: str, room: int) -> Iterator[str]:
    for word in text.split():
        rest = word
        while columns(rest) > room:
            cut = _fitting(rest, room)
            yield rest[:cut]
            rest = rest[cut:]
        yield rest


def _fitting(word: str, room: int) -> int:
    used = 0
    for position, character in enumerate(word):
        used += columns(character)
        if used > room:
            return max(position, 1)
    return len(word)


def columns(text: str) -> int:
    """Count the terminal columns of a text: wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(0 if category(one) in ("Mn", "Me", "Cf") else 2 if east_asian_width(one) in "WF" else 1 for one in text)


def _paint(text: str, tone: Tone | str, color: bool) -> str:
    code = _SGR[tone]
    return f"\x1b[{code}m{text}\x1b[0m" if color and code and text else text
