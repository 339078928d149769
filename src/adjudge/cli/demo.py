"""`adjudge demo`: the shipped examples, judged from recorded answers, each beside what was expected of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adjudge.cli.output import emit, has_color, progress, width
from adjudge.errors import AdjudgeError, UsageError

if TYPE_CHECKING:
    from adjudge.cli.cases import Expected
    from adjudge.model.adjudication import Adjudication

Folder = Annotated[Path | None, typer.Argument(help="A folder of cases. Default: the examples that ship.", metavar="DIR")]
Case = Annotated[str | None, typer.Option("--case", help="Show the checks of this one case in full.", metavar="SLUG")]


def demo(folder: Folder = None, case: Case = None) -> None:
    """Judge the shipped examples, from recorded answers.

    No key is used and nothing is called.
    """
    from adjudge.cli.cases import cases_in, shipped

    checks = list(cases_in(folder or shipped(), case))
    if not checks:
        raise UsageError(f"there is no case {case!r}" if case else f"there are no cases in {str(folder or shipped())!r}")
    results = []
    for number, check in enumerate(checks, 1):
        results.append((check, _judged(check)))
        progress(quiet=False)("examples", number, len(checks))
    emit("\n".join(_report(results, in_full=case is not None)))
    silent = [error for _, error in results if isinstance(error, AdjudgeError)]
    if silent:
        raise typer.Exit(max(error.exit_code for error in silent))


def _judged(check: "Expected") -> "Adjudication | AdjudgeError":
    """Judge one example; a failure is told in its line and does not end the rest."""
    from adjudge import api
    from adjudge.cassettes import replay, shipped
    from adjudge.settings import Settings

    try:
        # Built bare, not loaded: a key, an address or a model in the environment must not change the demonstration.
        return api.check(check.market(), check.articles(), as_of=check.as_of, settings=Settings(), options=check.options(), recordings=replay(shipped()))
    except AdjudgeError as error:
        return error


def _report(results: "list[tuple[Expected, Adjudication | AdjudgeError]]", *, in_full: bool) -> Iterator[str]:
    from adjudge.reports.brief import as_text

    records = [found for _, found in results if not isinstance(found, AdjudgeError)]
    for record in records if in_full else records[:1]:
        yield as_text(record, width=width(), color=has_color())
    yield from (_line(check, found) for check, found in results)
    agree = sum(not isinstance(found, AdjudgeError) and check.agrees(found.verdict) for check, found in results)
    yield f"\n{agree} of {len(results)} checks came out as expected; --case SLUG shows one in full.\n"


def _line(check: "Expected", found: "Adjudication | AdjudgeError") -> str:
    from adjudge.reports.terminal import clean
    from adjudge.reports.words import instant, verdict_words

    if isinstance(found, AdjudgeError):
        said, mark = "no verdict", f"FAILED: {found}"
    else:
        said = verdict_words(found.verdict)
        mark = "✓" if check.agrees(found.verdict) else f"WRONG: expected {check.words}"
    return clean(f"{check.slug:<24} {instant(check.as_of)}  {said:<28} {mark}", keep_newlines=False)
