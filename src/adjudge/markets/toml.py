"""Writes the little TOML that a market file needs; the standard library only reads it."""

import json
from collections.abc import Mapping


def dump(values: Mapping[str, object]) -> str:
    """Write key-value lines, one value a line, then a table for each mapping.

    >>> print(dump({"question": "Open?", "outcomes": ["Yes", "No"], "codes": {"Yes": "p2"}}), end="")
    question = "Open?"
    outcomes = ["Yes", "No"]
    <BLANKLINE>
    [codes]
    "Yes" = "p2"
    """
    lines = [f"{key} = {_value(value)}\n" for key, value in values.items() if not isinstance(value, Mapping)]
    tables = [_table(key, value) for key, value in values.items() if isinstance(value, Mapping)]
    return "".join(lines + tables)


def _table(key: str, values: Mapping[str, object]) -> str:
    lines = [f"{_key(name)} = {_value(value)}\n" for name, value in values.items()]
    return f"\n[{key}]\n{''.join(lines)}"


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)} = {_value(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(part) for part in value) + "]"
    if isinstance(value, str):
        # JSON escapes all that TOML forbids in a string, except DEL.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool):
        return "true" if value else "false"
    raise TypeError(f"a market file holds no {type(value).__name__}")


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("_", "").isalpha() and key.islower() else _value(key)
