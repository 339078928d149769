"""When a claim's event lies: the article's own dating words, turned into an interval by code."""

from collections.abc import Mapping
from datetime import date, datetime

from adjudge.anchor import Anchored, anchor
from adjudge.clock import anchor_day, event_interval, interval_of, read_zone
from adjudge.model.article import Article, Published
from adjudge.model.claims import Interval
from adjudge.wire.claims import WireClaim, WireWhen

Days = tuple[date, date]
# A date may hang on another claim's date, and that on another; a longer chain is a loop or a muddle.
MOST_LINKS = 4


def happened(claim: WireClaim, claims: Mapping[str, WireClaim], article: Article) -> Interval:
    """Give the interval of a claim's event in UTC; what is not known stays None."""
    found = event_interval(
        _days(claim.when, claims, article),
        claim.when.time if claim.when and _stands(claim.when, article) else None,
        zones=_zones(claim.when),
        published=article.published.latest if article.published else None,
        happened=claim.kind in ("occurred", "denied", "absence"),
    )
    return Interval(earliest=found.earliest, latest=found.latest)


def speaks_through(claim: WireClaim, claims: Mapping[str, WireClaim], article: Article) -> datetime | None:
    """Up to when an absence speaks at the least: what it says, never past its publication."""
    stated = article.published
    if claim.absent_through is None:
        return stated.earliest if stated else None
    days = _days(claim.absent_through, claims, article)
    if days is None:
        return None
    found = event_interval(days, claim.absent_through.time, zones=_zones(claim.absent_through), published=stated.latest if stated else None, happened=True)
    return _capped(found.latest, days, stated)


def _capped(latest: datetime | None, days: Days, stated: Published | None) -> datetime | None:
    """A day that is the publication's own ends, for this purpose, at the publication."""
    if latest is None or stated is None:
        return latest
    return min(latest, stated.earliest) if stated.earliest.date() <= days[1] else latest


def _days(when: WireWhen | None, claims: Mapping[str, WireClaim], article: Article, links: int = 0) -> Days | None:
    if when is None or links > MOST_LINKS or not _stands(when, article):
        return None
    if when.hangs_on == "claim":
        other = claims.get(when.claim or "")
        base = _days(other.when, claims, article, links + 1) if other else None
        return interval_of(when.words, base[0], when.tense) if base and base[0] == base[1] else None
    return _union([interval_of(when.words, day, when.tense) for day in _anchors(when, article)])


def _anchors(when: WireWhen, article: Article) -> list[date | None]:
    """The calendar days that words may hang on: a bare or zoneless publication time can be two of them."""
    if article.published is None:
        return [None]
    return list(anchor_day(article.published.words)) or [None]


def _union(found: list[Days | None]) -> Days | None:
    if not found or any(days is None for days in found):
        return None
    return min(days[0] for days in found), max(days[1] for days in found)


def _stands(when: WireWhen, article: Article) -> bool:
    """Dating words count only if the article has them."""
    texts = [text for text in article.texts().values() if text]
    return any(when.words in text for text in texts) or any(isinstance(anchor(text, when.words), Anchored) for text in texts)


def _zones(when: WireWhen | None) -> list[str] | None:
    zone = read_zone(when.place) if when and when.place else None
    return [str(zone)] if zone else None
