"""`adjudge dispute`: a proposed outcome against the evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from adjudge.cli import check as checking
from adjudge.cli import inputs
from adjudge.cli.dispute_triage import bounded, triage
from adjudge.cli.output import emit, has_color, progress, say, width
from adjudge.errors import InputError, NoRecording, UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from adjudge.cassettes import Recordings
    from adjudge.dispute import Dispute, Proposal
    from adjudge.model.adjudication import Adjudication, Options
    from adjudge.model.article import Article
    from adjudge.model.market import Market

# An argument of a thousand pages is no argument.
_LONGEST_TEXT = 400_000
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
Proposed = Annotated[
    str, Flag("--proposed", help="The proposed outcome: its label or code. Default: as the market's payload says.", metavar="OUTCOME|CODE")
]
ProposedAt = Annotated[str, Flag("--proposed-at", help="When it was proposed. Default: as the market's payload says.", metavar="TIME")]
Deadline = Annotated[str, Flag("--deadline", help="Until when it can be decided on, with its zone.", metavar="TIME")]
Liveness = Annotated[str, Flag("--liveness", help="How long after the proposal it can be decided on, such as 2h.", metavar="LENGTH")]
Proposer = Annotated[str, Flag("--proposer", help="The proposer's arguments as text, or -; no model reads it.", metavar="FILE")]
Disputer = Annotated[str, Flag("--disputer", help="The disputer's arguments as text, or -; no model reads it.", metavar="FILE")]
Blind = Annotated[bool, Flag("--blind", help="Put what the tool concludes behind the evidence.")]
Discord = Annotated[bool, Flag("--discord", help="Print messages of at most 2,000 characters.")]
Html = Annotated[Path | None, Flag("--html", help="Write one self-contained page to a file.", metavar="FILE")]
Json = Annotated[bool, Flag("--json", help="Print the whole dispute, with both records and every argument.")]


app.command("triage")(triage)


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

    form = _form(md=md, discord=discord, json=json, html=html is not None)
    inputs.one_stdin(market, [*articles, proposer, disputer])
    asked_of = model or (inputs.SHIPPED_MODEL if replay and cassettes is None else None)
    settings = inputs.settings(model=asked_of, base_url=base_url, api=api, timeout=timeout, max_cost=max_cost, concurrency=concurrency)
    first, again = (inputs.recordings(settings, folder=cassettes, replay=replay, record=record, fresh=anew) for anew in (fresh, False))
    texts = {side: _argued(file) for side, file in (("proposer", proposer), ("disputer", disputer)) if file}
    options = Options(reports_needed=reports_needed, attest=inputs.attestation(attest), allow_missing=allow_missing, votes=votes)
    read, given = _read(market, pick, articles, published)
    proposal = _proposal(read, proposed, proposed_at, deadline, liveness)
    run = _Run(read, given, options, {"settings": settings, "wait": wait, "on_progress": progress(quiet=quiet)})
    then, now = run.both(proposal.at, _moment(as_of, given, proposal.at), first, again)
    file = html or output
    emit(_rendered(assemble(proposal, then, now, texts), form, blind=blind, everything=everything, to_file=file is not None), file)
    if file and not quiet:
        say(f"adjudge: written to {file}")


def _form(**asked: bool) -> str:
    forms = [name for name, is_asked in asked.items() if is_asked]
    if len(forms) > 1:
        raise UsageError("--md, --discord, --json and --html exclude each other")
    return forms[0] if forms else "text"


def _argued(file: str) -> str:
    """Read a side's text; it is shown and looked up, and never sent anywhere."""
    import sys

    try:
        is_stdin = file == inputs.STDIN
        text = sys.stdin.read(_LONGEST_TEXT + 1) if is_stdin else bounded(Path(file), 4 * _LONGEST_TEXT).decode("utf-8", "replace")
    except OSError as error:
        raise InputError(f"{file!r} cannot be read: {error.strerror or error}") from error
    if len(text) > _LONGEST_TEXT:
        raise InputError(f"{file!r} holds more than {_LONGEST_TEXT:,} characters, which no argument has")
    return text


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

    if as_of == api.LATEST_ARTICLE:
        return max(api.moment_of(as_of, articles), at)
    moment = api.moment_of(inputs.moment(as_of, "--as-of") if as_of else None, articles)
    if moment < at:
        raise UsageError(f"{'--as-of' if as_of else 'now'} lies before the proposal")
    return moment


@dataclass(frozen=True)
class _Run:
    """A market and articles, ready to be judged as of any moment."""

    market: "Market"
    articles: "list[Article]"
    options: "Options"
    how: dict[str, Any]

    def both(self, at: "datetime", now: "datetime", first: "Recordings", again: "Recordings") -> "tuple[Adjudication, Adjudication]":
        """Judge as of both moments; where nothing came between them, the first one's answers are folded again."""
        then = self._judged(at, first)
        if now == at:
            return then, then
        return then, self._folded_again(then, at, now) or self._judged(now, again)

    def _folded_again(self, then: "Adjudication", at: "datetime", now: "datetime") -> "Adjudication | None":
        from adjudge.pipeline.admission import admit_articles, admit_market
        from adjudge.pipeline.record import adjudicate

        kept, left = admit_articles(self.articles, now)
        notes, notes_left = admit_market(self.market, now)
        if [article.sha256 for article in kept] != [article.sha256 for article in then.articles] or notes != admit_market(self.market, at)[
            0
        ]:
            return None
        out = (*notes_left, *left)
        return adjudicate(self.market, kept, then.answers, as_of=now, options=self.options, left_out=out, provenance=then.provenance)

    def _judged(self, moment: "datetime", recordings: "Recordings") -> "Adjudication":
        from adjudge import api

        try:
            return api.check(self.market, self.articles, as_of=moment, options=self.options, recordings=recordings, **self.how)
        except NoRecording as error:
            raise (error if self.how["settings"].can_call else NoRecording(f"{error}; {checking.WAYS}")) from error


def _rendered(dispute: "Dispute", form: str, *, blind: bool, everything: bool, to_file: bool) -> str:
    from adjudge.dispute import writing
    from adjudge.dispute.page import as_html

    if form == "html":
        return as_html(dispute, blind=blind)
    if form == "json":
        return writing.as_json(dispute)
    if form == "discord":
        return writing.as_discord(dispute, blind=blind, everything=everything)
    if form == "md":
        return writing.as_markdown(dispute, blind=blind, everything=everything)
    columns, color = (80, False) if to_file else (width(), has_color())
    return writing.as_text(dispute, blind=blind, everything=everything, width=columns, color=color)
