"""The way of the data: rules to criteria, each article to claims, both to findings, and the record of it all.

No I/O and no clock of its own: `ask` reaches the model, `map_all` runs calls side by side, `as_of` is given.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Protocol

from adjudge.errors import AnswerPending, ModelError
from adjudge.ground import claims as claims_ground
from adjudge.ground import criteria as criteria_ground
from adjudge.ground import findings as findings_ground
from adjudge.model.adjudication import Adjudication, Answers, Options
from adjudge.model.article import Article
from adjudge.model.calls import Answer, Ask, Call
from adjudge.model.claims import ClaimSet
from adjudge.model.criteria import Criteria
from adjudge.model.market import Market
from adjudge.pipeline.admission import admit_articles, admit_market
from adjudge.pipeline.materials import claims_values, criteria_values, findings_values
from adjudge.pipeline.record import adjudicate, ground_claims
from adjudge.prompting import newest, render
from adjudge.wire.claims import WireClaimSet
from adjudge.wire.criteria import WireCriteria
from adjudge.wire.findings import WireFindings

Progress = Callable[[str, int, int], None]
"""Told the step, how many of its calls are done, and how many there are."""


class MapAll(Protocol):
    """Applies a function to every item, side by side, and gives the results in the items' order."""

    def __call__(self, function: Callable, items: Iterable) -> list: ...


def check(
    market: Market,
    articles: Sequence[Article],
    *,
    as_of: datetime,
    ask: Ask,
    map_all: MapAll,
    options: Options = Options(),
    on_progress: Progress = lambda step, done, total: None,
) -> Adjudication:
    """Read the rules and the articles, and decide; raises a `ModelError` where any answer is missing."""
    admitted, notes_out = admit_market(market, as_of)
    kept, articles_out = admit_articles(articles, as_of)
    on_progress("rules", 0, 1)
    rules = read_criteria(admitted, ask)
    criteria = criteria_ground.ground(rules.value, admitted)
    on_progress("rules", 1, 1)
    read = read_articles(admitted, criteria, kept, ask=ask, map_all=map_all, allow_missing=options.allow_missing, on_progress=on_progress)
    answers = Answers(
        criteria=_plain(rules.value),
        claims={article.id: _plain(answer.value) for article, answer in zip(kept, read, strict=True) if answer},
        findings=(),
    )
    claim_sets = ground_claims(answers, kept, criteria, admitted)
    found = find(admitted, criteria, claim_sets, kept, ask=ask, map_all=map_all, votes=options.votes) if kept else []
    on_progress("findings", 1, 1)
    calls: tuple[Call, ...] = tuple(call for answer in (rules, *read, *found) if answer for call in answer.calls)
    answers = answers.model_copy(update={"findings": tuple(_plain(answer.value) for answer in found)})
    return adjudicate(market, kept, answers, as_of=as_of, options=options, left_out=(*notes_out, *articles_out), calls=calls)


def _plain(value) -> dict:
    return value.model_dump(mode="json", by_alias=True)


def read_criteria(market: Market, ask: Ask) -> Answer[WireCriteria]:
    """Ask what the rules require; `market` carries only admitted clarifications."""
    question = render(newest("criteria"), criteria_values(market))
    return ask(question, WireCriteria, lambda value: criteria_ground.complaints(value, market))


def read_claims(market: Market, criteria: Criteria, article: Article, ask: Ask) -> Answer[WireClaimSet]:
    """Ask what one article claims on these criteria."""
    question = render(newest("claims"), claims_values(market, criteria, article))
    return ask(question, WireClaimSet, lambda value: claims_ground.complaints(value, article, criteria))


def read_articles(
    market: Market,
    criteria: Criteria,
    articles: Sequence[Article],
    *,
    ask: Ask,
    map_all: MapAll,
    allow_missing: bool,
    on_progress: Progress,
) -> list[Answer[WireClaimSet] | None]:
    """Read every article, side by side; None stands for one whose absence is allowed."""
    done = 0

    def read(article: Article) -> Answer[WireClaimSet] | None:
        nonlocal done
        try:
            return read_claims(market, criteria, article, ask)
        except AnswerPending:
            raise
        except ModelError:
            if not allow_missing:
                raise
            return None
        finally:
            done += 1
            on_progress("articles", done, len(articles))

    return map_all(read, articles)


def find(
    market: Market,
    criteria: Criteria,
    claim_sets: Sequence[ClaimSet],
    articles: Sequence[Article],
    *,
    ask: Ask,
    map_all: MapAll,
    votes: int,
) -> list[Answer[WireFindings]]:
    """Ask what the verified claims show, once for each vote."""
    values, _ = findings_values(market, criteria, claim_sets, articles)
    question = render(newest("findings"), values)
    claims = {claim.id: claim for claims in claim_sets for claim in claims.claims if claim.is_verified}
    names = {claims.article for claims in claim_sets}

    def vote(sample: int) -> Answer[WireFindings]:
        return ask(question, WireFindings, lambda value: findings_ground.complaints(value, criteria, claims, names), sample=sample)

    return map_all(vote, range(votes))
