"""The page of a dispute: its brief, and beside it the rules and the articles with everything that rests on them marked."""

from collections.abc import Iterator

from adjudge.dispute.brief import brief_of
from adjudge.dispute.quotes import Evidence, in_the_rules
from adjudge.dispute.shapes import Dispute
from adjudge.model.article import Article
from adjudge.model.claims import Claim
from adjudge.reports.html import page_of
from adjudge.reports.html_links import Document, Mark
from adjudge.reports.words import KINDS, STATES, outlet, published

_TEXTS = {"rules": "The rules", "question": "The question", "group": "The group's label"}


def as_html(dispute: Dispute, *, blind: bool = False) -> str:
    """Write the dispute as one page that needs nothing else."""
    return page_of(brief_of(dispute, blind=blind, everything=True), documents(dispute, blind=blind))


def documents(dispute: Dispute, *, blind: bool = False) -> tuple[Document, ...]:
    """Give the market's texts that criteria quote, then every article."""
    evidence = Evidence(dispute)
    return (*_market(dispute, blind=blind), *(_article(evidence, article) for article in dispute.now.articles))


def _market(dispute: Dispute, *, blind: bool) -> Iterator[Document]:
    rules = dispute.now.criteria
    states = {one.criterion: STATES[one.state] for one in dispute.now.judged if one.reading == "strict"} if not blind else {}
    for name, text in dispute.now.market.texts().items():
        quoted = [criterion for criterion in rules.criteria if criterion.quote.where == name]
        marks = [
            Mark(start, end, in_the_rules(criterion.id), "rule", states.get(criterion.id, ""), (criterion.id,))
            for criterion in quoted for start, end in criterion.quote.spans
        ]  # fmt: skip
        if name == "rules" or marks:
            yield Document(name, _TEXTS.get(name, "Clarification"), (), text, tuple(marks))


def _article(evidence: Evidence, article: Article) -> Document:
    claims = [claim for claim in evidence.claims.values() if claim.article == article.id and claim.is_verified]
    marks = [mark for claim in claims for mark in _marks(evidence, claim)]
    marks += [Mark(one.start, one.end, f"{article.id} aside {number}", "aside", "addresses the reader, a model or the market; never evidence")
              for number, one in enumerate(_asides(evidence, article), 1)]  # fmt: skip
    late = article.published and article.published.earliest > evidence.dispute.proposal.at
    about = (f"{outlet(article)}, {published(article)}{'; AFTER THE PROPOSAL' if late else ''}", article.author, article.url)
    return Document(article.id, article.title or outlet(article), about, article.text, tuple(marks))


def _marks(evidence: Evidence, claim: Claim) -> Iterator[Mark]:
    tone = _tone(evidence, claim)
    says = f"{KINDS[claim.kind]}, {tone if tone != 'noted' else 'does not count'}"
    for quote in claim.quotes:
        if quote.where == "body":
            for start, end in quote.spans:
                yield Mark(start, end, claim.id, tone, says, evidence.bearings(claim))


def _tone(evidence: Evidence, claim: Claim) -> str:
    """For and against are those of the criterion that the claim was counted on."""
    judged = evidence.record.judged
    if any(claim.id in one.for_ for one in judged):
        return "for"
    return "against" if any(claim.id in one.against for one in judged) else "noted"


def _asides(evidence: Evidence, article: Article):
    return [aside for found in evidence.record.claims if found.article == article.id for aside in found.asides]
