"""How likely careful moderators are to give the same verdict, from features that are written down."""

from collections.abc import Mapping, Sequence

from adjudge.decide.calibration import applied, logistic, score, shipped
from adjudge.decide.case import Case
from adjudge.decide.readings import Decision
from adjudge.model.adjudication import Confidence


def confidence(
    case: Case,
    decision: Decision,
    *,
    votes_agree: float = 1.0,
    clock_disagrees: bool = False,
    prompts: Mapping[str, str] | None = None,
    models: Sequence[str] = (),
) -> Confidence:
    """Give a probability and the features that made it; every feature lies between 0 and 1.

    It is calibrated only where the shipped table was fitted on answers to the same `prompts` (name to digest), by the
    same `models`; elsewhere it is the score by judgement and says `uncalibrated`.
    """
    features = _features(case, decision, votes_agree, clock_disagrees)
    table = shipped()
    if table is None or not prompts or not table.is_for(prompts, models):
        return Confidence(value=round(logistic(score(features)), 2), features=features)
    return Confidence(value=round(applied(table, score(features)), 2), calibrated=True, fitted_on=table.words, features=features)


def _features(case: Case, decision: Decision, votes_agree: float, clock_disagrees: bool) -> dict[str, float]:
    verdict, cover = decision.verdict, decision.strict.cover
    carrying = [one for one in decision.strict.judged if one.state == "met" and one.for_]
    claims = [case.claims[name] for one in carrying for name in one.for_]
    leans_on_cover = verdict.line == 8
    present = {
        "second_report": any(one.reports >= 2 for one in carrying),
        "named_source": any(claim.named_source != "no" for claim in claims),
        "cover_complete": leans_on_cover and cover.level == "complete",
        "cover_gap": leans_on_cover and cover.level == "until",
        "single_report": any(one.bar == "single_report" for one in carrying),
        "edited_quotes": any(quote.match in ("near", "stitched") for claim in claims for quote in claim.quotes),
        "context_notes": any(note.flag != "attribution" for claim in claims for quote in claim.quotes for note in quote.context),
        "open_conflict": any(one.held_back == "contradiction" for one in decision.strict.judged),
        "clock_disagreement": clock_disagrees,
        "defects": bool(case.criteria.defects),
        "undated_evidence": any(case.published(claim) is None for claim in claims),
        "addressed_to_reader": any(claims.asides for claims in case.claim_sets),
        "ambiguous": verdict.name == "ambiguous" and verdict.cause != "split",
    }
    return {
        **{name: float(value) for name, value in present.items() if value},
        **({"votes_differ": round(1 - votes_agree, 3)} if votes_agree < 1 else {}),
    }
