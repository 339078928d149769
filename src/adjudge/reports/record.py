"""The record as a document: canonical JSON, and the schema that describes it."""

import json
import re

from pydantic_core import PydanticSerializationError

from adjudge.model.adjudication import Adjudication
from adjudge.reports.terminal import UNSAFE


def as_json(adjudication: Adjudication) -> str:
    """Write the record in its canonical form: equal records give equal bytes."""
    try:
        return _printable(adjudication.model_dump_json(indent=2))
    except PydanticSerializationError:
        # Half a character cannot be written as UTF-8, and is written as the escape that it is in JSON.
        return _written(adjudication.model_dump(mode="json"))


def schema() -> str:
    """Write the record's JSON Schema, as readers of saved records see it."""
    return _written(Adjudication.model_json_schema(mode="serialization"))


def _written(value: object) -> str:
    return _printable(json.dumps(value, ensure_ascii=False, indent=2))


def _printable(text: str) -> str:
    # These can only stand inside JSON strings, where an escape means the same character; so a record that is printed
    # on a terminal, or read in an editor that obeys bidi controls, shows what it holds.
    return UNSAFE.sub(_escaped, text) + "\n"


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1].replace("\x7f", "\\u007f")
