"""Records what a person decided: the tool proposes, a person signs."""

from adjudge.errors import UsageError
from adjudge.model.market import Market
from adjudge.store.case import Case
from adjudge.store.contents import Decision, decision_draft
from adjudge.store.entry import Entry
from adjudge.store.log import Store

# What a person may answer beside the market's own outcomes.
OPEN = ("not_yet", "ambiguous", "split")


def decide(
    store: Store, name: str, answer: str | None, *, actor: str, reason: str, note: str = "", holds_no_position: bool = False,
    second_opinion: bool = False, escalate_to: str = "",
) -> Entry:  # fmt: skip
    """Record a decision, a second opinion on it, or that the case was handed on; an earlier one stays as it was."""
    case = Case(store, name)
    _agree(answer, second_opinion=second_opinion, escalate_to=escalate_to)
    if not reason.strip():
        raise UsageError("--reason must say why")
    outcome, code = answer_of(case.market, answer) if answer else (None, None)
    first = _first(case, actor) if second_opinion else None
    seen = case.of_kind("adjudication")
    decision = Decision(
        reason=reason.strip(), answer=outcome, code=code, note=note, holds_no_position=holds_no_position, escalated_to=escalate_to,
        adjudication=seen[-1].number if seen else None, agrees=first.answer == outcome if first else None,
    )  # fmt: skip
    kind = "escalation" if escalate_to else "second_opinion" if second_opinion else "decision"
    return store.append(name, [decision_draft(decision, kind)], actor=actor)[0]


def _agree(answer: str | None, *, second_opinion: bool, escalate_to: str) -> None:
    if second_opinion and escalate_to:
        raise UsageError("--second-opinion and --escalate exclude each other")
    if bool(answer) == bool(escalate_to):
        raise UsageError("give an answer, or --escalate WHOM without one")


def _first(case: Case, actor: str) -> Decision:
    """Find the decision that a second opinion is about; it must be somebody else's."""
    made = [(entry, decision) for entry, decision in case.decisions if entry.kind == "decision"]
    if not made:
        raise UsageError(f"the case {case.name!r} has no decision yet that a second opinion could be about")
    entry, decision = made[-1]
    if entry.actor == actor:
        raise UsageError(f"the decision is {actor}'s own: a second opinion comes from somebody else (--by NAME)")
    return decision


def answer_of(market: Market, words: str, option: str = "") -> tuple[str, str | None]:
    """Read an outcome, a platform's code for one, or one of the open answers; gives it with its code."""
    codes = market.platform.codes if market.platform else {}
    wanted = words.strip().casefold()
    for outcome in market.outcomes:
        if wanted in (outcome.casefold(), codes.get(outcome, outcome).casefold()):
            return outcome, codes.get(outcome)
    if wanted.replace("-", "_") in OPEN:
        return wanted.replace("-", "_"), None
    others = market.platform.code_for if market.platform else {}
    for meaning, code in others.items():
        if wanted == code.casefold():
            return meaning, code
    known = ", ".join((*market.outcomes, *codes.values(), *others.values(), *OPEN))
    raise UsageError(f"{option}{words!r} is no answer to this market; there are {known}")
