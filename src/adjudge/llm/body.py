"""The request body of either API: model, messages, schema, and the settings that the user set; nothing else."""

from collections.abc import Sequence
from typing import Any

from adjudge.errors import UsageError
from adjudge.llm.shape import Shape
from adjudge.settings import Settings

Message = dict[str, str]
PATHS = {"chat": "/chat/completions", "responses": "/responses"}


def body(settings: Settings, shape: Shape, messages: Sequence[Message]) -> dict[str, Any]:
    """Give the body in the API that is set."""
    return _responses(settings, shape, messages) if settings.api == "responses" else _chat(settings, shape, messages)


def _chat(settings: Settings, shape: Shape, messages: Sequence[Message]) -> dict[str, Any]:
    form = {"type": "json_schema", "json_schema": {"name": shape.name, "strict": True, "schema": shape.schema}}
    chosen = {
        "temperature": settings.temperature,
        "seed": settings.seed,
        "reasoning_effort": settings.reasoning_effort,
        "max_completion_tokens": settings.max_output_tokens,
    }
    return {"model": settings.model, "messages": list(messages), "response_format": form, **_set(chosen)}


def _responses(settings: Settings, shape: Shape, messages: Sequence[Message]) -> dict[str, Any]:
    if settings.seed is not None:
        raise UsageError("the Responses API takes no seed: leave it out, or use the chat API")
    form = {"type": "json_schema", "name": shape.name, "strict": True, "schema": shape.schema}
    chosen = {
        "temperature": settings.temperature,
        "reasoning": settings.reasoning_effort and {"effort": settings.reasoning_effort},
        "max_output_tokens": settings.max_output_tokens,
    }
    return {"model": settings.model, "input": list(messages), "text": {"format": form}, "store": False, **_set(chosen)}


def _set(chosen: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in chosen.items() if value is not None}
