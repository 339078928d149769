"""Lays a comparison out for a person: the verdicts first, then what turned them, then everything that moved."""

from collections.abc import Iterable, Iterator

from adjudge.casework.diff import Change, Diff
from adjudge.reports.parts import Brief, Item, Section, Tone, shorten, some

# A quote is a sentence or three; the JSON has all of it.
_LONGEST = 400
# As many as can be read in two minutes beside the rest.
_MOST = 40


def page_of(diff: Diff, name: str, before: int, after: int) -> Brief:
    """Put a comparison of two entries into the order in which a person needs it."""
    same = diff.verdict.before == diff.verdict.after
    verdict = Item(
        f"{diff.verdict.after} (unchanged)." if same else f"{diff.verdict.before} → {diff.verdict.after}.", tone="muted" if same else "open"
    )
    lead = (
        Item(f"Case {name}, entry {before} against entry {after}."),
        Item(f"Turned by: {diff.turned_by}." if not same else f"{diff.turned_by[:1].upper()}{diff.turned_by[1:]}."),
        Item(
            f"Confidence {diff.confidence.before} → {diff.confidence.after}{f' ({diff.confidence.about})' if diff.confidence.about else ''}.",
            tone="muted",
        ),
    )
    sections = (
        Section("pivot", tuple(_pivot(diff.pivot))),
        Section("material", _changes(diff.material)),
        Section("rules as read", _changes(diff.criteria)),
        Section("findings", _changes(diff.findings)),
        Section("claims", _changes(diff.claims)),
        Section("flags", _changes(diff.flags)),
    )
    return Brief(verdict, lead, sections)


def _pivot(pivot: Change) -> Iterator[Item]:
    if pivot.before and pivot.before != pivot.after:
        yield Item(pivot.before, "before", "muted")
    if pivot.after:
        yield Item(pivot.after, "now" if pivot.before != pivot.after else "as before")


def _changes(changes: Iterable[Change]) -> tuple[Item, ...]:
    return some([_change(one) for one in changes], _MOST, "changes")


def _change(one: Change) -> Item:
    tone: Tone = "plain"
    if not one.before:
        text, tone = f"new: {_short(one.after)}", "good"
    elif not one.after:
        text, tone = f"gone: {_short(one.before)}", "bad"
    else:
        text = f"{_short(one.before)} → {_short(one.after)}"
    return Item(text, one.about, tone).over(*(Item(f"“{shorten(quote, _LONGEST)}”", tone="muted") for quote in one.quotes))


def _short(text: str) -> str:
    return shorten(text, _LONGEST)
