"""Where text goes: the answer to stdout or a file, everything else to stderr, all of it harmless to a terminal."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from adjudge.errors import StorageError
from adjudge.reports.terminal import clean

# Wide enough for a quote, narrow enough for the eye to find the next line.
WIDEST = 100
PIPED = 80


def emit(text: str, file: Path | None = None) -> None:
    """Give the answer: to the file, whole or not at all, else to stdout; a reader that has left is no error."""
    if file is None:
        _print(text)
    elif file.exists() and not file.is_file():
        # A device or a pipe is written to; putting a new file in its place would take it away.
        _pour(text, file)
    else:
        from adjudge.cassettes.store import write_atomically

        write_atomically(file.resolve(), text)


def _print(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        abandon(sys.stdout.fileno())
    except OSError as error:
        abandon(sys.stdout.fileno())
        raise StorageError(f"the answer could not be written: {error.strerror or error}") from error


def _pour(text: str, file: Path) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StorageError(f"{str(file)!r} could not be written: {error.strerror or error}") from error


def abandon(descriptor: int) -> None:
    """Point a stream at nothing, so that the interpreter's last flush does not complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def say(text: str) -> None:
    """Tell the person something that is not the answer, in one line on stderr."""
    # Where nobody is there to be told, the answer still matters.
    with suppress(OSError):
        print(clean(text, keep_newlines=False), file=sys.stderr, flush=True)


def has_color() -> bool:
    """True where stdout is a terminal that shows colour and NO_COLOR does not ask for none."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width(widest: int = WIDEST) -> int:
    """Give the columns to write in: the terminal's up to a limit, 80 when piped."""
    if not sys.stdout.isatty():
        return PIPED
    try:
        return max(40, min(os.get_terminal_size(sys.stdout.fileno()).columns, widest))
    except OSError:
        return PIPED


def progress(*, quiet: bool) -> Callable[[str, int, int], None]:
    """Give something to call as work goes on: one line that counts up on a terminal, now and then a line in a log."""
    if quiet:
        return lambda step, done, total: None
    return _on_terminal if sys.stderr.isatty() else _in_log


def _on_terminal(step: str, done: int, total: int) -> None:
    line = clean(f"{step}: {done} of {total}", keep_newlines=False)[: PIPED - 1]
    sys.stderr.write(f"\r\x1b[K{line}" if done < total else "\r\x1b[K")
    sys.stderr.flush()


def _in_log(step: str, done: int, total: int) -> None:
    # Ten lines tell as much about a thousand articles as a thousand do; a handful need none.
    every = max(total // 10, 1)
    if total > 5 and done and done % every == 0:
        say(f"{step}: {done} of {total}")
