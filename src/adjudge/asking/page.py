"""An answer and a conversation as a person reads them: sentences with numbers, then the quotes that the numbers stand for."""

from collections.abc import Iterator, Sequence

from adjudge.asking.shapes import NOT_SAID, Answered
from adjudge.ground.ask import Reference, Sentence
from adjudge.model.adjudication import Adjudication
from adjudge.reports.layout import text_of
from adjudge.reports.markdown import markdown_of
from adjudge.reports.parts import Brief, Item, Section
from adjudge.reports.words import MATCHES, instant, sentence

_KINDS = {"says": "", "computed": "", "inference": "Inference: ", "does_not_say": "Not said: ", "aside": "No evidence, from text that addresses the reader: "}
AGAIN = "to have it read once more, check again with --fresh, or with a further article; the verdict can change only by a new check"


def as_text(told: Answered, *, width: int = 80, color: bool = False) -> str:
    """Write an answer for a terminal."""
    return text_of(brief_of(told), width=width, color=color)


def as_markdown(told: Answered) -> str:
    """Write an answer as Markdown."""
    return markdown_of(_titled(told))


def parts(told: Answered, *, width: int = 80, color: bool = False) -> Iterator[str]:
    """Give an answer piece by piece: each sentence, then the quotes and what else there is to know."""
    for item in said(told):
        yield text_of(Brief(item, (), ()), width=width, color=color)
    sections = [section for section in _sections(told) if section.items]
    for section in sections:
        yield "\n" + text_of(Brief(Item(section.title.upper(), tone="muted"), section.items, ()), width=width, color=color)


def brief_of(told: Answered) -> Brief:
    """Put an answer into the order in which a person needs it."""
    first, *rest = said(told)
    return Brief(first, tuple(rest), tuple(_sections(told)))


def _titled(told: Answered) -> Brief:
    """The same under its question."""
    supposed = (Item(told.supposed, "supposed, no evidence:", tone="open"),) if told.supposed else ()
    return Brief(Item(told.question), (*supposed, *said(told)), tuple(_sections(told)))


def conversation(record: Adjudication, turns: Sequence[Answered]) -> str:
    """Write a conversation as Markdown: the market, then each question with its answer."""
    head = Brief(Item(record.market.question), (Item(f"Questions and answers on a verdict of adjudge: {plural(turns)}."),), ())
    return "\n---\n\n".join((markdown_of(head), *map(as_markdown, turns)))


def plural(turns: Sequence[Answered]) -> str:
    """Count the questions."""
    return f"{len(turns)} {'question' if len(turns) == 1 else 'questions'}"


def said(told: Answered) -> list[Item]:
    """Give the sentences, each with its numbers and marks; first of all that nothing is said, where that is so."""
    items = [_sentence(one) for one in told.sentences]
    return items if told.is_answered else [Item(NOT_SAID, tone="open"), *items]


def _sentence(one: Sentence) -> Item:
    numbers = "".join(f"[{number}]" for number in one.references)
    text = f"{_KINDS[one.kind]}{sentence(one.text)}" + (f" {numbers}" if numbers else "")
    return Item(text, tone="plain" if one.kind in ("says", "computed") else "open").over(*(Item(f"! {mark}", tone="muted") for mark in one.marks))


def _sections(told: Answered) -> Iterator[Section]:
    yield Section("quotes", tuple(reference_item(one, told.named.get(one.source, "")) for one in told.references))
    yield Section("what would settle it", tuple(Item(sentence(one)) for one in told.what_would))
    yield Section("a gap in the record", tuple(_gap(told.gap)))
    yield Section("offered as quotes, not found or not shown", tuple(Item(f"{one.source}: {one.why}", tone="muted") for one in told.unshown))
    yield Section("standing", (_standing(told),))


def reference_item(one: Reference, name: str) -> Item:
    """Show one quote: its number, its words, where they stand, and what stands beside them."""
    place = f"{one.source}, {name}" if name and one.source not in ("rules", "question", "group") else name or one.source
    beside = [f"its sentence also has: {', '.join(repr(words) for words in one.beside)}"] if one.beside else []
    notes = [*beside, *([MATCHES[one.quote.match]] if one.quote.match in MATCHES else [])]
    return Item(f"“{one.quote.exact}” ({place})", f"[{one.number}]").over(*(Item(note, tone="muted") for note in notes))


def _gap(gap: Sentence | None) -> Iterator[Item]:
    if gap:
        yield _sentence(gap)
        yield Item(f"Offer: {AGAIN}.", tone="open")


def _standing(told: Answered) -> Item:
    how = "computed from the record, no model asked" if told.by == "code" else "an answer never changes it"
    supposed = " Something was supposed, which is no evidence." if told.supposed else ""
    return Item(f"The verdict stands as recorded: {told.verdict}, as of {instant(told.as_of)}; {how}.{supposed}", tone="muted")
