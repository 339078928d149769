"""An answer to a question, checked: each quote located, each sentence marked by what carries it, the verdict left alone."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from adjudge.ground.asides import asides_of, overlaps
from adjudge.ground.quotes import locate
from adjudge.ground.speech import names_another_verdict, strange_numbers, unquoted
from adjudge.model.adjudication import Adjudication
from adjudge.model.article import Article
from adjudge.model.base import Frozen
from adjudge.model.claims import Aside
from adjudge.model.market import Market
from adjudge.model.quote import Quote, RejectedQuote
from adjudge.wire.ask import WireAnswer, WireReference, WireSentence

Kind = Literal["says", "inference", "does_not_say", "computed", "aside"]
_ASIDE = "it addresses the reader, a model or the market, and is no evidence"
# The prompt asks for 8; what a reader adds beyond half as many again is not an answer to one question.
MOST_SENTENCES = 12
MOST_REFERENCES = 6
# Four times what 40 words take; each quotation in it is looked for in every text.
LONGEST_SENTENCE = 1_000
# A word this close before a quote governs it: "denied that the two".
_NEAR = re.compile(r"(?:\s+[\w'\u2019]+){0,3}\s*[\"\u201c\u2018']?\s*")


class Reference(Frozen):
    """A verified quote with its number, the id of its text, and words of its own sentence that change how it reads."""

    number: int
    source: str
    quote: Quote
    beside: tuple[str, ...] = ()


class Unshown(Frozen):
    """A quote that was offered and is not shown as one, and why."""

    source: str
    given: str
    why: str


class Sentence(Frozen):
    """One sentence, what it is, the numbers of its references, and what a person should know about it."""

    kind: Kind
    text: str
    references: tuple[int, ...] = ()
    marks: tuple[str, ...] = ()


class Grounded(Frozen):
    """A checked answer."""

    sentences: tuple[Sentence, ...]
    references: tuple[Reference, ...]
    unshown: tuple[Unshown, ...]
    what_would: tuple[str, ...]
    gap: Sentence | None


@dataclass(frozen=True)
class Material:
    """The texts that may be quoted, by id, and what the record says about itself."""

    record: Adjudication
    texts: Mapping[str, Mapping[str, str]]
    articles: Mapping[str, Article]
    question: str

    def around(self, source: str) -> str:
        """Give what is stated about an article, which a sentence may repeat without quoting it."""
        article = self.articles.get(source)
        if article is None:
            return self.record.market.question
        return f"{article.title} {article.outlet} {article.published.words if article.published else ''} {self.record.market.question}"


def material(record: Adjudication, question: str) -> Material:
    """Gather the texts of a record: the market's by name, the articles' by id; later clarifications take no part."""
    market = admitted(record)
    texts: dict[str, Mapping[str, str]] = {name: {name: text} for name, text in market.texts().items() if text}
    articles = {article.id: article for article in record.articles}
    return Material(record, texts | {name: article.texts() for name, article in articles.items()}, articles, question)


def admitted(record: Adjudication) -> Market:
    """Give the market with the clarifications that the verdict knew, numbered as its criteria number them."""
    notes = [note for note in record.market.clarifications if note.at is None or note.at <= record.as_of]
    notes.sort(key=lambda note: (note.at is not None, note.at))
    return record.market.model_copy(update={"clarifications": tuple(notes)})


def complaints(wire: WireAnswer, given: Material) -> list[str]:
    """Say everything that does not hold, in sentences that a model can act on."""
    found = [said for number, sentence in enumerate(wire.sentences[:MOST_SENTENCES], 1) for said in _of_sentence(number, sentence, given)]
    if not wire.sentences:
        found.append("sentences: there is none; if the texts do not answer, say so with one sentence of kind does_not_say")
    return found


def _of_sentence(number: int, sentence: WireSentence, given: Material) -> Iterator[str]:
    if sentence.kind == "says" and not sentence.references:
        yield f"sentence {number}: it is of kind says and has no reference"
    for one in sentence.references[:MOST_REFERENCES]:
        found = _located(one, given)
        if isinstance(found, Unshown):
            yield f"sentence {number}: the quote {one.quote[:120]!r} of {one.source[:20]!r}: {found.why}"


def ground(wire: WireAnswer, given: Material) -> Grounded:
    """Build the checked answer; what no quote carries is kept and marked."""
    ledger = Ledger(given, _asides(wire, given))
    sentences = tuple(_sentence(one, ledger) for one in wire.sentences[:MOST_SENTENCES] if one.text.strip())
    gap = _gap(wire, ledger)
    return Grounded(
        sentences=sentences,
        references=tuple(ledger.references),
        unshown=tuple(dict.fromkeys(ledger.unshown)),
        what_would=tuple(" ".join(one.split()) for one in wire.what_would[:MOST_REFERENCES] if one.strip()),
        gap=gap,
    )


class Ledger:
    """Numbers each quote once, in the order in which sentences use them, and keeps those that are not shown."""

    def __init__(self, given: Material, asides: Mapping[str, tuple[Aside, ...]]) -> None:
        """Begin with no references."""
        self.given, self._asides = given, asides
        self.references: list[Reference] = []
        self.unshown: list[Unshown] = []

    def enter(self, offered: Iterable[WireReference]) -> tuple[tuple[Reference, ...], tuple[Unshown, ...]]:
        """Give the references that stand, and the quotes that do not."""
        found = [self._taken(one) for one in list(offered)[:MOST_REFERENCES]]
        bad = tuple(one for one in found if isinstance(one, Unshown))
        self.unshown += bad
        return tuple(dict.fromkeys(one for one in found if isinstance(one, Reference))), bad

    def _taken(self, offered: WireReference) -> Reference | Unshown:
        found = _located(offered, self.given)
        if isinstance(found, Unshown):
            return found
        if found.where == "body" and overlaps(found.spans, self._asides.get(offered.source, ())):
            return Unshown(source=offered.source, given=offered.quote, why=_ASIDE)
        known = next((one for one in self.references if (one.source, one.quote.spans, one.quote.where) == (offered.source, found.spans, found.where)), None)
        if known:
            return known
        self.references.append(Reference(number=len(self.references) + 1, source=offered.source, quote=found, beside=_beside(found) if offered.source in self.given.articles else ()))
        return self.references[-1]


def _asides(wire: WireAnswer, given: Material) -> dict[str, tuple[Aside, ...]]:
    """Text of the articles that is no report: as the record has it, as patterns find it, as the model names it now."""
    known = {claims.article: claims.asides for claims in given.record.claims}
    named = {name: tuple(one.quote for one in wire.addressed_to_reader if one.source == name) for name in given.articles}
    return {name: (*known.get(name, ()), *asides_of(article.text, named[name])) for name, article in given.articles.items()}


def _located(offered: WireReference, given: Material) -> Quote | Unshown:
    texts = given.texts.get(offered.source)
    if texts is None:
        return Unshown(source=offered.source, given=offered.quote, why=f"there is no text {offered.source[:40]!r}")
    found = locate(offered.quote, texts, tuple(texts))
    if isinstance(found, RejectedQuote):
        return Unshown(source=offered.source, given=offered.quote, why=found.message)
    # In rules a condition before the quote is the rule itself; in a report it turns what is reported.
    if offered.source in given.articles and (words := _governing(found, texts[found.where])):
        return Unshown(source=offered.source, given=offered.quote, why=f"it leaves out the words that govern it: {words!r}")
    return found


def _governing(quote: Quote, text: str) -> str | None:
    """A denial or a condition right before the quote, in its own sentence, that turns what it says."""
    start = quote.spans[0][0]
    for note in quote.context:
        if note.flag in ("negation", "condition") and note.end <= start and _NEAR.fullmatch(text[note.end : start]):
            return " ".join(text[note.start : start].split())
    return None


def _beside(quote: Quote) -> tuple[str, ...]:
    """Words outside the quote, in its sentence, that deny it or make it conditional."""
    return tuple(dict.fromkeys(note.words for note in quote.context if note.flag in ("negation", "condition")))


def _sentence(wire: WireSentence, ledger: Ledger) -> Sentence:
    given = ledger.given
    carried, bad = ledger.enter(wire.references)
    text, were_quoted = unquoted(" ".join(wire.text.split())[:LONGEST_SENTENCE], [text for texts in given.texts.values() for text in texts.values()])
    doubts = _uncarried(text, carried, given) if wire.kind == "says" else []
    doubts += ["words that stood in quotation marks are in no text"] if were_quoted else []
    other = names_another_verdict(text, wire.verdict, given.record)
    marks = [*(f"a quote that was offered for it is not shown: {one.why}" for one in bad), *doubts, *([other] if other else [])]
    return Sentence(kind=_kind(wire, carried, bad, bool(doubts or other)), text=text, references=tuple(one.number for one in carried), marks=tuple(marks))


def _kind(wire: WireSentence, carried: Sequence[Reference], bad: Sequence[Unshown], is_doubtful: bool) -> Kind:
    """What rests on text that is no report is worth less than an inference, whatever it calls itself."""
    if not carried and any(one.why == _ASIDE for one in bad):
        return "aside"
    return "inference" if wire.kind == "says" and is_doubtful else wire.kind


def _uncarried(text: str, carried: Iterable[Reference], given: Material) -> list[str]:
    """Say why a sentence that claims to repeat a text does not."""
    shown = list(carried)
    if not shown:
        return ["no verified quote carries it"]
    said = " ".join((*map(_in_sentence(given), shown), *(given.around(one.source) for one in shown), given.question))
    strange = strange_numbers(text, said, " ".join(text for one in shown for text in given.texts[one.source].values()))
    return [f"{', '.join(strange)}: in none of its quotes"] if strange else []


def _in_sentence(given: Material):
    def words(one: Reference) -> str:
        start, end = one.quote.sentence or one.quote.spans[0]
        return f"{one.quote.exact} {given.texts[one.source][one.quote.where][start:end]}"

    return words


def _gap(wire: WireAnswer, ledger: Ledger) -> Sentence | None:
    """A gap is shown as the model's word unless a quote of a text shows it."""
    if wire.gap is None or not wire.gap.says.strip():
        return None
    return _sentence(WireSentence(kind="says", text=wire.gap.says, references=wire.gap.references, verdict=None), ledger)
