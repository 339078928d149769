"""Scores of a list of verdicts beside their labels; every share says of how many."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from adjudge.evaluate.scored import Scored
from adjudge.evaluate.shares import Share, share
from adjudge.model.base import Frozen
from adjudge.suite.summary import Ending

VERDICTS = ("resolved_yes", "resolved_no", "resolved", "not_yet", "ambiguous")


class Scores(Frozen):
    """What a way of judging comes to on some checks."""

    exact: Share
    """Verdict, cause, outcome and default, as far as the label states them."""
    verdict: Share
    """Verdict and outcome alone."""
    false_resolve: Share
    """Said resolved, of the checks that should not resolve: the error that pays the wrong people."""
    wrong_side: Share
    """Said resolved to another outcome, of the checks that should resolve."""
    false_abstain: Share
    """Said not yet or ambiguous, of the checks that should resolve."""
    default: Share
    """Named the right default, of the checks whose label names one."""
    confusion: dict[str, dict[str, int]] = {}


Pair = tuple[Scored, Ending]


def scores(pairs: Sequence[Pair]) -> Scores:
    """Score verdicts; those that are missing are left out by the caller, who says how many they are."""
    open_, decided = ([pair for pair in pairs if is_resolved(pair[0].label) == wanted] for wanted in (False, True))
    return Scores(
        exact=share(is_exact(one, got) for one, got in pairs),
        verdict=share(is_same(one.label, got) for one, got in pairs),
        false_resolve=share(is_resolved(got) for _, got in open_),
        wrong_side=share(is_resolved(got) and not is_same(one.label, got) for one, got in decided),
        false_abstain=share(not is_resolved(got) for _, got in decided),
        default=share(one.label.default_if_unresolved == got.default_if_unresolved for one, got in pairs if one.default_asked),
        confusion=_confusion(pairs),
    )


def own(checks: Iterable[Scored]) -> list[Pair]:
    """Pair every check that has a verdict with its own."""
    return [(one, one.got) for one in checks if one.got]


def by(pairs: Sequence[Pair], groups: Callable[[Scored], Iterable[str]]) -> dict[str, Share]:
    """Give the share of exact verdicts for each group; a check may stand in several."""
    found: dict[str, list[bool]] = defaultdict(list)
    for one, got in pairs:
        for group in groups(one):
            found[group].append(is_exact(one, got))
    return {group: share(which) for group, which in sorted(found.items())}


def is_resolved(verdict: Ending) -> bool:
    """True where it names an outcome."""
    return verdict.verdict.startswith("resolved")


def is_same(label: Ending, got: Ending) -> bool:
    """True where verdict and outcome agree; a label without an outcome leaves it open."""
    return label.verdict == got.verdict and label.outcome in (None, got.outcome)


def is_exact(one: Scored, got: Ending) -> bool:
    """True where everything that the label states agrees."""
    label = one.label
    default = not one.default_asked or label.default_if_unresolved == got.default_if_unresolved
    ruling = label.platform_ruling in (None, got.platform_ruling)
    return is_same(label, got) and label.cause == got.cause and default and ruling


def _confusion(pairs: Sequence[Pair]) -> dict[str, dict[str, int]]:
    table = {label: dict.fromkeys(VERDICTS, 0) for label in VERDICTS}
    for one, got in pairs:
        table[one.label.verdict][got.verdict] += 1
    return {label: row for label, row in table.items() if any(row.values())}
