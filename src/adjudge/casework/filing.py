"""Puts markets, articles and arguments on a case; what is there already, word for word, is not put there twice."""

from collections.abc import Sequence
from datetime import UTC, datetime

from adjudge.errors import InputError
from adjudge.model.article import Article
from adjudge.model.market import Clarification, Market
from adjudge.store.case import Case
from adjudge.store.contents import Dispute, Proposal, article_draft, dispute_draft, market_draft, proposal_draft
from adjudge.store.entry import Draft, Entry, case_name
from adjudge.store.log import Store


def file(
    store: Store, name: str, *, actor: str, market: Market | None = None, clarifications: Sequence[Clarification] = (), articles: Sequence[Article] = (),
    proposal: Proposal | None = None, disputes: Sequence[Dispute] = (), fetched: datetime | None = None,
) -> tuple[Entry, ...]:  # fmt: skip
    """Put what is new on a case, all of it or nothing, and make the case where there is none; gives the new entries."""
    case_name(name)
    case = Case(store, name) if store.entries(name) else None
    if case is None and market is None:
        raise InputError(f"there is no case {name!r} in {store.name}; give its market with -m to make it")
    drafts = [*_market(case, market, clarifications), *_articles(case, articles, fetched or datetime.now(UTC).replace(microsecond=0))]
    if proposal and (case is None or proposal != case.proposal):
        drafts.append(proposal_draft(proposal))
    drafts += [dispute_draft(dispute) for dispute in disputes if case is None or dispute not in case.disputes]
    return store.append(name, drafts, actor=actor) if drafts else ()


def _market(case: Case | None, market: Market | None, clarifications: Sequence[Clarification]) -> list[Draft]:
    before = case.market if case else None
    newest = market or before
    if newest is None:
        return []
    new = tuple(note for note in clarifications if note not in newest.clarifications)
    newest = newest.model_copy(update={"clarifications": (*newest.clarifications, *new)})
    return [market_draft(newest, before)] if newest != before else []


def _articles(case: Case | None, articles: Sequence[Article], fetched: datetime) -> list[Draft]:
    known = {article.sha256: _stated(article) for article in case.articles} if case else {}
    drafts = []
    for article in articles:
        if known.get(article.sha256) != _stated(article):
            drafts.append(article_draft(article, fetched))
            known[article.sha256] = _stated(article)
    return drafts


def _stated(article: Article) -> Article:
    """The article without the place where it was read, which says nothing about it."""
    return article.model_copy(update={"source": ""})
