"""Answers in the shapes that the provider sends; checked against recorded traffic."""

from typing import Any

_NOTHING_ASKED = {"temperature": 1.0, "top_p": 1.0, "top_logprobs": 0, "truncation": "disabled", "tool_choice": "auto"}


def completion(key: str, text: str, *, reader: str, created: int) -> dict[str, Any]:
    """Give an answer of the Chat Completions API; nothing was counted, so there is no usage."""
    message = {"role": "assistant", "content": text, "refusal": None, "annotations": []}
    return {
        "id": f"chatcmpl-relay-{key}",
        "object": "chat.completion",
        "created": created,
        "model": answered_by(reader),
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}],
        "service_tier": "default",
        "system_fingerprint": None,
    }


def response(key: str, text: str, *, reader: str, created: int) -> dict[str, Any]:
    """Give an answer of the Responses API."""
    part = {"type": "output_text", "text": text, "annotations": [], "logprobs": []}
    message = {"id": f"msg-relay-{key}", "type": "message", "status": "completed", "role": "assistant", "content": [part]}
    absent = ("error", "incomplete_details", "instructions", "max_output_tokens", "max_tool_calls", "previous_response_id", "prompt_cache_key", "safety_identifier", "usage", "user")
    return {
        "id": f"resp-relay-{key}",
        "object": "response",
        "created_at": created,
        "status": "completed",
        "background": False,
        "model": answered_by(reader),
        "output": [message],
        "parallel_tool_calls": True,
        "reasoning": {"effort": None, "summary": None},
        "service_tier": "default",
        "store": False,
        "text": {"format": {"type": "text"}, "verbosity": "medium"},
        "tools": [],
        "metadata": {},
        **_NOTHING_ASKED,
        **dict.fromkeys(absent),
    }


def models(created: int) -> dict[str, Any]:
    """Give the list of models: there is one."""
    return {"object": "list", "data": [{"id": "relay", "object": "model", "created": created, "owned_by": "adjudge"}]}


def failure(message: str, *, kind: str = "invalid_request_error", code: str | None = None, param: str | None = None) -> dict[str, Any]:
    """Give an error body."""
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


def answered_by(reader: str) -> str:
    """Name the model that answered."""
    return f"relay:{reader}"
