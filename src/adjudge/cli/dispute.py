"""`adjudge dispute`: a proposed outcome against the evidence."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

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
    from adjudge.cli.dispute_arguments import Reader
    from adjudge.cli.dispute_case import OnCase
    from adjudge.dispute import Dispute, Proposal
    from adjudge.dispute.proposal import Stated
    from adjudge.dispute.shapes import Side
    from adjudge.llm import Budget
    from adjudge.model.adjudication import Adjudication, Options
    from adjudge.model.article import Article
    from adjudge.model.market import Market
    from adjudge.settings import Settings

# An argument of a thousand pages is no argument.
_LONGEST_TEXT = 400_000
_DEFAULT = "brief"
# Two quotes side by side fill this much; wider, each would be longer than the eye follows.
_WIDEST_QUOTES = 160


class _Group(TyperGroup):
    """Takes whatever names no command as the arguments of the default one."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ("-h", "--help"):
            args = [_DEFAULT, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_Group, rich_markup_mode=None, no_args_is_help=True,
    help="Judge a proposed outcome: `dispute CASE`, or `dispute -m MARKET ARTICLE... --proposed OUTCOME --proposed-at TIME`; both are short for `dispute brief ...`.",
)  # fmt: skip
Flag = typer.Option
Given = Annotated[list[str] | None, typer.Argument(metavar="CASE | ARTICLE...", help="A case of the store; with -m, articles.")]
MarketFile = Annotated[str | None, Flag("-m", "--market", help="Judge by a market and articles instead of a case.", metavar="MARKET")]
Proposed = Annotated[
    str, Flag("--proposed", help="The proposed outcome: its label or code. Default: as the case, else the market's payload says.", metavar="OUTCOME|CODE")
]  # fmt: skip
ProposedAt = Annotated[
    str, Flag("--proposed-at", help="When it was proposed. Default: as the case, else the market's payload says.", metavar="TIME")
]
Deadline = Annotated[
    str, Flag("--deadline", help="Until when it can be decided on, with its zone. Default: as the case says.", metavar="TIME")
]
Liveness = Annotated[str, Flag("--liveness", help="How long after the proposal it can be decided on, such as 2h.", metavar="LENGTH")]
Proposer = Annotated[str, Flag("--proposer", help="The proposer's arguments as text, or -. Default: the case's.", metavar="FILE")]
Disputer = Annotated[str, Flag("--disputer", help="The disputer's arguments as text, or -. Default: the case's.", metavar="FILE")]
Arguments = Annotated[
    Literal["model", "quotes"] | None,
    Flag("--arguments", help="Who marks the arguments: a model (code checks what it names), or code by their quotes alone. Default: a model, if there is one to ask or a recording."),
]  # fmt: skip
Blind = Annotated[bool, Flag("--blind", help="Put what the tool concludes behind the evidence.")]
Discord = Annotated[bool, Flag("--discord", help="Print messages of at most 2,000 characters.")]
Html = Annotated[Path | None, Flag("--html", help="Write one self-contained page to a file.", metavar="FILE")]
Json = Annotated[bool, Flag("--json", help="Print the whole dispute, with both records and every argument.")]
Votes = Annotated[
    int | None, Flag("--votes", min=1, help="Independent findings. Default: as the case was last checked, else 1.", metavar="N")
]
ReportsNeeded = Annotated[
    int | None, Flag("--reports-needed", min=1, help="Reports that reach a bar of consensus. Default: as the case was last checked, else 1.", metavar="N")
]  # fmt: skip
By = Annotated[str | None, Flag("--by", help="With a case: who does this. Default: ADJUDGE_ACTOR, else your login.", metavar="NAME")]


app.command("triage")(triage)


@app.command(_DEFAULT)
def brief(
    given: Given = None, market: MarketFile = None, proposed: Proposed = "", proposed_at: ProposedAt = "",
    deadline: Deadline = "", liveness: Liveness = "", proposer: Proposer = "", disputer: Disputer = "", arguments: Arguments = None, blind: Blind = False,
    md: checking.Markdown = False, discord: Discord = False, json: Json = False, html: Html = None, everything: checking.Everything = False,
    output: checking.OutFile = None, pick: checking.Pick = None, as_of: checking.AsOf = "", published: checking.Published = [],  # noqa: B006 - typer reads it, nobody changes it
    model: checking.Model = None, base_url: checking.BaseUrl = None, api: checking.Api = None, timeout: checking.Timeout = None,
    max_cost: checking.MaxCost = None, concurrency: checking.Concurrency = None, votes: Votes = None,
    reports_needed: ReportsNeeded = None, attest: checking.Attest = None, allow_missing: checking.AllowMissing = False,
    cassettes: checking.Cassettes = None, replay: checking.Replay = False, record: checking.Record = False, fresh: checking.Fresh = False,
    wait: checking.Wait = False, by: By = None, quiet: checking.Quiet = False,
) -> None:  # fmt: skip
    """Judge one proposed outcome, as of the proposal and as of now.

    About a case, or with -m about a market and articles. On a case, flags take the place of what is kept there. The
    answers that its records hold are used again, unless a flag says where answers are to come from (--model, --base-url,
    --api, --replay, --record, --fresh). Where something new has to be asked, both records are kept on the case as `case
    check` keeps them, the one as of now last; else the brief leaves the case as it is.

    Each side's arguments are put to a model in one call of its own, beside the checked claims and the criteria, and its
    answer is kept on the case too. It marks them; it changes neither the verdict nor whether the proposal holds.
    """
    form = _form(md=md, discord=discord, json=json, html=html is not None)
    name = _case_name(given or [], market, pick, published)
    inputs.one_stdin(market or "", [*([] if name else given or []), proposer, disputer])
    asked_of = model or (inputs.SHIPPED_MODEL if replay and cassettes is None else None)
    settings = inputs.settings(model=asked_of, base_url=base_url, api=api, timeout=timeout, max_cost=max_cost, concurrency=concurrency)
    first, again = (inputs.recordings(settings, folder=cassettes, replay=replay, record=record, fresh=anew) for anew in (fresh, False))
    texts: dict[Side, str] = {side: _argued(file) for side, file in (("proposer", proposer), ("disputer", disputer)) if file}  # type: ignore[misc]
    how = {"settings": settings, "wait": wait, "on_progress": progress(quiet=quiet), "budget": _budget(settings)}
    asks_anew = bool(model or base_url or api or replay or record or fresh)
    with ExitStack() as stack:
        on = _on_case(stack, name, by, asks_anew=asks_anew) if name else _on_market(market or "", pick, given or [], published)
        options = _options(on.options, reports_needed=reports_needed, attest=attest, allow_missing=allow_missing, votes=votes)
        proposal = _proposal(on, proposed, proposed_at, deadline, liveness)
        moment = _moment(as_of, on.articles, proposal.at)
        reader = _reader(first, arguments, **how)
        found, told = on.disputed(proposal, moment, texts, reader=reader, options=options, first=first, again=again, **how)
    file = html or output
    emit(_rendered(found, form, blind=blind, everything=everything, to_file=file is not None), file)
    if not quiet:
        _tell(told, file)


def _budget(settings: "Settings") -> "Budget":
    """One limit for all that a run asks."""
    from adjudge.llm import Budget

    return Budget(settings)


def _reader(recordings: "Recordings", choice: Literal["model", "quotes"] | None, **how: Any) -> "Reader":
    from adjudge.cli.dispute_arguments import Reader

    return Reader(recordings=recordings, choice=choice, **how)


def _tell(lines: Sequence[str], file: Path | None) -> None:
    for line in (*lines, *([f"written to {file}"] if file else [])):
        say(f"adjudge: {line}")


def _case_name(given: Sequence[str], market: str | None, pick: str | None, published: Sequence[str]) -> str:
    """Tell a case from articles: empty where a market is given."""
    if market:
        return ""
    if not given:
        raise UsageError("name a case, or give a market with -m and articles")
    if len(given) > 1:
        raise UsageError(f"one case at a time, and {len(given)} were named; articles need -m MARKET")
    if pick or published:
        raise UsageError("--pick and --published go with -m MARKET; a case has its market and its articles")
    return given[0]


def _form(**asked: bool) -> str:
    forms = [name for name, is_asked in asked.items() if is_asked]
    if len(forms) > 1:
        raise UsageError("--md, --discord, --json and --html exclude each other")
    return forms[0] if forms else "text"


def _argued(file: str) -> str:
    """Read a side's text."""
    import sys

    try:
        is_stdin = file == inputs.STDIN
        text = sys.stdin.read(_LONGEST_TEXT + 1) if is_stdin else bounded(Path(file), 4 * _LONGEST_TEXT).decode("utf-8", "replace")
    except OSError as error:
        raise InputError(f"{file!r} cannot be read: {error.strerror or error}") from error
    if len(text) > _LONGEST_TEXT:
        raise InputError(f"{file!r} holds more than {_LONGEST_TEXT:,} characters, which no argument has")
    return text


def _on_case(stack: ExitStack, name: str, by: str | None, *, asks_anew: bool) -> "OnCase":
    from adjudge.cli.dispute_case import on_case

    return on_case(stack, name, by, asks_anew=asks_anew)


def _on_market(market: str, pick: str | None, articles: Sequence[str], published: Sequence[str]) -> "_OnMarket":
    from adjudge.dispute.proposal import stated_on
    from adjudge.markets import read_market
    from adjudge.model.adjudication import Options
    from adjudge.reading import read_article

    sources = inputs.article_sources(articles)
    dates = inputs.published_for(published, sources)
    read = read_market(market, pick=pick)
    given = [read_article(source, published=date) for source, date in zip(sources, dates, strict=True)]
    return _OnMarket(read, given, stated_on(read), Options())


def _options(before: "Options", *, attest: str | None, allow_missing: bool, **numbers: int | None) -> "Options":
    given = {**numbers, "attest": inputs.attestation(attest), "allow_missing": allow_missing or None}
    return before.model_copy(update={name: value for name, value in given.items() if value is not None})


def _proposal(on: "OnCase | _OnMarket", proposed: str, proposed_at: str, deadline: str, liveness: str) -> "Proposal":
    """Put the proposal together from the command line, else from what the case or the market's own payload says about it."""
    from adjudge.dispute import Proposal, read_answer
    from adjudge.dispute.proposal import read_liveness

    words = proposed or on.stated.answer
    at = inputs.moment(proposed_at, "--proposed-at") if proposed_at else on.stated.at
    if not words or at is None:
        raise UsageError(f"{'--proposed' if not words else '--proposed-at'} is missing, and {on.silence}")
    if deadline and liveness:
        raise UsageError("--deadline and --liveness exclude each other")
    until = at + read_liveness(liveness) if liveness else inputs.moment(deadline, "--deadline") if deadline else on.stated.deadline
    if until and until < at:
        raise UsageError(f"{'--deadline' if deadline else 'the deadline that the case names'} lies before the proposal")
    return Proposal(answer=read_answer(words, on.market), at=at, deadline=until)


def _moment(as_of: str, articles: "Sequence[Article]", at: "datetime") -> "datetime":
    from adjudge import api

    if as_of == api.LATEST_ARTICLE:
        return max(api.moment_of(as_of, articles), at)
    moment = api.moment_of(inputs.moment(as_of, "--as-of") if as_of else None, articles)
    if moment < at:
        raise UsageError(f"{'--as-of' if as_of else 'now'} lies before the proposal")
    return moment


@dataclass(frozen=True)
class _OnMarket:
    """A market and articles, ready to be judged as of any moment."""

    market: "Market"
    articles: "list[Article]"
    stated: "Stated"
    options: "Options"
    silence = "the market does not say it"

    def disputed(
        self, proposal: "Proposal", now: "datetime", texts: "dict[Side, str]", *,
        reader: "Reader", first: "Recordings", again: "Recordings", **how: Any,
    ) -> "tuple[Dispute, list[str]]":  # fmt: skip
        """Judge as of both moments; where nothing came between them, the first one's answers are folded again."""
        from adjudge.dispute import assemble
        from adjudge.pipeline.again import folded_again

        then = self._judged(proposal.at, recordings=first, **how)
        known = folded_again([then], self.market, self.articles, as_of=now, options=how["options"])
        since = known or self._judged(now, recordings=again, **how)
        marks, _ = reader.marks(since, texts)
        return assemble(proposal, then, since, texts, marks), []

    def _judged(self, moment: "datetime", **how: Any) -> "Adjudication":
        from adjudge import api

        try:
            return api.check(self.market, self.articles, as_of=moment, **how)
        except NoRecording as error:
            raise (error if how["settings"].can_call else NoRecording(f"{error}; {checking.WAYS}")) from error


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
    if to_file:
        return writing.as_text(dispute, blind=blind, everything=everything)
    wide = width(_WIDEST_QUOTES)
    return writing.as_text(dispute, blind=blind, everything=everything, width=width(), wide=wide, color=has_color())
