"""The base of every shape a model fills in: closed, every field asked for, none defaulted."""

from pydantic import BaseModel, ConfigDict


class Wire(BaseModel):
    """A shape that strict structured output accepts: no defaults, no free dictionaries, no unions but null."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
