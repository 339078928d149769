"""The record's published schema: the file that ships is the one that the types give."""

import json
from importlib.resources import files

from adjudge.model.adjudication import SCHEMA, Adjudication
from adjudge.reports.record import schema

SHIPPED = files("adjudge") / "data" / "adjudication.v1.schema.json"


def test_the_published_schema_is_the_records_own():
    """A change of shape is a new version, with a new file: regenerate with `adjudge schema`."""
    assert SHIPPED.read_text(encoding="utf-8") == schema()


def test_the_schema_names_its_version():
    """A reader can tell what it reads."""
    assert SCHEMA == "adjudge.adjudication/1"
    assert json.loads(schema())["properties"]["schema"]["const"] == SCHEMA


def test_every_property_of_the_record_is_closed():
    """Nothing travels in a record that the schema does not name."""
    assert Adjudication.model_config["extra"] == "forbid"
    assert all(
        part.get("additionalProperties") is False for name, part in json.loads(schema())["$defs"].items() if part["type"] == "object"
    )
