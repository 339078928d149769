"""The rules' bar of proof: which reports stand behind a fact, and whether they reach it (`source_regime`)."""

from collections.abc import Sequence
from dataclasses import dataclass

from adjudge.model.adjudication import Bar
from adjudge.model.claims import Claim
from adjudge.model.criteria import Sources

OWN_VOICE = frozenset({"outlet", "document", "named_official", "all_parties"})
# A denial by one party weighs as much as an outlet's report; a record outweighs both.
RANKS = {"document": 3, "named_official": 2, "all_parties": 2, "outlet": 2, "party": 2, "witness": 2, "anonymous": 1}


@dataclass(frozen=True, slots=True)
class Weighed:
    """How far a set of claims gets, counted in reports and not in pages."""

    bar: Bar
    reports: int

    @property
    def is_reached(self) -> bool:
        """True where the rules accept it."""
        return self.bar in ("reached", "single_report")


def rank(claim: Claim) -> int:
    """Give the standing of a claim: what a named source itself shows outranks statements about it."""
    return 3 if claim.named_source == "itself" else RANKS[claim.voice]


def weigh(claims: Sequence[Claim], sources: Sources, reports_needed: int) -> Weighed:
    """Count the reports behind a fact against the market's source regime."""
    if not claims:
        return Weighed("none", 0)
    named = [claim for claim in claims if claim.named_source != "no"]
    if sources.regime == "only":
        return Weighed("reached", len(_reports(named))) if named else Weighed("wrong_source", 0)
    if named and sources.regime in ("preferred", "either"):
        return Weighed("reached", len(_reports(claims)))
    return _by_consensus(claims, reports_needed)


def _by_consensus(claims: Sequence[Claim], reports_needed: int) -> Weighed:
    """Two reports, or one in an outlet's own voice; a party's word alone is neither."""
    # The body outranks its headline, which therefore is no report.
    told = [claim for claim in claims if not claim.in_headline]
    counted = [claim for claim in told if claim.voice != "party"]
    reports = _reports(counted)
    if not counted:
        return Weighed("party_only" if told else "too_few", 0)
    if len(reports) >= 2:
        return Weighed("reached", len(reports))
    if not _has_own_voice(counted):
        return Weighed("anonymous_only" if all(claim.voice == "anonymous" for claim in counted) else "too_few", len(reports))
    return Weighed("single_report" if reports_needed <= 1 else "too_few", len(reports))


def _has_own_voice(claims: Sequence[Claim]) -> bool:
    """An outlet that repeats another's report, or whose report rests on an unnamed source, does not state the fact itself."""
    unnamed = _reports([claim for claim in claims if claim.voice == "anonymous"])
    return any(claim.voice in OWN_VOICE and not (claim.voice == "outlet" and (claim.derives_from or _reports([claim]) & unnamed)) for claim in claims)


def _reports(claims: Sequence[Claim]) -> set[str]:
    return {claim.report or claim.article for claim in claims}
