"""`adjudge case`: a dispute kept from the first article to the decision; nothing on it is ever overwritten."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adjudge.cli import case_inputs, inputs
from adjudge.cli.check import (
    VERDICT_CODES,
    WAYS,
    AllowMissing,
    Api,
    Attest,
    BaseUrl,
    Cassettes,
    Concurrency,
    Everything,
    ExitVerdict,
    Fresh,
    Json,
    MaxCost,
    Model,
    Record,
    Replay,
    ReportsNeeded,
    Timeout,
    Votes,
    Wait,
)
from adjudge.cli.output import emit, has_color, progress, say, width
from adjudge.errors import NoRecording, UsageError

if TYPE_CHECKING:
    from adjudge.model.adjudication import Adjudication
    from adjudge.reports.parts import Brief
    from adjudge.settings import Settings
    from adjudge.store.entry import Entry
    from adjudge.store.log import Store

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="Keep a case: file, check, compare, decide, export.")

Name = Annotated[str, typer.Argument(metavar="CASE", help="The case's name.")]
By = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help="Who does this. Default: ADJUDGE_ACTOR, else the name that you are logged in with."),
]
AsOf = Annotated[
    str,
    typer.Option(
        "--as-of",
        metavar="TIME",
        help="The moment that the verdict speaks about, with its zone; latest-article for the newest publication. Default: now.",
    ),
]


@app.command("list")
def list_cases(json: Annotated[bool, typer.Option("--json", help="Print every entry of every case.")] = False) -> None:
    """List the cases, and where each stands."""
    with _store() as store:
        cases = store.cases()
    if json:
        emit(case_inputs.as_json({name: [entry.model_dump() for entry in entries] for name, entries in cases.items()}))
        return
    emit("".join(case_inputs.listed(name, entries) for name, entries in cases.items()))
    say(f"adjudge: {len(cases)} {'case' if len(cases) == 1 else 'cases'} in {store.name}")


@app.command()
def show(
    case: Name,
    entry: Annotated[int | None, typer.Option("--entry", min=1, metavar="N", help="Print this one entry's document.")] = None,
    md: Annotated[bool, typer.Option("--md", help="Print Markdown.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print every entry with its document.")] = False,
) -> None:
    """Show a case and everything on it, in order."""
    import json as parser

    from adjudge.casework.pages import page_of
    from adjudge.reports.terminal import clean
    from adjudge.store.case import Case

    with _store() as store:
        found = Case(store, case)
        if entry is not None:
            emit(clean(found.document(entry)))
            return
        documents = store.documents(case)
    if json:
        emit(
            case_inputs.as_json(
                {"case": case, "entries": [{**one.model_dump(), "document": parser.loads(documents[one.number])} for one in found.entries]}
            )
        )
        return
    _print(page_of(case, found.entries, documents), md=md)


@app.command()
def add(
    case: Name,
    articles: Annotated[list[str] | None, typer.Argument(metavar="ARTICLE...", help="Articles: files, folders, patterns, addresses, or - for stdin.")] = None,
    market: Annotated[str | None, typer.Option("-m", "--market", metavar="MARKET", help="The market, or its newest revision: a file, an address, or -.")] = None,
    pick: Annotated[str | None, typer.Option("--pick", metavar="WHICH", help="Which market, where the source holds several.")] = None,
    published: Annotated[list[str] | None, typer.Option("--published", metavar="TIME", help="When an article was published; once for each article, in their order.")] = None,
    clarification: Annotated[str | None, typer.Option("--clarification", metavar="FILE|TEXT", help="An official clarification.")] = None,
    said: Annotated[str, typer.Option("--said", metavar="TIME", help="When the clarification was made.")] = "",
    said_by: Annotated[str, typer.Option("--said-by", metavar="WHO", help="Who made it.")] = "",
    proposed: Annotated[str | None, typer.Option("--proposed", metavar="OUTCOME", help="The proposed outcome, or the platform's code for it.")] = None,
    proposed_at: Annotated[str, typer.Option("--proposed-at", metavar="TIME", help="When it was proposed.")] = "",
    decide_by: Annotated[str, typer.Option("--decide-by", metavar="TIME", help="Until when it has to be decided.")] = "",
    proposer: Annotated[str | None, typer.Option("--proposer", metavar="FILE|TEXT", help="The proposer's argument.")] = None,
    disputer: Annotated[list[str] | None, typer.Option("--disputer", metavar="FILE|TEXT", help="What is said against the proposal; may be given again.")] = None,
    by: By = None,
) -> None:  # fmt: skip
    """Add to a case; make it where there is none.

    All that is given is added, or nothing. Prints a line for every entry once it is on the disk.
    """
    from adjudge import casework
    from adjudge.store.entry import case_name

    case_name(case)
    given = case_inputs.material(market, pick, articles or [], published or [])
    notes = case_inputs.clarifications(clarification, said, said_by)
    proposal = (proposed, proposed_at, decide_by, proposer)
    with _store() as store:
        if not (given.market or given.articles or notes or any(proposal) or disputer):
            raise UsageError("there is nothing to add: give articles, -m MARKET, --clarification, --proposed or --disputer")
        argued = case_inputs.proposal(*proposal, market=given.market or case_inputs.market_in(store, case))
        made = casework.file(
            store,
            case,
            actor=case_inputs.actor(by),
            market=given.market,
            clarifications=notes,
            articles=given.articles,
            proposal=argued,
            disputes=case_inputs.disputes(disputer or []),
            fetched=given.fetched,
        )
    emit("".join(case_inputs.told(entry) for entry in made))
    say(f"adjudge: {len(made)} added to {case}" if made else f"adjudge: nothing new for {case}: all of it is there already")


@app.command()
def check(
    case: Name, as_of: AsOf = "", json: Json = False, everything: Everything = False, exit_verdict: ExitVerdict = False,
    model: Model = None, base_url: BaseUrl = None, api: Api = None, timeout: Timeout = None, max_cost: MaxCost = None, concurrency: Concurrency = None,
    votes: Votes = 1, reports_needed: ReportsNeeded = 1, attest: Attest = None, allow_missing: AllowMissing = False,
    cassettes: Cassettes = None, replay: Replay = False, record: Record = False, fresh: Fresh = False, wait: Wait = False, by: By = None,
) -> None:  # fmt: skip
    """Judge a case; only what is new on it is asked."""
    from adjudge.reports.brief import as_text
    from adjudge.reports.record import as_json

    asked_of = model or (inputs.SHIPPED_MODEL if replay and cassettes is None else None)
    settings = inputs.settings(model=asked_of, base_url=base_url, api=api, timeout=timeout, max_cost=max_cost, concurrency=concurrency)
    shelf = inputs.recordings(settings, folder=cassettes, replay=replay, record=record, fresh=fresh)
    options = case_inputs.options(reports_needed, attest, allow_missing=allow_missing, votes=votes)
    entry, done = _checked(case, by, as_of=case_inputs.as_of(as_of), settings=settings, options=options, recordings=shelf, wait=wait)
    emit(as_json(done) if json else as_text(done, all=everything, width=width(), color=has_color()))
    had = sum(play.played for play in shelf.plays)
    say(f"adjudge: entry {entry.number} of {case}; {len(done.provenance.calls)} answers, {had} of them had before")
    raise typer.Exit(VERDICT_CODES[done.verdict.name] if exit_verdict else 0)


def _checked(case: str, by: str | None, *, settings: "Settings", **how: object) -> "tuple[Entry, Adjudication]":
    """Judge and keep; where nothing could be asked, say in which ways answers can be had."""
    from adjudge import casework

    actor = case_inputs.actor(by)
    try:
        with _store() as store:
            return casework.check(store, case, actor=actor, settings=settings, on_progress=progress(quiet=False), **how)
    except NoRecording as error:
        if settings.can_call:
            raise
        raise NoRecording(f"{error}; {WAYS}") from error


@app.command()
def diff(
    case: Name,
    before: Annotated[
        int | None, typer.Option("--from", min=1, metavar="N", help="The older adjudication's entry. Default: the last but one.")
    ] = None,
    after: Annotated[
        int | None, typer.Option("--to", min=1, metavar="N", help="The newer adjudication's entry. Default: the last.")
    ] = None,
    md: Annotated[bool, typer.Option("--md", help="Print Markdown.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the comparison as JSON.")] = False,
) -> None:
    """Show what changed from one check to the next.

    Material, claims, findings, verdict, confidence and pivot, and whether an article, a clarification or the clock turned it.
    """
    from adjudge import casework
    from adjudge.casework.diff_page import page_of
    from adjudge.store.case import Case

    with _store() as store:
        found = Case(store, case)
        old, new = case_inputs.two_records(found, before, after)
        changed = casework.compare(found.record(old), found.record(new))
    if json:
        emit(case_inputs.as_json({"case": case, "from": old, "to": new, **changed.model_dump(mode="json")}))
        return
    _print(page_of(changed, case, old, new), md=md)


@app.command()
def decide(
    case: Name,
    answer: Annotated[
        str | None,
        typer.Argument(metavar="ANSWER", help="An outcome of the market, a platform's code for it, or not_yet, ambiguous, split."),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="On what grounds.")] = ...,  # type: ignore[assignment]
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Anything else.")] = "",
    no_position: Annotated[bool, typer.Option("--no-position", help="Declare: I hold no position in this market.")] = False,
    second_opinion: Annotated[
        bool, typer.Option("--second-opinion", help="This is a second opinion on the decision, by somebody else.")
    ] = False,
    escalate: Annotated[str, typer.Option("--escalate", metavar="WHOM", help="Hand the case on instead of deciding.")] = "",
    by: By = None,
) -> None:
    """Record a decision; an earlier one stays.

    Also a second opinion on it, or that the case was handed on.
    """
    from adjudge import casework

    with _store() as store:
        entry = casework.decide(
            store,
            case,
            answer,
            actor=case_inputs.actor(by),
            reason=reason,
            note=note,
            holds_no_position=no_position,
            second_opinion=second_opinion,
            escalate_to=escalate,
        )
    emit(case_inputs.told(entry))
    if not no_position:
        say("adjudge: recorded without the declaration 'I hold no position' (--no-position)")


@app.command()
def export(
    case: Name,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR|ZIP", help="A new folder, or a file that ends in .zip.")],
) -> None:
    """Write a case as a bundle.

    `adjudge verify` checks it without the store.
    """
    from adjudge import casework

    with _store() as store:
        files = casework.export(store, case, output)
        head = store.head()
    say(f"adjudge: wrote {len(files)} files to {output}")
    if head:
        say(
            f"adjudge: the log stands at line {head.seq}, {head.hash}; noted elsewhere, it proves what was known by now (audit verify --head)"
        )


@app.command("import")
def import_bundle(
    path: Annotated[Path, typer.Argument(metavar="DIR|ZIP", help="A bundle that `case export` wrote.")], by: By = None
) -> None:
    """Verify a bundle and take its case over.

    Entry for entry as it is, with the times and names that it has.
    """
    from adjudge import casework

    with _store() as store:
        case, new = casework.restore(store, path, actor=case_inputs.actor(by))
    say(f"adjudge: {case}: {new} entries imported" if new else f"adjudge: {case}: all of it is there already")


def _store() -> "Store":
    from adjudge.store.log import Store

    return Store()


def _print(page: "Brief", *, md: bool) -> None:
    from adjudge.reports.layout import text_of
    from adjudge.reports.markdown import markdown_of

    emit(markdown_of(page) if md else text_of(page, width=width(), color=has_color()))
