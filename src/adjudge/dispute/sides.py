"""Who speaks for and against each outcome: the claims that count, best first, and those that nearly did."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from adjudge.decide.bar import OWN_VOICE, rank
from adjudge.dispute.shapes import Side
from adjudge.model.adjudication import Adjudication, Judged
from adjudge.model.article import Article
from adjudge.model.claims import Claim
from adjudge.model.criteria import Path, Sources
from adjudge.reports.words import KINDS

_MATCHES = {"verbatim": 3, "folded": 2, "near": 1, "stitched": 0}
_NAMED = {"itself": 2, "reported": 1, "no": 0}
# Of a text that reads alike, the one that fits a screen is the better quote.
_SHORT = 280


@dataclass(frozen=True, slots=True)
class Sides:
    """An outcome with the ids of the claims for and against it, the best first."""

    outcome: str
    for_: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """A claim of nearly the right kind, the criterion that it missed and why."""

    claim: str
    criterion: str
    why: str


def claims_of(record: Adjudication) -> dict[str, Claim]:
    """Index the claims of a record, verified or not."""
    return {claim.id: claim for found in record.claims for claim in found.claims}


def sides_of(record: Adjudication) -> tuple[Sides, ...]:
    """Give every possible outcome with its two sides, in the market's order; a split only where a path leads to it."""
    outcomes = [*record.market.outcomes, *(path.outcome for path in record.criteria.paths)]
    return tuple(_sides(record, outcome) for outcome in dict.fromkeys(outcomes))


def counted(record: Adjudication, side: Side, outcome: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the claims that count for what a side argues about a proposed outcome, and those that count for the other side."""
    found = next((sides for sides in sides_of(record) if sides.outcome == outcome), None)
    for_, against = (frozenset(found.for_), frozenset(found.against)) if found else (frozenset(), frozenset())
    return (for_, against) if side == "proposer" else (against, for_)


def _sides(record: Adjudication, outcome: str) -> Sides:
    own = [path for path in record.criteria.paths if path.outcome == outcome]
    others = [path for path in record.criteria.paths if path.outcome != outcome and path.kind != "default"]
    triggers, has_default = [path for path in own if path.kind != "default"], any(path.kind == "default" for path in own)
    for_ = [*_carrying(record, triggers)]
    against = [*_defeating(record, triggers)]
    if has_default:
        # Silence is this outcome's ground: what covers it, and what denies the others, speaks for it.
        for_ += [*(name for name in record.cover.by if record.cover.level != "none"), *_defeating(record, others)]
        against += _carrying(record, others)
    return Sides(outcome, _best(record, for_), _best(record, against))


def _carrying(record: Adjudication, paths: Iterable[Path]) -> Iterator[str]:
    """What meets the conditions of these paths."""
    for path in paths:
        for one in _judged(record, path.all_of):
            yield from one.for_


def _defeating(record: Adjudication, paths: Iterable[Path]) -> Iterator[str]:
    """What breaks a condition of these paths, or fulfils an exclusion."""
    for path in paths:
        for one in _judged(record, path.all_of):
            yield from one.against
        for one in _judged(record, path.none_of):
            yield from one.for_


def _judged(record: Adjudication, names: Iterable[str]) -> list[Judged]:
    wanted = set(names)
    return [one for one in record.judged if one.criterion in wanted]


def _best(record: Adjudication, names: Iterable[str]) -> tuple[str, ...]:
    claims, articles = claims_of(record), {article.id: article for article in record.articles}
    kept = [claims[name] for name in dict.fromkeys(names) if name in claims and claims[name].is_verified]
    return tuple(claim.id for claim in sorted(kept, key=lambda claim: _order(claim, articles.get(claim.article))))


def _order(claim: Claim, article: Article | None) -> tuple[object, ...]:
    """Named source first, then standing, then the quote that needs least trust; ids make it the same every time."""
    quote = claim.quotes[0]
    cautions = sum(note.flag != "attribution" for note in quote.context)
    return (
        -_NAMED[claim.named_source], -rank(claim), cautions, -_MATCHES[quote.match], claim.in_headline,
        article is None or article.published is None, len(quote.exact) > _SHORT, claim.id,
    )  # fmt: skip


def tier(claim: Claim, sources: Sources) -> str:
    """Say how much weight the rules give to who speaks."""
    if claim.named_source != "no":
        return "named source" if claim.named_source == "itself" else "reporting the named source"
    return "qualifying" if sources.regime != "only" and claim.voice in OWN_VOICE else "other"


def is_later(record: Adjudication, article_id: str, moment: datetime) -> bool:
    """True where an article was published after a moment, by the same test that leaves it out."""
    found = next((article for article in record.articles if article.id == article_id), None)
    return bool(found and found.published and found.published.earliest > moment)


def near_misses(record: Adjudication) -> tuple[Miss, ...]:
    """List the claims that point at a path's conditions and do not count, each once, with the reason."""
    counted = {name for one in record.judged for name in (*one.for_, *one.against)} | set(record.cover.by)
    claims = claims_of(record)
    # The right event on the wrong date first, then the wrong person or place; what was only foretold comes last.
    dated, others = [*_dropped(record, "in_window")], [*_dropped(record, "")]
    first: dict[str, Miss] = {}
    for miss in (*dated, *_left(record), *_noted(record), *others):
        first.setdefault(miss.claim, miss)
    return tuple(miss for miss in first.values() if miss.claim not in counted and miss.claim in claims and claims[miss.claim].is_verified)


def _dropped(record: Adjudication, rule: str) -> Iterator[Miss]:
    for one in record.judged:
        for dropped in (dropped for dropped in one.dropped if rule in ("", dropped.rule)):
            yield Miss(dropped.claim, one.criterion, f"{dropped.says} ({dropped.rule})")


def _noted(record: Adjudication) -> Iterator[Miss]:
    claims = claims_of(record)
    for one in record.judged:
        for name in one.noted:
            if name in claims:
                yield Miss(name, one.criterion, f"{KINDS[claims[name].kind]}: shows nothing that has happened")


def _left(record: Adjudication) -> Iterator[Miss]:
    """Events read as the right kind that the finding did not take up: another person, place or thing."""
    judged = set(record.criteria.judged)
    dropped = {gone.claim for one in record.judged for gone in one.dropped}
    for claim in claims_of(record).values():
        for bearing in claim.bears_on if claim.id not in dropped else ():
            if bearing.criterion in judged and bearing.stance == "for" and claim.kind == "occurred":
                yield Miss(claim.id, bearing.criterion, "not taken for what the criterion asks: another person, place or thing")
