"""Lays a brief out as messages for a chat: short enough to be posted, cut between statements, nobody is called."""

from collections.abc import Iterator

from adjudge.reports.markdown import escape
from adjudge.reports.parts import Brief, Item, Section

# The chat's own limit, counted in UTF-16 units, which is the stricter of the two ways in which programs count.
LIMIT = 2_000
_CONTINUED = " (continued)"


def messages_of(brief: Brief, *, limit: int = LIMIT) -> tuple[str, ...]:
    """Give the messages in their order; none is longer than the limit, and none begins inside a statement that fits one."""
    head = [f"**{_inline(brief.verdict.text)}**", *_lines(brief.lead, 0)]
    sections = [section for section in brief.sections if section.items]
    blocks = [("", ["\n".join(head)]), *((_title(section), _groups(section)) for section in sections)]
    return tuple(_packed(blocks, limit))


def _title(section: Section) -> str:
    return f"__**{_inline(section.title[:1].upper() + section.title[1:])}**__"


def _groups(section: Section) -> list[str]:
    """The statements of a section, each with everything that hangs below it."""
    return ["\n".join(_lines((item,), 0)) for item in section.items]


def _lines(items: tuple[Item, ...], depth: int) -> Iterator[str]:
    for item in items:
        label = f"**{_inline(item.label)}** " if item.label else ""
        yield f"{'  ' * depth}- {label}{_inline(item.text)}"
        # The chat indents two levels; what is deeper stays on the second.
        yield from _lines(item.below, min(depth + 1, 2))


def _packed(blocks: list[tuple[str, list[str]]], limit: int) -> Iterator[str]:
    """Fill messages with whole statements; a title goes with its first statement and comes again after a cut."""
    message = ""
    for title, statements in blocks:
        heading = f"\n{title}\n" if title else ""
        for statement in statements:
            for piece in _pieces(statement, limit - size(title) - len(_CONTINUED) - 2):
                if message and size(message) + size(heading) + size(piece) + 1 > limit:
                    yield message.strip("\n")
                    message = ""
                    heading = heading or (f"{title}{_CONTINUED}\n" if title else "")
                message += f"{heading}{piece}\n"
                heading = ""
    if message.strip():
        yield message.strip("\n")


def _pieces(statement: str, room: int) -> Iterator[str]:
    """Keep a statement whole where it fits, else cut it between its lines, else between words."""
    if size(statement) <= room:
        yield statement
        return
    piece = ""
    for part in (part for line in statement.split("\n") for part in _cut(line, room)):
        if piece and size(piece) + 1 + size(part) > room:
            yield piece
            piece = part
        else:
            piece = f"{piece}\n{part}" if piece else part
    yield piece


def _cut(line: str, room: int) -> Iterator[str]:
    while size(line) > room:
        end = _last_place(line, room)
        yield line[:end].rstrip()
        line = line[end:].lstrip()
    if line:
        yield line


def _last_place(line: str, room: int) -> int:
    """Give the last place to cut: before a word, or in a word that is longer than a message anywhere but inside an escape."""
    fits = room if line.isascii() else _fitting(line, room)
    space = line.rfind(" ", room // 2, fits)
    if space > 0:
        return space
    end = fits
    while end > 1 and (line[end - 1] in "\\@#" or line[end] == "\u200b"):
        end -= 1
    return end


def _fitting(line: str, room: int) -> int:
    used = 0
    for position, character in enumerate(line):
        used += size(character)
        if used > room:
            return position
    return len(line)


def size(text: str) -> int:
    """Count UTF-16 units, as the chat's own programs do.

    >>> size("a🚀")
    3
    """
    return len(text) if text.isascii() else sum(2 if ord(character) > 0xFFFF else 1 for character in text)


def _inline(text: str) -> str:
    return escape(" ".join(text.split()))
