"""Findings, checked: ids that exist, one finding for each criterion and reading, nothing unasked for."""

from collections.abc import Iterator, Mapping

from adjudge.model.claims import Claim
from adjudge.model.criteria import Criteria
from adjudge.model.findings import CoverProposal, Finding, Findings, Supersedes
from adjudge.wire.findings import WireFindings


def expected(criteria: Criteria) -> list[tuple[str, str]]:
    """List the criterion and reading of every finding that is asked for."""
    return [
        (criterion.id, reading)
        for criterion in criteria.criteria
        if criterion.id in criteria.judged
        for reading in (("strict", "intended") if criterion.intended else ("strict",))
    ]


def complaints(wire: WireFindings, criteria: Criteria, claims: Mapping[str, Claim], articles: set[str]) -> list[str]:
    """Say everything that does not hold, in sentences that a model can act on."""
    return [*_missing(wire, criteria), *_unknown(wire, claims, articles)]


def _missing(wire: WireFindings, criteria: Criteria) -> Iterator[str]:
    given = [(finding.criterion, finding.reading) for finding in wire.findings]
    for key in expected(criteria):
        if given.count(key) != 1:
            yield f"{key[0]} ({key[1]}): {given.count(key)} findings were given and one is asked for"
    for key in dict.fromkeys(given):
        if criteria.named(key[0]) is None:
            yield f"there is no criterion {key[0]}"


def _unknown(wire: WireFindings, claims: Mapping[str, Claim], articles: set[str]) -> Iterator[str]:
    used = [name for finding in wire.findings for name in (*finding.for_, *finding.against, *finding.noted)]
    used += [name for one in wire.same_event for name in one.claims]
    used += [name for pair in wire.supersedes for name in (pair.later, pair.earlier)] + [cover.claim for cover in wire.cover if cover.claim]
    unknown = [name for name in dict.fromkeys(used) if name not in claims]
    if unknown:
        yield f"there is no claim {', '.join(unknown[:10])}"
    missing = [cover.article for cover in wire.cover if cover.article and cover.article not in articles]
    if missing:
        yield f"there is no article {', '.join(missing[:10])}"


def ground(wire: WireFindings, criteria: Criteria, complaints: tuple[str, ...] = ()) -> Findings:
    """Build the findings; the first on a criterion and reading stands, and what was not asked for is left out."""
    wanted = set(expected(criteria))
    first: dict[tuple[str, str], Finding] = {}
    for finding in wire.findings:
        key = (finding.criterion, finding.reading)
        if key in wanted:
            first.setdefault(
                key,
                Finding(
                    criterion=finding.criterion,
                    reading=finding.reading,
                    state=finding.state,
                    for_=tuple(finding.for_),
                    against=tuple(finding.against),
                    noted=tuple(finding.noted),
                    why=finding.why,
                ),
            )
    return Findings(
        findings=tuple(first[key] for key in expected(criteria) if key in first),
        same_event=tuple(tuple(dict.fromkeys(one.claims)) for one in wire.same_event if len(set(one.claims)) > 1),
        supersedes=tuple(Supersedes(later=pair.later, earlier=pair.earlier) for pair in wire.supersedes),
        cover=tuple(CoverProposal(claim=cover.claim, article=cover.article, why=cover.why) for cover in wire.cover),
        complaints=complaints,
    )
