"""A scripted provider whose bodies have the shapes that the real one sends, and the check that they do."""

import importlib.util
import json
import threading
from pathlib import Path

import httpx2
import pytest
from pydantic import BaseModel, ConfigDict

from adjudge import cassettes
from adjudge.llm import connect
from adjudge.prompting import Rendered, digest
from adjudge.settings import load

SHARED = Path(__file__).parents[2] / "shared" / "data" / "openai"
USAGE = {
    "prompt_tokens": 100,
    "completion_tokens": 20,
    "total_tokens": 120,
    "prompt_tokens_details": {"cached_tokens": 40, "audio_tokens": 0},
    "completion_tokens_details": {"reasoning_tokens": 8, "audio_tokens": 0, "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0},
}
GOOD = '{"count":2,"names":["Ana","Öz"]}'


class Shape(BaseModel):
    """What the tests ask for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    count: int
    names: list[str]


def completion(text=GOOD, *, finish="stop", refusal=None, model="gpt-5.4", usage=USAGE):
    """Give a Chat Completions body."""
    message = {"role": "assistant", "content": text, "refusal": refusal, "annotations": []}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_790_000_000,
        "model": model,
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": finish}],
        "usage": usage,
        "service_tier": "default",
        "system_fingerprint": None,
    }


def response(text=GOOD, *, status="completed", reason=None, refusal=None, error=None):
    """Give a Responses body, with a reasoning item before the message as the real one has."""
    part = {"type": "refusal", "refusal": refusal} if refusal else {"type": "output_text", "text": text, "annotations": [], "logprobs": []}
    message = {"id": "msg_1", "type": "message", "status": status, "role": "assistant", "content": [part]}
    counted = {"input_tokens": 100, "input_tokens_details": {"cached_tokens": 40}, "output_tokens": 20, "output_tokens_details": {"reasoning_tokens": 8}, "total_tokens": 120}
    reasoning = {"id": "rs_1", "type": "reasoning", "status": "completed", "summary": []}
    absent = ("instructions", "max_output_tokens", "max_tool_calls", "previous_response_id", "prompt_cache_key", "safety_identifier", "user")
    return {
        "id": "resp_1",
        "object": "response",
        "created_at": 1_790_000_000,
        "status": status,
        "background": False,
        "error": error,
        "incomplete_details": reason and {"reason": reason},
        "model": "gpt-5.4",
        "output": [reasoning, message],
        "parallel_tool_calls": True,
        "reasoning": {"effort": None, "summary": None},
        "service_tier": "default",
        "store": False,
        "temperature": 1.0,
        "text": {"format": {"type": "text"}, "verbosity": "medium"},
        "tool_choice": "auto",
        "tools": [],
        "top_logprobs": 0,
        "top_p": 1.0,
        "truncation": "disabled",
        "metadata": {},
        "usage": counted,
        **dict.fromkeys(absent),
    }


def error(message, *, kind="invalid_request_error", code=None, param=None):
    """Give an error body."""
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


WRONG_KEY = error("Incorrect API key provided: sk-abcd****wxyz. You can find your API key in your account settings.", code="invalid_api_key")
NO_QUOTA = error("You exceeded your current quota, please check your plan and billing details.", kind="insufficient_quota", code="insufficient_quota")
RATE = error("Rate limit reached for gpt-5.4 on tokens per min (TPM). Please try again in 1m9.6s.", kind="tokens", code="rate_limit_exceeded")
SERVER = error("The server had an error while processing your request. Sorry about that!", kind="server_error")


class Script:
    """A transport that gives what it was told, in order (the last for ever), and keeps what it was asked."""

    def __init__(self, *steps):
        self.steps, self.requests, self._lock = list(steps), [], threading.Lock()
        self.transport = httpx2.MockTransport(self.answer)

    def answer(self, request):
        with self._lock:
            self.requests.append(request)
            step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
        step = step(request) if callable(step) else step
        if isinstance(step, Exception):
            raise step
        if isinstance(step, httpx2.Response):
            return step
        status, body, headers = (*step, {})[:3] if isinstance(step, tuple) else (200, step, {})
        return httpx2.Response(status, json=body, headers=headers)

    @property
    def bodies(self):
        return [json.loads(request.content) for request in self.requests]


class Sleeps(list):
    """A sleep that only notes how long it was asked for."""

    def __call__(self, seconds):
        self.append(seconds)


def settings(tmp="/nonexistent", **flags):
    """Give settings that depend on nothing around the test."""
    return load({"model": "gpt-5.4", **flags}, environ={"OPENAI_API_KEY": "sk-test-key"}, config=Path(tmp) / "config.toml")


def question(article="An article.", *, name="claims.v1", prompt="prompt", market="A market."):
    """Give a rendered prompt."""
    slots = (("market", digest(market)), ("article", digest(article)))
    return Rendered(name, digest(prompt), f"Read. {prompt}", f"{market}\n{article}", slots)


def ask(script, *, check=lambda value: (), recordings=None, sample=0, sleeps=None, wait=False, asked=None, **flags):
    """Ask one question of a scripted provider."""
    with connect(settings(**flags), recordings or cassettes.unrecorded(), transport=script.transport, sleep=Sleeps() if sleeps is None else sleeps, wait=wait) as connection:
        return connection(asked or question(), Shape, check, sample=sample)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the profile of recorded traffic is not beside the checkout")
@pytest.mark.parametrize(("family", "body"), [("chat", completion()), ("chat", completion(None, refusal="No.")), ("responses", response())])
def test_the_scripted_bodies_have_the_shapes_of_recorded_ones(family, body):
    """Every path and type of a scripted body occurs in recorded traffic, and nothing that is always there is missing."""
    assert differences(family, body) == []


def differences(family, body, *, ignoring=()):
    """Give what sets a body apart from recorded traffic."""
    found = importlib.util.spec_from_file_location("check_shapes", SHARED / "check_shapes.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    profile = json.loads((SHARED / "shapes.json").read_text())[family]
    return [entry for entry in module.check(body, profile["paths"], profile["n"]) if not any(entry[1].startswith(path) for path in ignoring)]
