"""A report as JUnit XML, which every CI shows."""

from xml.sax.saxutils import escape, quoteattr

from adjudge.reports.terminal import clean
from adjudge.suite.report import MOVED, UNKNOWN, Report, Row
from adjudge.suite.turns import TurnRow


def as_junit(report: Report) -> str:
    """Write one test case for each check and turn: moved or broken is a failure, a missing answer is skipped, a failed one is an error."""
    moved, unknown = len(report.moved) + len(report.not_holding), len(report.unknown) + sum(turn.is_missing for turn in report.turns)
    failed = sum(row.state == "failed" for row in (*report.rows, *report.turns))
    tests = len(report.rows) + len(report.turns)
    head = f'<testsuite name="adjudge regress" tests="{tests}" failures="{moved}" errors="{failed}" skipped="{unknown}" time="{report.seconds:.3f}">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *map(_case, report.rows), *map(_turn, report.turns), "</testsuite>", ""])


def _case(row: Row) -> str:
    # The clean form has no character that XML 1.0 cannot hold.
    inside = _inside(row)
    head = f"<testcase classname={quoteattr(f'{row.suite}.{row.case}')} name={quoteattr(clean(row.id, keep_newlines=False))} time=\"{row.seconds:.3f}\""
    return f"{head}>{inside}</testcase>" if inside else f"{head}/>"


def _inside(row: Row) -> str:
    if row.state in MOVED:
        said = [f"because of {cause}" for cause in row.drift.causes] + list(row.drift.says) if row.drift else [f"{row.state}: not what was accepted"]
        return f"<failure message={quoteattr(clean(f'{row.before or row.state} -> {row.got or row.state}', keep_newlines=False))}>{escape(clean(chr(10).join(said)))}</failure>"
    if row.state in UNKNOWN:
        return f"<skipped message={quoteattr(f'{row.state}: an answer is not recorded')}/>"
    if row.state == "failed":
        return f"<error message={quoteattr(clean(row.error or '', keep_newlines=False))}/>"
    if row.mark == "wrong":
        return f"<system-out>{escape(clean(f'WRONG: {row.got}, expected {row.expected}'))}</system-out>"
    return ""


def _turn(row: TurnRow) -> str:
    head = f"<testcase classname={quoteattr(f'conversations.{row.conversation}')} name={quoteattr(clean(f'{row.id} {row.question}', keep_newlines=False))}"
    message = quoteattr(clean("; ".join(row.says), keep_newlines=False))
    if row.state == "holds":
        return f"{head}/>"
    kind = "failure" if row.state == "does not hold" else "error" if row.state == "failed" else "skipped"
    return f"{head}><{kind} message={message}/></testcase>"
