"""How far the evidence speaks about the window (`silence_needs_cover`)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from adjudge.decide.case import Case
from adjudge.model.adjudication import Cover, Judged
from adjudge.model.base import iso
from adjudge.model.claims import Claim

# Cover that stops short must stop inside the last tenth of the window and at most a day before its end.
LAST_PART = 10
AT_MOST = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Speaks:
    """Something that speaks about the whole window up to a moment."""

    by: str
    until: datetime


def cover_of(case: Case, judged: tuple[Judged, ...], closes: datetime | None) -> Cover:
    """Give the cover of the window: complete, until a moment near its end, or none."""
    if closes is None:
        return Cover(level="none", says="the window has no known end")
    speaking = sorted(_speaking(case, judged, closes), key=lambda one: (one.until, one.by))
    through = [one for one in speaking if one.until >= case.end_of(closes)]
    if through:
        return Cover(
            level="complete", until=closes, by=tuple(dict.fromkeys(one.by for one in through)), says="the evidence speaks through the close"
        )
    near = [one for one in speaking if _is_near(one.until, closes, case)]
    if near:
        last = near[-1].until
        return Cover(
            level="until",
            until=last,
            by=tuple(dict.fromkeys(one.by for one in near if one.until == last)),
            says=f"the evidence speaks up to {iso(last)}, short of the close",
        )
    return Cover(
        level="none", until=speaking[-1].until if speaking else None, says="nothing that was given speaks about the end of the window"
    )


def _is_near(earlier: datetime, later: datetime, case: Case) -> bool:
    """True where two moments about the close lie within a day and a tenth of the window of each other."""
    gap, opens, closes = later - earlier, case.window.opens, case.window.closes
    return gap <= AT_MOST and (opens is None or closes is None or gap <= (closes - opens) / LAST_PART)


def _speaking(case: Case, judged: tuple[Judged, ...], closes: datetime) -> Iterator[Speaks]:
    attested = case.options.attest
    if attested:
        yield Speaks("attested", min(attested.until, case.as_of))
    for proposal in case.findings.cover:
        if proposal.claim and (until := _claim_until(case, proposal.claim)):
            yield Speaks(proposal.claim, until)
        elif proposal.article and (until := _article_until(case, proposal.article)):
            yield Speaks(proposal.article, until)
    for name in dict.fromkeys(name for one in judged for name in one.against):
        if case.claims[name].kind == "absence" and (until := _claim_until(case, name)):
            yield Speaks(name, until)
    yield from (Speaks(name, when) for name, when in _just_after(case, judged, closes))


def _just_after(case: Case, judged: tuple[Judged, ...], closes: datetime) -> Iterator[tuple[str, datetime]]:
    """The event itself, dated just outside the window, is evidence that it did not happen inside (`in_window`)."""
    needed = {name for path in case.criteria.paths if path.kind == "trigger" for name in path.all_of}
    for one in judged:
        criterion = case.criteria.named(one.criterion)
        if one.proposed != "met" or one.criterion not in needed or criterion is None or criterion.mode != "occurs":
            continue
        for name in (dropped.claim for dropped in one.dropped if dropped.rule == "in_window"):
            when = case.happened[name]
            if when.earliest and when.latest and when.earliest >= case.end_of(closes) and _is_near(closes, when.latest, case) and _claim_until(case, name):
                yield name, when.earliest


def _claim_until(case: Case, name: str) -> datetime | None:
    """A statement on the record speaks up to what it says, else up to its publication."""
    claim = case.claims.get(name)
    if claim is None or not claim.is_verified or name in case.withdrawn or not _can_cover(claim):
        return None
    if not case.is_in_time(claim):
        return None
    stated = case.published(claim)
    if claim.kind == "absence":
        # What says up to when it speaks, in words that cannot be placed, covers nothing.
        return claim.through
    return stated.earliest if stated else None


def _can_cover(claim: Claim) -> bool:
    """Something on record, by somebody who is named or by the outlet; a partial transcript covers nothing."""
    if claim.kind not in ("absence", "denied", "occurred") or claim.voice == "anonymous":
        return False
    return claim.utterance is None or claim.utterance.complete or not claim.utterance.from_transcript


def _article_until(case: Case, article_id: str) -> datetime | None:
    """An article with a verified subject speaks up to its stated publication; an undated one never."""
    claims = next((claims for claims in case.claim_sets if claims.article == article_id), None)
    article = case.by_article.get(article_id)
    if claims is None or claims.subject is None or article is None or article.published is None:
        return None
    # Evidence after the rules' own cut-off does not count, not even as cover.
    return article.published.earliest if case.is_before_cut_off(article.published) else None
