"""Lays a page out as text, as Markdown for a pull request, and as one HTML file without any script; and a report as JSON."""

import json
from collections.abc import Iterator, Sequence
from html import escape as escaped

from adjudge.model.base import Frozen
from adjudge.reports.layout import columns, wrap
from adjudge.reports.markdown import escape
from adjudge.reports.terminal import UNSAFE, clean
from adjudge.suite.page import Block, Page, Points, Table, Text

_SGR = {"good": "32", "bad": "31", "open": "33", "title": "1", "muted": "2"}
_COLOURS = {"good": "#1a7f37", "bad": "#cf222e", "open": "#9a6700"}
# Below this a column says nothing, and below this it gives way no more before the others.
_NARROWEST, _ELASTIC = 6, 16
_STYLE = """body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1f2328;background:#fff}
table{border-collapse:collapse;margin:.5rem 0}td,th{border:1px solid #d0d7de;padding:.2rem .6rem;text-align:left;vertical-align:top}
th{background:#f6f8fa}.right{text-align:right;font-variant-numeric:tabular-nums}pre{background:#f6f8fa;padding:1rem;overflow:auto}"""


def as_json(report: Frozen) -> str:
    """Write a report as JSON that does nothing to a terminal."""
    written = json.dumps(report.model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=1)
    return UNSAFE.sub(lambda found: json.dumps(found[0])[1:-1].replace("\x7f", "\\u007f"), written) + "\n"


def as_text(page: Page, *, width: int, color: bool = False, most: int = 0) -> str:
    """Lay a page out for a terminal; of each list of sentences at most `most` are shown, where that is set."""
    lines = [_painted(line, page.tone, color) for line in wrap(clean(page.says), width)]
    for block in page.blocks:
        lines += ["", _painted(clean(block.title).upper(), "title", color)] if block.title else [""]
        lines += _text_of(block, width, color, most)
    return "\n".join(lines) + "\n"


def _text_of(block: Block, width: int, color: bool, most: int) -> Iterator[str]:
    if isinstance(block, Table):
        yield from _columns(block, width, color)
    elif isinstance(block, Points):
        for head, said in block.items:
            yield from _hanging(head, width, "", "  ")
            yield from (line for one in _some(said, most) for line in _hanging(one, width, "  - ", "    "))
    elif isinstance(block, Text):
        yield from (clean(line) for line in block.text.split("\n"))


def _some(said: Sequence[str], most: int) -> Sequence[str]:
    return said if not most or len(said) <= most else [*said[: most - 1], f"and {len(said) - most + 1} more (--json has them all)"]


def _hanging(text: str, width: int, first: str, then: str) -> Iterator[str]:
    for number, line in enumerate(wrap(clean(text, keep_newlines=False), width - len(then))):
        yield (then if number else first) + line


def _columns(table: Table, width: int, color: bool) -> Iterator[str]:
    rows = [[clean(cell, keep_newlines=False) for cell in row] for row in table.rows]
    widths = _widths([list(table.head), *rows], width, table.elastic)
    for number, row in enumerate([list(table.head), *rows]):
        cells = [_cell(cell, widths[index], index in table.right) for index, cell in enumerate(row)]
        tone = "muted" if number == 0 else table.tones[number - 1] if table.tones else ""
        yield _painted("  ".join(cells).rstrip(), tone, color)


def _widths(rows: Sequence[Sequence[str]], width: int, elastic: int | None) -> list[int]:
    widths = [max(columns(row[index]) for row in rows) for index in range(len(rows[0]))]
    while (over := sum(widths) + 2 * (len(widths) - 1) - width) > 0 and max(widths) > _NARROWEST:
        if elastic is not None and widths[elastic] > _ELASTIC:
            widths[elastic] = max(widths[elastic] - over, _ELASTIC)
        else:
            widths[widths.index(max(widths))] -= 1
    return widths


def _cell(text: str, width: int, right: bool) -> str:
    while columns(text) > width:
        text = text[:-2] + "…"
    room = " " * (width - columns(text))
    return room + text if right else text + room


def _painted(line: str, tone: str, color: bool) -> str:
    return f"\x1b[{_SGR[tone]}m{line}\x1b[0m" if color and tone in _SGR and line else line


def as_markdown(page: Page) -> str:
    """Lay a page out as Markdown in which nothing that was read can act."""
    parts = [f"## {_inline(page.title)}", f"**{_inline(page.says)}**"]
    for block in page.blocks:
        parts += [f"### {_inline(block.title)}"] if block.title else []
        parts.append("\n".join(_markdown_of(block)))
    return "\n\n".join(part for part in parts if part) + "\n"


def _markdown_of(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield f"| {' | '.join(map(_inline, block.head))} |"
        yield f"|{'|'.join('--:' if index in block.right else '---' for index in range(len(block.head)))}|"
        # Columns of numbers are ours, and an escaped number cannot be copied.
        yield from (f"| {' | '.join(cell if index in block.right else _inline(cell) for index, cell in enumerate(row))} |" for row in block.rows)
    elif isinstance(block, Points):
        for head, said in block.items:
            yield f"- {_inline(head)}"
            yield from (f"  - {_inline(one)}" for one in said)
    elif isinstance(block, Text):
        # Indented and not fenced: no text can end an indentation.
        yield from (f"    {line}" for line in clean(block.text).split("\n"))


def _inline(text: str) -> str:
    return escape(" ".join(text.split()))


def as_html(page: Page) -> str:
    """Lay a page out as one HTML file: no script, no address, nothing to load."""
    body = [f"<h1>{_html(page.title)}</h1>", f"<p{_colour(page.tone)}><strong>{_html(page.says)}</strong></p>"]
    for block in page.blocks:
        body += [f"<h2>{_html(block.title)}</h2>"] if block.title else []
        body += _html_of(block)
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}"><title>{_html(page.title)}</title><style>{_STYLE}</style>'
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>\n' + "\n".join(body) + "\n</body></html>\n"


def _html_of(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield f"<table><tr>{''.join(f'<th>{_html(cell)}</th>' for cell in block.head)}</tr>"
        for number, row in enumerate(block.rows):
            yield f"<tr{_colour(block.tones[number] if block.tones else '')}>{_html_cells(block, row)}</tr>"
        yield "</table>"
    elif isinstance(block, Points):
        yield "<ul>" + "".join(f"<li>{_html(head)}<ul>{''.join(f'<li>{_html(one)}</li>' for one in said)}</ul></li>" for head, said in block.items) + "</ul>"
    elif isinstance(block, Text):
        yield f"<pre>{_html(block.text)}</pre>"
    else:
        yield block.svg


def _html_cells(table: Table, row: Sequence[str]) -> str:
    marks = [' class="right"' if index in table.right else "" for index in range(len(row))]
    return "".join(f"<td{mark}>{_html(cell)}</td>" for mark, cell in zip(marks, row, strict=True))


def _colour(tone: str) -> str:
    return f' style="color:{_COLOURS[tone]}"' if tone in _COLOURS else ""


def _html(text: str) -> str:
    return escaped(clean(text))
