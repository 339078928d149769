"""What an evaluation says, block by block."""

from collections.abc import Iterator, Mapping

from adjudge.evaluate.baselines import Baseline
from adjudge.evaluate.reliability import plot
from adjudge.evaluate.report import Evaluation
from adjudge.evaluate.scores import VERDICTS, Scores
from adjudge.evaluate.shares import Share
from adjudge.suite.page import Block, Figure, Page, Points, Table

_SCORES = {
    "exact": "exact (verdict, cause, outcome, default)",
    "verdict": "verdict and outcome",
    "false_resolve": "false resolve: resolved, should not be",
    "wrong_side": "resolved to a wrong outcome",
    "false_abstain": "false abstain: should be resolved, is not",
    "default": "default_if_unresolved",
}
_GROUPS = {"by_verdict": "by expected verdict", "by_cause": "by expected cause", "by_kind": "by kind of market", "by_trap": "by trap"}


def page_of(found: Evaluation) -> Page:
    """Put an evaluation into order: scores, baselines, where it fails, confidence, quotes, effort."""
    blocks: list[Block] = [
        _scores(found.scores), _baselines(found), *_wrong(found), _confusion(found.scores),
        *(_group(title, getattr(found, name)) for name, title in _GROUPS.items() if getattr(found, name)),
        *_reliability(found), _quotes(found), _effort(found), *_unscored(found),
    ]  # fmt: skip
    return Page("adjudge evaluate", _says(found), blocks)


def _says(found: Evaluation) -> str:
    given = found.checks - len(found.unscored)
    left = f"; {len(found.unscored)} without a verdict, which count in no share" if found.unscored else ""
    who = f"; answered by {', '.join(found.models)}" if found.models else ""
    return f"{given} of {found.checks} checks in {found.cases} cases ({', '.join(found.suites)}): exact {found.scores.exact.words}{left}{who}"


def _scores(found: Scores) -> Table:
    rows = [[words, *_cells(getattr(found, name))] for name, words in _SCORES.items()]
    return Table("scores", ("", "count", "of", "share", "95 % interval"), rows, frozenset({1, 2, 3, 4}))


def _cells(share: Share) -> tuple[str, str, str, str]:
    if share.value is None:
        return "0", "0", "-", "-"
    return str(share.count), str(share.of), f"{share.value:.1%}", f"{share.low:.1%} to {share.high:.1%}"


def _baselines(found: Evaluation) -> Table:
    own = Baseline(name="adjudge", scores=found.scores)
    rows = [_baseline(one) for one in (own, *found.baselines)]
    return Table("beside baselines, on the same checks", ("", "checks", "exact", "verdict", "false resolve", "wrong side", "false abstain", "unrecorded"), rows, frozenset(range(1, 8)))


def _baseline(one: Baseline) -> list[str]:
    shares = (one.scores.exact, one.scores.verdict, one.scores.false_resolve, one.scores.wrong_side, one.scores.false_abstain)
    return [one.name, str(one.scores.exact.of), *(f"{share.value:.1%}" if share.value is not None else "-" for share in shares), str(len(one.lacking) or "")]


def _wrong(found: Evaluation) -> Iterator[Block]:
    if found.wrong:
        yield Points("not as expected", [(f"{name}: {said}", ()) for name, said in found.wrong.items()])


def _confusion(found: Scores) -> Table:
    rows = [[label, *(str(row[got] or "") for got in VERDICTS)] for label, row in found.confusion.items()]
    return Table("confusion: expected below, given across", ("expected", *VERDICTS), rows, frozenset(range(1, 6)))


def _group(title: str, groups: Mapping[str, Share]) -> Table:
    # What fails most stands first.
    ranked = sorted(groups.items(), key=lambda item: (item[1].value or 0, -item[1].of, item[0]))
    return Table(f"exact, {title}", ("", "count", "of", "share", "95 % interval"), [[name, *_cells(share)] for name, share in ranked], frozenset({1, 2, 3, 4}))


def _reliability(found: Evaluation) -> Iterator[Block]:
    if found.reliability is None:
        return
    rows = [[f"{one.low:.1f} to {one.high:.1f}", f"{one.mean:.3f}", *_cells(one.right)] for one in found.reliability.bins]
    state = "calibrated" if found.calibrated else "uncalibrated"
    title = f"confidence ({state}): Brier {found.reliability.brier:.4f}, the share alone {found.reliability.base_rate_brier:.4f}, calibration error {found.reliability.error:.3f}"
    yield Table(title, ("confidence", "mean", "right", "of", "share", "95 % interval"), rows, frozenset(range(1, 6)))
    yield Figure("", plot(found.reliability, f"{found.checks - len(found.unscored)} checks, {state}"))


def _quotes(found: Evaluation) -> Table:
    total = sum(found.quotes.values())
    rows = [["returned", str(total), ""], *([name, str(count), f"{count / total:.1%}"] for name, count in found.quotes.items())]
    rows += [["claims", str(found.claims), ""], ["claims rejected", str(found.rejected_claims), f"{found.rejected_claims / found.claims:.1%}" if found.claims else ""]]
    shown = found.labels_shown
    rows.append(["asked for by labels and shown", f"{shown.count} of {shown.of}", f"{shown.value:.1%}" if shown.value is not None else ""])
    return Table("quotes", ("", "count", "share"), rows, frozenset({1, 2}))


def _effort(found: Evaluation) -> Table:
    effort = found.effort
    rows = [
        ["calls", f"{effort.calls:,} ({effort.calls_per_check:g} a check, {effort.reasks} of them re-asks)"],
        ["tokens", f"{effort.input_tokens:,} in, {effort.output_tokens:,} out" if effort.input_tokens else "not counted"],
        ["cost", f"{effort.cost_usd} USD" if effort.cost_usd else "unpriced"],
        ["time", f"{effort.median_seconds:.2f} s a check (median; recorded answers cost no waiting)"],
        ["prompts", ", ".join(f"{name} ({text[:8]})" for name, text in sorted(found.prompts.items()))],
    ]
    return Table("effort", ("", ""), rows)


def _unscored(found: Evaluation) -> Iterator[Block]:
    if found.unscored:
        yield Points("without a verdict", [(f"{name}: {why}", ()) for name, why in found.unscored.items()])
