"""Composes the dispute brief in the order in which it is decided: the proposal, its measure, the evidence, the rest."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from adjudge.dispute import argued, panel
from adjudge.dispute.quotes import Evidence
from adjudge.dispute.shapes import Dispute
from adjudge.dispute.standing import proposed, standing
from adjudge.model.adjudication import Adjudication, Verdict
from adjudge.model.calls import Call
from adjudge.platforms import answer as platform_answer
from adjudge.reports import origin
from adjudge.reports.evidence import Case
from adjudge.reports.html_links import Linked
from adjudge.reports.parts import Brief, Item, Section
from adjudge.reports.words import LINES, headline, instant, plural, sentence, tone, verdict_words


def brief_of(dispute: Dispute, *, blind: bool = False, everything: bool = False) -> Brief:
    """Put a dispute into reading order; blind, everything that the tool concludes stands behind the evidence."""
    evidence, case = Evidence(dispute), Case(dispute.now, everything=everything)
    measure = (panel.clock(dispute), panel.criteria(evidence, with_states=not blind), panel.clarifications(dispute))
    shown = (panel.quotes(evidence), panel.misses(evidence), *argued.arguments(evidence))
    concluded = (readings(dispute.now), settle(dispute.now))
    if blind:
        body = (*measure, *shown, standing(dispute), _as_judged(evidence), *concluded)
    else:
        body = (standing(dispute), *measure, panel.quotes(evidence), *concluded, *shown[1:])
    tail = (
        _checks(case, dispute),
        origin.asides(case),
        verdict(dispute),
        origin.flags(case),
        origin.articles(case),
        _footer(dispute, case),
    )
    return Brief(Item(dispute.now.market.question), tuple(_lead(dispute, blind=blind)), (*body, *tail))


def _as_judged(evidence: Evidence) -> Section:
    """The criteria once more, with their states; links go on leading to the first list."""
    items = (replace(item, name="") if isinstance(item, Linked) else item for item in panel.criteria(evidence, with_states=True).items)
    return Section("criteria, as judged", tuple(items), spaced=True)


def _lead(dispute: Dispute, *, blind: bool) -> Iterator[Item]:
    proposal = dispute.proposal
    yield Item(f"Proposed: {proposed(proposal)}, on {instant(proposal.at)}")
    if blind:
        yield Item("Blind: what the tool concludes stands behind the evidence.", tone="muted")


def readings(record: Adjudication) -> Section:
    """Show the strict and the intended reading, each with its verdict, only where they differ."""
    strict, intended = record.under_strict, record.under_intended
    if intended is None or verdict_words(strict) == verdict_words(intended):
        return Section("readings", ())
    said = [(reading, one) for reading, one in (("strict", strict), ("intended", intended))]
    return Section(
        "readings", tuple(Item(f"{verdict_words(one)}: {sentence(one.why, capital=False)}", reading, tone(one)) for reading, one in said)
    )


def settle(record: Adjudication) -> Section:
    """Say what is missing, what would settle it, and when at the earliest."""
    found = record.settle
    items = [Item(one, "settles") for one in found.would_settle]
    if items and found.earliest_says:
        items.append(Item(found.earliest_says, "earliest"))
    return Section("what is missing and would settle it", tuple(items))


def _checks(case: Case, dispute: Dispute) -> Section:
    rejected = origin.rejected(case)
    asides = sum(len(found.asides) for found in case.record.claims)
    says = f"{plural(asides, 'passage')} in the articles {'addresses' if asides == 1 else 'address'} the reader, a model or the market: never evidence"
    injected = Item(says, tone="open") if asides else Item("no text addresses the reader", tone="muted")
    argued_to_a_model = [item] if (item := argued.injected(dispute)) else []
    return Section("rejected quotes and injection", (*rejected.items, injected, *argued_to_a_model))


def verdict(dispute: Dispute) -> Section:
    """Give the tool's own verdict, its confidence and the pivot, at both moments where they differ."""
    items = list(_verdict(dispute.then, "then" if dispute.differs else ""))
    if dispute.differs:
        items += _verdict(dispute.now, "now")
    return Section("the tool's verdict", tuple(items))


def _verdict(record: Adjudication, label: str) -> Iterator[Item]:
    found, confidence = record.verdict, record.confidence
    calibrated = "" if confidence.calibrated else ", uncalibrated"
    item = Item(f"{headline(found)} As of {instant(record.as_of)}; confidence {confidence.value:.2f}{calibrated}.", label, tone(found))
    yield item.over(*_behind(record, found))


def _behind(record: Adjudication, found: Verdict) -> Iterator[Item]:
    if found.platform_ruling:
        yield Item(f"the platform has ruled: {found.platform_ruling}", tone="open")
    yield Item(f"line {found.line} of the fold: {LINES.get(found.line, 'unknown')}", tone="muted")
    if record.settle.pivot:
        yield Item(record.settle.pivot_says or record.settle.pivot, "pivot")
    if record.settle.hangs_on_article:
        yield Item(f"without {record.settle.hangs_on_article} the verdict would not stand", "hangs on", "open")
    if given := platform_answer(record.market, record):
        code = f"{given.code}{f' ({given.label})' if given.label else ''}; " if given.code else ""
        yield Item(f"{code}{given.says}", "platform")


def _footer(dispute: Dispute, case: Case) -> Section:
    """Provenance of both records and of the reading of the arguments; a call that served both records is counted once."""
    made = origin.provenance(case)
    calls = {
        (call.fingerprint, call.sample, call.attempt): call for record in (dispute.then, dispute.now) for call in record.provenance.calls
    }
    both = [Item(f"both moments together: {_account(tuple(calls.values()))}", tone="muted")] if dispute.then != dispute.now else []
    return Section(made.title, (*made.items, *both, *_read(dispute.reading.calls)))


def _read(calls: tuple[Call, ...]) -> Iterator[Item]:
    if calls:
        prompts = ", ".join(dict.fromkeys(f"{call.prompt} ({call.prompt_digest[:12]})" for call in calls))
        who = ", ".join(dict.fromkeys(call.model_answered or call.model_asked for call in calls))
        yield Item(f"the arguments: prompt {prompts}; answered: {who}; {_account(calls)}", tone="muted")


def _account(calls: tuple[Call, ...]) -> str:
    costs = [call.cost_usd for call in calls]
    cost = f"{sum(map(Decimal, filter(None, costs)))} USD" if costs and None not in costs else "unpriced"
    return f"{plural(len(calls), 'call')}, {cost}"
