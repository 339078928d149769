"""How a recording is written: JSON with parsed bodies, so that a diff can be read and no character is lost."""

import json
from typing import Any

# A string that is itself JSON, or that has several lines, is unfolded under one of these names, and folded back on reading.
_LINES, _JSON, _SPACED, _PLAIN = "$lines", "$json", "$json, spaced", "$object"
_MARKS = frozenset({_LINES, _JSON, _SPACED, _PLAIN})
_SEPARATORS = {_JSON: (",", ":"), _SPACED: (", ", ": ")}


def dump(value: object) -> str:
    """Write the one form in which a recording stands in a file."""
    text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    # Half a surrogate pair has no UTF-8: only a file that has one is written in escapes.
    return text if _is_encodable(text) else json.dumps(value, ensure_ascii=True, indent=1) + "\n"


def serialize(cassette: dict[str, Any]) -> str:
    """Write a cassette as vcrpy hands it over: bodies as text, the metadata last."""
    interactions = [
        {
            "request": {**_without_body(entry["request"]), "body": unfold_body(entry["request"]["body"])},
            "response": {**_without_body(entry["response"]), "body": unfold_body(entry["response"]["body"]["string"])},
        }
        for entry in cassette["interactions"]
    ]
    return dump({"version": cassette["version"], "metadata": cassette.get("metadata", {}), "interactions": interactions})


def deserialize(text: str) -> dict[str, Any]:
    """Read a cassette into what vcrpy expects: bodies as text."""
    cassette = json.loads(text)
    for entry in cassette["interactions"]:
        entry["request"]["body"] = fold_body(entry["request"]["body"])
        entry["response"]["body"] = {"string": fold_body(entry["response"]["body"])}
    return cassette


def unfold_body(body: str | bytes) -> object:
    """Parse a body and unfold the strings inside it; what is not JSON stays text."""
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
    try:
        parsed = json.loads(text)
    except ValueError:
        return text
    return unfold(parsed) if isinstance(parsed, dict | list) else text


def fold_body(value: object) -> str:
    """Give the body's text again; JSON comes out compact, in the order of its keys."""
    return value if isinstance(value, str) else json.dumps(fold(value), ensure_ascii=False, separators=(",", ":"))


def unfold(value: Any) -> Any:
    """Make the strings of a parsed body readable.

    >>> unfold({"content": "one\\ntwo"})
    {'content': {'$lines': ['one', 'two']}}
    """
    if isinstance(value, str):
        return _unfolded(value)
    if isinstance(value, list):
        return [unfold(item) for item in value]
    if isinstance(value, dict):
        inner = {name: unfold(item) for name, item in value.items()}
        return {_PLAIN: inner} if len(value) == 1 and _MARKS & value.keys() else inner
    return value


def fold(value: Any) -> Any:
    """Undo `unfold`, exactly."""
    if isinstance(value, list):
        return [fold(item) for item in value]
    if not isinstance(value, dict):
        return value
    (mark, inner), *more = value.items() or ((None, None),)
    if more or mark not in _MARKS:
        return {name: fold(item) for name, item in value.items()}
    return _folded(mark, inner)


def _folded(mark: str, inner: Any) -> Any:
    if mark == _LINES:
        return "\n".join(inner)
    if mark == _PLAIN:
        return {name: fold(item) for name, item in inner.items()}
    return json.dumps(inner, ensure_ascii=False, separators=_SEPARATORS[mark])


def _unfolded(text: str) -> object:
    if text[:1] in ("{", "["):
        for mark in _SEPARATORS:
            if (parsed := _parsed_if_exact(text, mark)) is not None:
                return {mark: parsed}
    return {_LINES: text.split("\n")} if "\n" in text else text


def _parsed_if_exact(text: str, mark: str) -> object | None:
    try:
        parsed = json.loads(text)
        again = json.dumps(parsed, ensure_ascii=False, separators=_SEPARATORS[mark])
    except (ValueError, RecursionError):
        return None
    return parsed if again == text else None


def _without_body(part: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in part.items() if name != "body"}


def _is_encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
