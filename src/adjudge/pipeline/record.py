"""From inputs and the model's answers to the record: the part that needs no model and can be run again."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from importlib.metadata import version

from adjudge import decide, platforms
from adjudge.ground import claims as claims_ground
from adjudge.ground import criteria as criteria_ground
from adjudge.ground import findings as findings_ground
from adjudge.ground.origins import with_reports
from adjudge.model.adjudication import Adjudication, Answers, Flag, LeftOut, Options, Provenance
from adjudge.model.article import Article
from adjudge.model.calls import Call
from adjudge.model.claims import ClaimSet
from adjudge.model.criteria import Criteria
from adjudge.model.findings import Findings
from adjudge.model.market import Market
from adjudge.pipeline.admission import admit_market
from adjudge.pipeline.materials import findings_values
from adjudge.prompting import digest
from adjudge.wire.claims import WireClaimSet
from adjudge.wire.criteria import WireCriteria
from adjudge.wire.findings import WireFindings


def ground_claims(answers: Answers, articles: Sequence[Article], criteria: Criteria, market: Market) -> tuple[ClaimSet, ...]:
    """Ground every article's answer, in the order of the articles; unread ones are absent."""
    sets = [
        claims_ground.ground(WireClaimSet.model_validate(answers.claims[article.id]), article, criteria, market)
        for article in articles
        if article.id in answers.claims
    ]
    return with_reports(sets, articles)


def adjudicate(
    market: Market,
    articles: tuple[Article, ...],
    answers: Answers,
    *,
    as_of: datetime,
    options: Options,
    left_out: tuple[LeftOut, ...] = (),
    provenance: Provenance | None = None,
    calls: tuple[Call, ...] = (),
) -> Adjudication:
    """Build the record of one check; two runs on equal arguments are equal to the byte."""
    admitted, _ = admit_market(market, as_of)
    criteria = criteria_ground.ground(WireCriteria.model_validate(answers.criteria), admitted)
    claim_sets = ground_claims(answers, articles, criteria, admitted)
    _, trimmed = findings_values(admitted, criteria, claim_sets, articles)
    votes = [_findings(answer, criteria) for answer in answers.findings] or [Findings(findings=())]
    case = _case(admitted, criteria, claim_sets, articles, votes[0], as_of, options, answers, trimmed)
    chosen, agree = _chosen([case.under(findings=vote) for vote in votes], _ruling(criteria))
    case = case.under(findings=votes[chosen])
    return _assembled(case, market, left_out, answers, provenance or provenance_of(market, articles, calls), agree)


def _findings(answer: dict, criteria: Criteria) -> Findings:
    return findings_ground.ground(WireFindings.model_validate(answer), criteria)


def _case(
    market: Market,
    criteria: Criteria,
    claim_sets,
    articles,
    findings: Findings,
    as_of: datetime,
    options: Options,
    answers: Answers,
    trimmed: bool,
) -> decide.Case:
    said = {f"N{number}": note.at for number, note in enumerate(market.clarifications, 1)}
    return decide.Case(
        criteria=criteria,
        claim_sets=claim_sets,
        articles=articles,
        findings=findings,
        as_of=as_of,
        options=options,
        outcomes=market.outcomes,
        window=criteria.clock.window,
        statuses=tuple(said[note.id] or as_of for note in criteria.notes if note.kind == "status"),
        missing=tuple(article.id for article in articles if article.id not in answers.claims),
        trimmed=trimmed or any("claims_trimmed" in claims.flags for claims in claim_sets),
    )


def _ruling(criteria: Criteria) -> str | None:
    """The latest official ruling, which stands above everything."""
    return next((note.outcome for note in reversed(criteria.notes) if note.kind == "ruling" and note.outcome), None)


def _chosen(cases: Sequence[decide.Case], ruling: str | None) -> tuple[int, float]:
    """The vote whose verdict most others share; without a majority, the one that says least."""
    verdicts = [decide.decide(case, ruling).verdict for case in cases]
    keys = [(verdict.name, verdict.outcome, verdict.cause) for verdict in verdicts]
    key, count = Counter(keys).most_common(1)[0]
    if count * 2 > len(keys):
        return keys.index(key), count / len(keys)
    cautious = min(range(len(keys)), key=lambda index: (verdicts[index].name.startswith("resolved"), index))
    return cautious, count / len(keys)


def _assembled(case: decide.Case, market: Market, left_out, answers: Answers, provenance: Provenance, agree: float) -> Adjudication:
    decision = decide.decide(case, _ruling(case.criteria))
    clock_disagrees = any(defect.code == "clock_disagreement" for defect in case.criteria.defects)
    intended = decision.intended
    return Adjudication(
        as_of=case.as_of,
        market=market,
        articles=case.articles,
        left_out=left_out,
        options=case.options,
        criteria=case.criteria,
        claims=case.claim_sets,
        findings=case.findings,
        judged=(*decision.strict.judged, *(intended.judged if intended and intended.judged != decision.strict.judged else ())),
        cover=decision.strict.cover,
        verdict=decision.verdict,
        under_strict=decision.strict.verdict,
        under_intended=intended.verdict if intended else None,
        confidence=decide.confidence(
            case,
            decision,
            votes_agree=agree,
            clock_disagrees=clock_disagrees,
            prompts=provenance.prompts,
            models=provenance.models_answered,
        ),
        settle=decide.settle(case, decision),
        flags=_flags(case, decision, market),
        fired=decide.rules_fired(case, decision),
        answers=answers,
        provenance=provenance,
    )


def _flags(case: decide.Case, decision: decide.Decision, market: Market) -> tuple[Flag, ...]:
    """What the decision shows, and what the market shows before any article is read; each thing is said once."""
    found = decide.flags_of(case, decision)
    said = {flag.code for flag in found}
    return (*found, *(flag for flag in platforms.defects(market) if flag.code not in said))


def provenance_of(market: Market, articles: Sequence[Article], calls: Sequence[Call]) -> Provenance:
    """Account for everything that made the record; the cost is unknown as soon as one call has no price."""
    costs = [call.cost_usd for call in calls]
    usages = [call.usage for call in calls if call.usage]
    return Provenance(
        package=package_version(),
        rules_sha256=digest(market.rules),
        articles_sha256={article.id: article.sha256 for article in articles},
        prompts={call.prompt: call.prompt_digest for call in calls},
        schemas={call.prompt: call.schema_digest for call in calls},
        models_asked=tuple(sorted({call.model_asked for call in calls})),
        models_answered=tuple(sorted({call.model_answered for call in calls if call.model_answered})),
        via=tuple(sorted({call.via for call in calls if call.via})),
        calls=tuple(calls),
        input_tokens=sum(usage.input_tokens for usage in usages),
        output_tokens=sum(usage.output_tokens for usage in usages),
        cost_usd=None if not costs or None in costs else str(sum(map(Decimal, costs))),
    )


def package_version() -> str:
    """Name this version of the package, as records do."""
    return f"adjudge {version('adjudge')}"
