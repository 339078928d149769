"""What a conversation can show without asking anything: why, the quotes, one criterion, what speaks against."""

from collections.abc import Iterator

from adjudge.asking.page import reference_item
from adjudge.asking.session import Session
from adjudge.errors import UsageError
from adjudge.model.adjudication import Adjudication, Judged
from adjudge.model.claims import Claim
from adjudge.model.criteria import Criterion, Path
from adjudge.reports.parts import Brief, Item, Section
from adjudge.reports.words import KINDS, LINES, ROLES, STATES, articles_by_id, headline, outlet, published, sentence, tone, voice


def why(session: Session) -> Brief:
    """Say why the verdict is what it is: the line of the fold, each criterion's state, what would flip it."""
    record = session.record
    verdict, settle = record.verdict, record.settle
    lead = (Item(sentence(verdict.why)), Item(f"Line {verdict.line} of the fold: {LINES.get(verdict.line, 'unknown')}.", tone="muted"))
    states = tuple(_state(one) for one in record.judged)
    pivot = [Item(settle.pivot_says, "pivot")] if settle.pivot_says else []
    return Brief(
        Item(headline(verdict), tone=tone(verdict)),
        lead,
        (Section("criteria", states), Section("what would settle it", (*map(Item, settle.would_settle), *pivot))),
    )


def quotes(session: Session) -> Brief:
    """Show the quotes of the last answer with their places; before any answer, those that the verdict rests on."""
    last = session.last
    if last and last.references:
        return Brief(Item("Quotes of the last answer."), tuple(reference_item(one, last.named.get(one.source, "")) for one in last.references), ())
    claims = [claim for claim in _claims(session.record) if claim.quotes]
    return Brief(Item("Verified quotes of the record."), tuple(_claim(claim, session.record) for claim in claims), ())


def criterion(session: Session, name: str) -> Brief:
    """Show one criterion: its words in the rules, its readings, its state, and the claims on either side."""
    record = session.record
    found = record.criteria.named(name.strip().upper())
    if found is None:
        raise UsageError(f"there is no criterion {name.strip()!r}; there are {', '.join(one.id for one in record.criteria.criteria)}")
    intended = (Item(found.intended, "intended"),) if found.intended else ()
    lead = (Item(f"“{found.quote.exact}”", "rules"), Item(found.strict, "reading"), *intended)
    states = [one for one in record.judged if one.criterion == found.id]
    sections = [Section("state", tuple(_state(one) for one in states)), *_sides(found, record)]
    return Brief(Item(f"{found.id}: {ROLES[found.role]}"), lead, tuple(sections))


def _sides(found: Criterion, record: Adjudication) -> Iterator[Section]:
    for stance in ("for", "against"):
        claims = [claim for claim in _claims(record) if any((one.criterion, one.stance) == (found.id, stance) for one in claim.bears_on)]
        yield Section(f"{stance} its being fulfilled", tuple(_claim(claim, record) for claim in claims) or (Item("nothing in the material"),))


def against(session: Session) -> Brief:
    """Show what speaks for another outcome than the verdict, the facts first, or say that nothing does."""
    record = session.record
    names = dict.fromkeys(name for path in record.criteria.paths for name in _contrary(path, record))
    items = tuple(_claim(claim, record) for claim in _claims(record) if claim.id in names)
    nothing = (Item("Nothing in the material speaks against it."),)
    return Brief(Item(f"Against: {headline(record.verdict)}"), items or nothing, ())


def _contrary(path: Path, record: Adjudication) -> Iterator[str]:
    """Claims that help a path to another outcome, or hurt the path to the verdict's own."""
    is_own = record.verdict.outcome is not None and path.outcome == record.verdict.outcome
    for claim in _claims(record):
        for one in claim.bears_on:
            helps = (one.stance == "for") == (one.criterion in path.all_of)
            if one.criterion in (*path.all_of, *path.none_of) and helps != is_own:
                yield claim.id


def _claims(record: Adjudication) -> list[Claim]:
    order = list(KINDS)
    found = [claim for claims in record.claims for claim in claims.claims if claim.is_verified]
    return sorted(found, key=lambda claim: order.index(claim.kind))


def _claim(claim: Claim, record: Adjudication) -> Item:
    article = articles_by_id(record).get(claim.article)
    place = f"{KINDS[claim.kind]}; {voice(claim)}{outlet(article)}, {published(article)}"
    return Item(f"“{claim.quotes[0].exact}”", claim.id).over(Item(place, tone="muted"))


def _state(one: Judged) -> Item:
    reading = "" if one.reading == "strict" else " (intended reading)"
    dropped = [Item(f"{drop.claim} was set aside: {drop.says} ({drop.rule})", tone="muted") for drop in one.dropped]
    return Item(f"{STATES[one.state]}{reading}. {sentence(one.why)}", one.criterion).over(*dropped)
