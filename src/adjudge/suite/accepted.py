"""The accepted answers of conversations: one committed file beside the documents, and how an answer drifts from it."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from pydantic import Field

from adjudge.asking import Answered
from adjudge.model.base import Frozen
from adjudge.suite import baseline
from adjudge.suite.conversations import Talked


class Sentence(Frozen):
    """One sentence as it is compared: what it is, its words, the quotes that carry it, and its marks."""

    kind: str
    text: str
    quotes: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


class AcceptedTurn(Frozen):
    """One answer as it is compared, and the recordings that it rests on."""

    question: str
    by: str
    is_answered: bool
    sentences: tuple[Sentence, ...]
    files: tuple[str, ...] = ()


class Accepted(Frozen):
    """What every turn was answered when that was last accepted, by the turn's name."""

    schema_: Literal["adjudge.conversations/1"] = Field(default="adjudge.conversations/1", alias="schema")
    turns: dict[str, AcceptedTurn] = {}

    def known(self, name: str, question: str) -> AcceptedTurn | None:
        """Give the accepted answer to a question; another question in its place has none."""
        found = self.turns.get(name)
        return found if found and found.question == question else None


def load(folder: Path | None) -> Accepted:
    """Read what was accepted of a folder of conversations; nothing where nothing ever was."""
    return baseline.loaded(folder / baseline.FILE, Accepted) if folder else Accepted()


def accept(folder: Path, talked: Iterable[Talked], *, whole: bool) -> int:
    """Take the answers that came for what is expected from now on; give how many entries moved.

    A turn without an answer keeps its old entry. After a run of the `whole` folder, entries without a turn go.
    """
    old, talked = load(folder), list(talked)
    new = {one.conversation.turn_id(number): turn_of(one, number) for one in talked for number in range(len(one.answers))}
    names = {one.conversation.turn_id(number) for one in talked for number in range(len(one.conversation.document.turn))}
    kept = {name: turn for name, turn in old.turns.items() if not whole or name in names}
    turns = dict(sorted((kept | new).items()))
    baseline.keep(folder / baseline.FILE, Accepted(turns=turns))
    return baseline.moved(old.turns, turns)


def turn_of(talked: Talked, number: int) -> AcceptedTurn:
    """Reduce an answer to what is compared."""
    told = talked.answers[number]
    return AcceptedTurn(question=told.question, by=told.by, is_answered=told.is_answered, sentences=tuple(_sentences(told)), files=talked.leans_on(number))


def _sentences(told: Answered) -> Iterator[Sentence]:
    for one in told.sentences:
        yield Sentence(kind=one.kind, text=one.text, quotes=tuple(f"{quote.source} {quote.quote.exact!r}" for quote in told.quotes_of(one)), marks=one.marks)


def moved(old: AcceptedTurn, new: AcceptedTurn) -> Iterator[str]:
    """Say how an answer is not the accepted one: who answers, sentences that came or went, and what carries those that stayed."""
    if old.by != new.by:
        yield f"answered by {new.by} instead of {old.by}"
    if old.is_answered != new.is_answered:
        yield "it is answered now" if new.is_answered else "the material no longer answers it"
    before, after = {one.text: one for one in old.sentences}, {one.text: one for one in new.sentences}
    yield from (f"sentence vanished: {text!r}" for text in before if text not in after)
    yield from (f"sentence appeared: {one.kind}, {text!r}" for text, one in after.items() if text not in before)
    yield from (said for text, one in after.items() if text in before for said in _stayed(before[text], one))
    if before.keys() == after.keys() and list(before) != list(after):
        yield "the same sentences stand in another order"


def _stayed(old: Sentence, new: Sentence) -> Iterator[str]:
    if old.kind != new.kind:
        yield f"{new.text!r}: {old.kind} -> {new.kind}"
    if old.quotes != new.quotes:
        yield f"{new.text!r}: rests on {_list(new.quotes)} instead of {_list(old.quotes)}"
    if old.marks != new.marks:
        yield f"{new.text!r}: marked {_list(new.marks)} instead of {_list(old.marks)}"


def _list(named: Sequence[str]) -> str:
    return "; ".join(named) or "nothing"
