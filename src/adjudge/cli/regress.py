"""`adjudge regress`: which verdicts moved since they were accepted, why, and what is not recorded any more."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from adjudge.cli.bar import bar, table_width
from adjudge.cli.output import emit, has_color, say
from adjudge.errors import UsageError

if TYPE_CHECKING:
    from adjudge.settings import Settings
    from adjudge.suite.recording import Recorded
    from adjudge.suite.regress import Asked, Looked
    from adjudge.suite.report import Report

# What moved is told in this many lines a check on a terminal; the other forms have everything.
MOST_LINES = 14

Flag = typer.Option
Suites = Annotated[list[Path], typer.Argument(help="Folders of cases, or cases. Default: tests/suite, tests/heldout and examples.", metavar="[SUITE]...", show_default=False)]
Case = Annotated[str | None, Flag("--case", help="Only this case, this one check of it, or this conversation.", metavar="NAME")]
OnlyChanged = Annotated[bool, Flag("--only-changed", help="Show only checks that moved, are missing, wrong or flaky.")]
Jobs = Annotated[int | None, Flag("-j", "--jobs", min=1, help="Processes at once. Default: one for each core.", metavar="N")]
Json = Annotated[bool, Flag("--json", help="Print the report as JSON.")]
Markdown = Annotated[bool, Flag("--md", help="Print Markdown, for a pull request.")]
Junit = Annotated[Path | None, Flag("--junit", help="Also write JUnit XML to this file.", metavar="FILE")]
Html = Annotated[Path | None, Flag("--html", help="Also write an HTML page to this file.", metavar="FILE")]
Record = Annotated[Literal["stale", "new", "all"] | None, Flag("--record", help="Record what has no answer: of checks and conversations that had one before, of new ones, or of all.")]
Fresh = Annotated[bool, Flag("--fresh", help="With --record: ask again what is recorded, too.")]
Wait = Annotated[bool, Flag("--wait", help="With --record: wait for answers that are pending at the relay.")]
Prune = Annotated[bool, Flag("--prune", help="Remove recordings that new ones have replaced, of complete cases and conversations.")]
Accept = Annotated[bool, Flag("--accept", help="Take what was found for what is expected from now on.")]
Samples = Annotated[int, Flag("--samples", min=1, help="Independent answers to each question on articles and findings; says how often the verdict flips.", metavar="N")]
Model = Annotated[str | None, Flag("--model", help="The model under whose name answers are recorded.", metavar="NAME")]
BaseUrl = Annotated[str | None, Flag("--base-url", help="The endpoint to record from.", metavar="URL")]
MaxCost = Annotated[str | None, Flag("--max-cost", help="Stop recording before spending more than this.", metavar="USD")]
Cassettes = Annotated[Path | None, Flag("--cassettes", help="The folder of recordings. Default: the one that ships.", metavar="DIR")]
Quiet = Annotated[bool, Flag("--quiet", "-q", help="Say nothing on stderr but errors.")]


def regress(
    suites: Suites = [], case: Case = None, only_changed: OnlyChanged = False, jobs: Jobs = None,  # noqa: B006 - typer reads it, nobody changes it
    json: Json = False, md: Markdown = False, junit: Junit = None, html: Html = None, record: Record = None, fresh: Fresh = False,
    wait: Wait = False, prune: Prune = False, accept: Accept = False, samples: Samples = 1, model: Model = None,
    base_url: BaseUrl = None, max_cost: MaxCost = None, cassettes: Cassettes = None, quiet: Quiet = False,
) -> None:  # fmt: skip
    """Say which verdicts moved, and why.

    Replays every case and every conversation from recordings; nothing is called unless --record is given. Exits with 0 when nothing moved, 5 when a verdict did or an answer of a
    conversation does not hold, 4 when an answer is not recorded.
    """
    if json and md:
        raise UsageError("--json and --md exclude each other")
    if (fresh or wait) and not record:
        raise UsageError(f"--{'fresh' if fresh else 'wait'} needs --record")
    settings = _settings(record is not None, model=model, base_url=base_url, max_cost=max_cost)
    asked = _asked(suites, case, settings, samples, jobs, cassettes)
    looked, code = _looked(asked, quiet=quiet), 0
    if record:
        looked, code = _recorded(asked, looked, record, fresh=fresh, wait=wait, quiet=quiet)
    if prune:
        _pruned(asked, looked)
    _show(looked.report, json=json, md=md, only_changed=only_changed)
    _write(looked.report, junit, html)
    if accept:
        _accepted(asked, looked)
    raise typer.Exit(code or _code(looked.report, accepted=accept))


def _settings(records: bool, **flags: object) -> "Settings":
    from adjudge.settings import RELAY_MODEL, Settings, load

    if records:
        return load(flags)
    # Built bare, not loaded: nothing in the environment may change what is replayed.
    return Settings(model=str(flags["model"] or RELAY_MODEL))


def _asked(suites: list[Path], case: str | None, settings: "Settings", samples: int, jobs: int | None, cassettes: Path | None) -> "Asked":
    from adjudge.cassettes import shipped
    from adjudge.suite.cases import default_suites
    from adjudge.suite.regress import Asked

    folders = tuple(path.resolve() for path in suites) or tuple(default_suites())
    beside = folders[0].parent
    return Asked(
        suites=folders, recordings=(cassettes or shipped()).resolve(), only=case, settings=settings, samples=samples, processes=jobs,
        failures=beside / "failures" if case is None else None, conversations=None if suites else beside / "conversations", owns_recordings=not suites and cassettes is None,
    )  # fmt: skip


def _looked(asked: "Asked", *, quiet: bool) -> "Looked":
    from adjudge.suite.regress import look

    return look(asked, bar("replayed", quiet=quiet))


def _recorded(asked: "Asked", before: "Looked", what: Literal["stale", "new", "all"], *, fresh: bool, wait: bool, quiet: bool) -> "tuple[Looked, int]":
    from adjudge.suite import answers, recording

    checks = recording.chosen(before.ran, before.baselines, what, fresh=fresh)
    talks = recording.chosen_conversations(before.talked, before.report.turns, what, fresh=fresh)
    if not (checks or talks):
        say("adjudge: nothing to record")
        return before, 0
    if before.report.cost and not quiet:
        say(f"adjudge: recording {len(checks)} checks and {len(talks)} conversations from {asked.settings.url}: {before.report.cost.words}")
    old = answers.answers_of(before.baselines, asked.recordings)
    done = recording.record([*checks, *talks], asked.recordings, asked.settings, samples=asked.samples, fresh=fresh, wait=wait, on_progress=bar("recording", quiet=quiet))
    _told(done)
    looked = _looked(asked, quiet=quiet)
    diffs = tuple(answers.differences(old, looked.ran, asked.recordings))
    return replace(looked, report=looked.report.model_copy(update={"answers": diffs})), done.exit_code


def _told(done: "Recorded") -> None:
    say(f"adjudge: {len(done.files)} recordings put in place; {len(done.done)} cases and conversations are complete")
    for name, why in done.failures.items():
        say(f"adjudge: {name}: {why}")
    if done.pending:
        say(f"adjudge: {done.pending} answers are pending in {done.folder or 'the relay'}; run again")


def _pruned(asked: "Asked", looked: "Looked") -> None:
    from adjudge.suite.pruning import prune

    whole = asked.owns_recordings and asked.only is None and asked.samples == 1
    gone = prune(looked.ran, looked.baselines, asked.recordings, whole=whole, talked=looked.talked, accepted=looked.accepted)
    say(f"adjudge: {len(gone)} superseded recordings removed or cut")


def _show(report: "Report", *, json: bool, md: bool, only_changed: bool) -> None:
    from adjudge.suite.layout import as_json, as_markdown, as_text
    from adjudge.suite.telling import page_of

    if json:
        emit(as_json(report))
        return
    page = page_of(report, only_changed=only_changed)
    emit(as_markdown(page) if md else as_text(page, width=table_width(), color=has_color(), most=MOST_LINES))


def _write(report: "Report", junit: Path | None, html: Path | None) -> None:
    from adjudge.suite.junit import as_junit
    from adjudge.suite.layout import as_html
    from adjudge.suite.telling import page_of

    if junit:
        emit(as_junit(report), junit)
    if html:
        emit(as_html(page_of(report)), html)


def _accepted(asked: "Asked", looked: "Looked") -> None:
    from adjudge.suite.regress import accept

    for suite, moved in accept(asked, looked).items():
        say(f"adjudge: {suite.name}: {moved} entries of the baseline moved" if moved else f"adjudge: {suite.name}: the baseline stands as it was")


def _code(report: "Report", *, accepted: bool) -> int:
    if not accepted:
        return report.exit_code
    left = report.model_copy(update={"rows": tuple(row for row in report.rows if row not in report.moved)})
    return left.exit_code
