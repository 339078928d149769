"""From the arguments of a dispute to their marks, given `ask`: one call, whose answer is kept as it came and checked again each time."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, ValidationError

from adjudge.ground import arguments as arguments_ground
from adjudge.ground.arguments import Marks
from adjudge.model.adjudication import Adjudication
from adjudge.model.base import Frozen
from adjudge.model.calls import Ask, Call
from adjudge.pipeline.materials import arguments_values
from adjudge.prompting import Rendered, digest, newest, render
from adjudge.wire.arguments import WireArguments

SCHEMA = "adjudge.arguments/1"


class ArgumentsRead(Frozen):
    """An answer on the arguments of a dispute as the model gave it, and what it was given on."""

    schema_: Literal["adjudge.arguments/1"] = Field(default="adjudge.arguments/1", alias="schema")
    inputs: str
    """Digest of everything that the prompt was filled with."""
    answer: dict[str, Any]
    calls: tuple[Call, ...] = ()


def request(record: Adjudication, arguments: Mapping[str, str]) -> Rendered | None:
    """Render what a model is asked; None where no argument is left to ask about.

    A function of question, criteria, claims and arguments: not of the verdict, the proposal or any moment.
    """
    sent, _ = arguments_ground.sendable(arguments)
    values, _ = arguments_values(record.market, record.criteria, record.claims, record.articles, sent)
    return render(newest("arguments"), values) if sent else None


def inputs_of(question: Rendered) -> str:
    """Name what a question was filled with, whatever version of the prompt asks it."""
    return digest("\n".join(f"{name} {value}" for name, value in sorted(question.slot_digests)))


def read_arguments(record: Adjudication, arguments: Mapping[str, str], *, ask: Ask) -> ArgumentsRead | None:
    """Ask what carries the arguments, each named by its id; None where there is nothing to ask."""
    question = request(record, arguments)
    if question is None:
        return None
    asked = arguments_ground.given(record, arguments_ground.sendable(arguments)[0])
    got = ask(question, WireArguments, lambda value: arguments_ground.complaints(value, asked))
    return ArgumentsRead(inputs=inputs_of(question), answer=got.value.model_dump(mode="json", by_alias=True), calls=got.calls)


def marks_of(record: Adjudication, arguments: Mapping[str, str], read: ArgumentsRead) -> Marks | None:
    """Check an answer against the record; None where it was given on something else or this version cannot read it."""
    question = request(record, arguments)
    if question is None or inputs_of(question) != read.inputs:
        return None
    try:
        wire = WireArguments.model_validate(read.answer)
    except ValidationError:
        return None
    sent, cut = arguments_ground.sendable(arguments)
    _, is_trimmed = arguments_values(record.market, record.criteria, record.claims, record.articles, sent)
    left = ("there are more verified claims than a model is given; the kinds that count least were left out",) if is_trimmed else ()
    asked = arguments_ground.given(record, sent)
    return Marks(marked=arguments_ground.ground(wire, asked), cut=(*cut, *left), calls=read.calls, is_read=True)
