"""Recorded conversations: a document names a market, a moment and the turns; each is replayed, or asked, turn by turn."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from adjudge.asking import Answered, requests
from adjudge.cassettes import Play
from adjudge.errors import AdjudgeError
from adjudge.model.calls import Ask
from adjudge.suite.cases import Entry, Moment, meaningless, read_entry
from adjudge.suite.promises import broken
from adjudge.suite.run import Failure, judged
from adjudge.suite.shelf import Missing, Shelf
from adjudge.suite.summary import recording_of, roles

if TYPE_CHECKING:
    from adjudge.model.article import Article
    from adjudge.model.market import Market

Words = Annotated[str, Field(min_length=1)]


class Turn(Entry):
    """One question, and what must hold of its answer."""

    question: Words
    supposed: str | None = None
    quotes: tuple[Words, ...] = ()
    never_quotes: tuple[Words, ...] = ()
    does_not_say: bool = False
    keeps_verdict: bool = False
    by: Literal["model", "code"] = "model"


class Document(Entry):
    """One conversation as it is written down."""

    title: str = ""
    market: str
    articles: tuple[str, ...] = ()
    as_of: Moment
    turn: Annotated[tuple[Turn, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Conversation:
    """A document with the file that it stands in."""

    path: Path
    document: Document

    @property
    def id(self) -> str:
        """The name that reports and `--case` know it by."""
        return self.path.stem

    @property
    def article_paths(self) -> list[Path]:
        """The files that are given as articles."""
        return [self._root / name for name in self.document.articles]

    @property
    def _root(self) -> Path:
        # Conversations stand in tests/conversations, and paths begin at the top of the checkout.
        return self.path.parents[2]

    def turn_id(self, number: int) -> str:
        """Give the name of a turn, counted from 0."""
        return f"{self.id}/{number + 1}"

    def materials(self) -> "tuple[Market, list[Article]]":
        """Read the market and the articles."""
        from adjudge.markets import read_market
        from adjudge.reading import read_article

        return read_market(self._root / self.document.market), [read_article(path) for path in self.article_paths]


@dataclass(frozen=True)
class Talked:
    """What one conversation gave: the answers as far as they came, and why there are no more."""

    conversation: Conversation
    seconds: float
    answers: tuple[Answered, ...] = ()
    broken: tuple[tuple[str, ...], ...] = ()
    """For each answer: what does not hold of it."""
    is_judged: bool = False
    """True where there is a verdict to talk about."""
    files: tuple[str, ...] = ()
    """The recordings that its verdict rests on."""
    failure: Failure | None = None
    missed: tuple[Missing, ...] = ()
    plays: tuple[Play, ...] = ()

    @property
    def is_missing(self) -> bool:
        """True where all that is wrong is that an answer was not recorded."""
        return self.failure is not None and self.failure.is_missing

    def leans_on(self, number: int) -> tuple[str, ...]:
        """Give the recordings that an answer rests on: those of the verdict, and its own."""
        calls = self.answers[number].calls
        return (*self.files, *([recording_of(calls[0])] if calls else []))


def load(folder: Path | None, only: str | None = None) -> list[Conversation]:
    """Read every conversation of a folder, or the only one of this name; where there is no folder there is none."""
    paths = sorted(folder.glob("*.toml")) if folder and folder.is_dir() else []
    return [Conversation(path, read_entry(path, Document)) for path in paths if only in (None, path.stem)]


def unknown_keys(conversations: Iterable[Conversation]) -> Iterator[str]:
    """Name the keys of documents that mean nothing: a misspelled promise holds an answer to nothing."""
    for one in conversations:
        entries = [("", one.document), *((f"turn {number}", turn) for number, turn in enumerate(one.document.turn, 1))]
        yield from (f"{one.path.parent.name}/{one.path.name}: {said}" for said in meaningless(entries))


def talk(conversation: Conversation, ask: Ask, *, lanes: int = 1) -> Talked:
    """Judge the market and ask the turns in order; what goes wrong is part of the result."""
    start = time.perf_counter()
    document = conversation.document
    try:
        market, articles = conversation.materials()
        record = judged(market, articles, as_of=document.as_of, ask=ask, lanes=lanes)
        answers, error = requests(record, [(turn.question, turn.supposed) for turn in document.turn], ask=ask)
    except AdjudgeError as failed:
        return Talked(conversation, time.perf_counter() - start, failure=Failure.of(failed))
    return Talked(
        conversation, time.perf_counter() - start, answers=answers, is_judged=True, failure=Failure.of(error) if error else None,
        broken=tuple(tuple(broken(turn, told, record)) for turn, told in zip(document.turn, answers, strict=False)),
        files=tuple(dict.fromkeys(file for _, file in roles(record))),
    )  # fmt: skip


def replayed(conversation: Conversation, ask: Ask, shelf: Shelf) -> Talked:
    """Replay a conversation from recordings; nothing is asked."""
    played, missed = len(shelf.plays), len(shelf.missed)
    done = talk(conversation, ask)
    return replace(done, missed=tuple(shelf.missed[missed:]), plays=shelf.plays[played:])
