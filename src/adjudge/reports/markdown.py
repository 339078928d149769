"""Lays a brief out as Markdown in which nothing that was read can act: no markup, mention or hidden text."""

import re
from collections.abc import Iterator

from adjudge.reports.parts import Brief, Item
from adjudge.reports.terminal import clean

_MARKS = re.compile(r"[\\`*_\[\]<>|~$&#]")
# At the start of a line these would open a list, a quotation, a rule or a heading underline.
_OPENERS = re.compile(r"(?m)^(\s*)([-+=:]|\d{1,9}(?=[.)]))")
# Mentions and issue references survive a backslash; a space of no width between sign and name breaks them.
_MENTIONS = re.compile(r"@(?=\S)|(?<=#)(?=\d)")


def escape(text: str, *, keep_newlines: bool = False) -> str:
    r"""Give text that Markdown, HTML and chat programs show as it is written.

    >>> escape("[click](http://evil) <script> ||x||")
    '\\[click\\](http://evil) \\<script\\> \\|\\|x\\|\\|'
    """
    marked = _MARKS.sub(r"\\\g<0>", clean(text, keep_newlines=keep_newlines))
    opened = _OPENERS.sub(lambda found: found[1] + (f"{found[2]}\u200b" if found[2].isdigit() else f"\\{found[2]}"), marked)
    return _MENTIONS.sub(lambda found: f"{found[0]}\u200b", opened)


def markdown_of(brief: Brief) -> str:
    """Lay a brief out as Markdown: a heading, the verdict in bold, lists."""
    blocks = [[f"**{_inline(brief.verdict.text)}**"], [*_list(brief.lead, 0)]]
    blocks += [[f"## {_inline(section.title[:1].upper() + section.title[1:])}", "", *_list(section.items, 0)] for section in brief.sections if section.items]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _list(items: tuple[Item, ...], depth: int) -> Iterator[str]:
    for item in items:
        label = f"**{_inline(item.label)}** " if item.label else ""
        yield f"{'  ' * depth}- {label}{_inline(item.text)}"
        yield from _list(item.below, depth + 1)


def _inline(text: str) -> str:
    return escape(" ".join(text.split()))
