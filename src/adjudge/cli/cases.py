"""Cases with an expected verdict, as folders: `market.md`, `articles/`, and `case.toml` with one `[[check]]` a moment."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adjudge.cli.inputs import attestation, moment
from adjudge.errors import InputError

if TYPE_CHECKING:
    from adjudge.model.adjudication import Options, Verdict
    from adjudge.model.article import Article
    from adjudge.model.market import Market


@dataclass(frozen=True, slots=True)
class Expected:
    """One moment at which a case is judged, and the verdict that was written down for it beforehand."""

    slug: str
    name: str
    folder: Path
    as_of: datetime
    verdict: str
    cause: str | None
    outcome: str | None
    given: tuple[str, ...]
    attest: str | None

    @property
    def words(self) -> str:
        """The expected verdict in a few words."""
        return f"{self.verdict} ({self.cause or self.outcome})" if self.cause or self.outcome else self.verdict

    def agrees(self, verdict: "Verdict") -> bool:
        """Say whether a verdict is the expected one, cause and outcome included where they were written down."""
        same_outcome = self.outcome is None or self.outcome == verdict.outcome
        return self.verdict == verdict.name and self.cause == verdict.cause and same_outcome

    def market(self) -> "Market":
        """Read the market."""
        from adjudge.markets import read_market

        return read_market(self.folder / "market.md")

    def articles(self) -> "list[Article]":
        """Read the articles of this check; all of them where none are named."""
        from adjudge.reading import read_article

        folder = self.folder / "articles"
        names = self.given or tuple(sorted(path.name for path in folder.iterdir() if not path.name.startswith(".")))
        return [read_article(folder / name) for name in names]

    def options(self) -> "Options":
        """Give the options of this check."""
        from adjudge.model.adjudication import Options

        return Options(attest=attestation(self.attest))


def shipped() -> Path:
    """Find the examples: inside the package when installed, beside `src` in a checkout."""
    packaged = Path(str(files("adjudge"))) / "examples"
    return packaged if packaged.is_dir() else Path(str(files("adjudge"))).parents[1] / "examples"


def cases_in(folder: Path, slug: str | None = None) -> Iterator[Expected]:
    """Read the checks of a folder of cases, or of the one case of that name."""
    if not folder.is_dir():
        raise InputError(f"there is no folder {str(folder)!r}")
    for path in sorted(folder.glob("*/case.toml")):
        if slug in (None, path.parent.name):
            yield from _checks(path)


def _checks(path: Path) -> Iterator[Expected]:
    try:
        case = tomllib.loads(path.read_text(encoding="utf-8"))
        yield from [_check(path.parent, entry) for entry in case["check"]]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{str(path)!r} cannot be read: {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{str(path)!r} has a check that lacks {error}") from error


def _check(folder: Path, entry: dict[str, Any]) -> Expected:
    return Expected(
        slug=folder.name, name=entry["name"], folder=folder, as_of=moment(str(entry["as_of"]), "as_of"), verdict=entry["expected"],
        cause=entry.get("cause"), outcome=entry.get("outcome"), given=tuple(entry.get("articles", ())), attest=entry.get("attest"),
    )  # fmt: skip
