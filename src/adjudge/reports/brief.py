"""Composes the brief that a person decides from: the verdict first, then everything it rests on."""

from collections.abc import Iterator, Sequence

from adjudge.model.adjudication import Adjudication, Alternative
from adjudge.reports import evidence, origin, timing
from adjudge.reports.evidence import Case
from adjudge.reports.layout import text_of
from adjudge.reports.markdown import markdown_of
from adjudge.reports.parts import Brief, Item, Section
from adjudge.reports.words import DEFAULT_LINE, LINES, headline, instant, outlet, sentence, short, tone, verdict_words


def as_text(adjudication: Adjudication, *, all: bool = False, width: int = 80, color: bool = False, also: Sequence[str] = ()) -> str:
    """Write the brief for a terminal; without colour it is plain text. `also` is said below the verdict."""
    return text_of(brief_of(adjudication, everything=all, also=also), width=width, color=color)


def as_markdown(adjudication: Adjudication, *, all: bool = False, also: Sequence[str] = ()) -> str:
    """Write the same brief as Markdown in which nothing that was read can act."""
    return markdown_of(brief_of(adjudication, everything=all, also=also))


def brief_of(record: Adjudication, *, everything: bool = False, also: Sequence[str] = ()) -> Brief:
    """Put a record into the order in which a person needs it."""
    case = Case(record, everything=everything)
    sections = (
        _why(record),
        _alternatives(case),
        evidence.criteria(case),
        timing.clock(record),
        timing.cover(case),
        _settle(case),
        origin.clarifications(case),
        origin.flags(case),
        origin.asides(case),
        origin.fired(case),
        origin.articles(case),
        origin.rejected(case),
        origin.unused(case),
        origin.provenance(case),
    )
    return Brief(_verdict(record), (*_lead(record), *map(Item, also)), sections)


def _verdict(record: Adjudication) -> Item:
    nothing_more = record.settle.if_nothing_more
    after = f" If nothing more is shown: {sentence(nothing_more, capital=False)}" if nothing_more else ""
    return Item(f"{headline(record.verdict)}{after}", tone=tone(record.verdict))


def _lead(record: Adjudication) -> Iterator[Item]:
    confidence = record.confidence
    yield Item(record.market.question)
    calibrated = "" if confidence.calibrated else ", uncalibrated"
    yield Item(f"As of {instant(record.as_of)}; confidence {confidence.value:.2f}{calibrated}.", tone="muted")
    if record.verdict.platform_ruling:
        yield Item(f"The platform has ruled: {record.verdict.platform_ruling}. What follows is what the articles show.", tone="open")
    if default := _default(record):
        yield Item(default)


def _default(record: Adjudication) -> str:
    """While it is open or unresolved, name the rules' default and quote its clause."""
    path = record.criteria.default
    outcome = record.verdict.default_if_unresolved or (path.outcome if path else None)
    if not outcome or record.verdict.name.startswith("resolved") or record.verdict.cause == "split":
        return ""
    clause = record.criteria.named((path.clause if path else None) or record.verdict.default_clause or "")
    words = clause.quote.exact if clause else record.verdict.default_clause
    return f"The rules' default: {outcome} ({f'“{words}”' if words else 'implied; the rules do not write it'})"


def _why(record: Adjudication) -> Section:
    verdict = record.verdict
    line = f"Line {verdict.line} of the fold: {LINES.get(verdict.line, 'unknown')}."
    return Section("why", (Item(sentence(verdict.why)), Item(line, tone="muted"), *_default_clause(record), *_readings(record)))


def _default_clause(record: Adjudication) -> Iterator[Item]:
    """Quote the default's own clause where the verdict is the default."""
    path = record.criteria.default
    clause = record.criteria.named(path.clause or "") if path and record.verdict.line == DEFAULT_LINE else None
    if clause:
        yield Item(f"The rules: “{clause.quote.exact}”")


def _readings(record: Adjudication) -> Iterator[Item]:
    strict, intended = record.under_strict, record.under_intended
    if intended and verdict_words(strict) != verdict_words(intended):
        yield Item(f"{verdict_words(strict)}: {strict.why}", "strict")
        yield Item(f"{verdict_words(intended)}: {intended.why}", "intended")


def _alternatives(case: Case) -> Section:
    return Section("alternatives", tuple(_alternative(case, one) for one in case.record.verdict.alternatives))


def _alternative(case: Case, alternative: Alternative) -> Item:
    name = short(alternative.verdict, alternative.outcome)
    claims = [case.claims[claim] for claim in alternative.claims if claim in case.claims]
    quotes = [Item(f"“{claim.quotes[0].exact}” {outlet(case.articles.get(claim.article))} [{claim.article}]") for claim in claims if claim.quotes]
    return Item(f"{name}, given: {alternative.given}").over(*quotes)


def _settle(case: Case) -> Section:
    settle = case.record.settle
    is_settled = case.record.verdict.name.startswith("resolved")
    items = [Item(one, "settles") for one in settle.would_settle]
    if not is_settled and (settle.earliest or settle.earliest_says):
        moment = f"{instant(settle.earliest)}: " if settle.earliest and settle.earliest != case.record.as_of else ""
        items.append(Item(f"{moment}{settle.earliest_says}", "earliest"))
    if settle.pivot:
        items.append(Item(settle.pivot_says or settle.pivot, "pivot"))
    if settle.hangs_on_article:
        name = settle.hangs_on_article
        items.append(Item(f"without {outlet(case.articles.get(name))} [{name}] the verdict would not stand", "hangs on", "open"))
    return Section("what would change it" if is_settled else "what would settle it", tuple(items))
