"""The endpoint on this machine: parks each request, waits a little for its answer, and says so when there is none yet."""

import json
import math
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from adjudge.cassettes.fingerprint import api_path
from adjudge.cassettes.provenance import RELAY, VIA
from adjudge.errors import StorageError, UsageError
from adjudge.relay import provider
from adjudge.relay.folder import Folder, Status
from adjudge.relay.request import Asked, Unusable, asked

PORT = 8377
HOLD_SECONDS = 20.0
_POLL_SECONDS = 0.2
_LARGEST = 16_000_000
_PENDING = "x-adjudge-pending"
# The SDK says how long it will wait for a byte.
_READ_TIMEOUT = "x-stainless-read-timeout"
_HERE = "127.0.0.1"
_OWN_NAMES = frozenset({_HERE, "localhost"})


class Relay:
    """A running relay; close it, or use it in a block."""

    def __init__(self, folder: Path, *, port: int = PORT, reader: str = "reader", hold: float = HOLD_SECONDS) -> None:
        """Bind to this machine only and serve in the background; port 0 takes a free one."""
        self.folder, self.reader, self.hold = Folder(folder), reader, hold
        self.stopping = threading.Event()
        try:
            self._server = _Server((_HERE, port), self)
        except OSError as error:
            raise UsageError(f"the relay cannot listen on port {port}: {error.strerror or error}") from error
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._serve, self._watch)]
        for thread in self._threads:
            thread.start()

    @property
    def url(self) -> str:
        """What OPENAI_BASE_URL must be."""
        return f"http://{_HERE}:{self._server.server_address[1]}/v1"

    def answer(self, request: Asked, *, patience: float) -> str | None:
        """Park a request and wait for its answer as long as a client may be held, or half as long as it will wait."""
        self.folder.park(request)
        until = time.monotonic() + min(self.hold, patience / 2)
        while (text := self.folder.answer(request.key)) is None and time.monotonic() < until:
            if self.stopping.wait(min(_POLL_SECONDS, max(0.0, until - time.monotonic()))):
                break
        return text

    def close(self) -> None:
        """Stop serving; what is parked stays."""
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> Self:
        """Use the relay in a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop at the end of the block."""
        self.close()

    def _serve(self) -> None:
        self._server.serve_forever(poll_interval=0.05)

    def _watch(self) -> None:
        # A client has mostly gone by the time somebody answers; the answer is checked all the same.
        while not self.stopping.wait(_POLL_SECONDS):
            try:
                self.folder.review()
            except (OSError, StorageError):
                continue  # A file vanished between listing and reading, or the disk is full: the next round looks again.


def serve(folder: Path, port: int = PORT, reader: str = "reader", *, hold: float = HOLD_SECONDS) -> None:
    """Serve until interrupted."""
    with Relay(folder, port=port, reader=reader, hold=hold) as relay:
        relay.stopping.wait()


def status(folder: Path) -> list[Status]:
    """Say what is pending, answered or wrong in a folder, whether a relay is running or not."""
    return Folder(folder).statuses()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # The default backlog of 5 refuses clients that park many requests at once.
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], relay: Relay) -> None:
        self.relay = relay
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body in one packet: in two, the second waits 40 ms for the first to be acknowledged.
    wbufsize = -1
    server: _Server

    def do_GET(self) -> None:
        if self._is_addressed_here() and urlsplit(self.path).path.rstrip("/").endswith("/models"):
            return self._reply(200, provider.models(0))
        return self._reply(404, provider.failure(f"there is nothing at {self.path!r}", code="not_found"))

    def do_POST(self) -> None:
        path = urlsplit(self.path).path
        if not self._is_addressed_here() or api_path(path) not in ("chat/completions", "responses"):
            return self._reply(404, provider.failure(f"there is nothing at {self.path!r}", code="not_found"), close=True)
        raw = self._body()
        if raw is None:
            return self._reply(413, provider.failure("the request has no length, or is too large"), close=True)
        try:
            request = asked(path, {name.lower(): value for name, value in self.headers.items()}, raw)
            text = self.server.relay.answer(request, patience=_seconds(self.headers.get(_READ_TIMEOUT)))
        except Unusable as error:
            return self._reply(400, provider.failure(str(error)))
        except StorageError as error:
            return self._reply(507, provider.failure(str(error), kind="server_error"))
        return self._parked(request) if text is None else self._answered(request, text)

    def _answered(self, request: Asked, text: str) -> None:
        give = provider.completion if request.api == "chat" else provider.response
        body = give(request.key, text, reader=self.server.relay.reader, created=int(time.time()))
        self._reply(200, body, {VIA: RELAY})

    def _parked(self, request: Asked) -> None:
        folder = str(self.server.relay.folder.path)
        said = f"1 answer pending in {folder} ({request.name}, key {request.key}); run again"
        self._reply(503, provider.failure(said, kind="pending", code="pending", param=folder), {_PENDING: "1"})

    def _is_addressed_here(self) -> bool:
        # A page in a browser can send requests here under a name of its own, or as a form: neither is a client.
        host = (urlsplit(f"//{self.headers.get('host', '')}").hostname or "").lower()
        kind = self.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
        return host in _OWN_NAMES and kind == "application/json"

    def _body(self) -> bytes | None:
        length = self.headers.get("content-length", "")
        if not length.isdecimal() or int(length) > _LARGEST:
            return None
        return self.rfile.read(int(length))

    def _reply(self, code: int, body: Any, headers: dict[str, str] | None = None, *, close: bool = False) -> None:
        raw = json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")
        # An unread body would be taken for the next request on this connection.
        self.close_connection = self.close_connection or close
        sent = {"Content-Type": "application/json", "Content-Length": str(len(raw)), **(headers or {}), **({"Connection": "close"} if close else {})}
        try:
            self.send_response(code)
            for name, value in sent.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(raw)
            self.wfile.flush()
        except OSError:
            self.close_connection = True  # The client has gone; the answer stays in its file.

    def log_message(self, *_: Any) -> None:
        """Keep the terminal quiet: the folder is the log."""


def _seconds(text: str | None) -> float:
    try:
        return max(0.0, float(text)) if text else math.inf
    except ValueError:
        return math.inf
