"""What the proposal is measured by and who speaks to it: clock, criteria, clarifications, quotes side by side, near misses."""

from collections.abc import Iterator
from datetime import datetime

from adjudge.dispute.quotes import Evidence, in_the_rules
from adjudge.dispute.shapes import Dispute
from adjudge.dispute.sides import Sides, is_later, near_misses, sides_of
from adjudge.model.adjudication import Judged
from adjudge.model.criteria import Criterion, Window
from adjudge.reports import timing
from adjudge.reports.evidence import Case
from adjudge.reports.html_links import Linked
from adjudge.reports.parts import Item, Section, Tone, shorten, some
from adjudge.reports.words import BARS, ROLES, STATES, duration, instant, local

_TONES: dict[str, Tone] = {"true": "good", "false": "bad"}
_HELD = {"bar": ", but held back by the bar of proof", "contradiction": ", held back"}
_TEXT, _MISSES = 700, 6


def clock(dispute: Dispute) -> Section:
    """Show how long is left to decide, then the market's own clocks."""
    proposal, window = dispute.proposal, dispute.now.criteria.clock.window
    left = Item(time_left(proposal.deadline, dispute.now.as_of), "left", "open")
    by = [Item(local(proposal.deadline, window.zone), "decide by")] if proposal.deadline else []
    at = Item(f"{local(proposal.at, window.zone)}: {_against(proposal.at, window)}", "proposed")
    return Section("clock", (left, *by, at, *timing.clock(dispute.now).items))


def time_left(deadline: datetime | None, now: datetime) -> str:
    """Say how long is left to decide.

    >>> from datetime import UTC
    >>> time_left(datetime(2026, 1, 1, 14, tzinfo=UTC), datetime(2026, 1, 1, 12, 30, tzinfo=UTC))
    '1 h 30 min left to decide'
    """
    if deadline is None:
        return "no deadline to decide by was given"
    if deadline <= now:
        return f"the deadline passed {duration(now - deadline)} ago"
    return f"{duration(deadline - now)} left to decide"


def _against(at: datetime, window: Window) -> str:
    if window.opens and at < window.opens:
        return f"{duration(window.opens - at)} before the window opened"
    if window.closes is None:
        return "no known close"
    where = "before the window closed" if at <= window.closes else "after the window closed"
    return f"{duration(window.closes - at)} {where}"


def criteria(evidence: Evidence, *, with_states: bool) -> Section:
    """Show the criteria that the fold leans on, verbatim, with their state at both moments; the others by name."""
    rules = evidence.record.criteria
    shown = [found for name in rules.judged if (found := rules.named(name))]
    rest = ", ".join(f"{one.id} ({ROLES[one.role]})" for one in rules.criteria if one not in shown)
    folded = [Item(f"without effect on the verdict by themselves: {shorten(rest, 200)}", tone="muted")] if rest else []
    items = [_criterion(evidence, one, with_states=with_states) for one in shown]
    return Section("criteria", (*items, *folded), spaced=True)


def _criterion(evidence: Evidence, criterion: Criterion, *, with_states: bool) -> Item:
    judged = Case(evidence.record, everything=False).judged(criterion.id)
    role = ROLES[criterion.role] + (", to the end of the window" if criterion.mode == "holds" else "")
    rules = Linked(f"“{shorten(criterion.quote.exact, _TEXT)}”{_from(criterion)}", "rules", to=(in_the_rules(criterion.id),))
    if not with_states:
        return Linked(role, criterion.id, name=criterion.id).over(rules, *_wordings(criterion, judged))
    state = _state(judged[0]) if len(judged) == 1 else "THE READINGS DIFFER" if judged else "NOT JUDGED"
    tone = _tone(criterion, judged)
    head = Linked(f"{state} ({role}){_before(evidence, criterion, state)}", criterion.id, tone, name=criterion.id)
    return head.over(rules, *_wordings(criterion, judged), *(item for one in judged for item in _finding(evidence, one)))


def _state(judged: Judged) -> str:
    return STATES[judged.state] + _HELD.get(judged.held_back or "", "")


def _tone(criterion: Criterion, judged: list[Judged]) -> Tone:
    """Green and red for what helps and what hurts its path; an exclusion that does not apply hurts nothing."""
    if len(judged) != 1:
        return "open"
    if criterion.role == "excludes":
        return {"true": "bad", "false": "plain"}.get(judged[0].truth, "open")  # type: ignore[return-value]
    return _TONES.get(judged[0].truth, "open")


def _wordings(criterion: Criterion, judged: list[Judged]) -> Iterator[Item]:
    """Strict and intended only where they part and lead apart."""
    if len(judged) > 1:
        for one in judged:
            words = criterion.strict if one.reading == "strict" else criterion.intended or criterion.strict
            yield Item(f"{STATES[one.state]}, read as: {words}", one.reading, _TONES.get(one.truth, "open"))


def _before(evidence: Evidence, criterion: Criterion, state: str) -> str:
    """Name the state at the proposal where it was another one; ids of another reading of the rules are not compared."""
    then = evidence.dispute.then
    same = then.criteria.named(criterion.id)
    states = {_state(one) for one in then.judged if one.criterion == criterion.id and one.reading == "strict"}
    if same is None or same.quote.exact != criterion.quote.exact or not states or states == {state}:
        return ""
    return f"; at the proposal: {', '.join(sorted(states))}"


def _from(criterion: Criterion) -> str:
    where = criterion.quote.where
    return "" if where == "rules" else f" ({'clarification ' + where if where.startswith('N') else 'the ' + where})"


def _finding(evidence: Evidence, judged: Judged) -> Iterator[Item]:
    if judged.why:
        yield Item(judged.why, "why")
    if judged.bar != "none":
        yield Item(BARS[judged.bar], "proof")
    yield from (evidence.glimpse(name, "for") for name in judged.for_[:3])
    yield from (evidence.glimpse(name, "against") for name in judged.against[:3])
    rest = len(judged.for_[3:]) + len(judged.against[3:])
    if rest:
        yield Item(f"and {rest} more; the JSON has them all", tone="muted")


def clarifications(dispute: Dispute) -> Section:
    """List what was said about the rules, in the order of time, marked where it came after the proposal."""
    kinds = {note.id: note.kind for note in dispute.now.criteria.notes}
    said = sorted(dispute.now.market.clarifications, key=lambda note: (note.at is not None, note.at))
    items = []
    for number, note in enumerate(said, 1):
        kind = kinds.get(f"N{number}") or note.kind or "not read as anything"
        when = instant(note.at) if note.at else "undated"
        item = Linked(f"{when}, {note.by or 'unsigned'} ({kind}): “{shorten(note.text, _TEXT)}”", f"N{number}", name=f"N{number}")
        items.append(item.over(*_late(note.at, dispute)))
    return Section("clarifications", tuple(items))


def _late(at: datetime | None, dispute: Dispute) -> Iterator[Item]:
    if at and at > dispute.now.as_of:
        yield Item("later than the moment spoken about: left out", tone="open")
    elif at and at > dispute.proposal.at:
        yield Item("LATER THAN THE PROPOSAL: it takes no part in the judgement at the proposal's time", tone="open")


def quotes(evidence: Evidence) -> Section:
    """Set the best quote for and the best against each possible outcome side by side."""
    sides = sides_of(evidence.record)
    codes = evidence.record.market.platform.codes if evidence.record.market.platform else {}
    rows = _merged(sides) if evidence.record.market.is_binary else [(one, one.outcome, "") for one in sides]
    return Section("quotes", tuple(_row(evidence, one, name, other, codes) for one, name, other in rows), spaced=True)


def _merged(sides: tuple[Sides, ...]) -> list[tuple[Sides, str, str]]:
    """Between Yes and No, what speaks for the one speaks against the other: one row where that is so."""
    yes, no, *rest = sorted(
        sides, key=lambda one: ("yes", "no").index(one.outcome.casefold()) if one.outcome.casefold() in ("yes", "no") else 2
    )
    if set(yes.for_) == set(no.against) and set(yes.against) <= set(no.for_):
        row = Sides(yes.outcome, yes.for_, no.for_)
        return [(row, yes.outcome, no.outcome), *((one, one.outcome, "") for one in rest)]
    return [(one, one.outcome, "") for one in (yes, no, *rest)]


def _row(evidence: Evidence, sides: Sides, outcome: str, other: str, codes: dict[str, str]) -> Item:
    def named(name: str) -> str:
        return f"{name} ({codes[name]})" if codes.get(name, name) != name else name

    if other:
        head, for_, against = f"{named(outcome)} or {named(other)}", f"for {outcome}", f"for {other}"
        nobody = (f"{outcome}, or against {other}", f"{other}, or against {outcome}")
    else:
        head, for_, against, nobody = named(outcome), "for", "against", (outcome, f"the contrary of {outcome}")
    row = Linked(head, look="columns")
    return row.over(_side(evidence, sides.for_, for_, nobody[0]), _side(evidence, sides.against, against, nobody[1]))


def _side(evidence: Evidence, names: tuple[str, ...], label: str, outcome: str) -> Item:
    """The best quote; beside it the best that was known at the proposal, where a later one is better."""
    claims = [evidence.claims[name] for name in names]
    if not claims:
        return Item(f"Nobody argues for {outcome}: no verified quote that counts.", label, "open")
    early = next((claim for claim in claims if not evidence.is_later(claim)), None)
    best = list(dict.fromkeys(claim.id for claim in (early, claims[0]) if claim))
    first, *more = [evidence.full(evidence.claims[name], label if number == 0 else "since then") for number, name in enumerate(best)]
    rest = [evidence.glimpse(claim.id, "also") for claim in claims if claim.id not in best]
    alone = Item("nothing that was known at the proposal", tone="open") if early is None else None
    return first.over(alone, *more, *some(rest, 3, "quotes"))


def misses(evidence: Evidence) -> Section:
    """List what came near and does not count, with the reason."""
    items = []
    for miss in near_misses(evidence.record):
        item = evidence.glimpse(miss.claim, miss.criterion)
        items.append(item.over(Item(miss.why, tone="open")))
    return Section("near misses (they do not count)", some(items, _MISSES, "near misses"))


def later_articles(dispute: Dispute) -> set[str]:
    """Give the ids of the articles that came after the proposal."""
    return {article.id for article in dispute.now.articles if is_later(dispute.now, article.id, dispute.proposal.at)}
