"""Indexes of recent articles, kept by their text within a bound."""

from collections import OrderedDict
from threading import Lock

from adjudge.anchor._locate import Index

# Characters of article text; an index takes about fourteen bytes for each, so this is some 60 MB at most.
_MOST = 4_000_000


class Memo:
    """The most recently used indexes, up to a total length of text; safe to share between threads."""

    def __init__(self, most: int = _MOST) -> None:
        self._most, self._size = most, 0
        self._kept: OrderedDict[str, Index] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def index(self, article: str) -> Index:
        """Return the index of this text, made now or before."""
        with self._lock:
            if found := self._kept.get(article):
                self._kept.move_to_end(article)
                return found
        # Built outside the lock: two threads may build the same index, none waits for another's.
        made = Index(article)
        with self._lock:
            self._keep(article, made)
        return made

    def _keep(self, article: str, made: Index) -> None:
        if article in self._kept or len(article) > self._most:
            return
        self._kept[article] = made
        self._size += len(article)
        while self._size > self._most:
            oldest, _ = self._kept.popitem(last=False)
            self._size -= len(oldest)
