"""`adjudge check`: the main job, from a market and articles to a verdict."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from adjudge.cli import inputs
from adjudge.cli.output import emit, has_color, progress, say, width
from adjudge.errors import NoRecording, UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from adjudge.cassettes import Recordings
    from adjudge.model.adjudication import Adjudication, Options
    from adjudge.model.article import Article
    from adjudge.model.market import Market
    from adjudge.settings import Settings

WAYS = (
    "to get answers, set OPENAI_API_KEY, or point OPENAI_BASE_URL at a local server such as Ollama (http://127.0.0.1:11434/v1) or at `adjudge relay`"
)
VERDICT_CODES = {"resolved_yes": 10, "resolved": 10, "resolved_no": 11, "not_yet": 12, "ambiguous": 13}

Flag = typer.Option
MarketFile = Annotated[str, Flag("-m", "--market", help="The market: a file, an address, or - for stdin.", metavar="MARKET")]
Pick = Annotated[str | None, Flag("--pick", help="Which market, where the source holds several: its slug, id or number.", metavar="WHICH")]
Articles = Annotated[list[str], typer.Argument(help="Articles: files, folders, patterns, addresses, or - for stdin.", metavar="ARTICLE...")]
AsOf = Annotated[str, Flag("--as-of", help="The moment that the verdict speaks about, with its zone; latest-article for the newest publication. Default: now.", metavar="TIME")]
Published = Annotated[list[str], Flag("--published", help="When an article was published; once for each article, in their order.", metavar="TIME")]
Json = Annotated[bool, Flag("--json", help="Print the whole record.")]
Markdown = Annotated[bool, Flag("--md", help="Print Markdown.")]
Everything = Annotated[bool, Flag("--all", help="Show everything: rejected quotes, unused claims, all criteria.")]
OutFile = Annotated[Path | None, Flag("-o", "--output", help="Write the answer to a file.", metavar="FILE")]
ExitVerdict = Annotated[bool, Flag("--exit-verdict", help="Exit with 10 yes, 11 no, 12 not yet, 13 ambiguous.")]
Model = Annotated[str | None, Flag("--model", help="The model to ask.", metavar="NAME")]
BaseUrl = Annotated[str | None, Flag("--base-url", help="The endpoint to ask, such as http://127.0.0.1:11434/v1.", metavar="URL")]
Api = Annotated[Literal["chat", "responses"] | None, Flag("--api", help="Which of the two APIs the endpoint speaks.")]
Timeout = Annotated[float | None, Flag("--timeout", help="Seconds for one attempt.", metavar="S")]
MaxCost = Annotated[str | None, Flag("--max-cost", help="Stop before spending more than this.", metavar="USD")]
Concurrency = Annotated[int | None, Flag("--concurrency", help="Calls under way at once.", metavar="N")]
Votes = Annotated[int, Flag("--votes", min=1, help="Independent findings; where they disagree, confidence falls.", metavar="N")]
ReportsNeeded = Annotated[int, Flag("--reports-needed", min=1, help="Reports that reach a bar of consensus.", metavar="N")]
Attest = Annotated[str | None, Flag("--attest", help="Your word that a search was made, saying up to when: 'Reuters searched until 2025-12-02T12:00Z, no report'.", metavar="TEXT")]
AllowMissing = Annotated[bool, Flag("--allow-missing", help="Give a flagged verdict even where an article got no answer.")]
Cassettes = Annotated[Path | None, Flag("--cassettes", help="A folder of recordings, with --replay or --record.", metavar="DIR")]
Replay = Annotated[bool, Flag("--replay", help="Answer from recordings only; nothing is called.")]
Record = Annotated[bool, Flag("--record", help="Keep new answers in the folder.")]
Fresh = Annotated[bool, Flag("--fresh", help="Ask again what was answered before.")]
Wait = Annotated[bool, Flag("--wait", help="Wait for answers that are pending at the relay.")]
PlatformAnswer = Annotated[bool, Flag("--platform-answer", help="Say what the verdict means on the market's platform.")]
Quiet = Annotated[bool, Flag("--quiet", "-q", help="Say nothing on stderr but errors.")]


def check(
    articles: Articles, market: MarketFile, pick: Pick = None, as_of: AsOf = "", published: Published = [],  # noqa: B006 - typer reads it, nobody changes it
    json: Json = False, md: Markdown = False, everything: Everything = False, output: OutFile = None, exit_verdict: ExitVerdict = False,
    model: Model = None, base_url: BaseUrl = None, api: Api = None, timeout: Timeout = None, max_cost: MaxCost = None,
    concurrency: Concurrency = None, votes: Votes = 1, reports_needed: ReportsNeeded = 1, attest: Attest = None,
    allow_missing: AllowMissing = False, cassettes: Cassettes = None, replay: Replay = False, record: Record = False,
    fresh: Fresh = False, wait: Wait = False, platform_answer: PlatformAnswer = False, quiet: Quiet = False,
) -> None:  # fmt: skip
    """Judge a market by articles.

    Prints a verdict that can be checked line by line.
    """
    if json and md:
        raise UsageError("--json and --md exclude each other")
    inputs.one_stdin(market, articles)
    asked_of = model or (inputs.SHIPPED_MODEL if replay and cassettes is None else None)
    chosen = inputs.settings(model=asked_of, base_url=base_url, api=api, timeout=timeout, max_cost=max_cost, concurrency=concurrency)
    shelf = inputs.recordings(chosen, folder=cassettes, replay=replay, record=record, fresh=fresh)
    options = _options(reports_needed, attest, allow_missing=allow_missing, votes=votes)
    moment = _as_of(as_of)
    if not quiet:
        _announce(chosen, shelf)
    case = _read(market, pick, articles, published)
    done = _judged(*case, as_of=moment, settings=chosen, options=options, recordings=shelf, wait=wait, on_progress=progress(quiet=quiet))
    also = [_platform(done)] if platform_answer else []
    emit(_rendered(done, json=json, md=md, everything=everything, to_file=output is not None, also=also), output)
    if not quiet:
        _account(done, output, also if json else [])
    raise typer.Exit(VERDICT_CODES[done.verdict.name] if exit_verdict else 0)


def _judged(market: "Market", articles: "Sequence[Article]", *, settings: "Settings", **how: object) -> "Adjudication":
    """Judge; where nothing could be asked, say in which ways answers can be had."""
    from adjudge import api

    try:
        return api.check(market, articles, settings=settings, **how)  # type: ignore[arg-type]
    except NoRecording as error:
        if settings.can_call:
            raise
        raise NoRecording(f"{error}; {WAYS}") from error


def _announce(settings: "Settings", recordings: "Recordings") -> None:
    if not settings.can_call and not recordings.live:
        folders = ", ".join(map(str, recordings.folders))
        say(f"adjudge: no key and no base URL are set, so recorded answers are played from {folders}")


def _read(market: str, pick: str | None, articles: Sequence[str], published: Sequence[str]) -> "tuple[Market, list[Article]]":
    from adjudge.markets import read_market
    from adjudge.reading import read_article

    sources = inputs.article_sources(articles)
    dates = inputs.published_for(published, sources)
    return read_market(market, pick=pick), [read_article(source, published=date) for source, date in zip(sources, dates, strict=True)]


def _as_of(words: str) -> "datetime | Literal['latest-article'] | None":
    if words == "latest-article":
        return words
    return inputs.moment(words, "--as-of") if words else None


def _options(reports_needed: int, attest: str | None, *, allow_missing: bool, votes: int) -> "Options":
    from adjudge.model.adjudication import Options

    return Options(reports_needed=reports_needed, attest=inputs.attestation(attest), allow_missing=allow_missing, votes=votes)


def _rendered(record: "Adjudication", *, json: bool, md: bool, everything: bool, to_file: bool, also: Sequence[str]) -> str:
    if json:
        from adjudge.reports.record import as_json

        return as_json(record)
    from adjudge.reports.brief import as_markdown, as_text

    if md:
        return as_markdown(record, all=everything, also=also)
    return as_text(record, all=everything, width=80 if to_file else width(), color=not to_file and has_color(), also=also)


def _platform(record: "Adjudication") -> str:
    from adjudge.platforms import answer

    given = answer(record.market, record)
    if given is None:
        return "Platform answer: none; the market file names no platform."
    return f"Platform answer ({given.platform}): {given.code or 'none'}{f' ({given.label})' if given.label else ''}; {given.says}"


def _account(record: "Adjudication", output: Path | None, also: Sequence[str]) -> None:
    """Say on stderr what the run cost, where the answer went, and what a record has no place for."""
    made = record.provenance
    cost = f"{made.cost_usd} USD" if made.cost_usd is not None else "unpriced"
    say(f"adjudge: {len(made.calls)} calls, {made.input_tokens:,} tokens in, {made.output_tokens:,} out, {cost}")
    for line in (*also, *([f"written to {output}"] if output else [])):
        say(f"adjudge: {line}")
