"""The part of a brief that says when: the three clocks, where the event lies, and how far the evidence reaches."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from adjudge.clock import is_open
from adjudge.model.adjudication import Adjudication
from adjudge.model.criteria import Clock, Window
from adjudge.reports.evidence import Case
from adjudge.reports.parts import Item, Section
from adjudge.reports.words import PLACES, duration, instant, local, outlet

# A deadline names a minute, and the whole of that minute still counts.
_MINUTE = timedelta(minutes=1)


def clock(record: Adjudication) -> Section:
    """Show the window, what extends it, the moment spoken about, and whether the event lies inside."""
    clocks = record.criteria.clock
    items = [*_window(clocks.window, "the market's creation" if clocks.opens_by_creation else ""), *_words(clocks)]
    if clocks.alternative:
        items += [Item("the text allows a second window:", tone="open"), *_window(clocks.alternative)]
    return Section("clock", (*items, *_limits(clocks), Item(_as_of(record), "as of"), *_placed(record)))


def _window(window: Window, start: str = "") -> Iterator[Item]:
    yield Item(f"{local(window.opens, window.zone)}{f', {start}' if start else ''}" if window.opens else "no written start", "opens")
    yield Item(local(window.closes, window.zone) if window.closes else "no deadline that code could read", "closes")


def _words(clocks: Clock) -> Iterator[Item]:
    if clocks.words:
        yield Item(f"“{clocks.words.exact}”", "rules")


def _limits(clocks: Clock) -> Iterator[Item]:
    zone = clocks.window.zone
    if clocks.evidence_until:
        yield _limit("evidence", f"counts until {local(clocks.evidence_until, zone)}", clocks.evidence_words and clocks.evidence_words.exact)
    if clocks.reporting_until or clocks.reporting_event:
        until = [f"until {local(clocks.reporting_until, zone)}"] if clocks.reporting_until else []
        until += [f"until {clocks.reporting_event} is met"] if clocks.reporting_event else []
        yield _limit("reporting", " or ".join(until), clocks.reporting_words and clocks.reporting_words.exact)
    if clocks.occasion_over:
        yield Item(f"the window ends when {clocks.occasion_over} is met (the occasion is over)", "occasion")


def _limit(label: str, says: str, words: str | None) -> Item:
    return Item(says, label).over(Item(f"rules: “{words}”") if words else None)


def _as_of(record: Adjudication) -> str:
    window, as_of = record.criteria.clock.window, record.as_of
    return f"{instant(as_of)}: {_standing(window, as_of)}"


def _standing(window: Window, as_of: datetime) -> str:
    if window.opens and as_of < window.opens:
        return f"before the window, which opens in {duration(window.opens - as_of)}"
    if window.closes is None:
        return "no known close"
    if is_open(as_of, window.closes):
        return f"the window is open, {duration(window.closes + _MINUTE - as_of)} left"
    return f"the window closed {duration(as_of - window.closes - _MINUTE)} ago"


def _placed(record: Adjudication) -> Iterator[Item]:
    placed = {one.criterion: one.placed for one in record.judged if one.placed}
    for criterion, place in placed.items():
        yield Item(f"{criterion} lies {PLACES[place]}" if place != "unknown" else f"whether {criterion} lies in the window is unknown", "event")


def cover(case: Case) -> Section:
    """Show up to when the evidence would have told of the event, and what says so; what was shown needs no silence."""
    found, verdict = case.record.cover, case.record.verdict
    if found.level == "none" and verdict.name.startswith("resolved") and not (case.everything or case.record.options.attest):
        return Section("cover: does silence mean no?", ())
    levels = {"complete": "complete: the evidence speaks through the close", "none": "none: silence proves nothing here"}
    until = f"until {instant(found.until)}" if found.until else "until an unknown moment"
    items = [Item(levels.get(found.level, until), "level", "plain" if found.level == "complete" else "open")]
    items += [Item(found.says, "why")] if found.says and found.says not in items[0].text else []
    items += [Item(carrier, "by") for carrier in dict.fromkeys(_carrier(case, name) for name in found.by)]
    return Section("cover: does silence mean no?", (*items, *_attested(case.record)))


def _carrier(case: Case, name: str) -> str:
    if claim := case.claims.get(name):
        words = f"“{claim.quotes[0].exact}” " if claim.quotes else ""
        return f"{words}[{claim.article}] {outlet(case.articles.get(claim.article))}"
    return f"[{name}] {outlet(case.articles[name])}" if name in case.articles else name


def _attested(record: Adjudication) -> Iterator[Item]:
    if attest := record.options.attest:
        yield Item(f"“{attest.words}”, a person's word, up to {instant(attest.until)}", "attested")
