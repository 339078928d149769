"""`adjudge dispute`: a proposed outcome against the evidence, and `dispute triage`: many proposals in order of urgency."""

import json as json_
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from adjudge.cli import check as checking
from adjudge.cli import inputs
from adjudge.cli.output import emit, has_color, progress, say, width
from adjudge.errors import AdjudgeError, InputError, NoRecording, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from adjudge.dispute import Dispute, Proposal
    from adjudge.dispute.triage import Pending, Unread
    from adjudge.model.adjudication import Adjudication, Options
    from adjudge.model.article import Article
    from adjudge.model.market import Market

# An argument of a thousand pages is no argument; a folder of requests is a few megabytes.
_LONGEST_TEXT, _LARGEST = 400_000, 50_000_000
_DEFAULT = "brief"


class _Group(TyperGroup):
    """Takes whatever names no command as the arguments of the default one."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ("-h", "--help"):
            args = [_DEFAULT, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_Group, rich_markup_mode=None, no_args_is_help=True,
    help="Judge a proposed outcome: `dispute -m MARKET ARTICLE... --proposed OUTCOME --proposed-at TIME` is short for `dispute brief ...`.",
)  # fmt: skip
Flag = typer.Option
Proposed = Annotated[str, Flag("--proposed", help="The proposed outcome, by its label or the platform's code. Default: what the market's payload says.", metavar="OUTCOME|CODE")]
ProposedAt = Annotated[str, Flag("--proposed-at", help="When it was proposed, with its zone. Default: what the market's payload says.", metavar="TIME")]
Deadline = Annotated[str, Flag("--deadline", help="Until when it can be decided on, with its zone.", metavar="TIME")]
Liveness = Annotated[str, Flag("--liveness", help="How long after the proposal it can be decided on, such as 2h.", metavar="LENGTH")]
Proposer = Annotated[str, Flag("--proposer", help="The proposer's arguments: a text file, or - for stdin. No model reads it.", metavar="FILE")]
Disputer = Annotated[str, Flag("--disputer", help="The disputer's arguments: a text file, or - for stdin. No model reads it.", metavar="FILE")]
Blind = Annotated[bool, Flag("--blind", help="Put what the tool concludes behind the evidence.")]
Discord = Annotated[bool, Flag("--discord", help="Print messages of at most 2,000 characters.")]
Html = Annotated[Path | None, Flag("--html", help="Write one self-contained page to a file.", metavar="FILE")]
Json = Annotated[bool, Flag("--json", help="Print the whole dispute, with both records and every argument.")]
Source = Annotated[Path, typer.Argument(help="A folder of UMA requests, or a file with one or more of them (JSON, or one JSON a line).", metavar="FOLDER|FILE")]
Records = Annotated[Path | None, Flag("--records", help="A folder of records that `check --json` wrote. Default: the folder itself.", metavar="DIR")]


@app.command(_DEFAULT)
def brief(
    articles: checking.Articles, market: checking.MarketFile, proposed: Proposed = "", proposed_at: ProposedAt = "",
    deadline: Deadline = "", liveness: Liveness = "", proposer: Proposer = "", disputer: Disputer = "", blind: Blind = False,
    md: checking.Markdown = False, discord: Discord = False, json: Json = False, html: Html = None, everything: checking.Everything = False,
    output: checking.OutFile = None, pick: checking.Pick = None, as_of: checking.AsOf = "", published: checking.Published = [],  # noqa: B006 - typer reads it, nobody changes it
    model: checking.Model = None, base_url: checking.BaseUrl = None, api: checking.Api = None, timeout: checking.Timeout = None,
    max_cost: checking.MaxCost = None, concurrency: checking.Concurrency = None, votes: checking.Votes = 1,
    reports_needed: checking.ReportsNeeded = 1, attest: checking.Attest = None, allow_missing: checking.AllowMissing = False,
    cassettes: checking.Cassettes = None, replay: checking.Replay = False, record: checking.Record = False, fresh: checking.Fresh = False,
    wait: checking.Wait = False, quiet: checking.Quiet = False,
) -> None:  # fmt: skip
    """Judge one proposed outcome by articles, as of the proposal and as of now."""
    from adjudge.dispute import assemble
    from adjudge.model.adjudication import Options

    if sum((md, discord, json, html is not None)) > 1:
        raise UsageError("--md, --discord, --json and --html exclude each other")
    inputs.one_stdin(market, [*articles, proposer, disputer])
    asked_of = model or (inputs.SHIPPED_MODEL if replay and cassettes is None else None)
    settings = inputs.settings(model=asked_of, base_url=base_url, api=api, timeout=timeout, max_cost=max_cost, concurrency=concurrency)
    shelves = [inputs.recordings(settings, folder=cassettes, replay=replay, record=record, fresh=anew) for anew in (fresh, False)]
    texts = {side: _argued(file) for side, file in (("proposer", proposer), ("disputer", disputer)) if file}
    options = Options(reports_needed=reports_needed, attest=inputs.attestation(attest), allow_missing=allow_missing, votes=votes)
    read, given = _read(market, pick, articles, published)
    proposal = _proposal(read, proposed, proposed_at, deadline, liveness)
    shelf = iter(shelves)

    def judge(moment: "datetime") -> "Adjudication":
        return _judged(read, given, as_of=moment, settings=settings, options=options, recordings=next(shelf), wait=wait, on_progress=progress(quiet=quiet))

    then, now = _both(read, given, proposal.at, _moment(as_of, given, proposal.at), options, judge)
    file = html or output
    emit(_rendered(assemble(proposal, then, now, texts), md=md, discord=discord, json=json, html=html is not None, blind=blind, everything=everything, to_file=file is not None), file)
    if file and not quiet:
        say(f"adjudge: written to {file}")


def _argued(file: str) -> str:
    """Read a side's text; it is shown and looked up, and never sent anywhere."""
    import sys

    try:
        text = sys.stdin.read(_LONGEST_TEXT + 1) if file == inputs.STDIN else _bounded(Path(file), 4 * _LONGEST_TEXT).decode("utf-8", "replace")
    except OSError as error:
        raise InputError(f"{file!r} cannot be read: {error.strerror or error}") from error
    if len(text) > _LONGEST_TEXT:
        raise InputError(f"{file!r} holds more than {_LONGEST_TEXT:,} characters, which no argument has")
    return text


def _bounded(path: Path, limit: int) -> bytes:
    with path.open("rb") as opened:
        data = opened.read(limit + 1)
    if len(data) > limit:
        raise InputError(f"{str(path)!r} is larger than {limit:,} bytes")
    return data


def _read(market: str, pick: str | None, articles: Sequence[str], published: Sequence[str]) -> "tuple[Market, list[Article]]":
    from adjudge.markets import read_market
    from adjudge.reading import read_article

    sources = inputs.article_sources(articles)
    dates = inputs.published_for(published, sources)
    return read_market(market, pick=pick), [read_article(source, published=date) for source, date in zip(sources, dates, strict=True)]


def _proposal(market: "Market", proposed: str, proposed_at: str, deadline: str, liveness: str) -> "Proposal":
    """Put the proposal together from the command line, else from what the market's own payload says about it."""
    from adjudge.dispute import Proposal, read_answer
    from adjudge.dispute.proposal import proposed_on, read_liveness

    words = proposed or proposed_on(market)
    at = inputs.moment(proposed_at, "--proposed-at") if proposed_at else market.platform and market.platform.proposed
    if not words or at is None:
        raise UsageError(f"{'--proposed' if not words else '--proposed-at'} is missing, and the market does not say it")
    if deadline and liveness:
        raise UsageError("--deadline and --liveness exclude each other")
    until = inputs.moment(deadline, "--deadline") if deadline else at + read_liveness(liveness) if liveness else None
    if until and until < at:
        raise UsageError("--deadline lies before the proposal")
    return Proposal(answer=read_answer(words, market), at=at, deadline=until)


def _moment(as_of: str, articles: "Sequence[Article]", at: "datetime") -> "datetime":
    from adjudge import api

    moment = api.moment_of(as_of if as_of in ("", api.LATEST_ARTICLE) and as_of else inputs.moment(as_of, "--as-of") if as_of else None, articles)
    if moment < at and as_of != api.LATEST_ARTICLE:
        raise UsageError("--as-of lies before the proposal")
    return max(moment, at)


def _both(market: "Market", articles: "Sequence[Article]", at: "datetime", now: "datetime", options: "Options", judge: "Callable[[datetime], Adjudication]") -> "tuple[Adjudication, Adjudication]":
    """Judge as of both moments; where nothing came between them, the second is the first one's answers folded again."""
    from adjudge.pipeline.admission import admit_articles, admit_market
    from adjudge.pipeline.record import adjudicate

    then = judge(at)
    if now == at:
        return then, then
    kept, left = admit_articles(articles, now)
    notes, notes_left = admit_market(market, now)
    same = [article.sha256 for article in kept] == [article.sha256 for article in then.articles] and notes == admit_market(market, at)[0]
    if not same:
        return then, judge(now)
    return then, adjudicate(market, kept, then.answers, as_of=now, options=options, left_out=(*notes_left, *left), provenance=then.provenance)


def _judged(market: "Market", articles: "Sequence[Article]", *, settings: Any, **how: Any) -> "Adjudication":
    from adjudge import api

    try:
        return api.check(market, articles, settings=settings, **how)
    except NoRecording as error:
        raise (error if settings.can_call else NoRecording(f"{error}; {checking.WAYS}")) from error


def _rendered(dispute: "Dispute", *, md: bool, discord: bool, json: bool, html: bool, blind: bool, everything: bool, to_file: bool) -> str:
    from adjudge.dispute.page import as_html
    from adjudge.dispute.writing import as_discord, as_json, as_markdown, as_text

    if html:
        return as_html(dispute, blind=blind)
    if json:
        return as_json(dispute)
    if discord:
        return as_discord(dispute, blind=blind, everything=everything)
    if md:
        return as_markdown(dispute, blind=blind, everything=everything)
    return as_text(dispute, blind=blind, everything=everything, width=80 if to_file else width(), color=not to_file and has_color())


@app.command()
def triage(source: Source, records: Records = None, as_of: checking.AsOf = "", json: Annotated[bool, Flag("--json", help="Print the list as JSON.")] = False, md: checking.Markdown = False) -> None:  # fmt: skip
    """List many proposals by time left and by how strongly the evidence contradicts them."""
    from adjudge import api
    from adjudge.dispute.triage import brief_of, rows_of
    from adjudge.dispute.writing import value_as_json
    from adjudge.reports.layout import text_of
    from adjudge.reports.markdown import markdown_of

    if json and md:
        raise UsageError("--json and --md exclude each other")
    now = api.moment_of(inputs.moment(as_of, "--as-of") if as_of else None, [])
    pending, unread = _gathered(source, records)
    if not pending:
        raise InputError(f"{str(source)!r} holds no proposal: {unread[0].name}: {unread[0].why}" if unread else f"{str(source)!r} holds no proposal")
    listed = brief_of(pending, unread, now)
    emit(value_as_json(rows_of(pending, unread, now)) if json else markdown_of(listed) if md else text_of(listed, width=width(), color=has_color()))


def _gathered(source: Path, records: Path | None) -> "tuple[list[Pending], list[Unread]]":
    from adjudge.dispute.triage import Unread

    saved: dict[tuple[str, str], Adjudication] = {}
    nodes, unread = [], []
    for name, node in _nodes(source, records):
        if isinstance(node, str):
            unread.append(Unread(name, node))
        elif str(node.get("schema", "")).startswith("adjudge."):
            saved |= _record(node)
        else:
            nodes.append((name, node))
    pending = []
    for name, node in nodes:
        try:
            pending.append(_pending(name, node, saved))
        except AdjudgeError as error:
            unread.append(Unread(name, str(error)))
    return pending, unread


def _nodes(source: Path, records: Path | None) -> "Iterator[tuple[str, dict[str, Any] | str]]":
    """Give every JSON object of the files, or why a file gives none; of a folder of records only the records."""
    yield from (found for file in _files(source) for found in _objects(file))
    for file in _files(records) if records else ():
        yield from ((name, node) for name, node in _objects(file) if isinstance(node, dict) and "schema" in node)


def _files(source: Path) -> list[Path]:
    if source.is_dir():
        return sorted(path for path in source.iterdir() if path.suffix in (".json", ".jsonl") and path.is_file())
    if not source.is_file():
        raise InputError(f"there is no file or folder {str(source)!r}")
    return [source]


def _objects(file: Path) -> "Iterator[tuple[str, dict[str, Any] | str]]":
    from adjudge.markets.shapes import parse_json

    try:
        value = parse_json(_bounded(file, _LARGEST).decode("utf-8"), file.name)
    except (AdjudgeError, OSError, UnicodeDecodeError) as error:
        yield file.name, f"cannot be read: {error}"
        return
    values = value if isinstance(value, list) else [value]
    for number, node in enumerate(values, 1):
        name = file.name if len(values) == 1 else f"{file.name}:{number}"
        yield name, node if isinstance(node, dict) else "is no JSON object"


def _record(node: dict[str, Any]) -> "dict[tuple[str, str], Adjudication]":
    """Index a saved record by its market's texts; of a saved dispute, the record as of the proposal."""
    from adjudge import api

    found = api.parse_record(json_.dumps(node["then"] if isinstance(node.get("then"), dict) else node))
    return {(found.market.question, found.market.rules): found}


def _pending(name: str, node: dict[str, Any], saved: "dict[tuple[str, str], Adjudication]") -> "Pending":
    from adjudge.dispute import Proposal, read_answer
    from adjudge.dispute.proposal import proposed_on
    from adjudge.dispute.triage import Pending
    from adjudge.markets import read_market
    from adjudge.markets.value import when

    market = read_market(name, text=json_.dumps(node))
    words, at = proposed_on(market), market.platform and market.platform.proposed
    if not words or at is None:
        raise InputError("it names no proposal that waits to be decided")
    until = when(node, "expiration_timestamp", "expirationTimestamp", "proposalExpirationTimestamp", "proposal_expiration_timestamp")
    proposal = Proposal(answer=read_answer(words, market), at=at, deadline=until)
    return Pending(name, market.question, proposal, saved.get((market.question, market.rules)))
