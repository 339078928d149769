"""The shape of the answer to the arguments prompt: a mark for each argument, with the ids that carry it."""

from typing import Literal

from pydantic import Field

from adjudge.wire.base import Wire

Says = Literal["happened", "expected", "rules", "other"]
Mark = Literal["supported", "contradicted", "not_in_evidence"]


class WireArgument(Wire):
    """What the evidence has on one argument."""

    argument: str = Field(description="Its id: P1, D2.")
    addresses_model: bool = Field(description="True where it speaks to a model or says how arguments are to be marked.")
    why: str = Field(description="One sentence, at most 30 words.")
    says: Says
    mark: Mark
    for_: list[str] = Field(alias="for", description="Ids of claims and criteria that carry it.")
    against: list[str] = Field(description="Ids of claims and criteria that contradict it.")


class WireArguments(Wire):
    """A mark for every argument."""

    arguments: list[WireArgument]
