"""From a question to a checked answer: the clock is answered by code, everything else by a model and then checked."""

from collections.abc import Sequence

from adjudge.asking.materials import values
from adjudge.asking.shapes import Answered
from adjudge.asking.timing import on_the_clock
from adjudge.errors import InputError, ModelError, UsageError
from adjudge.ground.ask import Grounded, Material, complaints, ground, material
from adjudge.model.adjudication import Adjudication
from adjudge.model.calls import Ask, Call
from adjudge.prompting import Rendered, newest, render
from adjudge.reports.words import outlet, published, verdict_words
from adjudge.wire.ask import WireAnswer

# A page of text; a longer question is an argument, and belongs on the case as one.
LONGEST_QUESTION = 4_000
# All articles go into one request; beyond this no common model takes them, and none may be cut.
MOST_CHARACTERS = 600_000


def answer(record: Adjudication, question: str, *, ask: Ask, supposed: str | None = None, before: Sequence[Answered] = ()) -> Answered:
    """Answer a question about a record; `before` is the conversation so far. Raises a `ModelError` where no answer came."""
    asked = _question(question)
    if supposed is None and (told := on_the_clock(record, asked)):
        return told
    given = material(record, asked)
    got = ask(request(record, asked, supposed=supposed, before=before), WireAnswer, lambda value: complaints(value, given))
    return _answered(ground(got.value, given), given, supposed=supposed, calls=got.calls)


def request(record: Adjudication, question: str, *, supposed: str | None = None, before: Sequence[Answered] = ()) -> Rendered:
    """Render what a model is asked: a function of the inputs and the record's judgement, not of its moment."""
    size = sum(len(article.text) for article in record.articles)
    if size > MOST_CHARACTERS:
        raise InputError(f"the articles together have {size:,} characters, and one question takes at most {MOST_CHARACTERS:,}")
    return render(newest("ask"), values(record, _question(question), supposed=supposed, before=before))


def requests(record: Adjudication, turns: Sequence[tuple[str, str | None]], *, ask: Ask) -> tuple[tuple[Answered, ...], ModelError | None]:
    """Ask the turns of a conversation (question, supposition) in order, as far as answers come; then the error that ended it.

    A turn's request holds the answers before it, so it can be asked only once they are there.
    """
    done: list[Answered] = []
    for question, supposed in turns:
        try:
            done.append(answer(record, question, ask=ask, supposed=supposed, before=done))
        except ModelError as error:
            return tuple(done), error
    return tuple(done), None


def _question(text: str) -> str:
    question = " ".join(text.split())
    if not question:
        raise UsageError("the question is empty")
    if len(question) > LONGEST_QUESTION:
        raise UsageError(f"the question has {len(question):,} characters, and at most {LONGEST_QUESTION:,} are taken")
    return question


def _answered(found: Grounded, given: Material, *, supposed: str | None, calls: Sequence[Call]) -> Answered:
    record = given.record
    is_answered = any(one.references and one.kind in ("says", "inference") for one in found.sentences)
    would = found.what_would or (() if is_answered else record.settle.would_settle)
    return Answered(
        question=given.question,
        supposed=supposed,
        by="model",
        as_of=record.as_of,
        verdict=verdict_words(record.verdict),
        is_answered=is_answered,
        sentences=found.sentences,
        references=found.references,
        named={one.source: name_of(one.source, record) for one in found.references},
        unshown=found.unshown,
        what_would=would,
        gap=found.gap,
        calls=tuple(calls),
    )


def name_of(source: str, record: Adjudication) -> str:
    """Name a text for a person.

    Clarifications are numbered as the criteria number them.
    """
    article = next((article for article in record.articles if article.id == source), None)
    if article:
        return f"{outlet(article)}, {published(article)}"
    return {"rules": "the rules", "question": "the market's question", "group": "the group's label"}.get(source, f"clarification {source}")
