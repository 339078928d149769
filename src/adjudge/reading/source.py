"""The bytes of a document, from a file, standard input or an address, never more than the limit."""

import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from adjudge.errors import ArticleError

MAX_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Raw:
    """A document as it came: its bytes, what it is called, and what the server said about it."""

    data: bytes
    name: str
    url: str = ""
    charset: str = ""


def read_raw(source: str | Path) -> Raw:
    """Read a document whole, or raise an `ArticleError` that says why it cannot be read."""
    if isinstance(source, str) and source == "-":
        return Raw(_from_stdin(), "standard input")
    if isinstance(source, str) and "://" in source[:20]:
        return _from_address(source)
    return Raw(_from_file(Path(source)), str(source))


def _from_stdin() -> bytes:
    if sys.stdin is None or sys.stdin.closed:
        raise ArticleError("there is no standard input to read an article from")
    if sys.stdin.isatty():
        sys.stderr.write("reading an article from the terminal; end it with Ctrl-D\n")
    stream = getattr(sys.stdin, "buffer", None)
    data = stream.read(MAX_BYTES + 1) if stream else sys.stdin.read(MAX_BYTES + 1).encode("utf-8", "surrogateescape")
    return _within_limit(data, "standard input")


def _from_file(path: Path) -> bytes:
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise ArticleError(f"{path} is a folder, not an article")
        if found.st_size > MAX_BYTES:
            raise _too_large(str(path))
        with path.open("rb") as file:
            return _within_limit(file.read(MAX_BYTES + 1), str(path))
    except FileNotFoundError as missing:
        raise ArticleError(f"there is no file {path}") from missing
    except (OSError, ValueError) as unreadable:
        reason = getattr(unreadable, "strerror", None) or str(unreadable)
        raise ArticleError(f"{path} cannot be read: {reason}") from unreadable


def _from_address(url: str) -> Raw:
    from adjudge.reading.fetch import get

    fetched = get(url)
    return Raw(fetched.body, url, url=fetched.url, charset=fetched.charset)


def _within_limit(data: bytes, name: str) -> bytes:
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    return data


def _too_large(name: str) -> ArticleError:
    return ArticleError(f"{name} is larger than {MAX_BYTES // 1_000_000} MB, which no article is")
