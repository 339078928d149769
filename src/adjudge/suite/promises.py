"""What must hold of an answer in a recorded conversation: what its document promises, and what always does."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from adjudge.asking import Answered
from adjudge.ground.ask import Reference, material
from adjudge.ground.speech import OTHER_VERDICT
from adjudge.model.adjudication import Adjudication
from adjudge.reports.words import verdict_words

if TYPE_CHECKING:
    from adjudge.suite.conversations import Turn

# Between the pieces of a quote that leaves something out.
_GAP = " … "


def broken(turn: "Turn", told: Answered, record: Adjudication) -> Iterator[str]:
    """Say what does not hold of an answer, a sentence for each promise, with the words."""
    if told.by != turn.by:
        yield f"by: {told.by} answers, and not {turn.by}"
    yield from _of_quotes(turn, told)
    yield from _of_silence(turn, told)
    if turn.keeps_verdict:
        yield from (f"keeps_verdict: it names another verdict: {one.text!r}" for one in told.sentences if any(OTHER_VERDICT in mark for mark in one.marks))
    yield from _of_always(told, record)


def _of_quotes(turn: "Turn", told: Answered) -> Iterator[str]:
    shown = [one.quote.exact for one in told.references]
    yield from (f"quotes: no verified quote of it has {words!r}" for words in turn.quotes if not any(words in quote for quote in shown))
    yield from (f"never_quotes: it quotes {words!r}" for words in turn.never_quotes if any(words in quote for quote in shown))


def _of_silence(turn: "Turn", told: Answered) -> Iterator[str]:
    if not turn.does_not_say:
        return
    if told.is_answered and not any(one.kind == "does_not_say" for one in told.sentences):
        yield f"does_not_say: it answers {told.sentences[0].text!r}, and nowhere that the material does not say"
    if not told.what_would:
        yield "does_not_say: it does not say what would"


def _of_always(told: Answered, record: Adjudication) -> Iterator[str]:
    texts = material(record, told.question).texts
    yield from (f"always: the quote {one.quote.exact!r} does not stand in {one.source}" for one in told.references if not _stands(one, texts.get(one.source, {})))
    yield from (f"always: it says {one.text!r} without a quote" for one in told.sentences if one.kind == "says" and not one.references)
    if told.verdict != verdict_words(record.verdict):
        yield f"always: it gives the verdict as {told.verdict!r}, and the record as {verdict_words(record.verdict)!r}"


def _stands(one: Reference, texts: Mapping[str, str]) -> bool:
    text = texts.get(one.quote.where, "")
    return _GAP.join(text[start:end] for start, end in one.quote.spans) == one.quote.exact
