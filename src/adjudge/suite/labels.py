"""What a label asks for beside the verdict: the quotes that carry it, and the clauses that were to be found."""

from collections.abc import Iterable

from adjudge.anchor import spans
from adjudge.model.adjudication import Adjudication
from adjudge.model.quote import Quote
from adjudge.suite.cases import Expected

Spans = tuple[tuple[int, int], ...]
# A label and a model cut the same sentence differently; half of the shorter one in common is the same place.
_SHARE = 0.5


def lacking(record: Adjudication, label: Expected) -> tuple[str, ...]:
    """Name the quotes that do not carry the verdict and the clauses that were not found, in the words of the label."""
    quotes = [f"quote {quote!r}" for quote in label.quotes if not _carries(record, quote)]
    clauses = [f"clause {clause!r}" for clause in label.criteria if not _is_found(record, clause)]
    return (*quotes, *clauses)


def carrying(record: Adjudication) -> set[str]:
    """The claims that the verdict stands on: those of every finding, and those that cover the window."""
    named = {name for one in record.judged for name in (*one.for_, *one.against)}
    return named | set(record.cover.by) | {name for one in record.verdict.alternatives for name in one.claims}


def _carries(record: Adjudication, words: str) -> bool:
    used = carrying(record)
    for claims in record.claims:
        article = next(article for article in record.articles if article.id == claims.article)
        wanted = _places(words, article.texts())
        # An article that covers the window does so by its subject.
        subject = [claims.subject] if claims.subject and claims.article in used else []
        quotes = [*subject, *(quote for claim in claims.claims if claim.id in used and claim.is_verified for quote in claim.quotes)]
        if _meets(wanted, quotes):
            return True
    return False


def _is_found(record: Adjudication, words: str) -> bool:
    rules = record.criteria
    clock = (rules.clock.words, rules.clock.evidence_words, rules.clock.reporting_words)
    quotes = [*(one.quote for one in rules.criteria), *(quote for quote in clock if quote), *(defect.quote for defect in rules.defects if defect.quote)]
    wanted = _places(words, record.market.texts())
    # A clarification is found where it was read as what it is.
    return _meets(wanted, quotes) or bool({note.id for note in rules.notes} & wanted.keys())


def _places(words: str, texts: dict[str, str]) -> dict[str, Spans]:
    found = {name: spans(text, words) for name, text in texts.items() if text}
    return {name: tuple(place) for name, place in found.items() if place}


def _meets(wanted: dict[str, Spans], quotes: Iterable[Quote]) -> bool:
    return any(_shared(wanted[quote.where], quote.spans) for quote in quotes if quote.where in wanted)


def _shared(one: Spans, other: Spans) -> bool:
    common = sum(max(min(a[1], b[1]) - max(a[0], b[0]), 0) for a in one for b in other)
    return common >= _SHARE * min(_length(one), _length(other)) > 0


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)
