"""The strict JSON schema of an answer, and what the strict dialect does not accept."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from adjudge.cassettes.fingerprint import digest

# Left in place by the SDK's own conversion, and answered with 400 "Invalid schema for response_format".
_REJECTED = (
    *("oneOf", "allOf", "not", "discriminator", "default", "prefixItems", "uniqueItems", "patternProperties"),
    *("propertyNames", "if", "then", "else", "dependentRequired", "unevaluatedProperties"),
)
_TYPED = ("type", "$ref", "anyOf", "enum", "const")


@dataclass(frozen=True, slots=True)
class Shape:
    """What an answer must look like, as it is sent."""

    name: str
    schema: dict[str, Any]
    digest: str


@cache
def shape_of(returns: type[BaseModel]) -> Shape:
    """Give the strict schema of a model, made once."""
    import openai  # half a second

    schema = openai.pydantic_function_tool(returns)["function"]["parameters"]
    return Shape(returns.__name__, schema, digest(schema))


def strict_complaints(schema: Any, where: str = "$") -> list[str]:
    """Name everything in a schema that strict structured output rejects.

    >>> strict_complaints({"type": "object", "properties": {"a": {"type": "string", "default": ""}}, "required": ["a"], "additionalProperties": False})
    ["$.properties.a: 'default' is not accepted"]
    """
    return list(_complaints(schema, where))


def _complaints(node: Any, where: str) -> Iterator[str]:
    if not isinstance(node, dict):
        yield f"{where}: any value is allowed here"
        return
    yield from (f"{where}: {word!r} is not accepted" for word in _REJECTED if word in node)
    if not any(word in node for word in _TYPED):
        yield f"{where}: has no type"
    if "$ref" in node and node.keys() & {"description", "title"}:
        yield f"{where}: a reference with siblings is not accepted"
    if node.get("type") == "object" or "properties" in node:
        yield from _of_object(node, where)
    if node.get("type") == "array" and "items" not in node:
        yield f"{where}: an array without items"
    yield from _below(node, where)


def _of_object(node: dict[str, Any], where: str) -> Iterator[str]:
    if node.get("additionalProperties") is not False:
        yield f"{where}: additionalProperties must be false"
    if set(node.get("required", ())) != set(node.get("properties", ())):
        yield f"{where}: every property must be required"


def _below(node: dict[str, Any], where: str) -> Iterator[str]:
    for family in ("properties", "$defs", "definitions"):
        for name, child in node.get(family, {}).items():
            yield from _complaints(child, f"{where}.{family}.{name}")
    for index, child in enumerate(node.get("anyOf", ())):
        yield from _complaints(child, f"{where}.anyOf[{index}]")
    if "items" in node:
        yield from _complaints(node["items"], f"{where}.items")
