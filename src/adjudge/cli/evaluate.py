"""`adjudge evaluate`: how good the verdicts are on any folder of cases, beside baselines."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from adjudge.cli.bar import bar, table_width
from adjudge.cli.output import emit, has_color, say
from adjudge.errors import UsageError

if TYPE_CHECKING:
    from adjudge.evaluate.judging import How, Judged
    from adjudge.evaluate.report import Evaluation


Flag = typer.Option
Suites = Annotated[list[Path], typer.Argument(help="Folders of cases, or cases. Default: tests/suite, tests/heldout and examples.", metavar="[SUITE]...", show_default=False)]
Case = Annotated[str | None, Flag("--case", help="Only this case, or this one check of it.", metavar="NAME")]
Json = Annotated[bool, Flag("--json", help="Print the evaluation as JSON.")]
Markdown = Annotated[bool, Flag("--md", help="Print Markdown.")]
Html = Annotated[Path | None, Flag("--html", help="Also write an HTML page to this file.", metavar="FILE")]
Plot = Annotated[Path | None, Flag("--plot", help="Also write the reliability plot, as SVG, to this file.", metavar="FILE")]
Results = Annotated[Path | None, Flag("--results", help="Keep the record of every check here, and go on from what is kept.", metavar="DIR")]
Fresh = Annotated[bool, Flag("--fresh", help="With --results: take nothing that is kept.")]
Replay = Annotated[bool, Flag("--replay", help="Answer from recordings only; nothing is called.")]
Record = Annotated[bool, Flag("--record", help="Keep new answers in the folder of recordings.")]
Cassettes = Annotated[Path | None, Flag("--cassettes", help="The folder of recordings, with --replay or --record. Default: the one that ships.", metavar="DIR")]
Model = Annotated[str | None, Flag("--model", help="The model to ask.", metavar="NAME")]
BaseUrl = Annotated[str | None, Flag("--base-url", help="The endpoint to ask.", metavar="URL")]
MaxCost = Annotated[str | None, Flag("--max-cost", help="Stop before spending more than this.", metavar="USD")]
Jobs = Annotated[int | None, Flag("-j", "--jobs", min=1, help="Processes at once for a replay.", metavar="N")]
Mutations = Annotated[bool, Flag("--mutations", help="Score mutations of cases, too.")]
Fit = Annotated[Path | None, Flag("--fit", help="Fit the confidence to these labels and write the table to this file.", metavar="FILE")]
Method = Annotated[Literal["platt", "isotonic"], Flag("--method", help="How --fit draws the curve.")]
Quiet = Annotated[bool, Flag("--quiet", "-q", help="Say nothing on stderr but errors.")]


def evaluate(
    suites: Suites = [], case: Case = None, json: Json = False, md: Markdown = False, html: Html = None, plot: Plot = None,  # noqa: B006 - typer reads it, nobody changes it
    results: Results = None, fresh: Fresh = False, replay: Replay = False, record: Record = False, cassettes: Cassettes = None,
    model: Model = None, base_url: BaseUrl = None, max_cost: MaxCost = None, jobs: Jobs = None, mutations: Mutations = False, fit: Fit = None,
    method: Method = "platt", quiet: Quiet = False,
) -> None:  # fmt: skip
    """Score the verdicts on labelled cases.

    Without a key or a base URL, recorded answers are scored. Checks without an answer are listed and count in no share; then the exit code is 4.
    """
    if json and md:
        raise UsageError("--json and --md exclude each other")
    _refuse(replay, record, cassettes, base_url)
    if fresh and not results:
        raise UsageError("--fresh needs --results")
    folders = _folders(suites)
    how = _how(replay, record, cassettes, jobs, model=model, base_url=base_url, max_cost=max_cost)
    judged = _judged(folders, case, how, results, fresh=fresh, mutations=mutations, quiet=quiet)
    found = _evaluation(judged, folders)
    _show(found, json=json, md=md)
    _write(found, html, plot)
    if fit:
        _fit(judged, folders, fit, method)
    raise typer.Exit(_code(judged))


def _folders(suites: list[Path]) -> list[Path]:
    from adjudge.suite.cases import default_suites

    return [path.resolve() for path in suites] or default_suites()


def _refuse(replay: bool, record: bool, cassettes: Path | None, base_url: str | None) -> None:
    if replay and record:
        raise UsageError("--replay and --record exclude each other")
    if cassettes and not (replay or record):
        raise UsageError("--cassettes needs --replay or --record")
    if replay and base_url:
        raise UsageError("--replay and --base-url exclude each other")


def _how(replay: bool, record: bool, cassettes: Path | None, jobs: int | None, **flags: object) -> "How":
    from adjudge.cassettes import shipped
    from adjudge.evaluate.judging import How
    from adjudge.settings import RELAY_MODEL, Settings, load

    settings = Settings(model=str(flags["model"] or RELAY_MODEL)) if replay else load(flags)
    folder = (cassettes or shipped()).resolve()
    return How(settings, None if settings.can_call else folder, folder if record and settings.can_call else None, jobs)


def _judged(folders: list[Path], case: str | None, how: "How", results: Path | None, *, fresh: bool, mutations: bool, quiet: bool) -> "Judged":
    from adjudge.evaluate.judging import judge
    from adjudge.evaluate.keeping import Results
    from adjudge.suite.cases import load

    checks = [check for folder in folders for check in load(folder) if (mutations or check.base is None) and case in (None, check.case, check.id)]
    if not checks:
        raise UsageError(f"there is no case or check {case!r}")
    return judge(checks, how, Results(results and results.resolve(), how.settings, fresh=fresh), bar("checks", quiet=quiet))


def _evaluation(judged: "Judged", folders: list[Path]) -> "Evaluation":
    from adjudge.evaluate.report import evaluation

    return evaluation(judged.checks, judged.one_shot, [folder.name for folder in folders])


def _show(found: "Evaluation", *, json: bool, md: bool) -> None:
    from adjudge.evaluate.telling import page_of
    from adjudge.suite.layout import as_json, as_markdown, as_text

    if json:
        emit(as_json(found))
        return
    emit(as_markdown(page_of(found)) if md else as_text(page_of(found), width=table_width(), color=has_color()))


def _write(found: "Evaluation", html: Path | None, plot: Path | None) -> None:
    from adjudge.evaluate.reliability import plot as drawn
    from adjudge.evaluate.telling import page_of
    from adjudge.suite.layout import as_html

    if html:
        emit(as_html(page_of(found)), html)
    if plot and found.reliability:
        emit(drawn(found.reliability, f"{found.checks - len(found.unscored)} checks"), plot)


def _fit(judged: "Judged", folders: list[Path], file: Path, method: Literal["platt", "isotonic"]) -> None:
    from datetime import UTC, datetime

    from adjudge.evaluate.fitting import fit
    from adjudge.suite.layout import as_json

    table = fit(judged.checks, method=method, suites=[folder.name for folder in folders], date=datetime.now(UTC).date().isoformat())
    emit(as_json(table), file)
    say(f"adjudge: fitted on {table.checks} verdicts, {table.right} right: Brier {table.brier_before} before, {table.brier_after} after, {table.brier_held_out} on cases held out; wrote {file}")


def _code(judged: "Judged") -> int:
    if judged.pending:
        say(f"adjudge: {judged.pending} answers are pending at the relay; run again")
        return 4
    return judged.exit_code
