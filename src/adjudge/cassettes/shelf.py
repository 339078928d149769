"""Which recordings are searched, whether the network may be touched, and where new chains go."""

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from adjudge.cassettes.key import Key
from adjudge.cassettes.misses import missing

if TYPE_CHECKING:
    from adjudge.cassettes.chain import Chain


@dataclass(frozen=True, slots=True)
class Play:
    """One use of a recording."""

    file: Path
    played: int
    recorded: int

    @property
    def is_superseded(self) -> bool:
        """Whether the file holds a re-ask that is no longer needed."""
        return self.played < self.recorded


class Recordings:
    """A search path of folders, the first hit wins; without `keep` the network is never touched."""

    def __init__(self, *folders: Path, keep: Path | None = None, live: bool | None = None, fresh: bool = False) -> None:
        """Search `folders`, then `keep`; `fresh` searches nothing, so that every question is asked anew."""
        self.folders = tuple(dict.fromkeys((*folders, *([keep] if keep else []))))
        self.keep = keep
        self.live = keep is not None if live is None else live
        self.fresh = fresh
        self._plays: list[Play] = []
        self._turns: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    @property
    def plays(self) -> tuple[Play, ...]:
        """Every use of a recording so far."""
        with self._lock:
            return tuple(self._plays)

    def find(self, key: Key) -> Path | None:
        """Give the first file that answers the question."""
        candidates = (folder / key.file for folder in self.folders)
        return next((path for path in candidates if path.is_file()), None) if not self.fresh else None

    @contextmanager
    def chain(self, key: Key, *, host: str, send: Callable[..., Any] | None) -> Iterator["Chain"]:
        """Open the chain of a question; it is kept when the block ends well, and not at all when it fails."""
        with self._turn(key.fingerprint):
            chain = self._opened(key, host=host, send=send)
            yield chain
            chain.finish()
            if chain.source:
                with self._lock:
                    self._plays.append(Play(chain.source, chain.played, chain.recorded))

    def unplayed(self, folder: Path) -> tuple[Path, ...]:
        """Give the recordings in a folder that nothing has played, or of which something was left over."""
        whole = {play.file.resolve() for play in self.plays if not play.is_superseded}
        return tuple(path for path in recordings_in(folder) if path.resolve() not in whole)

    def _opened(self, key: Key, *, host: str, send: Callable[..., Any] | None) -> "Chain":
        source = self.find(key)
        if source is None and not self.live:
            raise missing(key, self.folders)
        from adjudge.cassettes.chain import (
            Chain,  # vcrpy takes a third of a second to import
        )

        target = self.keep and self.keep / key.file
        return Chain(key, host=host, source=source, target=target, send=send if self.live else None)

    @contextmanager
    def _turn(self, fingerprint: str) -> Iterator[None]:
        """Let one thread at a time ask a question, so that the second finds the answer of the first."""
        with self._lock:
            turn = self._turns.setdefault(fingerprint, threading.Lock())
        with turn:
            yield


def replay(*folders: Path) -> Recordings:
    """Play from folders only."""
    return Recordings(*folders)


def record(folder: Path, *, fresh: bool = False) -> Recordings:
    """Ask what a folder does not hold, and keep the answers there."""
    return Recordings(keep=folder, fresh=fresh)


def unrecorded() -> Recordings:
    """Ask everything and keep nothing."""
    return Recordings(live=True)


def answers(url: str, environ: Mapping[str, str] | None = None) -> Path:
    """Find where a live run keeps its chains: apart by server, because two servers may share a model's name."""
    environ = os.environ if environ is None else environ
    parts = urlsplit(url)
    server = f"{parts.hostname}-{parts.port}" if parts.port else str(parts.hostname)
    return Path(environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "adjudge" / "answers" / server.replace(":", "_")


def shipped() -> Path:
    """Find the recordings that come with adjudge: inside the package when installed, beside `src` in a checkout."""
    packaged = Path(str(files("adjudge"))) / "recordings"
    return packaged if packaged.is_dir() else Path(str(files("adjudge"))).parents[1] / "cassettes"


def recordings_in(folder: Path) -> list[Path]:
    """List the recordings of a folder, in order."""
    return sorted(path for path in folder.glob("*/*.json") if not path.name.startswith("."))
