"""Composes the dispute brief in the order in which it is decided: the proposal, its measure, the evidence, the rest."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from adjudge.dispute import panel
from adjudge.dispute.arguments import HONEST, strongest
from adjudge.dispute.quotes import Evidence
from adjudge.dispute.shapes import MARKS, Argument, Dispute, Passage
from adjudge.dispute.standing import proposed, standing
from adjudge.model.adjudication import Adjudication, Verdict
from adjudge.platforms import answer as platform_answer
from adjudge.reports import origin
from adjudge.reports.evidence import Case
from adjudge.reports.html_links import Linked
from adjudge.reports.parts import Brief, Item, Section, Tone, shorten
from adjudge.reports.words import LINES, headline, instant, outlet, plural, sentence, tone, verdict_words

_MARK_TONES: dict[str, Tone] = {"supported": "good", "contradicted": "bad", "not_in_evidence": "open"}
_STRONGEST, _ARGUMENT, _PASSAGE = 3, 400, 160


def brief_of(dispute: Dispute, *, blind: bool = False, everything: bool = False) -> Brief:
    """Put a dispute into reading order; blind, everything that the tool concludes stands behind the evidence."""
    evidence, case = Evidence(dispute), Case(dispute.now, everything=everything)
    measure = (panel.clock(dispute), panel.criteria(evidence, with_states=not blind), panel.clarifications(dispute))
    shown = (panel.quotes(evidence), panel.misses(evidence), *arguments(dispute))
    concluded = (readings(dispute.now), settle(dispute.now))
    if blind:
        body = (*measure, *shown, standing(dispute), _as_judged(evidence), *concluded)
    else:
        body = (standing(dispute), *measure, panel.quotes(evidence), *concluded, *shown[1:])
    tail = (_checks(case), origin.asides(case), verdict(dispute), origin.flags(case), origin.articles(case), _footer(dispute, case))
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


def arguments(dispute: Dispute) -> Iterator[Section]:
    """Show the strongest arguments of each side, and say how they were checked."""
    for side in ("proposer", "disputer"):
        found = [one for one in dispute.arguments if one.side == side]
        items = [_argument(dispute, one) for one in strongest(found, side, _STRONGEST)]
        rest = len(found) - len(items)
        more = [Item(f"and {plural(rest, 'more argument', 'more arguments')}; the JSON has them all", tone="muted")] if rest else []
        if items:
            yield Section(f"what the {side} argues", (*items, *more), spaced=True)
    if dispute.arguments:
        yield Section("how the arguments were checked", (Item(HONEST, tone="muted"),))


def _argument(dispute: Dispute, argument: Argument) -> Item:
    item = Item(shorten(" ".join(argument.text.split()), _ARGUMENT)).over(Item(MARKS[argument.mark], "mark", _MARK_TONES[argument.mark]))
    if not argument.passages:
        return item.over(Item("it quotes nothing", tone="muted"))
    return item.over(*(_passage(dispute, one) for one in argument.passages))


def _passage(dispute: Dispute, passage: Passage) -> Item:
    names = {article.id: f"{outlet(article)} [{article.id}]" for article in dispute.now.articles}
    where = f" in {names.get(passage.where, passage.where)}" if passage.where else ""
    later = ", published after the proposal" if passage.where in panel.later_articles(dispute) else ""
    words = shorten(" ".join(passage.given.split()), _PASSAGE)
    return Linked(f"“{words}”{where}{later}: {passage.says}", tone="muted", to=passage.claims)


def _checks(case: Case) -> Section:
    rejected = origin.rejected(case)
    asides = sum(len(found.asides) for found in case.record.claims)
    says = f"{plural(asides, 'passage')} in the articles {'addresses' if asides == 1 else 'address'} the reader, a model or the market: never evidence"
    injected = Item(says, tone="open") if asides else Item("no text addresses the reader", tone="muted")
    return Section("rejected quotes and injection", (*rejected.items, injected))


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
    """Provenance of both records; a call that served both is counted once."""
    made = origin.provenance(case)
    calls = {
        (call.fingerprint, call.sample, call.attempt): call for record in (dispute.then, dispute.now) for call in record.provenance.calls
    }
    costs = [call.cost_usd for call in calls.values()]
    cost = f"{sum(map(Decimal, costs))} USD" if costs and None not in costs else "unpriced"
    both = Item(f"both moments together: {plural(len(calls), 'call')}, {cost}", tone="muted")
    return Section(made.title, (*made.items, both) if dispute.then != dispute.now else made.items)
