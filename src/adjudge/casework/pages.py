"""A case as a person reads it: where it stands, what was decided, and everything on it in the order in which it came."""

from collections.abc import Iterator, Mapping, Sequence

from adjudge.casework.held import dispute_in
from adjudge.dispute.writing import as_markdown as dispute_markdown
from adjudge.model.adjudication import Adjudication
from adjudge.model.market import Market
from adjudge.reports.brief import as_markdown
from adjudge.reports.markdown import markdown_of
from adjudge.reports.parts import Brief, Item, Section
from adjudge.reports.words import headline, instant, plural, tone
from adjudge.store.contents import Decision, Dispute, Proposal, parsed
from adjudge.store.entry import Entry

NAMES = {
    "market": "market",
    "article": "article",
    "adjudication": "checked",
    "proposal": "proposal",
    "dispute": "dispute",
    "exchange": "question",
    "decision": "decision",
    "second_opinion": "second opinion",
    "escalation": "escalation",
}
DECIDING = ("decision", "second_opinion", "escalation")
_NO_DISPUTE = (
    "Not judged as of the proposal: no record on the case read just what was known then. "
    "`adjudge dispute {name}`, before the case is exported, keeps one."
)


def page_of(name: str, entries: Sequence[Entry], documents: Mapping[int, str]) -> Brief:
    """Put a case into the order in which a person needs it."""
    record = newest(entries, documents)
    market = next(parsed(Market, documents[entry.number], f"entry {entry.number}") for entry in reversed(entries) if entry.kind == "market")
    verdict = Item(headline(record.verdict), tone=tone(record.verdict)) if record else Item("NOT CHECKED YET.", tone="open")
    facts = f"Case {name}: {plural(len(entries), 'entry', 'entries')}, the last of {instant(entries[-1].moment)}."
    told = (
        f"As of {instant(record.as_of)}; confidence {record.confidence.value:.2f}{'' if record.confidence.calibrated else ', uncalibrated'}."
        if record
        else ""
    )
    lead = (Item(market.question), *([Item(told, tone="muted")] if told else []), Item(facts, tone="muted"))
    sections = (
        Section("decided", tuple(_decided(entries, documents))),
        Section("proposed and disputed", tuple(_argued(entries, documents))),
        Section("on the case", tuple(_entry(entry) for entry in entries)),
    )
    return Brief(verdict, lead, sections)


def newest(entries: Sequence[Entry], documents: Mapping[int, str]) -> Adjudication | None:
    """Give the newest record of a case, if it was ever checked."""
    number = next((entry.number for entry in reversed(entries) if entry.kind == "adjudication"), None)
    return None if number is None else parsed(Adjudication, documents[number], f"entry {number}")


def brief_text(name: str, entries: Sequence[Entry], documents: Mapping[int, str]) -> str:
    """Write the brief of a bundle: the case, then in full the dispute that it holds, else its newest record."""
    record = newest(entries, documents)
    page = markdown_of(page_of(name, entries, documents))
    return f"{page}\n---\n\n{_in_full(name, record, entries, documents)}" if record else page


def _in_full(name: str, record: Adjudication, entries: Sequence[Entry], documents: Mapping[int, str]) -> str:
    found = dispute_in(entries, documents)
    if found:
        return dispute_markdown(found, everything=True)
    is_proposed = any(entry.kind == "proposal" for entry in entries)
    return as_markdown(record, all=True, also=[_NO_DISPUTE.format(name=name)] if is_proposed else [])


def _entry(entry: Entry) -> Item:
    return Item(f"{instant(entry.moment)} {NAMES.get(entry.kind, entry.kind)}, by {entry.actor}: {entry.says}", str(entry.number))


def _decided(entries: Sequence[Entry], documents: Mapping[int, str]) -> Iterator[Item]:
    for entry in (entry for entry in entries if entry.kind in DECIDING):
        made = parsed(Decision, documents[entry.number], f"entry {entry.number}")
        handed = f"handed on to {made.escalated_to}" if made.escalated_to else f"{made.answer}{f' ({made.code})' if made.code else ''}"
        agrees = {True: ", as the decision", False: ", unlike the decision", None: ""}[made.agrees]
        head = Item(f"{handed}{agrees}, by {entry.actor} on {instant(entry.moment)}", NAMES[entry.kind])
        declared = "declares: I hold no position in this market" if made.holds_no_position else "did not declare to hold no position"
        saw = f"the newest record then was entry {made.adjudication}" if made.adjudication else "the case had not been checked then"
        yield head.over(
            Item(made.reason, "reason"),
            Item(made.note, "note") if made.note else None,
            Item(f"{entry.actor} {declared}; {saw}", tone="muted"),
        )


def _argued(entries: Sequence[Entry], documents: Mapping[int, str]) -> Iterator[Item]:
    for entry in entries:
        if entry.kind == "proposal":
            made = parsed(Proposal, documents[entry.number], f"entry {entry.number}")
            until = f", to be decided by {instant(made.decide_by)}" if made.decide_by else ""
            when = f", proposed {instant(made.at)}" if made.at else ""
            yield Item(f"{made.outcome}{f' ({made.code})' if made.code else ''}{when}{until}", "proposal").over(
                Item(made.text, made.by) if made.text else None
            )
        elif entry.kind == "dispute":
            said = parsed(Dispute, documents[entry.number], f"entry {entry.number}")
            yield Item(said.text, f"dispute{f' by {said.by}' if said.by else ''}")
