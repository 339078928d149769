"""What the entries of a case hold: articles as fetched, arguments, questions and answers, decisions."""

import json
from datetime import datetime
from typing import TypeVar

from pydantic import BaseModel, JsonValue, ValidationError, model_validator

from adjudge.errors import RecordError
from adjudge.model.adjudication import Adjudication
from adjudge.model.article import Article
from adjudge.model.base import Frozen, Instant, iso
from adjudge.model.market import Market
from adjudge.reports.record import as_json
from adjudge.reports.terminal import UNSAFE, clean
from adjudge.reports.words import verdict_words
from adjudge.store.entry import Draft, Kind

M = TypeVar("M", bound=BaseModel)
# One line of a terminal; the document has it all.
_SAYS = 200


class Filed(Frozen):
    """An article as it was frozen, and when it was fetched or read."""

    article: Article
    sha256: str
    """Digest of the frozen text."""
    fetched: Instant

    @model_validator(mode="after")
    def _is_the_text(self) -> "Filed":
        if self.sha256 != self.article.sha256:
            raise ValueError("the text is not the one whose digest is named")
        return self


class Proposal(Frozen):
    """An outcome that somebody proposed, and until when it has to be decided."""

    outcome: str
    code: str | None = None
    at: Instant | None = None
    decide_by: Instant | None = None
    by: str = ""
    text: str = ""
    """The proposer's own argument."""


class Dispute(Frozen):
    """What somebody says against the proposal."""

    text: str
    by: str = ""
    at: Instant | None = None


class Exchange(Frozen):
    """A question and its answer, in whatever shape the answer has."""

    question: str
    answer: JsonValue


class Decision(Frozen):
    """What a person decided, or handed on, and on what grounds."""

    reason: str
    answer: str | None = None
    """An outcome of the market, or `not_yet`, `ambiguous`, `split`; None where the case is handed on."""
    code: str | None = None
    note: str = ""
    holds_no_position: bool = False
    """True where the person declared: I hold no position in this market."""
    escalated_to: str = ""
    adjudication: int | None = None
    """The entry of the newest adjudication that the person could have seen."""
    agrees: bool | None = None
    """For a second opinion: whether it is the decision's own answer."""


def market_draft(market: Market, before: Market | None = None) -> Draft:
    """Put a market, or its next revision, on a case."""
    return _draft("market", market, market.question if before is None else f"revision: {', '.join(_revised(before, market))}")


def _revised(before: Market, after: Market) -> list[str]:
    changed = [name for name in ("question", "rules", "outcomes", "created", "group") if getattr(before, name) != getattr(after, name)]
    said = [f"the {name} changed" if name != "created" else "the creation time changed" for name in changed]
    if before.clarifications != after.clarifications:
        said.append(f"clarifications, {len(before.clarifications)} before and {len(after.clarifications)} now")
    return said or ["what the platform publishes beside the rules"]


def article_draft(article: Article, fetched: datetime) -> Draft:
    """Freeze an article on a case."""
    name = " ".join(filter(None, (article.outlet and f"{article.outlet}:", article.title or article.url or article.source)))
    return _draft("article", Filed(article=article, sha256=article.sha256, fetched=fetched), f"{name} [{article.sha256[:12]}]")


def record_draft(record: Adjudication) -> Draft:
    """Keep a record, byte for byte as `check --json` writes it."""
    return _draft(
        "adjudication", record, f"{verdict_words(record.verdict)}, as of {iso(record.as_of)}, confidence {record.confidence.value:.2f}"
    )


def proposal_draft(proposal: Proposal) -> Draft:
    """Keep a proposal."""
    return _draft(
        "proposal",
        proposal,
        proposal.outcome + (f" ({proposal.code})" if proposal.code else "") + (f", proposed {iso(proposal.at)}" if proposal.at else ""),
    )


def dispute_draft(dispute: Dispute) -> Draft:
    """Keep what is said against a proposal."""
    return _draft("dispute", dispute, f"{dispute.by}: {dispute.text}" if dispute.by else dispute.text)


def exchange_draft(exchange: Exchange) -> Draft:
    """Keep a question with its answer."""
    return _draft("exchange", exchange, exchange.question)


def decision_draft(decision: Decision, kind: Kind = "decision") -> Draft:
    """Keep a decision, a second opinion or an escalation."""
    what = f"to {decision.escalated_to}" if kind == "escalation" else f"{decision.answer}{f' ({decision.code})' if decision.code else ''}"
    declared = "; holds no position" if decision.holds_no_position else ""
    return _draft(kind, decision, f"{what}: {decision.reason.rstrip('.')}{declared}")


def _draft(kind: Kind, value: BaseModel, says: str) -> Draft:
    return Draft(kind=kind, document=written(value), says=line(says))


def line(text: str) -> str:
    """Give a text as one harmless line of bounded length."""
    said = " ".join(clean(text).split())
    return said if len(said) <= _SAYS else f"{said[: _SAYS - 1]}…"


def written(value: BaseModel) -> str:
    """Write a document in its canonical form: equal values give equal bytes."""
    if isinstance(value, Adjudication):
        return as_json(value)
    text = json.dumps(value.model_dump(mode="json"), ensure_ascii=False, indent=2)
    return UNSAFE.sub(lambda found: json.dumps(found[0])[1:-1].replace("\x7f", "\\u007f"), text) + "\n"


def parsed(shape: type[M], document: str, name: str) -> M:
    """Read a document as what it should be, or say that it is not."""
    try:
        return shape.model_validate_json(document)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = f"{'.'.join(map(str, first['loc']))}: " if first["loc"] else ""
        raise RecordError(f"{name} does not fit its shape: {place}{first['msg'].removeprefix('Value error, ')}") from None
