"""One case as the fold sees it: criteria, verified claims, findings, a window and a moment."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property

from adjudge.model.adjudication import Options
from adjudge.model.article import Article, Published
from adjudge.model.claims import Claim, ClaimSet, Interval
from adjudge.model.criteria import Criteria, Window
from adjudge.model.findings import Findings, Reading

# A deadline names a minute, and the whole of that minute still counts.
MINUTE = timedelta(minutes=1)


def _shared(intervals: Iterable[Interval]) -> Interval | None:
    """What all intervals allow, or None where they contradict each other: then they are not one event."""
    intervals = list(intervals)
    earliest = max((one.earliest for one in intervals if one.earliest), default=None)
    latest = min((one.latest for one in intervals if one.latest), default=None)
    if earliest and latest and earliest > latest:
        return None
    return Interval(earliest=earliest, latest=latest)


@dataclass(frozen=True)
class Case:
    """Everything the fold may look at; two equal cases give equal verdicts."""

    criteria: Criteria
    claim_sets: tuple[ClaimSet, ...]
    articles: tuple[Article, ...]
    findings: Findings
    as_of: datetime
    options: Options = Options()
    outcomes: tuple[str, ...] = ("Yes", "No")
    reading: Reading = "strict"
    window: Window = field(default_factory=Window)
    statuses: tuple[datetime | None, ...] = ()
    """When official words that it is too early were said."""
    missing: tuple[str, ...] = ()
    """Articles that could not be read and whose absence was allowed."""
    trimmed: bool = False

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """Every claim by its id, verified or not."""
        return {claim.id: claim for claims in self.claim_sets for claim in claims.claims}

    @cached_property
    def happened(self) -> dict[str, Interval]:
        """When each claim's event lies: its own interval, narrowed by verified claims about the same event."""
        found = {name: claim.happened for name, claim in self.claims.items()}
        for group in self.findings.same_event:
            known = [name for name in group if name in self.claims and self.claims[name].is_verified]
            shared = _shared([self.claims[name].happened for name in known])
            if shared:
                found |= dict.fromkeys(known, shared)
        return found

    @cached_property
    def by_article(self) -> dict[str, Article]:
        """Every article by its id."""
        return {article.id: article for article in self.articles}

    @cached_property
    def withdrawn(self) -> dict[str, str]:
        """The claims that a later verified claim corrects, each with the claim that does."""
        found = {}
        for pair in self.findings.supersedes:
            later, earlier = self.claims.get(pair.later), self.claims.get(pair.earlier)
            if later and earlier and later.is_verified and self.is_in_time(later) and self._is_not_earlier(later, earlier):
                found[earlier.id] = later.id
        return found | self._own_corrections()

    def _own_corrections(self) -> dict[str, str]:
        """An article's own correction note needs no second opinion."""
        verified = [
            claim for claim in self.claims.values() if claim.is_verified and claim.withdraws in self.claims and self.is_in_time(claim)
        ]
        return {claim.withdraws: claim.id for claim in verified if claim.withdraws != claim.id}

    def _is_not_earlier(self, later: Claim, earlier: Claim) -> bool:
        """A correction must come from the same article or from one not published before the other."""
        if later.id == earlier.id:
            return False
        if later.article == earlier.article:
            return True
        after, before = self.published(later), self.published(earlier)
        return bool(after and before and after.latest >= before.earliest)

    def is_in_time(self, claim: Claim) -> bool:
        """True unless the rules cut evidence off before the claim was, or may have been, published."""
        return self.is_before_cut_off(self.published(claim))

    def is_before_cut_off(self, stated: Published | None) -> bool:
        """True where the rules set no cut-off for evidence, or the publication lies surely before it."""
        until = self.criteria.clock.evidence_until
        return until is None or bool(stated and stated.latest < self.end_of(until))

    def published(self, claim: Claim) -> Published | None:
        """When the claim's article was published, or None."""
        return self.by_article[claim.article].published if claim.article in self.by_article else None

    def spoke_by(self, claim: Claim) -> datetime | None:
        """The last moment that the claim can speak about: its publication."""
        stated = self.published(claim)
        return stated.latest if stated else None

    def under(self, **changes: object) -> "Case":
        """The same case with something changed."""
        return replace(self, **changes)

    def without(self, claim_ids: Iterable[str]) -> "Case":
        """The same case with these claims unsaid."""
        gone = set(claim_ids)
        kept = tuple(
            claims.model_copy(update={"claims": tuple(claim for claim in claims.claims if claim.id not in gone)})
            for claims in self.claim_sets
        )
        return replace(self, claim_sets=kept)

    def without_article(self, article_id: str) -> "Case":
        """The same case as if this article had never been given."""
        return replace(
            self,
            claim_sets=tuple(claims for claims in self.claim_sets if claims.article != article_id),
            articles=tuple(article for article in self.articles if article.id != article_id),
        )

    def end_of(self, closes: datetime) -> datetime:
        """The first moment that no longer counts."""
        return closes + MINUTE
