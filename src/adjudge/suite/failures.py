"""Scripted failures of a provider, in the form of recordings: each must become its typed error, and never a verdict."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
from pydantic import ValidationError

from adjudge.cassettes import form
from adjudge.errors import AdjudgeError, InputError
from adjudge.llm import connect, map_all
from adjudge.model.article import Article
from adjudge.model.base import Frozen
from adjudge.model.market import Market
from adjudge.pipeline.flow import check, read_criteria
from adjudge.settings import Settings
from adjudge.suite.report import Played

ANSWERED = "answered"
_MARKET = Market(question="Will the ferry sail in May?", rules='This market is a "Yes" if the ferry sails by May 31, 2026, 11:59 PM ET. Otherwise it is a "No".')
_ARTICLE = Article(text="The ferry sailed on Friday, the harbour office said.", outlet="Harbour Post")
_AS_OF = datetime(2026, 5, 20, tzinfo=UTC)
_RAISED = {"ReadTimeout": httpx2.ReadTimeout, "ConnectError": httpx2.ConnectError, "RemoteProtocolError": httpx2.RemoteProtocolError}


class Script(Frozen):
    """One failure as it was recorded: what the provider sent, and what must come of it."""

    name: str
    says: str
    expect: str
    """The name of the error, or `answered` where the provider recovers."""
    requests: int
    """How many requests are made before it is over; the last response is repeated."""
    api: str = "chat"
    interactions: tuple[dict[str, Any], ...]


def scripts(folder: Path) -> Iterator[Script]:
    """Read every script of a folder."""
    for path in sorted(folder.glob("*.json")):
        try:
            yield Script.model_validate_json(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, ValidationError) as error:
            raise InputError(f"{str(path)!r} is no script of a failure: {error}") from error


def play(script: Script) -> Played:
    """Let a provider fail by script, and say what came of it."""
    provider = _Provider(script)
    # The key has the look of one, so that the client sends it; the transport goes nowhere.
    settings = Settings(model="gpt-5.4", api_key="sk-scripted", api=script.api)  # type: ignore[arg-type]
    with connect(settings, transport=httpx2.MockTransport(provider), sleep=lambda seconds: None) as connection:
        got, says, code = _outcome(script, connection)
    if provider.requests != script.requests:
        got = f"{got} after {provider.requests} requests instead of {script.requests}"
    return Played(name=script.name, expected=script.expect, got=got, says=says, exit_code=code)


def _outcome(script: Script, connection: Any) -> tuple[str, str, int]:
    try:
        if script.expect == ANSWERED:
            answer = read_criteria(_MARKET, connection)
            return ANSWERED, f"{len(answer.value.criteria)} criteria", 0
        check(_MARKET, [_ARTICLE], as_of=_AS_OF, ask=connection, map_all=lambda function, items: map_all(function, list(items), 1))
    except AdjudgeError as error:
        return type(error).__name__, str(error), error.exit_code
    return "a verdict", "", 0


class _Provider:
    """Gives the responses of a script in order, the last one for ever."""

    def __init__(self, script: Script) -> None:
        self._interactions, self.requests = script.interactions, 0

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        entry = self._interactions[min(self.requests, len(self._interactions) - 1)]
        self.requests += 1
        if "raises" in entry:
            raise _RAISED[entry["raises"]]("scripted", request=request)
        return _response(entry["response"])


def _response(recorded: Mapping[str, Any]) -> httpx2.Response:
    headers = {name: value for name, values in recorded.get("headers", {}).items() for value in values}
    return httpx2.Response(recorded["status"]["code"], headers=headers, content=json.dumps(form.fold(recorded["body"]), ensure_ascii=False).encode())
