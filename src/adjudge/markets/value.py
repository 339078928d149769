"""Careful looks into parsed JSON: a value of the asked kind or nothing, never an exception."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from adjudge.markets.build import instant

Node = Mapping[str, object]
# Go writes year 1 for "no time", and no platform is older than 2010.
_FIRST_YEAR = 2010


def as_node(value: object) -> Node:
    """Give a mapping, empty where the value is none."""
    return value if isinstance(value, dict) else {}


def nodes(value: object) -> list[Node]:
    """Give the mappings in a list, nothing where it is none."""
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def text(node: Node, *keys: str) -> str:
    """Give the first of these fields that holds text or a whole number, as text."""
    for key in keys:
        value = node.get(key)
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return _digits(value)
    return ""


def name(node: Node, *keys: str) -> str:
    """Give a title or label: text without the white space around it."""
    return text(node, *keys).strip()


def strings(value: object) -> list[str]:
    """Give a list of texts, also where it is a JSON list inside a string; empty where any part is something else."""
    if isinstance(value, str):
        value = _inner_json(value)
    if not isinstance(value, list) or not all(isinstance(part, str) and part.strip() for part in value):
        return []
    return list(value)


def figures(value: object) -> list[str]:
    """Give a list of numbers as text, whichever way they are written."""
    if isinstance(value, str):
        value = _inner_json(value)
    return [figure(part) for part in value] if isinstance(value, list) else []


def figure(value: object) -> str:
    """Give a number as it was written, or nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return _digits(value) if isinstance(value, int) else str(value)[:40]


def when(node: Node, *keys: str) -> datetime | None:
    """Give the first of these fields that states a moment: ISO text, or seconds or milliseconds since 1970."""
    for key in keys:
        moment = _moment(node.get(key))
        if moment and moment.year >= _FIRST_YEAR:
            return moment
    return None


def present(**values: str) -> dict[str, str]:
    """Give the values that are not empty, by name."""
    return {key: value for key, value in values.items() if value}


def _moment(value: object) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return instant(value)
    # 1e11 seconds is the year 5138; 1e11 milliseconds is 1973.
    try:
        return datetime.fromtimestamp(value / 1000 if abs(value) > 1e11 else value, UTC)
    except (OverflowError, OSError, ValueError):
        return None


def _inner_json(value: str) -> object:
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


def _digits(value: int) -> str:
    # Longer whole numbers are no identifier, and Python refuses to print the longest.
    return str(value) if abs(value) < 10**100 else ""
