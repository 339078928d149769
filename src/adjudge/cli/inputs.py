"""What a command line names, made into values: articles, moments, the model's settings, the folders of recordings."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from adjudge.errors import ArticleError, UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from adjudge.cassettes import Recordings
    from adjudge.model.adjudication import Attestation
    from adjudge.settings import Settings

STDIN = "-"
SHIPPED_MODEL = "relay"


def article_sources(given: Sequence[str]) -> list[str]:
    """Give every article that was named: folders by their files in order, patterns by what they match."""
    found = [source for name in given for source in _expanded(name)]
    if not found:
        raise UsageError("no article was given")
    return found


def _expanded(name: str) -> list[str]:
    if name == STDIN or "://" in name[:12]:
        return [name]
    import glob

    path = Path(name)
    if path.is_dir():
        return _in_folder(path)
    if not path.exists() and glob.has_magic(name):
        return sorted(glob.glob(name)) or _none(f"nothing matches {name!r}")
    return [name]


def _in_folder(folder: Path) -> list[str]:
    try:
        files = sorted(str(path) for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    except OSError as error:
        raise ArticleError(f"the folder {str(folder)!r} cannot be read: {error.strerror or error}") from error
    return files or _none(f"the folder {str(folder)!r} holds no article")


def _none(why: str) -> list[str]:
    raise ArticleError(why)


def one_stdin(market: str, articles: Sequence[str]) -> None:
    """Refuse to read stdin twice."""
    if [market, *articles].count(STDIN) > 1:
        raise UsageError("'-' can be given once: standard input is read once")


def moment(text: str, option: str) -> "datetime":
    """Read a moment that an option names."""
    from adjudge.clock import parse_instant

    try:
        return parse_instant(text)
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from error


def published_for(dates: Sequence[str], articles: Sequence[str]) -> list[str | None]:
    """Match publication dates to articles: one for each, in order; an empty one leaves the article's own."""
    if not dates:
        return [None] * len(articles)
    if len(dates) != len(articles):
        raise UsageError(f"--published is given {len(dates)} times for {len(articles)} articles; give it once for each, in their order")
    return [date or None for date in dates]


def attestation(words: str | None) -> "Attestation | None":
    """Read a person's word that a search was made; it must say up to when."""
    if not words:
        return None
    import re

    from adjudge.model.adjudication import Attestation

    stamps = re.findall(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})", words)
    if len(stamps) != 1:
        raise UsageError("--attest must say up to when, once, such as 'Reuters and AP searched until 2025-12-02T12:00Z, no report'")
    return Attestation(words=words, until=moment(stamps[0], "--attest"))


def settings(**flags: object) -> "Settings":
    """Give the settings in force, flags last."""
    from adjudge.settings import load

    return load(flags)


def recordings(chosen: "Settings", *, folder: Path | None, replay: bool, record: bool, fresh: bool) -> "Recordings":
    """Give the recordings to play from and to keep, or refuse flags that contradict each other."""
    from adjudge import cassettes
    from adjudge.api import default_recordings

    if replay and record:
        raise UsageError("--replay and --record exclude each other")
    if record and folder is None:
        raise UsageError("--record needs --cassettes DIR to know where to")
    if folder is not None and not (replay or record):
        raise UsageError("--cassettes needs --replay or --record")
    if replay and fresh:
        raise UsageError("--replay and --fresh exclude each other")
    if replay and folder is not None and not folder.is_dir():
        raise UsageError(f"--cassettes: there is no folder {str(folder)!r}")
    if record:
        return cassettes.record(folder, fresh=fresh)  # type: ignore[arg-type]
    if replay:
        return cassettes.replay(folder or cassettes.shipped())
    return default_recordings(chosen, fresh=fresh)
