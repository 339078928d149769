"""The bytes of a market, wherever they lie, as text; what cannot be text is refused here."""

import sys
from dataclasses import dataclass
from pathlib import Path

from adjudge.errors import MarketError

# The largest real payload seen, a page of a hundred events, is under 1 MB; ten times that is no market.
LIMIT = 10_000_000
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Raw:
    """A text and the name by which messages call it."""

    text: str
    name: str


def is_url(source: str | Path) -> bool:
    """Say whether the source is a web address and not a path."""
    return isinstance(source, str) and source.lower().startswith(("http://", "https://"))


def load(source: str | Path) -> Raw:
    """Read a file, or stdin where the source is `-`."""
    if str(source) == "-":
        return Raw(decode(_stdin(), "stdin"), "stdin")
    return Raw(decode(_file(Path(source)), f"{str(source)!r}"), f"{str(source)!r}")


def decode(content: bytes, name: str) -> str:
    """Give the bytes as text, every character kept but a byte order mark."""
    if len(content) > LIMIT:
        raise MarketError(f"{name} is larger than {LIMIT // 1_000_000} MB, which no market is")
    text = _decoded(content, name)
    if "\x00" in text:
        raise MarketError(f"{name} is a binary file, not a market")
    if not text.strip():
        raise MarketError(f"{name} is empty")
    return text


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-16" if content.startswith(_UTF16) else "utf-8-sig")
    except UnicodeDecodeError as broken:
        kind = "binary" if b"\x00" in content else f"not UTF-8 text (byte {broken.start})"
        raise MarketError(f"{name} is {kind}, so it cannot be read as a market") from broken


def _file(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise MarketError(f"{str(path)!r} is a folder, not a market")
        with path.open("rb") as file:
            return file.read(LIMIT + 1)
    except FileNotFoundError as missing:
        raise MarketError(f"there is no market at {str(path)!r}") from missing
    except (OSError, ValueError) as fault:
        raise MarketError(f"{str(path)!r} cannot be read: {_reason(fault)}") from fault


def _stdin() -> bytes:
    if sys.stdin is None:
        raise MarketError("stdin is closed, so no market can be read from it")
    return sys.stdin.buffer.read(LIMIT + 1)


def _reason(fault: OSError | ValueError) -> str:
    return (fault.strerror if isinstance(fault, OSError) else None) or str(fault) or type(fault).__name__
