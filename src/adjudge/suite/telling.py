"""What a report of a run says, block by block: the table, what moved and why, what is missing, what is wrong."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from adjudge.suite.page import Block, Page, Points, Table, Text
from adjudge.suite.report import MOVED, UNKNOWN, Report, Row
from adjudge.suite.turns import TurnRow

_HEAD = ("case", "expected", "got", "conf", "moved", "rules that fired", "time")
_MARKS = {"wrong": "WRONG", "known wrong": "known wrong", "right, though marked as known wrong": "right (marked known wrong)"}
_STATES = {"holds": "hold", "does not hold": "do not hold", "stale": "stale", "unrecorded": "unrecorded", "failed": "failed"}
_BAD = ("does not hold", "failed")
# A diff longer than this is read in the file.
_MOST_LINES = 60


def page_of(report: Report, *, only_changed: bool = False) -> Page:
    """Put a report into the order in which an engineer needs it."""
    shown = [row for row in report.rows if not only_changed or is_worth_a_look(row)]
    blocks = [_table(shown), *_moved(report), *_stale(report), *_wrong(report), *_lacks(report), *_failed(report), *_mutations(report), *_flaky(report), *_answers(report), *_conversations(report, only_changed=only_changed), *_failures(report, only_changed=only_changed), *_hygiene(report)]
    tone = "bad" if report.exit_code else "open" if report.wrong else "good"
    return Page("adjudge regress", _says(report), [block for block in blocks if not isinstance(block, Table) or block.rows], tone)


def is_worth_a_look(row: Row) -> bool:
    """True where a check moved, failed, is missing, wrong or flaky."""
    return row.state != "same" or row.mark not in ("right", "known wrong") or bool(row.flips[0])


def _says(report: Report) -> str:
    counts = report.counts()
    states = [f"{counts[name]} {name}" for name in ("same", "moved", "new", "gone", "stale", "unrecorded", "failed") if counts.get(name)]
    marks = [f"{counts[name]} {name}" for name in ("right", "wrong", "known wrong", "right, though marked as known wrong") if counts.get(name)]
    checks = [f"{len(report.rows)} checks: {', '.join(states)}", *([", ".join(marks)] if marks else [])] if report.rows else []
    return "; ".join([*checks, *_turns_say(report), f"{report.seconds:.1f} s"])


def _turns_say(report: Report) -> Iterator[str]:
    if not report.turns:
        return
    states, conversations = Counter(turn.state for turn in report.turns), len({turn.conversation for turn in report.turns})
    counts = {words: states[name] for name, words in _STATES.items()}
    counts["answers moved"] = sum(bool(turn.moved) for turn in report.turns)
    counts["not accepted yet"] = sum(not turn.is_accepted and not turn.is_missing for turn in report.turns)
    yield f"{len(report.turns)} turns of {conversations} conversations: {', '.join(f'{count} {words}' for words, count in counts.items() if count)}"


def _table(rows: Sequence[Row]) -> Table:
    return Table("", _HEAD, [_cells(row) for row in rows], frozenset({3, 6}), [_tone(row) for row in rows], elastic=5)


def _cells(row: Row) -> tuple[str, ...]:
    mark = f" {_MARKS[row.mark]}" if row.mark in _MARKS else ""
    got = f"{row.got}{mark}" if row.got else (row.error or "").partition(":")[0] if row.state == "failed" else ""
    confidence = f"{row.confidence:.2f}" if row.confidence is not None else ""
    return row.id, row.expected, got, confidence, _movement(row), ", ".join(row.rules), f"{row.seconds:.2f} s"


def _movement(row: Row) -> str:
    if row.drift is None:
        return "" if row.state == "same" else row.state
    return row.drift.degree.upper() if row.drift.degree == "verdict" else row.drift.degree


def _tone(row: Row) -> str:
    if row.mark == "wrong" or row.state == "failed" or (row.drift and row.drift.degree == "verdict"):
        return "bad"
    return "open" if row.state in MOVED | UNKNOWN or row.mark == "known wrong" else ""


def _moved(report: Report) -> Iterator[Block]:
    # Checks that moved in the same way for the same reason are told once.
    groups: dict[tuple, list[Row]] = defaultdict(list)
    for row in report.rows:
        if row.drift:
            groups[row.drift.causes, row.drift.says].append(row)
    items = [(_together(rows), [*(f"because of {cause}" for cause in causes), *says]) for (causes, says), rows in groups.items()]
    if items:
        yield Points("what moved", sorted(items, key=lambda item: not item[1][0].startswith("because")))
    new = [row for row in report.rows if row.state in ("new", "gone")]
    if new:
        yield Points("not accepted yet, or gone", [(f"{row.id}: {row.state}, {row.got or row.before}", ()) for row in new])


def _together(rows: Sequence[Row]) -> str:
    first = rows[0]
    verdicts = f"{first.before} -> {first.got}" if first.before != first.got else first.got
    label = {"right": "as expected", "wrong": f"WRONG, expected {first.expected}"}.get(first.mark, first.mark)
    others = f" and {len(rows) - 1} more: {', '.join(row.id for row in rows[1:])}" if len(rows) > 1 else ""
    return f"{first.id}: {verdicts} ({label}){others}"


def _stale(report: Report) -> Iterator[Block]:
    items: dict[str, list[str]] = defaultdict(list)
    for change in report.stale:
        items[change.says].append(f"{change.questions} questions, in {len(change.checks)} checks: {_few(change.checks)}")
    for says, turns in _turns_without(report).items():
        items[says].append(f"{len(turns)} turns of conversations: {_few(turns)}")
    cost = [(f"recording them: {report.cost.words}", ["adjudge regress --record stale (or new, or all) records only these"])] if report.cost else []
    if items or cost:
        yield Points("without a recording", [*items.items(), *cost])


def _turns_without(report: Report) -> dict[str, list[str]]:
    # Turns that lack an answer for the same reason are told once.
    groups: dict[str, list[str]] = defaultdict(list)
    for turn in report.turns:
        for says in turn.says if turn.is_missing else ():
            groups[says].append(turn.id)
    return groups


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")


def _wrong(report: Report) -> Iterator[Block]:
    wrong = [(f"{row.id}: {row.got}, expected {row.expected}", [row.why] if row.why else []) for row in report.wrong]
    if wrong:
        yield Points("wrong, and not known to be", wrong)
    known = [(f"{row.id}: {row.got}, expected {row.expected}", [row.known_wrong or ""]) for row in report.rows if row.mark == "known wrong"]
    if known:
        yield Points("known to be wrong", known)
    fixed = [(f"{row.id}: {row.got}", ["take `known_wrong` out of the case"]) for row in report.rows if row.mark.startswith("right, though")]
    if fixed:
        yield Points("marked as known wrong, and right", fixed)


def _lacks(report: Report) -> Iterator[Block]:
    lacking = [(row.id, row.lacks) for row in report.rows if row.lacks]
    if lacking:
        yield Points("asked for by the label and not shown", lacking)


def _failed(report: Report) -> Iterator[Block]:
    failed = [(row.id, [row.error or ""]) for row in report.rows if row.state == "failed"]
    if failed:
        yield Points("no verdict", failed)


def _mutations(report: Report) -> Iterator[Block]:
    rows = [row for row in report.rows if row.mutation]
    if not rows:
        return
    kinds = sorted({row.mutation or "" for row in rows})
    counted = [[kind, *(str(sum(row.mutation == kind and _fate(row) == fate for row in rows)) for fate in ("right", "wrong", "no verdict"))] for kind in kinds]
    yield Table("mutations by kind", ("kind", "right", "wrong", "no verdict"), counted, frozenset({1, 2, 3}))
    each = [[row.id, row.mutation or "", row.unchanged_gives or "?", row.expected, row.got or row.state, "✓" if _fate(row) == "right" else _fate(row)] for row in rows]
    yield Table("mutations", ("case ~ mutation", "kind", "unchanged", "expected", "got", ""), each, tones=["" if _fate(row) == "right" else "bad" for row in rows])


def _fate(row: Row) -> str:
    return "no verdict" if row.mark == "none" else "right" if row.mark.startswith("right") else "wrong"


def _flaky(report: Report) -> Iterator[Block]:
    sampled = [row for row in report.rows if row.flips[1] > 1]
    if not sampled:
        return
    flips, samples = sum(row.flips[0] for row in sampled), sum(row.flips[1] for row in sampled)
    flaky = [(f"{row.id}: {row.flips[0]} of {row.flips[1]} samples give another verdict than most", ()) for row in report.flaky]
    yield Points("samples", [(f"{flips} of {samples} samples flip ({flips / samples:.1%}), in {len(flaky)} of {len(sampled)} sampled checks", ()), *flaky])


def _answers(report: Report) -> Iterator[Block]:
    for diff in report.answers:
        lines = diff.split("\n")
        more = [f"... {len(lines) - _MOST_LINES} more lines"] if len(lines) > _MOST_LINES else []
        yield Text("answers that changed" if diff is report.answers[0] else "", "\n".join([*lines[:_MOST_LINES], *more]))


def _conversations(report: Report, *, only_changed: bool) -> Iterator[Block]:
    shown = [turn for turn in report.turns if not only_changed or turn.state != "holds" or turn.moved or not turn.is_accepted]
    cells = [[turn.id, turn.question, str(len(turn.sentences)), str(len(turn.quotes)), _turn_moved(turn), "✓" if turn.state == "holds" else turn.state.upper() if turn.state in _BAD else turn.state] for turn in shown]
    tones = ["bad" if turn.state in _BAD else "open" if turn.is_missing or turn.moved else "" for turn in shown]
    yield Table("turns of conversations", ("turn", "question", "sentences", "quotes", "moved", ""), cells, frozenset({2, 3}), tones, elastic=1)
    broken = [(f"{turn.id}: {turn.question}", turn.says) for turn in shown if turn.state in _BAD]
    if broken:
        yield Points("answers that do not hold", broken)
    moved = [(f"{turn.id}: {turn.question}", turn.moved) for turn in shown if turn.moved]
    if moved:
        yield Points("answers that moved", moved)


def _turn_moved(turn: TurnRow) -> str:
    return "answer" if turn.moved else "" if turn.is_accepted or turn.is_missing else "new"


def _failures(report: Report, *, only_changed: bool) -> Iterator[Block]:
    shown = [one for one in report.failures if not (only_changed and one.holds)]
    rows = [[one.name, one.expected, one.got, str(one.exit_code), "✓" if one.holds else "WRONG"] for one in shown]
    yield Table("failures of a provider", ("failure", "expected", "got", "exit", ""), rows, frozenset({3}), ["" if one.holds else "bad" for one in shown])


def _hygiene(report: Report) -> Iterator[Block]:
    if report.hygiene:
        yield Points("hygiene", [(problem, ()) for problem in report.hygiene])
