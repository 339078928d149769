"""Recognises what a JSON payload is by the fields it carries, whatever it is wrapped in."""

import json

from adjudge.errors import MarketError
from adjudge.markets import kalshi, limitless, manifold, metaculus, polymarket, uma
from adjudge.markets.found import Seen
from adjudge.markets.value import Node

# UMA first: its requests carry pieces of Polymarket's shape.
_FINDERS = (uma.find, kalshi.find, manifold.find, metaculus.find, polymarket.find, limitless.find)
# What responses, pages and recordings put around their objects.
_ENVELOPES = ("market", "event", "series", "markets", "events", "posts", "results", "data", "items", "settlements", "response", "json", "body", "result")
_DEPTH = 8
# A page of a hundred events with thirty members each is the largest real response.
_MOST = 5000


def parse_json(text: str, name: str) -> object:
    """Read JSON, or one JSON value a line; else say where it breaks."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as broken:
        lines = _json_lines(text)
        if lines is None:
            raise MarketError(f"{name} looks like JSON and does not parse: {broken.msg} (line {broken.lineno}, column {broken.colno})") from broken
        return lines
    except (ValueError, RecursionError) as broken:
        raise MarketError(f"{name} looks like JSON and does not parse: {_why(broken)}") from broken


def find_markets(payload: object) -> list[Seen]:
    """Find every market in a payload, in its order."""
    seen: list[Seen] = []
    _walk(payload, 0, seen)
    return seen


def _walk(value: object, depth: int, seen: list[Seen]) -> None:
    if depth > _DEPTH or len(seen) >= _MOST:
        return
    if isinstance(value, list):
        for part in value:
            _walk(part, depth + 1, seen)
    elif isinstance(value, dict):
        found = _recognised(value)
        seen.extend(found if found is not None else ())
        if found is None:
            _walk([value[key] for key in _ENVELOPES if key in value], depth, seen)


def _recognised(node: Node) -> list[Seen] | None:
    return next((found for find in _FINDERS if (found := find(node)) is not None), None)


def _json_lines(text: str) -> list[object] | None:
    lines = [line for line in text.split("\n") if line.strip()]
    # A broken document of many lines fails on its first ones; two parsed lines make it a list.
    if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines):
        return None
    try:
        return [json.loads(line) for line in lines]
    except (ValueError, RecursionError):
        return None


def _why(broken: ValueError | RecursionError) -> str:
    return "it is nested too deeply" if isinstance(broken, RecursionError) else "it holds a number that is too long"
