"""Whether an answer fits its schema, and what to change where it does not."""

import json
import re
from collections.abc import Mapping
from typing import Any

_FENCE = re.compile(r"\A```[a-zA-Z]*\n(.*)\n```\Z", re.DOTALL)
_MOST, _LONGEST = 30, 240


def bare(text: str) -> str:
    """Take off what chat windows put around JSON.

    >>> bare("```json\\n{}\\n```\\n")
    '{}'
    """
    stripped = text.removeprefix("\ufeff").strip()
    found = _FENCE.match(stripped)
    return found[1].strip() if found else stripped


def misfits(text: str, schema: Mapping[str, Any] | None) -> list[str]:
    """Say everything that is wrong with an answer; an empty list means that it can be used."""
    if schema is None:
        return [] if text else ["the answer is empty"]
    try:
        value = json.loads(text)
    except ValueError as error:
        return [f"not JSON: {error}"]
    import jsonschema  # a tenth of a second

    errors = sorted(jsonschema.Draft202012Validator(schema).iter_errors(value), key=lambda error: list(map(str, error.absolute_path)))
    said = [_sentence(error) for error in errors[:_MOST]]
    return said + ([f"and {len(errors) - _MOST} more"] if len(errors) > _MOST else [])


def _sentence(error: Any) -> str:
    import jsonschema

    # Of the branches of a union the nearest one says most.
    nearest = jsonschema.exceptions.best_match(error.context) if error.context else None
    said = f"{(nearest or error).json_path}: {(nearest or error).message}"
    return said if len(said) <= _LONGEST else said[: _LONGEST - 3] + "..."
