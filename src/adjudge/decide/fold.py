"""The fold: from judged criteria, cover and clock to one verdict, by the first line that applies.

The lines are those of the design; `decide` in the package's front runs them under each reading and window.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from adjudge.decide.case import Case
from adjudge.decide.open_points import DEFECTS, is_open_by_the_rules, open_points
from adjudge.decide.state import State, read_state, truth_of
from adjudge.model.adjudication import Alternative, Cause, Cover, Judged, Name, Truth, Verdict
from adjudge.model.criteria import Path


@dataclass(frozen=True)
class Folded:
    """A verdict, and everything that it was folded from."""

    verdict: Verdict
    judged: tuple[Judged, ...]
    cover: Cover
    closes: datetime | None
    """When the window ended: its written close, or earlier where the occasion was over."""
    is_open: bool
    winning: Path | None = None


def fold(case: Case, overrides: Mapping[str, Truth] | None = None) -> Folded:
    """Give the verdict of one case under one reading and one window.

    `overrides` sets the truth of criteria, which is how the pivot is found.
    """
    state = read_state(case, overrides or {})
    lines = (_held_back, _rivals, _holds, _finally_default, _unbound, _still_open, _unclear, _default, _nothing)
    verdict = next(verdict for line in lines if (verdict := line(state)) is not None)
    verdict = _blocked_by_status(state, verdict)
    return Folded(verdict, tuple(state.judged.values()), state.cover, state.closes, state.is_open, _winner(state, verdict))


def _verdict(
    state: State,
    name: Name,
    line: int,
    why: str,
    *,
    cause: Cause | None = None,
    outcome: str | None = None,
    alternatives: tuple[Alternative, ...] = (),
) -> Verdict:
    """Build a verdict; an undecided one carries what the rules' default would give."""
    default = state.default if name in ("ambiguous", "not_yet") and cause != "split" else None
    return Verdict(
        name=name,
        cause=cause,
        outcome=outcome,
        line=line,
        why=why,
        alternatives=alternatives,
        default_if_unresolved=default.outcome if default else None,
        default_clause=default.clause if default else None,
    )


def resolved(state: State, outcome: str, line: int, why: str) -> Verdict:
    """Name a resolved verdict the way its market's outcomes are named."""
    names: dict[str, Name] = {"yes": "resolved_yes", "no": "resolved_no"}
    binary = {one.casefold() for one in state.case.outcomes} == {"yes", "no"}
    name = names.get(outcome.casefold(), "resolved") if binary else "resolved"
    return _verdict(state, name, line, why, outcome=outcome)


def _held_back(state: State) -> Verdict | None:
    """Line 3: a path would hold but for a contradiction, or but for the bar."""
    short = [
        path for path in state.paths if truth_of(path, state.judged) != "true" and truth_of(path, state.judged, lenient=True) == "true"
    ]
    if not short:
        return None
    held = {state.judged[name].held_back: name for path in short for name in (*path.none_of, *path.all_of) if state.judged[name].held_back}
    cause: Cause = "conflict" if "contradiction" in held else "standard"
    name = held.get("contradiction") or held["bar"]
    why = f"{short[0].outcome} would hold but for {name}: {state.judged[name].why}"
    if state.is_open:
        return _verdict(state, "not_yet", 3, why)
    alternatives = tuple(_if_path(state, path) for path in short) + _if_default(state)
    return _verdict(state, "ambiguous", 3, why, cause=cause, alternatives=alternatives)


def _if_path(state: State, path: Path) -> Alternative:
    claims = tuple(dict.fromkeys(claim for name in path.all_of for claim in state.judged[name].for_))
    return Alternative(given=f"{', '.join(path.all_of)} accepted", verdict=_named(state, path), outcome=path.outcome, claims=claims)


def _if_default(state: State) -> tuple[Alternative, ...]:
    if state.default is None:
        return ()
    needed = {name for path in state.paths for name in path.all_of}
    claims = tuple(dict.fromkeys(claim for name, one in state.judged.items() if name in needed for claim in one.against))
    return (
        Alternative(
            given="nothing that qualifies happened", verdict=_named(state, state.default), outcome=state.default.outcome, claims=claims
        ),
    )


def _named(state: State, path: Path) -> Name:
    return "ambiguous" if _is_split(state, path) else resolved(state, path.outcome, 0, "").name


def _is_split(state: State, path: Path) -> bool:
    """True where a path leads to no outcome of the market: a split clause, or a default that says 50-50 or void."""
    return path.kind == "split" or path.outcome not in state.case.outcomes


def _by_default(state: State, path: Path, line: int, why: str) -> Verdict:
    """Give the default's outcome; a lapse that the rules send to 50-50 is decided by the rules, and printed so."""
    if _is_split(state, path):
        return _verdict(state, "ambiguous", line, f"the rules' own clause applies: {why}", cause="split", outcome=path.outcome)
    return resolved(state, path.outcome, line, why)


def _true_paths(state: State) -> list[Path]:
    holding = [path for path in state.paths if truth_of(path, state.judged) == "true"]
    best = min((path.precedence for path in holding), default=0)
    return [path for path in holding if path.precedence == best]


def _rivals(state: State) -> Verdict | None:
    """Line 4: two outcomes hold and the rules do not rank them."""
    holding = {path.outcome: path for path in _true_paths(state)}
    if len(holding) < 2:
        return None
    alternatives = tuple(_if_path(state, path) for path in holding.values())
    return _verdict(
        state,
        "ambiguous",
        4,
        "paths to different outcomes hold and the rules do not rank them",
        cause="criteria",
        alternatives=alternatives,
    )


def _holds(state: State) -> Verdict | None:
    """Line 5: one path holds."""
    holding = _true_paths(state)
    if not holding:
        return None
    path = holding[0]
    why = f"{' and '.join(path.all_of)} met" + (f", {' and '.join(path.none_of)} not" if path.none_of else "")
    if path.kind == "split":
        return _verdict(state, "ambiguous", 5, f"the rules' own clause applies: {why}", cause="split", outcome=path.outcome)
    return resolved(state, path.outcome, 5, why)


def _finally_default(state: State) -> Verdict | None:
    """Line 5, for the default: every way to another outcome is closed for good (`no_early_default`)."""
    others = [path for path in state.paths if state.default and path.outcome != state.default.outcome]
    # A verdict without all its articles is never a default outcome, not even by impossibility.
    if state.case.missing or not others or not all(_is_closed_for_good(state, path) for path in others):
        return None
    final = next(name for path in others for name in path.all_of if state.judged[name].is_final)
    return _by_default(state, state.default, 5, f"{final} can no longer be met: {state.judged[final].why}")


def _is_closed_for_good(state: State, path: Path) -> bool:
    if path.kind == "split":
        return all(state.judged[name].state in ("silent", "not_met", "impossible") for name in path.all_of if name in state.judged)
    return any(name in state.judged and state.judged[name].is_final for name in path.all_of)


def _unbound(state: State) -> Verdict | None:
    """Line 2, where no second reading can be written down: the event is shown, and what nothing binds decides what it means."""
    shown = {
        name
        for name in state.judged
        for claim in state.case.findings.on(name, state.case.reading).for_
        if claim in state.case.claims and state.case.claims[claim].is_verified and state.case.claims[claim].kind == "occurred"
    }
    open_ = [name for path in state.paths for name in open_points(state, path) if name in shown and is_open_by_the_rules(state, name, {"placeholder"})]
    if not open_:
        return None
    alternatives = tuple(_if_path(state, path) for path in state.paths if open_[0] in path.all_of) + _if_default(state)
    return _verdict(state, "ambiguous", 2, f"what {open_[0]} asks for is bound by nothing: {state.judged[open_[0]].why}", cause="criteria", alternatives=alternatives)


def _still_open(state: State) -> Verdict | None:
    """Line 6: before the close, in the reporting period, or no known close."""
    if not state.is_open:
        return None
    if state.closes is None:
        return _verdict(state, "not_yet", 6, "nothing has decided the market and it has no known deadline")
    if state.is_reporting:
        return _verdict(state, "not_yet", 6, "the window has closed and the rules' reporting period is still open")
    early = state.case.window.opens and state.case.as_of < state.case.window.opens
    return _verdict(
        state, "not_yet", 6, "the window has not opened yet" if early else "the window is still open and nothing has decided the market"
    )


def _unclear(state: State) -> Verdict | None:
    """Line 7: a decisive criterion is unclear, its event straddles an edge, or a source to look at is missing."""
    name = next((name for path in state.paths for name in open_points(state, path)), None)
    if name is None:
        return None
    alternatives = tuple(_if_path(state, path) for path in state.paths if name in path.all_of) + _if_default(state)
    cause: Cause = "criteria" if is_open_by_the_rules(state, name, DEFECTS) else "insufficient"
    return _verdict(state, "ambiguous", 7, f"{name} stays open: {state.judged[name].why}", cause=cause, alternatives=alternatives)


def _default(state: State) -> Verdict | None:
    """Line 8: a default and cover."""
    case = state.case
    if state.default is None or state.cover.level == "none" or case.missing or case.trimmed:
        return None
    if case.criteria.sources.regime == "only" and not case.criteria.sources.announces and not _source_covers(state):
        return None
    return _by_default(state, state.default, 8, f"nothing that qualifies is shown and {state.cover.says}")


def _source_covers(state: State) -> bool:
    """Where the rules say where to look, only a look there (or a person's word) covers."""
    claims = state.case.claims
    return any(name == "attested" or (name in claims and claims[name].named_source != "no") for name in state.cover.by)


def _nothing(state: State) -> Verdict:
    """Line 9: the window has closed and the articles do not cover it."""
    return _verdict(
        state, "ambiguous", 9, f"the window has closed and {state.cover.says}", cause="insufficient", alternatives=_if_default(state)
    )


def _blocked_by_status(state: State, verdict: Verdict) -> Verdict:
    """An official "too early" blocks what rests on nothing later than itself, and resolves nothing."""
    if not verdict.name.startswith("resolved"):
        return verdict
    said = [at for at in state.case.statuses if at is not None]
    rests_on = _rests_on(state, verdict)
    if not said or rests_on is None or max(said) < rests_on:
        return verdict
    why = f"an official status says that it is too early; without it: {verdict.why}"
    return _verdict(state, "not_yet", 6, why) if state.is_open else _verdict(state, "ambiguous", 7, why, cause="insufficient")


def _rests_on(state: State, verdict: Verdict) -> datetime | None:
    """When the newest evidence that decides was published."""
    path = _winner(state, verdict)
    names = [name for one in (path.all_of if path else ()) for name in state.judged[one].for_] or list(state.cover.by)
    times = [state.case.spoke_by(state.case.claims[name]) for name in names if name in state.case.claims]
    times += [
        state.case.by_article[name].published.latest
        for name in names
        if name in state.case.by_article and state.case.by_article[name].published
    ]
    return max((time for time in times if time), default=None)


def _winner(state: State, verdict: Verdict) -> Path | None:
    if verdict.line == 5 and verdict.outcome is not None:
        return next((path for path in _true_paths(state) if path.outcome == verdict.outcome), None)
    return None
