"""`adjudge demo`: the shipped examples, judged from recorded answers, each beside what was expected of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adjudge.cli.output import emit, has_color, progress, width
from adjudge.errors import AdjudgeError, UsageError

if TYPE_CHECKING:
    from adjudge.model.adjudication import Adjudication
    from adjudge.suite.cases import Check

Folder = Annotated[Path | None, typer.Argument(help="A folder of cases. Default: the examples that ship.", metavar="DIR")]
Case = Annotated[str | None, typer.Option("--case", help="Show the checks of this one case in full.", metavar="SLUG")]


def demo(folder: Folder = None, case: Case = None) -> None:
    """Judge the shipped examples, from recorded answers.

    No key is used and nothing is called.
    """
    from adjudge.suite.cases import examples, load

    place = folder or examples()
    checks = [check for check in load(place) if not check.edits and case in (None, check.case)]
    if not checks:
        raise UsageError(f"there is no case {case!r} in {str(place)!r}")
    results = []
    for number, check in enumerate(checks, 1):
        results.append((check, _judged(check)))
        progress(quiet=False)("examples", number, len(checks))
    emit("\n".join(_report(results, in_full=case is not None)))
    silent = [error for _, error in results if isinstance(error, AdjudgeError)]
    if silent:
        raise typer.Exit(max(error.exit_code for error in silent))


def _judged(check: "Check") -> "Adjudication | AdjudgeError":
    """Judge one example; a failure is told in its line and does not end the rest."""
    from adjudge import api
    from adjudge.cassettes import replay, shipped
    from adjudge.settings import Settings

    market, articles = check.materials()
    try:
        # Built bare, not loaded: a key, an address or a model in the environment must not change the demonstration.
        return api.check(market, articles, as_of=check.as_of, settings=Settings(), options=check.options(), recordings=replay(shipped()))
    except AdjudgeError as error:
        return error


def _report(results: "list[tuple[Check, Adjudication | AdjudgeError]]", *, in_full: bool) -> Iterator[str]:
    from adjudge.reports.brief import as_text

    records = [found for _, found in results if not isinstance(found, AdjudgeError)]
    for record in records if in_full else _telling(records):
        yield as_text(record, width=width(), color=has_color())
    yield from (_line(check, found) for check, found in results)
    agree = sum(not isinstance(found, AdjudgeError) and _agrees(check, found) for check, found in results)
    yield f"\n{agree} of {len(results)} checks came out as expected; --case SLUG shows one in full.\n"


def _agrees(check: "Check", record: "Adjudication") -> bool:
    from adjudge.suite.summary import ending

    return check.label.agrees(ending(record.verdict))


def _telling(records: "list[Adjudication]") -> "list[Adjudication]":
    """One brief is enough to see how they read: the first that resolves."""
    resolved = [record for record in records if record.verdict.name.startswith("resolved")]
    return (resolved or records)[:1]


def _line(check: "Check", found: "Adjudication | AdjudgeError") -> str:
    from adjudge.reports.terminal import clean
    from adjudge.reports.words import instant, verdict_words

    if isinstance(found, AdjudgeError):
        said, mark = "no verdict", f"FAILED: {found}"
    else:
        said = verdict_words(found.verdict)
        mark = "✓" if _agrees(check, found) else f"WRONG: expected {check.label.words}"
    line = clean(f"{check.id}  as of {instant(check.as_of)}\n  {said}  {mark}")
    return line if isinstance(found, AdjudgeError) else line + _quoted(found)


def _quoted(record: "Adjudication") -> str:
    """The first quote behind the verdict: what carries it, what covers the window, or what was told and does not count."""
    from adjudge.reports.terminal import clean

    if record.cover.by == ("attested",) and record.options.attest:
        return f"\n  attested: {clean(record.options.attest.words, keep_newlines=False)}"
    claims = {claim.id: claim for claims in record.claims for claim in claims.claims}
    carrying = [name for one in record.judged for name in one.for_] if record.verdict.line != 8 else list(record.cover.by)
    told = [*carrying, *record.cover.by, *(name for one in record.judged for name in (*one.against, *one.noted))]
    quote = next((claims[name].quotes[0].exact for name in told if name in claims and claims[name].quotes), None)
    return f"\n  “{clean(quote, keep_newlines=False)}”" if quote else ""
