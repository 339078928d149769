"""The head of a text or Markdown article: TOML between `+++` lines, or `key: value` between `---` lines."""

import re
import tomllib
from datetime import date, datetime

from adjudge.errors import ArticleError

FIELDS = ("title", "outlet", "author", "url", "published")
FENCE = re.compile(r"\A\ufeff?\s*(\+\+\+|---)[ \t]*(\r\n|\n|\r)")
# A rule ("---") may also open a plain article; a head has to close within this many lines.
LONGEST_HEAD = 60


def split_front_matter(text: str, source: str) -> tuple[dict[str, str], str]:
    """Give the stated fields and the text after them; without a head, no fields and the text unchanged."""
    opening = FENCE.match(text)
    if opening is None:
        return {}, text
    fence, start = opening[1], opening.end()
    closing = _closing(text, fence, start)
    if closing is None:
        if fence == "---":
            return {}, text
        raise ArticleError(f"the front matter of {source} opens with +++ and never closes")
    head, body = text[start : closing.start()], text[closing.end() :]
    if fence == "+++":
        return _toml(head, source), body
    fields = _pairs(head, source)
    return ({}, text) if fields is None else (fields, body)


def _closing(text: str, fence: str, start: int) -> re.Match[str] | None:
    pattern = re.compile(rf"^{re.escape(fence)}[ \t]*(?:\r\n|\n|\r|\Z)", re.MULTILINE)
    found = pattern.search(text, start)
    return found if found and text.count("\n", start, found.start()) <= LONGEST_HEAD else None


def _toml(head: str, source: str) -> dict[str, str]:
    try:
        stated = tomllib.loads(head.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as broken:
        raise ArticleError(f"the front matter of {source} is not TOML: {broken}") from broken
    return _known(stated, source)


def _known(stated: dict[str, object], source: str) -> dict[str, str]:
    unknown = sorted(set(stated) - set(FIELDS))
    if unknown:
        raise ArticleError(f"the front matter of {source} has {unknown[0]!r}, which is none of {', '.join(FIELDS)}")
    return {name: _words(name, value, source) for name, value in stated.items()}


def _words(name: str, value: object, source: str) -> str:
    if isinstance(value, str):
        return value
    if name == "published" and isinstance(value, date | datetime):
        return value.isoformat()
    raise ArticleError(f"the front matter of {source} gives {name} as {value!r}, which is not a text")


def _pairs(head: str, source: str) -> dict[str, str] | None:
    """Read the `---` kind, which other tools write: fields that adjudge does not know are passed over.

    Gives None where no line is a pair, so that two rules around a motto stay text.
    """
    found = [re.match(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*))?$", line) for line in head.splitlines()]
    pairs = {match[1].lower(): _unquoted(match[2] or "", source) for match in found if match}
    if not pairs:
        return None
    return {name: value for name, value in pairs.items() if name in FIELDS and value}


def _unquoted(value: str, source: str) -> str:
    value = value.strip()
    if value[:1] not in ("'", '"'):
        return value
    if len(value) < 2 or value[-1] != value[0]:
        raise ArticleError(f"the front matter of {source} has an unclosed quotation mark: {value!r}")
    return value[1:-1].replace(f"\\{value[0]}", value[0]) if value[0] == '"' else value[1:-1].replace("''", "'")
