"""How likely careful moderators are to give the same verdict, from features that are written down."""

from adjudge.decide.case import Case
from adjudge.decide.readings import Decision
from adjudge.model.adjudication import Confidence

# Steps on a log-odds scale, set by judgement until they are fitted on labelled cases; hence `uncalibrated`.
BASE = 1.6
WEIGHTS = {
    "second_report": 0.8,
    "named_source": 0.6,
    "cover_complete": 0.4,
    "cover_gap": -0.9,
    "single_report": -0.3,
    "edited_quotes": -0.4,
    "context_notes": -0.4,
    "open_conflict": -0.5,
    "clock_disagreement": -0.8,
    "defects": -0.4,
    "undated_evidence": -0.3,
    "addressed_to_reader": -0.3,
    "votes_differ": -1.2,
    "ambiguous": -0.6,
}


def confidence(case: Case, decision: Decision, *, votes_agree: float = 1.0, clock_disagrees: bool = False) -> Confidence:
    """Give a probability and the features that made it; every feature lies between 0 and 1."""
    features = _features(case, decision, votes_agree, clock_disagrees)
    score = BASE + sum(WEIGHTS[name] * value for name, value in features.items())
    return Confidence(value=round(1 / (1 + 2.718281828459045**-score), 2), features=features)


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
