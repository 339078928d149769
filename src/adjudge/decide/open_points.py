"""What keeps a path from being decided either way: unclear criteria, and whether evidence or the rules leave them open."""

from collections.abc import Set

from adjudge.decide.state import State, truth_of
from adjudge.model.criteria import Path
from adjudge.model.quote import Quote

# Defects that no further evidence mends.
DEFECTS = frozenset({"placeholder", "undefined_term", "contradiction"})


def is_open_by_the_rules(state: State, name: str, codes: Set[str]) -> bool:
    """True where the words of the criterion are themselves the defect: no further evidence would settle what they mean."""
    criterion, one = state.case.criteria.named(name), state.judged[name]
    if criterion is None or one.proposed != "unclear":
        return False
    quotes = [defect.quote for defect in state.case.criteria.defects if defect.quote and defect.code in codes]
    return any(_overlap(criterion.quote, quote) for quote in quotes)


def _overlap(one: Quote, other: Quote) -> bool:
    return one.where == other.where and any(start < end_ and start_ < end for start, end in one.spans for start_, end_ in other.spans)


def open_points(state: State, path: Path) -> list[str]:
    """The unclear criteria of a path that would hold if they were met: others decide nothing."""
    known = [name for name in (*path.all_of, *path.none_of) if name in state.judged]
    open_ = [name for name in known if _is_open_point(state, name)]
    if not open_ or truth_of(path, state.judged) == "false":
        return []
    settled = {name: state.judged[name].model_copy(update={"truth": "true" if name in path.all_of else "false"}) for name in open_}
    return open_ if truth_of(path, {**state.judged, **settled}, lenient=True) == "true" else []


def _is_open_point(state: State, name: str) -> bool:
    one, sources = state.judged[name], state.case.criteria.sources
    if one.state in ("unclear", "conflict") or one.held_back:
        return True
    if one.bar == "wrong_source" and not sources.announces:
        return True
    # An event was seen and its quote did not hold: not shown, and not a silence that a default could rest on either.
    if one.proposed == "met" and one.state == "silent" and any(dropped.rule == "no_quote_no_fact" for dropped in one.dropped):
        return True
    criterion = state.case.criteria.named(name)
    # What had to hold and was not shown to hold cannot be decided by silence.
    return bool(criterion and criterion.mode == "holds" and one.truth == "unknown")
