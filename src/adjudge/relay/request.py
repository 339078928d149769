"""What a client asked, read from either API; nothing of its headers but the sample and the prompt's name."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from adjudge.cassettes.fingerprint import api_path, fingerprint
from adjudge.cassettes.provenance import PROMPT, SAMPLE

# Enough that no two requests of one folder meet, short enough to be typed.
KEY_LENGTH = 16
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,60}")


class Unusable(ValueError):
    """A request that the relay cannot put before a reader, and why."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, as a reader sees it."""

    key: str
    name: str
    sample: int
    api: str
    turns: tuple[tuple[str, str], ...]
    schema: Mapping[str, Any] | None


def asked(path: str, headers: Mapping[str, str], raw: bytes) -> Asked:
    """Read a request; its key is the start of the fingerprint that a recording of it has."""
    try:
        body = json.loads(raw)
    except ValueError as error:
        raise Unusable(f"the body is not JSON: {error}") from error
    if not isinstance(body, dict):
        raise Unusable("the body is not an object")
    if body.get("stream"):
        raise Unusable("the relay does not stream")
    sample = _sample(headers.get(SAMPLE))
    name = headers.get(PROMPT, "")
    is_chat = api_path(path) == "chat/completions"
    return Asked(
        key=fingerprint(path, body, sample)[:KEY_LENGTH],
        name=name if _NAME.fullmatch(name) and not name.startswith(".") else "request",
        sample=sample,
        api="chat" if is_chat else "responses",
        turns=_turns(body, "messages" if is_chat else "input"),
        schema=_chat_schema(body) if is_chat else _responses_schema(body),
    )


def _turns(body: Mapping[str, Any], where: str) -> tuple[tuple[str, str], ...]:
    given = body.get(where)
    listed = [{"role": "user", "content": given}] if isinstance(given, str) else given
    if not isinstance(listed, list) or not listed:
        raise Unusable(f"the body has no {where}")
    turns = [(str(turn.get("role", "user")), _text(turn.get("content"))) for turn in listed if isinstance(turn, dict)]
    instructions = body.get("instructions")
    return (("system", instructions), *turns) if isinstance(instructions, str) else tuple(turns)


def _text(content: Any) -> str:
    if isinstance(content, list):
        return "\n".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""


def _chat_schema(body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    form = body.get("response_format")
    inner = form.get("json_schema") if isinstance(form, dict) else None
    return _object(inner.get("schema")) if isinstance(inner, dict) else None


def _responses_schema(body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    text = body.get("text")
    form = text.get("format") if isinstance(text, dict) else None
    return _object(form.get("schema")) if isinstance(form, dict) else None


def _object(value: Any) -> Mapping[str, Any] | None:
    return value if isinstance(value, dict) else None


def _sample(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < KEY_LENGTH else 0
