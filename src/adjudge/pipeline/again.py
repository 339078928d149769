"""A record's own answers folded as of another moment: what costs no call, because nothing else would be asked."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from adjudge.errors import AdjudgeError
from adjudge.model.adjudication import Adjudication, Options
from adjudge.model.article import Article
from adjudge.model.market import Market
from adjudge.pipeline.admission import admit_articles, admit_market
from adjudge.pipeline.materials import criteria_values
from adjudge.pipeline.record import adjudicate


def folded_again(
    records: Iterable[Adjudication], market: Market, articles: Sequence[Article], *, as_of: datetime, options: Options
) -> Adjudication | None:
    """Judge by the answers of the first record that read just what is admitted at a moment; None where none did.

    Which model was asked and by which prompts is the record's affair: its provenance goes over into the new one. A record
    whose answers this version cannot read any more answers nothing.
    """
    known, notes_out = admit_market(market, as_of)
    kept, articles_out = admit_articles(articles, as_of)
    how: dict[str, Any] = {"as_of": as_of, "options": options, "left_out": (*notes_out, *articles_out)}
    for record in records:
        if _read_just(record, known, kept, options):
            with suppress(AdjudgeError, ValueError):
                return adjudicate(market, kept, record.answers, provenance=record.provenance, **how)
    return None


def _read_just(record: Adjudication, market: Market, articles: Sequence[Article], options: Options) -> bool:
    """True where asking about this would send what was sent for the record, as often, and every answer is there."""
    asked, _ = admit_market(record.market, record.as_of)
    is_whole = options.allow_missing or all(article.id in record.answers.claims for article in record.articles)
    return (
        is_whole
        and record.options.votes == options.votes
        and [_sent(article) for article in record.articles] == [_sent(article) for article in articles]
        and criteria_values(asked) == criteria_values(market)
    )


def _sent(article: Article) -> tuple[object, ...]:
    """What a prompt carries of an article, and what code dates it by."""
    return article.sha256, article.title, article.outlet, article.published
