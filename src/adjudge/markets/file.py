"""Market files: Markdown whose TOML front matter says what the market is and whose body is the rules, verbatim."""

import re
import tomllib
from typing import Any

from adjudge.errors import MarketError
from adjudge.markets.build import build, clip, stated_instant
from adjudge.markets.toml import dump
from adjudge.model.market import Market

_FENCED = re.compile(r"\+\+\+[ \t]*\r?\n(?P<head>.*?)(?<=\n)\+\+\+[ \t]*(?:\r?\n(?P<body>.*))?\Z", re.DOTALL)
_KEYS = ("question", "outcomes", "created", "group", "clarifications", "platform")
_NOTE_KEYS = ("at", "by", "kind", "text")
_INSTANTS = ("opens", "closes", "expected", "proposed")
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$")


def looks_like_file(text: str) -> bool:
    """Say whether the text begins as a market file does."""
    return text.startswith("+++")


def parse_file(text: str, name: str = "the market file") -> Market:
    """Read a market file; only the line break after the closing fence and one final line break are not rules."""
    fenced = _FENCED.match(text)
    if not fenced:
        raise MarketError(f"{name} has no front matter between two lines of +++")
    head = _front_matter(fenced["head"], name)
    _known(head, _KEYS, name)
    _typed(head, name)
    return build(name, rules=_without_last_break(fenced["body"] or ""), **head)


def write_file(market: Market) -> str:
    """Write a market as a market file, which reads back as the same market."""
    fields = market.model_dump(mode="json", exclude_none=True)
    head = {key: value for key, value in fields.items() if key in _KEYS and value not in ("", [], {})}
    if "platform" in head:
        head["platform"] = {key: value for key, value in head["platform"].items() if value not in ("", [], {}, False)}
    # A lone carriage return at the end would read as part of the final line break.
    end = "\r\n" if market.rules.endswith("\r") else "\n"
    return f"+++\n{dump(head)}+++\n{market.rules}{end}"


def _without_last_break(body: str) -> str:
    return body[:-2] if body.endswith("\r\n") else body.removesuffix("\n")


def _front_matter(head: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(head)
    except RecursionError as deep:
        raise MarketError(f"{name}: the front matter is nested too deeply") from deep
    except ValueError as wrong:
        says = str(wrong)
        at = _AT_LINE.search(says)
        # The first line of the file is the opening fence; an error at the end stands on the closing one.
        line = int(at[1]) + 1 if at else head.count("\n") + 2
        raise MarketError(f"{name}: line {line} of the front matter does not parse: {_AT_LINE.sub('', says)}") from wrong


def _known(given: dict[str, Any], allowed: tuple[str, ...], name: str) -> None:
    for key in given:
        if key not in allowed:
            raise MarketError(f"{name}: the front matter has the unknown key {clip(key)}; known are {', '.join(allowed)}")


def _typed(head: dict[str, Any], name: str) -> None:
    """Turn dates into instants in place and refuse clarifications and tables that are none."""
    if "created" in head:
        head["created"] = stated_instant(head["created"], name, "created")
    head["clarifications"] = [_note(note, f"{name}: clarification {n}") for n, note in enumerate(_list(head, "clarifications", name), 1)]
    platform = head.get("platform")
    if isinstance(platform, dict):
        head["platform"] = {key: stated_instant(value, name, key) if key in _INSTANTS else value for key, value in platform.items()}


def _list(head: dict[str, Any], key: str, name: str) -> list[Any]:
    value = head.get(key, [])
    if not isinstance(value, list):
        raise MarketError(f"{name}: {key} must be a list")
    return value


def _note(note: object, name: str) -> dict[str, Any]:
    if not isinstance(note, dict) or not isinstance(note.get("text"), str):
        raise MarketError(f"{name} needs a text")
    _known(note, _NOTE_KEYS, name)
    return {**note, "at": stated_instant(note["at"], name, "at")} if "at" in note else note
