"""The strict schema, and the lint for what strict structured output rejects."""

import importlib
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field
from test_llm_provider import Shape

from adjudge.llm import shape_of, strict_complaints


class Cat(BaseModel):
    kind: Literal["cat"]


class Dog(BaseModel):
    kind: Literal["dog"]


class Tree(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    parent: "Tree | None"
    kind: Literal["a", "b"]


class WithUnion(BaseModel):
    pet: Annotated[Cat | Dog, Field(discriminator="kind")]


class WithDefault(BaseModel):
    name: str = "none"


class WithDict(BaseModel):
    counts: dict[str, int]


class WithTuple(BaseModel):
    pair: tuple[int, str]


class WithSet(BaseModel):
    names: set[str]


class WithAny(BaseModel):
    value: Any


@pytest.mark.parametrize("model", [Shape, Tree])
def test_a_plain_shape_is_accepted(model):
    """Optional fields are nullable and required, and a model may refer to itself."""
    assert strict_complaints(shape_of(model).schema) == []


@pytest.mark.parametrize(("model", "word"), [(WithUnion, "oneOf"), (WithUnion, "discriminator"), (WithDefault, "default"), (WithDict, "additionalProperties"), (WithTuple, "prefixItems"), (WithSet, "uniqueItems"), (WithAny, "no type")])
def test_what_the_provider_rejects_is_named_with_its_place(model, word):
    """The SDK's own conversion leaves these in; the provider answers 400."""
    complaints = strict_complaints(shape_of(model).schema)
    assert any(word in complaint and complaint.startswith("$") for complaint in complaints)


@pytest.mark.parametrize("name", ["claims.WireClaimSet", "criteria.WireCriteria", "findings.WireFindings"])
def test_the_shapes_that_are_asked_for_are_accepted(name):
    """Every shape that a model fills in passes the lint."""
    module, _, shape = name.partition(".")
    returns = getattr(importlib.import_module(f"adjudge.wire.{module}"), shape)
    assert strict_complaints(shape_of(returns).schema) == []


def test_a_schema_is_made_once_and_has_a_digest():
    """The digest goes into recordings, so it depends on the schema alone."""
    assert shape_of(Shape) is shape_of(Shape)
    assert shape_of(Shape).digest != shape_of(Tree).digest


def test_the_schema_of_the_tests_is_what_it_was():
    """A library that changes the conversion changes every request: this digest says so first."""
    assert shape_of(Shape).digest == "5e617f7e2972b153a18766d42b9d6b61a2d2af1c0b635fd3eda9901d4ba309bf"
