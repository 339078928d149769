"""What would decide the market: the pivot, the earliest moment, and what happens if nothing more is shown."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from adjudge.clock import show
from adjudge.decide.case import Case
from adjudge.decide.fold import Folded, fold
from adjudge.decide.readings import Decision, decide
from adjudge.model.adjudication import Judged, Settle, Verdict
from adjudge.model.criteria import Path

MOST_CARRIERS = 20


def settle(case: Case, decision: Decision) -> Settle:
    """Say what would settle the case; every sentence follows from the fold run again with one thing changed."""
    pivot, pivot_says = _pivot(case, decision)
    earliest, earliest_says = _earliest(case, decision)
    return Settle(
        would_settle=tuple(_would_settle(case, decision)),
        earliest=earliest,
        earliest_says=earliest_says,
        if_nothing_more=_if_nothing_more(case, decision),
        pivot=pivot,
        pivot_says=pivot_says,
        hangs_on_article=_hangs_on(case, decision),
    )


def _key(verdict: Verdict) -> tuple:
    return verdict.name, verdict.outcome


def _pivot(case: Case, decision: Decision) -> tuple[str | None, str]:
    """The criterion whose change alone would flip the verdict; the least supported first."""
    strict = case.under(reading="strict", window=case.criteria.clock.window)
    for one in sorted(decision.strict.judged, key=lambda one: (one.reports, one.criterion)):
        for truth in ("true", "false", "unknown"):
            if truth == one.truth and not one.held_back:
                continue
            other = fold(strict, {one.criterion: truth}).verdict
            if _key(other) != _key(decision.strict.verdict):
                return one.criterion, f"if {one.criterion} were {_WORDS[truth]}: {headline(other)}"
    return None, ""


_WORDS = {"true": "met", "false": "shown not to be met", "unknown": "not shown"}


def headline(verdict: Verdict) -> str:
    """Say a verdict in a few words.

    >>> headline(Verdict(name="ambiguous", cause="insufficient", line=9, why=""))
    'ambiguous (insufficient)'
    """
    if verdict.name == "resolved":
        return f"resolved: {verdict.outcome}"
    return f"{verdict.name} ({verdict.cause})" if verdict.cause else verdict.name


def end_of_waiting(case: Case, folded: Folded) -> datetime | None:
    """The first moment at which waiting is over: the window and the reporting period have ended."""
    if folded.closes is None:
        return None
    clock = case.criteria.clock
    if clock.reporting_event and not clock.reporting_until:
        return None
    return case.end_of(max(folded.closes, clock.reporting_until or folded.closes))


def _earliest(case: Case, decision: Decision) -> tuple[datetime | None, str]:
    """When the market can first be decided."""
    if decision.verdict.name.startswith("resolved") or decision.verdict.cause == "split":
        return case.as_of, "now"
    ends = end_of_waiting(case, decision.strict)
    if ends is None:
        return None, "when what is missing is published; the rules set no outer date"
    if case.as_of >= ends:
        return case.as_of, "now, once the missing evidence is given"
    holds = [criterion for criterion in case.criteria.criteria if criterion.mode == "holds" and criterion.id in case.criteria.judged]
    at = show(ends - timedelta(minutes=1), case.criteria.clock.window.zone or "UTC")
    return (ends, f"after {at}") if holds else (case.as_of, f"as soon as the event is shown; a verdict by silence only after {at}")


def _if_nothing_more(case: Case, decision: Decision) -> str:
    """The verdict that the same evidence gives once waiting is over."""
    verdict = decision.verdict
    if verdict.name.startswith("resolved") or verdict.cause == "split":
        return ""
    if verdict.name == "not_yet":
        ends = end_of_waiting(case, decision.strict)
        if ends is None:
            return "stays not_yet: the rules set no outer date"
        later = decide(case.under(as_of=max(ends, case.as_of))).verdict
        return (
            f"after {show(ends - timedelta(minutes=1), case.criteria.clock.window.zone or 'UTC')}: {headline(later)}{_default_words(later)}"
        )
    return f"stays {headline(verdict)}{_default_words(verdict)}"


def _default_words(verdict: Verdict) -> str:
    if not verdict.default_if_unresolved:
        return ""
    implied = "" if verdict.default_clause else ", implied"
    return f" (default if unresolved{implied}: {verdict.default_if_unresolved})"


def _would_settle(case: Case, decision: Decision) -> Iterable[str]:
    verdict = decision.verdict
    if verdict.name.startswith("resolved") or verdict.cause == "split":
        return
    if verdict.cause == "criteria":
        yield "an official clarification of which reading applies"
    judged = {one.criterion: one for one in decision.strict.judged}
    paths = [path for path in case.criteria.paths if path.kind in ("trigger", "early")]
    for path in paths:
        lacking = [judged[name] for name in path.all_of if name in judged and judged[name].truth != "true"]
        if lacking and not any(one.truth == "false" for one in lacking):
            yield f"for {path.outcome}: {'; '.join(_all_lacking(case, lacking))}"
    yield from _default_needs(case, decision, case.criteria.default)


def _all_lacking(case: Case, lacking: list[Judged]) -> Iterable[str]:
    """Say what each lacks; several that are simply not shown are named together, their sentences stand above."""
    plain = [one for one in lacking if _is_plain(case, one)]
    if len(plain) > 1:
        names = [one.criterion for one in plain]
        yield f"verified reports that {', '.join(names[:-1])} and {names[-1]} are met"
        lacking = [one for one in lacking if one not in plain]
    for one in lacking:
        yield _lacks(case, one)


def _is_plain(case: Case, one: Judged) -> bool:
    sources = case.criteria.sources
    special = one.bar == "wrong_source" or (sources.regime == "only" and sources.names)
    return not special and one.held_back is None and one.placed not in ("straddles", "unknown")


def _lacks(case: Case, one: Judged) -> str:
    criterion = case.criteria.named(one.criterion)
    sentence = (criterion.strict if criterion else one.criterion).rstrip(".")
    sources = case.criteria.sources
    if one.bar == "wrong_source" or (sources.regime == "only" and sources.names):
        return f"{one.criterion} shown by {' or '.join(sources.names) or 'the named source'} ({sentence})"
    if one.held_back == "bar":
        return f"{one.criterion} in an outlet's own voice, a public record or a second independent report ({sentence})"
    if one.held_back == "contradiction":
        return f"{one.criterion}: a record or a correction that ends the contradiction ({sentence})"
    if one.placed in ("straddles", "unknown"):
        return f"{one.criterion}: a report that dates the event inside the window ({sentence})"
    return f"a verified report that {one.criterion} is met: {sentence}"


def _default_needs(case: Case, decision: Decision, default: Path | None) -> Iterable[str]:
    if default is None or decision.strict.closes is None or decision.strict.cover.level == "complete":
        return
    closes = show(decision.strict.closes, case.criteria.clock.window.zone or "UTC")
    yield f"for {default.outcome}: an article on the subject published after {closes} that would hardly leave the event out, or a search attested by a person, and still nothing that qualifies"


def _hangs_on(case: Case, decision: Decision) -> str | None:
    """Name the single article without which the verdict would not stand, where there is exactly one."""
    if not decision.verdict.name.startswith("resolved"):
        return None
    carrying = _carrying(case, decision)
    # Where many articles carry a verdict it hangs on none of them, and trying each would take long.
    if len(carrying) > MOST_CARRIERS:
        return None
    needed = [name for name in carrying if _key(decide(case.without_article(name)).verdict) != _key(decision.verdict)]
    return needed[0] if len(needed) == 1 else None


def _carrying(case: Case, decision: Decision) -> list[str]:
    """The articles whose claims stand behind a criterion or cover the window."""
    folds = [decision.strict, *([decision.intended] if decision.intended else [])]
    names = {name for folded in folds for one in folded.judged for name in (*one.for_, *one.against)}
    names |= {name for folded in folds for name in folded.cover.by}
    articles = {case.claims[name].article if name in case.claims else name for name in names}
    return [article.id for article in case.articles if article.id in articles]
