"""When a claim's event lies: the article's own dating words, turned into an interval by code."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from adjudge.anchor import Anchored, anchor
from adjudge.clock import anchor_day, event_interval, read_zone, zones_of_place
from adjudge.ground.dating import Days, days_of, means_now, names_a_day, without_up_to
from adjudge.model.article import Article
from adjudge.model.claims import Interval
from adjudge.wire.claims import WireClaim, WireWhen

# A date may hang on another claim's date, and that on another; a longer chain is a loop or a muddle.
MOST_LINKS = 4
_UNTIL = re.compile(r"(?:until|till|before|up\s+to)\b", re.IGNORECASE)
# Two readings of one phrase lie days apart; two years of one date lie a year apart.
NEAR_DAYS = 60
# "Hartford, CT" is a town in Connecticut, "noon, CT" a clock: the town is looked for first.
_STATE_OR_CLOCK = re.compile(r",\s*(?:CT|MT)$")


def happened(claim: WireClaim, claims: Mapping[str, WireClaim], article: Article) -> Interval:
    """Give the interval of a claim's event in UTC; what is not known stays None."""
    found = event_interval(
        _days(_onset(claim), claims, article),
        claim.when.time if claim.when and _stands(claim.when, article) else None,
        zones=_zones(claim.when),
        published=article.published.latest if article.published else None,
        happened=claim.kind in ("occurred", "denied", "absence"),
    )
    return Interval(earliest=found.earliest, latest=found.latest)


def _onset(claim: WireClaim) -> WireWhen | None:
    """What has been so "since Saturday" happened on Saturday."""
    if claim.when is None or claim.kind != "occurred" or not _stands_alone(claim.when.words):
        return claim.when
    return claim.when.model_copy(update={"words": claim.when.words.split(None, 1)[1]})


def _stands_alone(words: str) -> bool:
    return words[:6].casefold() == "since " and len(words.split(None, 1)) > 1


def speaks_through(claim: WireClaim, claims: Mapping[str, WireClaim], article: Article) -> Interval:
    """When an absence ends: what it says, never past its publication.

    It speaks up to `latest`, which is what cover goes by; it denies nothing later than `earliest`.
    """
    stated, end = article.published, claim.absent_through
    if end is None or means_now(end.words):
        at = stated.earliest if stated else None
        return Interval(earliest=at, latest=at)
    if not _stands(end, article):
        return Interval()
    bare = end.model_copy(update={"words": without_up_to(end.words), "tense": "past"})
    days = _days(bare, claims, article)
    if days is None:
        at = _until_claim(end, claims, article)
        return Interval(earliest=at, latest=at)
    # Nobody who says "through November" means the zone of the speaker: a bare day is read to its end anywhere.
    found = event_interval(
        days, end.time, zones=_zones(end) if end.time else None, published=stated.latest if stated else None, happened=True
    )
    latest = min(found.latest, stated.earliest) if found.latest and stated else found.latest
    # "Until Tuesday" may end as Tuesday begins; "on Tuesday" is said of Tuesday.
    earliest = found.earliest if _UNTIL.match(end.words) else latest
    return Interval(earliest=earliest and latest and min(earliest, latest), latest=latest)


def _until_claim(end: WireWhen, claims: Mapping[str, WireClaim], article: Article) -> datetime | None:
    """ "Until that signature" speaks up to the earliest moment at which that signature can have been."""
    other = claims.get(end.claim or "") if end.hangs_on == "claim" else None
    begins = happened(other, claims, article).earliest if other else None
    return min(begins, article.published.earliest) if begins and article.published else begins


def _days(when: WireWhen | None, claims: Mapping[str, WireClaim], article: Article, links: int = 0) -> Days | None:
    if when is None or links > MOST_LINKS or not _stands(when, article):
        return None
    if when.hangs_on == "claim":
        other = claims.get(when.claim or "")
        base = _days(other.when, claims, article, links + 1) if other else None
        return days_of(when.words, base[0], when.tense) if base and base[0] == base[1] else None
    found = [(day, days_of(when.words, day, when.tense)) for day in _anchors(when, article)]
    if names_a_day(when.words):
        # A report of "Sunday, November 1" was not published on October 31: that day is none that it hangs on.
        found = [(day, days) for day, days in found if days] or found
    return _union(_of_one_year(found))


def _anchors(when: WireWhen, article: Article) -> list[date | None]:
    """The calendar days that words may hang on: a bare or zoneless publication time can be two of them."""
    if article.published is None:
        return [None]
    return list(anchor_day(article.published.words)) or [None]


def _of_one_year(found: list[tuple[date | None, Days | None]]) -> list[Days | None]:
    """Where the publication may fall on two days, a bare "29 May" must not mean this year's and last year's."""
    far = {days: abs((days[0] - day).days) for day, days in found if day and days}
    nearest = min(far.values(), default=0)
    return [days for _, days in found if days is None or days not in far or far[days] <= nearest + NEAR_DAYS]


def _union(found: list[Days | None]) -> Days | None:
    if not found or any(days is None for days in found):
        return None
    return min(days[0] for days in found), max(days[1] for days in found)


def _stands(when: WireWhen, article: Article) -> bool:
    """Dating words count only if the article has them."""
    texts = [text for text in article.texts().values() if text]
    return any(when.words in text for text in texts) or any(isinstance(anchor(text, when.words), Anchored) for text in texts)


def _zones(when: WireWhen | None) -> list[str] | None:
    """The zones of the place that a claim names, in words of the clock or of the gazetteer."""
    if when is None or not when.place:
        return None
    town = zones_of_place(when.place) if _STATE_OR_CLOCK.search(when.place) else ()
    zone = read_zone(when.place)
    found = town or ((zone,) if zone else zones_of_place(when.place))
    return [str(one) for one in found] or None
