"""What moved between two summaries of one check, and what moved it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from adjudge.model.base import Frozen
from adjudge.suite.claims_moved import claims_moved, rearticled
from adjudge.suite.summary import Found, Summary

Degree = Literal["verdict", "confidence", "evidence"]
_NAMED_MODULES = 6


class Drift(Frozen):
    """A difference from the baseline: how far it reaches, what it is, and why."""

    degree: Degree
    says: tuple[str, ...]
    causes: tuple[str, ...]


def drift(old: Summary, new: Summary, changed_code: Sequence[str] = ()) -> Drift | None:
    """Explain how a check moved, or give None where it did not."""
    says = tuple(_differences(old, new))
    if not says:
        return None
    degree: Degree = "verdict" if old.ending != new.ending else "confidence" if old.confidence != new.confidence else "evidence"
    return Drift(degree=degree, says=says, causes=tuple(causes(old, new, changed_code)))


def causes(old: Summary, new: Summary, changed_code: Sequence[str]) -> Iterator[str]:
    """Name what made the difference: the case, a prompt, a schema, the model, an answer given anew, or code."""
    before, after = old.made, new.made
    if before.inputs != after.inputs:
        yield "case: its rules, articles, moment or options changed"
    yield from _versions("prompt", before.prompts, after.prompts)
    yield from _versions("schema", before.schemas, after.schemas)
    if before.models != after.models:
        yield f"model: {_list(before.models)} -> {_list(after.models)}"
    answered = [name for name in sorted(before.answers.keys() | after.answers.keys()) if before.answers.get(name) != after.answers.get(name)]
    if answered:
        yield f"answers: {_list(answered)} {'is' if len(answered) == 1 else 'are'} not the recorded {'one' if len(answered) == 1 else 'ones'} of before"
    if _is_code(old, new, answered):
        yield _code(changed_code)


def _is_code(old: Summary, new: Summary, answered: Sequence[str]) -> bool:
    """True where something moved although every answer that it follows from is what it was."""
    if not answered:
        return old.made.inputs == new.made.inputs
    if "criteria" in answered:
        return False
    same = {name.removeprefix("claims ") for name in new.made.answers if name.startswith("claims ") and name not in answered}
    moved = any(_of(old, name) != _of(new, name) for name in same & old.articles.keys() if old.articles[name] == new.articles.get(name))
    return moved or old.criteria != new.criteria or old.window != new.window


def _of(summary: Summary, article: str) -> list:
    return [claim for claim in summary.claims if claim.id.startswith(f"{article}.")]


def _code(changed: Sequence[str]) -> str:
    if not changed:
        return "code: something outside the modules whose digests the baseline holds"
    more = f" and {len(changed) - _NAMED_MODULES} more" if len(changed) > _NAMED_MODULES else ""
    return f"code: changed since the baseline: {', '.join(changed[:_NAMED_MODULES])}{more}"


def _versions(what: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(after):
        family = name.partition(".")[0]
        was = next((old for old in before if old.partition(".")[0] == family), None)
        if was != name and was is not None and what == "prompt":
            yield f"prompt: {was} -> {name}"
        elif was is not None and before[was] != after[name]:
            yield f"{what}: that of {name} changed from {before[was][:8]} to {after[name][:8]}"


def _differences(old: Summary, new: Summary) -> Iterator[str]:
    yield from _verdict(old, new)
    yield from _rules(old, new)
    yield from _listed("flag", old.flags, new.flags)
    renamed = rearticled(old.articles, new.articles)
    yield from _findings(old, new, renamed)
    if old.cover != new.cover:
        yield f"cover: {old.cover} -> {new.cover}"
    yield from claims_moved(old.claims, new.claims, renamed)
    yield from _named("criterion", old.criteria, new.criteria)
    yield from _listed("path", old.paths, new.paths)
    if old.window != new.window:
        yield f"window: {_span(old.window)} -> {_span(new.window)}"
    yield from _listed("not shown, though the label asks for it:", old.lacks, new.lacks, came="now ", went="no longer ")


def _verdict(old: Summary, new: Summary) -> Iterator[str]:
    if old.ending != new.ending:
        yield f"verdict: {old.ending.words} -> {new.ending.words}{f'; pivot: {new.pivot}' if new.pivot else ''}"
        for name in ("outcome", "default_if_unresolved", "platform_ruling"):
            before, after = getattr(old.ending, name), getattr(new.ending, name)
            if before != after:
                yield f"{name}: {before} -> {after}"
    if old.line != new.line:
        yield f"line of the fold: {old.line} -> {new.line}"
    if old.confidence != new.confidence:
        yield f"confidence: {old.confidence:.2f} -> {new.confidence:.2f}"


def _rules(old: Summary, new: Summary) -> Iterator[str]:
    yield from (f"rule {rule} fires now" for rule in new.rules if rule not in old.rules)
    yield from (f"rule {rule} no longer fires" for rule in old.rules if rule not in new.rules)


def _findings(old: Summary, new: Summary, renamed: Mapping[str, str]) -> Iterator[str]:
    before, after = _by_reading(old.found), _by_reading(new.found)
    for key in [*before, *(key for key in after if key not in before)]:
        name = f"{key[0]} ({key[1]})"
        if key not in after or key not in before:
            yield f"finding {name} {'vanished' if key in before else 'appeared: ' + after[key].state}"
        elif said := list(_finding(before[key], after[key], renamed)):
            yield f"finding {name}: {'; '.join(said)}"


def _finding(old: Found, new: Found, renamed: Mapping[str, str]) -> Iterator[str]:
    if old.proposed != new.proposed:
        yield f"proposed {old.proposed} -> {new.proposed}"
    if (old.state, old.truth) != (new.state, new.truth):
        yield f"{old.state} ({old.truth}) -> {new.state} ({new.truth})"
    gone, come = [name for name in old.dropped if name not in new.dropped], [name for name in new.dropped if name not in old.dropped]
    if come:
        yield f"drops {', '.join(come)}"
    if gone:
        yield f"no longer drops {', '.join(gone)}"
    was = tuple(f"{renamed.get(name.partition('.')[0], '?')}.{name.partition('.')[2]}" for name in old.claims)
    if was != new.claims:
        yield f"rests on {_list(new.claims)} instead of {_list(was)}"


def _by_reading(found: Sequence[Found]) -> dict[tuple[str, str], Found]:
    return {(one.criterion, one.reading): one for one in found}


def _named(what: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    yield from (f"{what} {name} vanished: {text}" for name, text in old.items() if name not in new)
    yield from (f"{what} {name} appeared: {text}" for name, text in new.items() if name not in old)
    yield from (f"{what} {name}: {text} -> {new[name]}" for name, text in old.items() if new.get(name, text) != text)


def _listed(what: str, old: Sequence[str], new: Sequence[str], *, came: str = "", went: str = "") -> Iterator[str]:
    yield from (f"{came}{what} {one}{'' if came else ' appeared'}" for one in new if one not in old)
    yield from (f"{went}{what} {one}{'' if went else ' is gone'}" for one in old if one not in new)


def _span(window: tuple[str | None, str | None]) -> str:
    return f"{window[0] or 'no start'} to {window[1] or 'no end'}"


def _list(names: Sequence[str]) -> str:
    return ", ".join(names) or "nothing"
