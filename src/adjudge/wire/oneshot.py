"""The shape of the answer to the one-shot prompt, which is a baseline for evaluation only."""

from typing import Literal

from pydantic import Field

from adjudge.model.adjudication import Cause
from adjudge.wire.base import Wire


class WireOneShot(Wire):
    """A verdict as a model gives it when nothing but the verdict is asked for."""

    why: str = Field(description="One or two sentences.")
    verdict: Literal["resolved_yes", "resolved_no", "resolved", "not_yet", "ambiguous"]
    cause: Cause | None = Field(description="For `ambiguous`; else null.")
    outcome: str | None = Field(description="The outcome that a resolved market goes to, as written among the outcomes; else null.")
    default_if_unresolved: str | None = Field(description="For `insufficient`: the outcome that the rules' default gives; else null.")
