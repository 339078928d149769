"""The flags a person should see, and the named rules that changed something, read off a decision."""

from collections.abc import Iterator

from adjudge.decide.case import Case
from adjudge.decide.readings import Decision
from adjudge.model.adjudication import Fired, Flag


def flags_of(case: Case, decision: Decision) -> tuple[Flag, ...]:
    """List every flag of a decision, each with the sentence that a person reads."""
    return tuple(
        Flag(code=code, says=says)
        for code, says in dict.fromkeys((*_clock(case, decision), *_evidence(case, decision), *_rules(case), *_articles(case)))
    )


def _clock(case: Case, decision: Decision) -> Iterator[tuple[str, str]]:
    window = case.criteria.clock.window
    if window.closes is None:
        yield "no_deadline", "the rules set no deadline that can be read; the market never closes by the clock"
    if window.opens and case.as_of < window.opens:
        yield "before_window", "the window has not opened at the moment that the verdict speaks about"
    if decision.strict.is_open and window.closes and case.as_of >= case.end_of(window.closes):
        yield "reporting_period", "the window has closed; the rules keep the market open for a publication"
    if case.criteria.clock.opens_by_creation:
        yield "opens_by_creation", "the rules set no start; the market's creation is taken"


def _evidence(case: Case, decision: Decision) -> Iterator[tuple[str, str]]:
    for one in decision.strict.judged:
        if one.held_back == "contradiction":
            yield "contested", f"{one.criterion} is affirmed and denied"
        elif one.held_back == "bar":
            yield "bar_not_met", f"{one.criterion} is affirmed and not denied, but {one.why}"
        if one.bar == "single_report" and one.state == "met":
            yield "single_report", f"{one.criterion} rests on one report"
    claims = [case.claims[name] for one in decision.strict.judged for name in one.for_]
    closes = decision.strict.closes
    for claim in claims:
        stated = case.published(claim)
        if stated and closes and stated.earliest >= case.end_of(closes) and claim.kind == "occurred":
            yield "published_later", f"{claim.id} was published after the window about an event inside it"
        if claim.named_source == "reported" and case.criteria.sources.regime == "only":
            yield "second_hand", f"{claim.id} reports what the named source published"
        if stated is None:
            yield "undated_evidence", f"{claim.id} comes from an undated article"
    if decision.verdict.line == 8 and decision.strict.cover.level == "until":
        yield "cover_gap", decision.strict.cover.says
    if decision.strict.cover.by == ("attested",):
        yield "attested_cover", "only a person's word covers the window"
    if case.missing:
        yield "articles_missing", f"not read: {', '.join(case.missing)}; no default outcome is given"
    if case.trimmed:
        yield "claims_trimmed", "more claims were offered than are weighed; no default outcome is given"


def _rules(case: Case) -> Iterator[tuple[str, str]]:
    for defect in case.criteria.defects:
        yield defect.code, defect.why
    if case.criteria.default and case.criteria.default.implied:
        yield "default_implied", f"the rules write no default; {case.criteria.default.outcome} is implied by the question"
    for note in case.criteria.rejected:
        yield "criteria_rejected", note


def _articles(case: Case) -> Iterator[tuple[str, str]]:
    for article in case.articles:
        if article.published is None:
            yield "undated_article", f"{article.id} states no publication date; it covers nothing by its date"
    for claims in case.claim_sets:
        for aside in claims.asides:
            yield (
                "addressed_to_reader",
                f"{claims.article}[{aside.start}:{aside.end}] addresses the reader, a model or the market: {aside.text[:120]!r}",
            )
        for flag in claims.flags:
            yield flag, f"{claims.article}: {flag.replace('_', ' ')}"


def rules_fired(case: Case, decision: Decision) -> tuple[Fired, ...]:
    """List the named rules that took something away or set the verdict, each with what it did."""
    return tuple(Fired(rule=rule, says=says) for rule, says in dict.fromkeys(_fired(case, decision)))


def _fired(case: Case, decision: Decision) -> Iterator[tuple[str, str]]:
    for claim in case.claims.values():
        if claim.rejected:
            yield ("not_evidence" if claim.rejected.startswith("not evidence") else "no_quote_no_fact"), f"{claim.id}: {claim.rejected}"
    for one in decision.strict.judged:
        for dropped in one.dropped:
            yield dropped.rule, f"{one.criterion}: {dropped.claim} {dropped.says}"
        if one.state != one.proposed:
            yield "never_raised", f"{one.criterion}: {one.proposed} lowered to {one.state}"
        if one.held_back:
            yield ("contradiction" if one.held_back == "contradiction" else "source_regime"), f"{one.criterion}: {one.why}"
    yield from _by_line(case, decision)


def _by_line(case: Case, decision: Decision) -> Iterator[tuple[str, str]]:
    verdict, default = decision.verdict, case.criteria.default
    if verdict.platform_ruling:
        yield "clarification_rank", f"an official ruling declares {verdict.platform_ruling}"
    if verdict.line == 6 and default:
        yield "no_early_default", f"{default.outcome} is not given while the market is open"
    if verdict.line in (7, 9) and not decision.strict.is_open:
        yield "no_late_not_yet", "the window and the reporting period have ended"
    if verdict.line in (8, 9) and default:
        yield "silence_needs_cover", decision.strict.cover.says
