"""From the state a model proposed for a criterion to the state that its verified claims carry.

Every step here can only lower a state (`never_raised`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from adjudge.clock import place
from adjudge.decide.bar import rank, weigh
from adjudge.decide.case import Case
from adjudge.decide.denials import leaves_room, spoke_before
from adjudge.decide.figures import fails, misses
from adjudge.decide.placing import placed
from adjudge.model.adjudication import Dropped, Judged, Truth
from adjudge.model.claims import Claim, Place
from adjudge.model.criteria import Criterion, Number
from adjudge.model.findings import Finding, State

# Roles whose events must fall inside the window; a definition or a form of proof has no date of its own.
TIMED = frozenset({"requires", "early", "excludes", "split"})
NEEDS_BAR = frozenset({"requires", "early", "split"})
# Who can say that something is over for good.
CAN_RULE_OUT = frozenset({"named_official", "document", "all_parties", "party"})


@dataclass
class Sifted:
    """The claims of a finding after the rules, and what was taken away."""

    for_: list[Claim] = field(default_factory=list)
    undecided: list[Claim] = field(default_factory=list)
    """Of the right kind, with a time that is not known to lie inside the window."""
    against: list[Claim] = field(default_factory=list)
    noted: list[Claim] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def drop(self, claim_id: str, rule: str, says: str) -> None:
        """Take a claim away, saying by which rule."""
        self.dropped.append(Dropped(claim=claim_id, rule=rule, says=says))


def judge(criterion: Criterion, case: Case) -> Judged:
    """Give the state of one criterion under the case's reading and window."""
    finding = case.findings.on(criterion.id, case.reading)
    sifted = _sift(criterion, finding, case)
    state, why = _state(criterion, finding, sifted, case)
    return _weighed(criterion, finding, sifted, state, why, case)


def _sift(criterion: Criterion, finding: Finding, case: Case) -> Sifted:
    sifted = Sifted()
    for claim in _usable(criterion, finding.for_, "for", case, sifted):
        _take_for(criterion, claim, case, sifted)
    for claim in _usable(criterion, finding.against, "against", case, sifted):
        _take_against(criterion, claim, case, sifted)
    sifted.noted += [case.claims[name] for name in finding.noted if name in case.claims and case.claims[name].is_verified]
    return sifted


def _usable(criterion: Criterion, names: Sequence[str], stance: str, case: Case, sifted: Sifted) -> list[Claim]:
    """Keep the claims that exist, are verified, current, in time and not of the opposite stance."""
    kept = []
    for name in dict.fromkeys(names):
        complaint = _unusable(criterion, name, stance, case)
        if complaint:
            sifted.drop(name, *complaint)
        else:
            kept.append(case.claims[name])
    return kept


def _unusable(criterion: Criterion, name: str, stance: str, case: Case) -> tuple[str, str] | None:
    claim = case.claims.get(name)
    if claim is None or not claim.is_verified:
        return "no_quote_no_fact", (claim.rejected if claim and claim.rejected else "no verified quote carries it")
    if name in case.withdrawn:
        return "contradiction", f"withdrawn by {case.withdrawn[name]}"
    if not case.is_in_time(claim):
        return "in_window", "not shown to be published before the rules' cut-off for evidence"
    if any(bearing.criterion == criterion.id and bearing.stance != stance for bearing in claim.bears_on):
        return "never_raised", f"it was read as {'against' if stance == 'for' else 'for'} this criterion"
    return None


def _is_only_early(criterion: Criterion, case: Case) -> bool:
    """True where nothing but early paths leans on the criterion."""
    kinds = {path.kind for path in case.criteria.paths if criterion.id in path.all_of}
    return kinds == {"early"}


def _take_for(criterion: Criterion, claim: Claim, case: Case, sifted: Sifted) -> None:
    if claim.kind != "occurred" and not (criterion.mode == "holds" and claim.kind == "absence"):
        sifted.drop(claim.id, "only_what_happened", f"{claim.kind} is not something that happened")
        sifted.noted.append(claim)
    elif claim.voice == "anonymous" and _is_only_early(criterion, case):
        sifted.drop(claim.id, "source_regime", "an unnamed source carries no early path")
    elif criterion.role not in TIMED or criterion.mode == "holds":
        sifted.for_.append(claim)
    else:
        _place(criterion, claim, case, sifted)


def _place(criterion: Criterion, claim: Claim, case: Case, sifted: Sifted) -> None:
    """Keep an event whose whole interval lies inside the window (`in_window`)."""
    happened = case.happened[claim.id]
    if happened.earliest and happened.earliest > case.as_of:
        sifted.drop(claim.id, "in_window", "it lies after the moment that the verdict speaks about")
        return
    where = placed(criterion, claim, case)
    sifted.places.append(where)
    if where == "inside":
        sifted.for_.append(claim)
    elif where in ("outside_before", "outside_after"):
        sifted.drop(claim.id, "in_window", "before the window" if where == "outside_before" else "after the window")
    else:
        sifted.undecided.append(claim)
        sifted.drop(
            claim.id,
            "in_window",
            "not known to lie inside the window" if where == "unknown" else "it may lie on either side of the window's edge",
        )


def _take_against(criterion: Criterion, claim: Claim, case: Case, sifted: Sifted) -> None:
    if claim.kind not in ("occurred", "denied", "absence"):
        sifted.drop(claim.id, "only_what_happened", f"{claim.kind} shows nothing")
        sifted.noted.append(claim)
    elif claim.voice == "anonymous":
        sifted.drop(claim.id, "source_regime", "an unnamed source carries no denial and no impossibility")
    elif claim.kind != "occurred" and spoke_before(claim, sifted.for_, case):
        sifted.drop(claim.id, "contradiction", "said before the event, so it does not deny it")
    elif criterion.mode == "holds" and claim.kind == "occurred":
        _place_breach(claim, case, sifted)
    else:
        sifted.against.append(claim)


def _place_breach(claim: Claim, case: Case, sifted: Sifted) -> None:
    where = place(case.happened[claim.id], case.window.opens, case.window.closes)
    if where == "inside":
        sifted.against.append(claim)
    else:
        sifted.drop(claim.id, "in_window", "the breach is not known to lie inside the window")
        if not where.startswith("outside"):
            sifted.undecided.append(claim)


def _state(criterion: Criterion, finding: Finding, sifted: Sifted, case: Case) -> tuple[State, str]:
    """Lower the proposed state to what is left; the sentence says why where it moved."""
    lower = {"met": _met, "not_met": _not_met, "impossible": _impossible, "conflict": _conflict}.get(finding.state)
    return lower(criterion, sifted, case) if lower else (finding.state, finding.why)


def _met(criterion: Criterion, sifted: Sifted, case: Case) -> tuple[State, str]:
    if not sifted.for_:
        return (
            ("unclear", "its event is not known to lie inside the window")
            if sifted.undecided
            else ("silent", "nothing that counts is left")
        )
    denials = [claim for claim in sifted.against if claim.kind != "occurred" or criterion.mode == "holds"]
    if denials and criterion.mode != "holds" and _stands_undenied(criterion, sifted, denials, case):
        denials = []
    if denials and max(map(rank, denials)) >= max(map(rank, sifted.for_)):
        return _contradicted(criterion, sifted, case)
    if criterion.number and (complaint := fails(criterion.number, sifted.for_)):
        return "unclear", complaint
    return "met", ""


def _stands_undenied(criterion: Criterion, sifted: Sifted, denials: Sequence[Claim], case: Case) -> bool:
    """Keep the events that no denial reaches, where they are enough by themselves; the denied ones then carry nothing."""
    clear = [event for event in sifted.for_ if all(leaves_room(denial, event, case) for denial in denials)]
    if not clear or (criterion.role in NEEDS_BAR and not weigh(clear, case.criteria.sources, case.options.reports_needed).is_reached):
        return False
    for event in sifted.for_:
        if event not in clear:
            sifted.drop(event.id, "contradiction", "it is denied, and others stand without it")
    sifted.for_ = clear
    return True


def _not_met(criterion: Criterion, sifted: Sifted, case: Case) -> tuple[State, str]:
    if sifted.against:
        return "not_met", ""
    return ("unclear", "when that happened is not known well enough") if sifted.undecided else ("silent", "nothing that counts is left")


def _impossible(criterion: Criterion, sifted: Sifted, case: Case) -> tuple[State, str]:
    if any(_rules_out(claim, criterion.number) for claim in sifted.against):
        return "impossible", ""
    return _not_met(criterion, sifted, case)


def _rules_out(claim: Claim, number: Number | None) -> bool:
    """True for a completed fact by somebody named; a figure that may be revised, or that passes, rules nothing out."""
    if claim.kind != "occurred" or claim.voice not in CAN_RULE_OUT or not (claim.voice == "document" or claim.name):
        return False
    if number is None or number.terms or claim.measure is None:
        return True
    may_change = claim.measure.status == "preliminary" and number.which_print != "first"
    return not may_change and misses(number, claim.measure)


def _conflict(criterion: Criterion, sifted: Sifted, case: Case) -> tuple[State, str]:
    """Two sides must be left; one side alone leaves the point open, never settled."""
    # An exclusion is about the event that would count, so its own date need not be known to dispute it.
    for_ = sifted.for_ or (sifted.undecided if criterion.role == "excludes" else [])
    if not (for_ and sifted.against):
        return "unclear", "only one side of the contradiction is left"
    if max(map(rank, for_)) != max(map(rank, sifted.against)):
        return "unclear", "the sides are not of equal standing"
    return _contradicted(criterion, sifted, case)


def _contradicted(criterion: Criterion, sifted: Sifted, case: Case) -> tuple[State, str]:
    """A conflict is between accepted sources: one side's word, denied, is not yet affirmed by anybody who counts."""
    accepted = weigh(sifted.for_, case.criteria.sources, case.options.reports_needed).is_reached
    if criterion.role in NEEDS_BAR and criterion.mode != "holds" and not accepted:
        return "not_met", "affirmed only in a way that the rules do not accept, and denied"
    return "conflict", "claims of equal standing contradict each other"


def _weighed(criterion: Criterion, finding: Finding, sifted: Sifted, state: State, why: str, case: Case) -> Judged:
    """Hold the state against the bar, and say what it means for a path."""
    final = _finality(criterion, state, sifted)
    carrying = (
        sifted.for_ if state in ("met", "conflict") else [claim for claim in sifted.against if claim.kind == "occurred"] if final else []
    )
    weighed = weigh(carrying, case.criteria.sources, case.options.reports_needed)
    counts = criterion.role in NEEDS_BAR and bool(carrying) and not (criterion.mode == "holds" and state == "met")
    falls_short = counts and not weighed.is_reached
    state, why, held = _held_back(criterion, state, why, falls_short, weighed.bar, case)
    return Judged(
        criterion=criterion.id,
        reading=case.reading,
        proposed=finding.state,
        state=state,
        truth="unknown" if held else _truth(criterion, state),
        for_=tuple(claim.id for claim in sifted.for_),
        against=tuple(claim.id for claim in sifted.against),
        noted=tuple(dict.fromkeys(claim.id for claim in sifted.noted)),
        dropped=tuple(sifted.dropped),
        bar=weighed.bar if counts else "none",
        reports=weighed.reports,
        held_back=held,
        placed=_best_place(sifted.places),
        is_final=final and not falls_short,
        why=why or finding.why,
    )


def _held_back(criterion: Criterion, state: State, why: str, falls_short: bool, bar: str, case: Case):
    """Tell a fact that only the bar or a contradiction keeps from counting (line 3 of the fold)."""
    if state == "conflict":
        return state, why, "contradiction"
    if criterion.role == "evidence" and state == "unclear":
        return state, why, "bar"
    if not falls_short or state != "met":
        return state, why, None
    if bar == "wrong_source":
        return "silent", "no source that the rules accept says so", None
    return state, _BAR_SAYS.get(bar, why), "bar"


_BAR_SAYS = {
    "party_only": "only one side says so, which is not yet a report",
    "anonymous_only": "only unnamed sources of a single report say so",
    "too_few": "fewer independent reports than the bar needs",
}


def _finality(criterion: Criterion, state: State, sifted: Sifted) -> bool:
    """True where no later event can turn the criterion (`no_early_default`)."""
    if state == "impossible":
        return True
    breached = criterion.mode == "holds" and state == "not_met"
    return breached and any(claim.kind == "occurred" for claim in sifted.against)


def _truth(criterion: Criterion, state: State) -> Truth:
    if state == "met":
        return "true"
    if state in ("not_met", "impossible") or (criterion.role == "excludes" and state == "silent"):
        return "false"
    return "unknown"


def _best_place(places: Sequence[Place]) -> Place | None:
    order = ("inside", "straddles", "unknown", "outside_after", "outside_before")
    return next((place for place in order if place in places), None)
