"""One question and its re-ask as one vcrpy cassette, with a transport of its own, so that threads cannot mix."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
from vcr.cassette import Cassette
from vcr.errors import CannotOverwriteExistingCassetteException
from vcr.filters import decode_response
from vcr.record_mode import RecordMode
from vcr.request import Request
from vcr.stubs.httpx_stubs import _vcr_handle_request

from adjudge.cassettes.fingerprint import api_path, canonical
from adjudge.cassettes.key import Key
from adjudge.cassettes.provenance import HEADERS, SAMPLE, provenance
from adjudge.cassettes.store import SERIALIZER, Files
from adjudge.errors import NoRecording

Send = Callable[[httpx2.Request], httpx2.Response]
_OK = 200


class Stale(NoRecording):
    """The question is recorded, but the re-ask that it now needs is not."""


class Chain(httpx2.BaseTransport):
    """A transport for one question: plays what is recorded, and sends the rest where it may."""

    def __init__(self, key: Key, *, host: str, source: Path | None, target: Path | None, send: Send | None) -> None:
        """Open the recording at `source`, if any; `send` is None where the network must not be touched."""
        self._key, self._host, self._source, self._target, self._send = key, host, source, target, send
        self._cassette = _cassette(source, writable=send is not None)
        self._recorded = len(self._cassette)
        self._notes: dict[str, Any] = {}

    @property
    def host(self) -> str:
        """The host that answered, or that will."""
        recorded = self._source and self._cassette._metadata.get("endpoint")  # vcrpy has no reader that does not also write
        return recorded or self._host

    @property
    def source(self) -> Path | None:
        """The file that is being played."""
        return self._source

    @property
    def played(self) -> int:
        """How many recorded exchanges were played."""
        return self._cassette.play_count

    @property
    def recorded(self) -> int:
        """How many exchanges the file had."""
        return self._recorded

    @property
    def is_replayed(self) -> bool:
        """Whether the next exchange can come from the file."""
        return self.played < self._recorded

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer one exchange."""
        try:
            return _vcr_handle_request(self._cassette, lambda _, live: self._sent(live), self, request, httpx2)
        except CannotOverwriteExistingCassetteException:
            raise Stale(self._stale()) from None

    def note(self, **facts: Any) -> None:
        """Add to what the recording says about itself."""
        self._notes |= facts

    def forget(self) -> None:
        """Drop the exchange that was just recorded: its status was a success and its content was not."""
        if len(self._cassette) > self._recorded:
            self._cassette.data.pop()

    def finish(self) -> None:
        """Keep the chain, if anything in it is new."""
        if self._target is None or len(self._cassette) == self._recorded:
            return
        requests, responses = zip(*self._used(), strict=True)
        facts = provenance(self._key.described() | self._notes, host=self._host, requests=requests, responses=responses, now=datetime.now(UTC))
        Files.save_cassette(self._target, {"requests": requests, "responses": responses, "metadata": facts}, SERIALIZER)

    def _used(self) -> list[tuple[Any, Any]]:
        """Leave out a recorded re-ask that another one took the place of."""
        counts = self._cassette.play_counts
        return [entry for index, entry in enumerate(self._cassette.data) if index >= self._recorded or counts[index]]

    def _sent(self, request: httpx2.Request) -> httpx2.Response:
        assert self._send is not None
        return self._send(request)

    def _stale(self) -> str:
        name = self._source.name if self._source else "none"
        return f"the recording {name} of {self._key.prompt} is stale: the answer now needs a re-ask that was not recorded, or was recorded in other words"


def _cassette(source: Path | None, *, writable: bool) -> Cassette:
    options = {
        "path": str(source or ""),
        "serializer": SERIALIZER,
        "persister": Files,
        "record_mode": RecordMode.NEW_EPISODES if writable else RecordMode.NONE,
        "match_on": (_is_same_exchange,),
        "before_record_request": _bare_request,
        "before_record_response": _bare_response,
    }
    return Cassette.load(**options) if source else Cassette(**options)


def _is_same_exchange(one: Request, other: Request) -> bool:
    if one.place != other.place:
        return False
    # Equal bytes need no parsing, and a recording folds back into the bytes that were sent.
    return one.body == other.body or canonical(json.loads(one.body)) == canonical(json.loads(other.body))


class _Bare(Request):
    """A request without what is nobody's business: no port, no query, no header that is not on the list."""

    def __init__(self, request: Request) -> None:
        parts = urlsplit(request.uri)
        headers = {name.lower(): value for name, value in request.headers.items() if name.lower() in HEADERS}
        super().__init__(request.method, f"{parts.scheme}://{parts.hostname}{parts.path}", request.body, headers)
        self.place = (api_path(parts.path), headers.get(SAMPLE, "0"))


def _bare_request(request: Request) -> Request:
    if isinstance(request, _Bare):
        return request
    known = getattr(request, "_bare", None)
    if known is None:
        known = request._bare = _Bare(request)  # vcrpy asks for it five times per exchange
    return known


def _bare_response(response: dict[str, Any]) -> dict[str, Any] | None:
    """Keep a success without its private headers; a failure is never kept."""
    if response["status"]["code"] != _OK:
        return None
    plain = decode_response(response)
    headers = {name.lower(): values for name, values in plain["headers"].items() if name.lower() in HEADERS}
    return {"status": plain["status"], "headers": headers, "body": plain["body"]}
