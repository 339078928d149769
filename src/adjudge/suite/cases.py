"""Cases as folders: a market, its articles, and `case.toml` with the verdicts that were written down beforehand."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from adjudge.clock import parse_instant
from adjudge.errors import InputError, UsageError
from adjudge.model.adjudication import Attestation, Cause, Name, Options
from adjudge.model.base import Instant
from adjudge.suite.mutations import Edit, edited
from adjudge.suite.summary import Ending

if TYPE_CHECKING:
    from adjudge.model.article import Article
    from adjudge.model.market import Market

_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})")


class Entry(BaseModel):
    """A part of a document that people write; keys that mean nothing are left to the hygiene report, because a note must not stop a run."""

    model_config = ConfigDict(frozen=True, extra="allow")


E = TypeVar("E", bound=Entry)
Moment = Annotated[Instant, BeforeValidator(lambda said: parse_instant(said if isinstance(said, str) else said.isoformat()))]


class Expected(Entry):
    """The verdict that was written down, with what must carry it."""

    name: str
    as_of: Moment | None = None
    expected: Name
    cause: Cause | None = None
    outcome: str | None = None
    default_if_unresolved: str | None = None
    platform_ruling: str | None = None
    articles: tuple[str, ...] = ()
    attest: str | None = None
    quotes: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    traps: tuple[str, ...] = ()
    why: str = ""
    known_wrong: str | None = None
    """Why it is known to come out wrong; without it a wrong verdict fails the tests."""
    proposal: str | None = None
    """The outcome that somebody proposed on the platform, for comparison."""

    @property
    def words(self) -> str:
        """The expected verdict in a few words."""
        more = self.cause or (self.outcome if self.expected == "resolved" else None)
        return f"{self.expected} ({more})" if more else self.expected

    def agrees(self, got: Ending) -> bool:
        """Say whether a verdict is the expected one, as far as the label goes into detail."""
        stated = ((self.outcome, got.outcome), (self.default_if_unresolved, got.default_if_unresolved), (self.platform_ruling, got.platform_ruling))
        return (self.expected, self.cause) == (got.verdict, got.cause) and all(label in (None, found) for label, found in stated)


class Mutation(Expected):
    """A change to a case whose effect is known, with a verdict of its own."""

    of: str = ""
    """The check that is changed; the first one where none is named."""
    kind: str = "other"
    """What kind of change it is: a column of the matrix."""
    edit: tuple[Edit, ...]


class CaseFile(Entry):
    """One `case.toml`."""

    title: str = ""
    pick: str | None = None
    """Which market, where the payload holds several."""
    check: tuple[Expected, ...]
    mutation: tuple[Mutation, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One moment at which a case is judged, changed by a mutation or not."""

    folder: Path
    label: Expected
    base: Expected | None = None
    """The check that a mutation changes."""
    pick: str | None = None

    @property
    def case(self) -> str:
        """The case's slug."""
        return self.folder.name

    @property
    def suite(self) -> Path:
        """The folder that the case stands in."""
        return self.folder.parent

    @property
    def id(self) -> str:
        """The name that baselines, reports and `--case` know it by."""
        return f"{self.case}/{self.label.name}" if self.base is None else f"{self.case}/{self.base.name} ~ {self.label.name}"

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What a mutation changes."""
        return self.label.edit if isinstance(self.label, Mutation) else ()

    @property
    def as_of(self) -> Instant:
        """The moment that the verdict speaks about."""
        moment = self.label.as_of or (self.base.as_of if self.base else None)
        if moment is None:
            raise InputError(f"{self.id}: it has no as_of")
        return moment

    def materials(self) -> "tuple[Market, list[Article]]":
        """Read the market and the articles of this check, edits applied."""
        from adjudge.markets import read_market
        from adjudge.reading import read_article

        names = self.article_names()
        market = read_market(_market(self.folder), pick=self.pick)
        return edited(market, {name: read_article(self.folder / "articles" / name) for name in names}, self.edits, self.id)

    def options(self) -> Options:
        """Give the options of this check."""
        words = self.label.attest or (self.base.attest if self.base else None)
        return Options(attest=_attestation(words, self.id) if words else None)

    def article_names(self) -> tuple[str, ...]:
        """The files that are given as articles; all of them where the label names none."""
        named = self.label.articles or (self.base.articles if self.base else ())
        return named or _files(self.folder / "articles")


def load(folder: Path) -> list[Check]:
    """Read every check and mutation of a folder of cases, or of one case, in order."""
    if not folder.is_dir():
        raise InputError(f"there is no folder {str(folder)!r}")
    paths = [folder / "case.toml"] if (folder / "case.toml").is_file() else sorted(folder.glob("*/case.toml"))
    checks = [check for path in paths for check in _checks(path.parent, read_case(path))]
    if not checks:
        raise InputError(f"there are no cases in {str(folder)!r}: a case is a folder with case.toml")
    return checks


def read_case(path: Path) -> CaseFile:
    """Read one case file, or say what is wrong with it."""
    return read_entry(path, CaseFile)


def read_entry(path: Path, shape: type[E]) -> E:
    """Read a TOML document into its shape, or say what is wrong with it."""
    try:
        return shape.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{str(path)!r} cannot be read: {error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise InputError(f"{str(path)!r}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None


def unknown_keys(path: Path) -> Iterator[str]:
    """Name the keys of a case file that mean nothing, which mostly are misspelled ones."""
    case = read_case(path)
    return meaningless((getattr(entry, "name", ""), entry) for entry in (case, *case.check, *case.mutation))


def meaningless(entries: Iterable[tuple[str, Entry]]) -> Iterator[str]:
    """Name the keys of entries that mean nothing, each after the name of its entry."""
    for where, entry in entries:
        yield from (f"{where + ': ' if where else ''}the key {key!r} means nothing" for key in entry.model_extra or ())


def examples() -> Path:
    """Find the examples: inside the package when installed, beside `src` in a checkout."""
    package = Path(str(files("adjudge")))
    return package / "examples" if (package / "examples").is_dir() else package.parents[1] / "examples"


def default_suites() -> list[Path]:
    """Find the suites of the checkout; an installed package has its examples alone."""
    root = Path(str(files("adjudge"))).parents[1]
    places = [root / "tests" / "suite", root / "tests" / "heldout", examples()] if (root / "pyproject.toml").is_file() else [examples()]
    found = [place for place in places if place.is_dir()]
    if not found:
        raise UsageError("no suite was given, and none ships with this installation")
    return found


def _checks(folder: Path, case: CaseFile) -> Iterator[Check]:
    by_name = {check.name: check for check in case.check}
    yield from (Check(folder, check, pick=case.pick) for check in case.check)
    for mutation in case.mutation:
        if mutation.of and mutation.of not in by_name:
            raise InputError(f"{str(folder / 'case.toml')!r}: the mutation {mutation.name!r} changes {mutation.of!r}, which is no check")
        yield Check(folder, mutation, by_name.get(mutation.of) or case.check[0], case.pick)


def _market(folder: Path) -> Path:
    found = sorted(path for path in folder.glob("market.*") if path.suffix in (".md", ".json", ".txt"))
    if len(found) != 1:
        raise InputError(f"{str(folder)!r} needs one market file, market.md or market.json, and has {len(found)}")
    return found[0]


def _files(folder: Path) -> tuple[str, ...]:
    # A case may have no article: silence is evidence of nothing, and has a verdict.
    return tuple(sorted(path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))) if folder.is_dir() else ()


def _attestation(words: str, name: str) -> Attestation:
    stamps = _STAMP.findall(words)
    if len(stamps) != 1:
        raise InputError(f"{name}: attest must say up to when, once, such as 2025-12-02T12:00Z")
    return Attestation(words=words, until=parse_instant(stamps[0]))
