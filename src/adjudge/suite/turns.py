"""Turns of conversations as a report shows them: whether an answer holds, why there is none, how it drifted."""

from collections.abc import Iterator
from typing import Literal

from adjudge.model.base import Frozen
from adjudge.suite import accepted
from adjudge.suite.accepted import Accepted
from adjudge.suite.conversations import Conversation, Talked
from adjudge.suite.staleness import Reason

TurnState = Literal["holds", "does not hold", "stale", "unrecorded", "failed"]
_WAITS = "it is asked once the turn before it has its answer"
# What comes of a promise that does not hold, as of anything else that a run is to check.
_BROKEN = 5


class TurnRow(Frozen):
    """One turn: whether its answer holds what was promised, and how it differs from the accepted one."""

    id: str
    conversation: str
    question: str
    state: TurnState
    says: tuple[str, ...] = ()
    """The promises that do not hold, or why there is no answer."""
    moved: tuple[str, ...] = ()
    """How the answer differs from the accepted one."""
    is_accepted: bool = False
    sentences: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    exit_code: int = 0

    @property
    def is_missing(self) -> bool:
        """True where an answer is not recorded: the turn is not broken, and it does not hold either."""
        return self.state in ("stale", "unrecorded")


def rows(talked: Talked, known: Accepted, reason: Reason) -> Iterator[TurnRow]:
    """Give a row for each turn of a conversation, in order."""
    yield from (_answered(talked, number, known) for number in range(len(talked.answers)))
    first = len(talked.answers)
    if first < len(talked.conversation.document.turn):
        stopped = _stopped(talked, first, known, reason)
        yield stopped
        yield from (_waiting(talked.conversation, number, known, stopped) for number in range(first + 1, len(talked.conversation.document.turn)))


def _answered(talked: Talked, number: int, known: Accepted) -> TurnRow:
    told, conversation = talked.answers[number], talked.conversation
    name, broken = conversation.turn_id(number), talked.broken[number]
    before = known.known(name, told.question)
    return TurnRow(
        id=name, conversation=conversation.id, question=told.question, state="does not hold" if broken else "holds", says=broken,
        moved=tuple(accepted.moved(before, accepted.turn_of(talked, number))) if before else (), is_accepted=before is not None,
        sentences=tuple(one.text for one in told.sentences), quotes=tuple(f"{one.source}: {one.quote.exact}" for one in told.references),
        exit_code=_BROKEN if broken else 0,
    )  # fmt: skip


def _stopped(talked: Talked, number: int, known: Accepted, reason: Reason) -> TurnRow:
    """Give the first turn without an answer: it, or the verdict that it is about, has none."""
    conversation, failure = talked.conversation, talked.failure
    assert failure is not None
    name, question = conversation.turn_id(number), _question(conversation, number)
    before = known.known(name, question)
    if not failure.is_missing:
        return TurnRow(id=name, conversation=conversation.id, question=question, state="failed", says=(f"{failure.kind}: {failure.says}",), is_accepted=before is not None, exit_code=failure.exit_code)
    found = [reason(missing, before.files if before else ()) for missing in talked.missed] or [(failure.says, True)]
    was_recorded = before is not None or any(once for _, once in found)
    return TurnRow(
        id=name, conversation=conversation.id, question=question, state="stale" if was_recorded else "unrecorded",
        says=tuple(dict.fromkeys(says for says, _ in found)), is_accepted=before is not None, exit_code=failure.exit_code,
    )  # fmt: skip


def _waiting(conversation: Conversation, number: int, known: Accepted, stopped: TurnRow) -> TurnRow:
    """Give a turn that cannot be asked before the one that has no answer: the answer is part of its request."""
    name, question = conversation.turn_id(number), _question(conversation, number)
    return TurnRow(
        id=name, conversation=conversation.id, question=question, state=stopped.state, says=(_WAITS,),
        is_accepted=known.known(name, question) is not None, exit_code=stopped.exit_code,
    )  # fmt: skip


def _question(conversation: Conversation, number: int) -> str:
    return " ".join(conversation.document.turn[number].question.split())
