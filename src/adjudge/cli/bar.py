"""For reports of many checks: a progress bar on a terminal's stderr, a line now and then in a log, and the room for a table."""

import shutil
import sys
from collections.abc import Callable
from typing import Any

from adjudge.cli.output import progress

# A log has no edge, and names cut short cannot be searched for; below the other a table cannot be read.
_WIDEST, _NARROWEST = 160, 80


def table_width() -> int:
    """Give the columns that a table may take: the terminal's, or many when piped."""
    if not sys.stdout.isatty():
        return _WIDEST
    return max(_NARROWEST, min(shutil.get_terminal_size((_NARROWEST, 24)).columns, _WIDEST))


def bar(words: str, *, quiet: bool) -> Callable[[int, int], None]:
    """Give something to call with what is done and how much there is."""
    if quiet:
        return lambda done, total: None
    if sys.stderr.isatty():
        return _Bar(words)
    told = progress(quiet=False)
    return lambda done, total: told(words, done, total)


class _Bar:
    """Starts with the first result: a bar draws from a thread, and processes are forked before there is one."""

    def __init__(self, words: str) -> None:
        self._words, self._shown, self._task = words, None, None

    def __call__(self, done: int, total: int) -> None:
        if self._shown is None:
            self._shown, self._task = _started(self._words, total)
        self._shown.update(self._task, completed=done)
        if done >= total:
            self._shown.stop()


def _started(words: str, total: int) -> tuple[Any, Any]:
    from rich.console import Console
    from rich.progress import Progress

    shown = Progress(console=Console(stderr=True), transient=True)
    shown.start()
    return shown, shown.add_task(words, total=total)
