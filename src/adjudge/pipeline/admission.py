"""What takes part: nothing that was published or said after `as_of`, nothing twice, in one canonical order."""

from collections.abc import Sequence
from datetime import UTC, datetime

from adjudge.model.adjudication import LeftOut
from adjudge.model.article import Article
from adjudge.model.base import iso
from adjudge.model.market import Market

_LAST = datetime.max.replace(tzinfo=UTC)


def admit_market(market: Market, as_of: datetime) -> tuple[Market, tuple[LeftOut, ...]]:
    """Leave out clarifications later than `as_of`, and put the rest in the order of time."""
    ordered = sorted(market.clarifications, key=lambda note: note.at or datetime.min.replace(tzinfo=UTC))
    kept = tuple(note for note in ordered if note.at is None or note.at <= as_of)
    left = tuple(
        LeftOut(
            what=f"clarification by {note.by or 'the platform'}",
            why=f"said at {iso(note.at)}, after the moment that the verdict speaks about",
        )
        for note in ordered
        if note not in kept and note.at
    )
    return market.model_copy(update={"clarifications": kept}), left


def admit_articles(articles: Sequence[Article], as_of: datetime) -> tuple[tuple[Article, ...], tuple[LeftOut, ...]]:
    """Sort by publication and content, number them A1, A2, ..., and leave out what is later or the same text again."""
    kept: list[Article] = []
    left: list[LeftOut] = []
    first: dict[str, Article] = {}
    for article in sorted(articles, key=order):
        if article.published and article.published.earliest > as_of:
            left.append(
                LeftOut(what=name_of(article), why=f"published {article.published.words}, after the moment that the verdict speaks about")
            )
        elif article.sha256 in first:
            left.append(LeftOut(what=name_of(article), why=f"the same text as {name_of(first[article.sha256])}"))
        else:
            first[article.sha256] = article
            kept.append(article.model_copy(update={"id": f"A{len(kept) + 1}"}))
    return tuple(kept), tuple(left)


def order(article: Article) -> tuple:
    """The canonical order, which owes nothing to the order of arguments; undated articles come last."""
    published = article.published.earliest if article.published else _LAST
    return published, article.sha256, article.outlet, article.title, article.url


def name_of(article: Article) -> str:
    """Name an article for a person."""
    return article.source or article.title or article.url or article.sha256[:12]
