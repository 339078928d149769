"""What an endpoint answered, read from either API; whatever is not a usable text is a typed error."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from adjudge.errors import (
    AnswerFiltered,
    AnswerMalformed,
    AnswerTruncated,
    ModelError,
    ModelRefused,
)
from adjudge.llm.failures import from_body
from adjudge.model.calls import Usage

_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Reply:
    """A text, and the account that came with it."""

    text: str
    model: str | None
    id: str | None
    usage: Usage | None


def read(payload: Any, *, api: str) -> Reply:
    """Take the text out of a body, or raise what stands in its way."""
    if not isinstance(payload, dict):
        raise AnswerMalformed(f"the endpoint answered with {type(payload).__name__} instead of an object: is the base URL right?")
    if payload.get("error"):
        raise from_body(payload["error"], status=200)
    text = _of_responses(payload) if api == "responses" else _of_chat(payload)
    if not text.strip():
        raise AnswerMalformed("the model answered with an empty text")
    model, usage, _ = account(payload)
    return Reply(text, model, _text(payload, "id"), usage)


def account(payload: Any) -> tuple[str | None, Usage | None, datetime | None]:
    """Give the model that answered, what it counted, and when; as far as the body says."""
    if not isinstance(payload, dict):
        return None, None, None
    return _text(payload, "model"), _usage(payload.get("usage")), _moment(payload)


def _usage(counted: Any) -> Usage | None:
    # A snapshot, whichever API counted: instructor adds later usage into its own copy.
    if not isinstance(counted, dict):
        return None
    inputs, outputs = (_first(counted, *names) for names in (("prompt_tokens", "input_tokens"), ("completion_tokens", "output_tokens")))
    if inputs is None or outputs is None:
        return None
    cached = _detail(counted, ("prompt_tokens_details", "input_tokens_details"), "cached_tokens")
    reasoning = _detail(counted, ("completion_tokens_details", "output_tokens_details"), "reasoning_tokens")
    return Usage(input_tokens=inputs, output_tokens=outputs, cached_tokens=cached, reasoning_tokens=reasoning)


def _of_chat(payload: Mapping[str, Any]) -> str:
    choices = payload.get("choices")
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        raise AnswerMalformed("the endpoint answered without a choice")
    message = choices[0].get("message") or {}
    _raise_ending(choices[0].get("finish_reason"))
    if refusal := message.get("refusal"):
        raise _refused(refusal)
    content = message.get("content")
    return content if isinstance(content, str) else ""


def _of_responses(payload: Mapping[str, Any]) -> str:
    if payload.get("status") == "incomplete":
        _raise_ending((payload.get("incomplete_details") or {}).get("reason"))
        raise AnswerTruncated("the model stopped before its answer was complete")
    if payload.get("status") != "completed":
        raise AnswerMalformed(f"the endpoint answered with the status {payload.get('status')!r}")
    parts = list(_parts(payload.get("output")))
    if refusal := next((part.get("refusal") for part in parts if part.get("type") == "refusal"), None):
        raise _refused(refusal)
    return "".join(str(part.get("text", "")) for part in parts if part.get("type") == "output_text")


def _parts(output: Any) -> Iterator[dict[str, Any]]:
    for item in output if isinstance(output, list) else ():
        if isinstance(item, dict) and item.get("type") == "message":
            yield from (part for part in item.get("content") or () if isinstance(part, dict))


def _raise_ending(reason: Any) -> None:
    if reason in ("length", "max_output_tokens"):
        raise AnswerTruncated("the answer was cut at the output limit: raise max_output_tokens, or leave it unset")
    if reason == "content_filter":
        raise AnswerFiltered("a content filter withheld the answer")


def _refused(refusal: Any) -> ModelError:
    return ModelRefused(f"the model declined to answer: {str(refusal)[:_SHOWN]!r}")


def _moment(payload: Mapping[str, Any]) -> datetime | None:
    seconds = _first(payload, "created", "created_at")
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _text(payload: Mapping[str, Any], name: str) -> str | None:
    value = payload.get(name)
    return value if isinstance(value, str) and value else None


def _first(counted: Mapping[str, Any], *names: str) -> int | None:
    return next((int(counted[name]) for name in names if isinstance(counted.get(name), int | float)), None)


def _detail(counted: Mapping[str, Any], groups: tuple[str, ...], name: str) -> int:
    return next((_first(counted[group], name) or 0 for group in groups if isinstance(counted.get(group), dict)), 0)
