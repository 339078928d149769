"""Web pages, PDFs and mails: parsed in child processes with limits, never in this one."""

import atexit
import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from typing import Any

from adjudge.errors import ArticleError
from adjudge.reading.limits import CPU_SECONDS, WALL_SECONDS
from adjudge.reading.parsed import Parsed
from adjudge.reading.source import Raw

# A child is replaced after so many documents, so that what a parser leaks does not add up.
DOCUMENTS_PER_CHILD = 200
# A reply holds one article's text and what was set aside, escaped; more is a fault.
MAX_REPLY = 100_000_000


class ChildDied(Exception):
    """The child is gone; the text says why, as the end of a sentence about the document."""


class Child:
    """One parsing process; used by one thread at a time."""

    def __init__(self) -> None:
        self.served = 0
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "adjudge.reading.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_bare_environment(),
            # A Ctrl-C is for the parent, which then ends the child.
            start_new_session=True,
        )
        _widen(self._process.stdin)

    def ask(self, header: dict[str, Any], data: bytes) -> dict[str, Any]:
        """Send a document and give the reply, or raise `ChildDied` where none comes in time."""
        self.served += 1
        late = threading.Timer(WALL_SECONDS, self._process.kill)
        late.start()
        try:
            return self._exchange(header, data)
        finally:
            late.cancel()

    def _exchange(self, header: dict[str, Any], data: bytes) -> dict[str, Any]:
        sending, receiving = self._process.stdin, self._process.stdout
        assert sending is not None
        assert receiving is not None
        try:
            sending.write(json.dumps(header).encode("ascii") + b"\n")
            sending.write(data)
            sending.flush()
            line = receiving.readline(MAX_REPLY)
        except (BrokenPipeError, ConnectionResetError):
            line = b""
        if not line.endswith(b"\n"):
            raise ChildDied(self._epitaph())
        return json.loads(line)

    def _epitaph(self) -> str:
        self._process.kill()
        code = self._process.wait()
        if code == -signal.SIGXCPU:
            return f"takes more than {CPU_SECONDS} seconds of computing to parse"
        if code == -signal.SIGKILL:
            return f"takes more than {WALL_SECONDS} seconds or too much memory to parse"
        return "makes its parser crash"

    @property
    def is_fit(self) -> bool:
        """True while it may take another document."""
        return self._process.poll() is None and self.served < DOCUMENTS_PER_CHILD

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def close(self) -> None:
        """End the process at once."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # bytes that the dead child never took
                    pipe.close()
        self._process.wait()


def _widen(pipe: Any) -> None:
    """Let a whole page fit into the pipe, so that the two processes need not take turns; Linux only."""
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 1 << 20)


def _bare_environment() -> dict[str, str]:
    """Give the child where to import from and nothing else: no key, no proxy, no name."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return kept | {"PYTHONPATH": path, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}


_idle: list[Child] = []
_lock = threading.Lock()


def parse_document(kind: str, raw: Raw) -> Parsed:
    """Parse a page, PDF or mail in a child, and give what came of it or an `ArticleError` that says why nothing did."""
    header = {"kind": kind, "size": len(raw.data), "charset": raw.charset, "url": raw.url, "name": raw.name}
    try:
        reply = _ask(header, raw.data)
    except ChildDied as died:
        raise ArticleError(f"{raw.name} {died}") from died
    if "raise" in reply:
        raise ArticleError(reply["raise"])
    if "error" in reply:
        raise ArticleError(f"{raw.name} {reply['error']}")
    return Parsed(**reply["parsed"])


def _ask(header: dict[str, Any], data: bytes) -> dict[str, Any]:
    child = _take()
    try:
        reply = child.ask(header, data)
    except BaseException:
        # Also on an interrupt: a child in the middle of a document would answer the next one with this one's reply.
        child.close()
        raise
    if reply.get("spent") or not child.is_fit:
        child.close()
    else:
        with _lock:
            _idle.append(child)
    return reply


def _take() -> Child:
    with _lock:
        while _idle:
            child = _idle.pop()
            if child.is_fit:
                return child
            child.close()
    return Child()


@atexit.register
def close_children() -> None:
    """End the idle children; they are started again when needed."""
    with _lock:
        while _idle:
            _idle.pop().close()


def _forget_children() -> None:
    """A forked copy of this process must not speak through its parent's pipes."""
    global _lock
    _lock = threading.Lock()
    _idle.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_children)
