"""`adjudge ask`: a question about a case or a market, answered in verified quotes; without a question, a conversation."""

import sys
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Annotated

import typer

from adjudge.cli import inputs
from adjudge.cli.check import (
    WAYS,
    Api,
    BaseUrl,
    Cassettes,
    Concurrency,
    Fresh,
    MaxCost,
    Model,
    Pick,
    Published,
    Record,
    Replay,
    Timeout,
    Wait,
)
from adjudge.cli.output import emit, has_color, progress, say, width
from adjudge.errors import NoRecording, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from adjudge.asking import Answered, Session
    from adjudge.model.adjudication import Adjudication
    from adjudge.model.article import Article
    from adjudge.model.calls import Ask
    from adjudge.store.log import Store

STDIN = "-"

Given = Annotated[
    list[str] | None, typer.Argument(metavar="CASE [QUESTION] | ARTICLE...", help="A case and a question; with -m, articles. - for stdin.")
]
MarketFile = Annotated[str | None, typer.Option("-m", "--market", help="Ask about a market and articles instead of a case.", metavar="MARKET")]
Question = Annotated[str | None, typer.Option("-q", "--question", help="The question; - reads it from stdin.", metavar="TEXT")]
WhatIf = Annotated[str | None, typer.Option("--what-if", help="Suppose this for the question; it is marked, and never evidence.", metavar="TEXT")]
AsOf = Annotated[str, typer.Option("--as-of", help="With -m: the moment that the verdict speaks about. Default: now.", metavar="TIME")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who asks. Default: ADJUDGE_ACTOR, else your login.")]
Json = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]
Markdown = Annotated[bool, typer.Option("--md", help="Print Markdown.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing on stderr but errors.")]


def ask(
    given: Given = None, market: MarketFile = None, question: Question = None, what_if: WhatIf = None, pick: Pick = None, as_of: AsOf = "",
    published: Published = [],  # noqa: B006 - typer reads it, nobody changes it
    json: Json = False, md: Markdown = False, model: Model = None, base_url: BaseUrl = None, api: Api = None, timeout: Timeout = None,
    max_cost: MaxCost = None, concurrency: Concurrency = None, cassettes: Cassettes = None, replay: Replay = False, record: Record = False,
    fresh: Fresh = False, wait: Wait = False, by: By = None, quiet: Quiet = False,
) -> None:  # fmt: skip
    """Ask about a verdict, in verified quotes.

    About a case, or about a market and articles; an answer changes no verdict. Without a question it becomes a
    conversation: /help lists what it can do.
    """
    if json and md:
        raise UsageError("--json and --md exclude each other")
    if not market and (pick or published or as_of):
        raise UsageError("--pick, --published and --as-of go with -m MARKET; a case is asked about as it was checked")
    about, words = _split(given or [], market, question)
    if what_if is not None and (words is None or not what_if.strip()):
        raise UsageError("--what-if needs a fact, and a question about it")
    inputs.one_stdin(market or "", [*about, *([STDIN] if question == STDIN or words == STDIN else [])])
    if words is None and not sys.stdin.isatty():
        raise UsageError("there is no question: give one, - to read it from stdin, or run it in a terminal for a conversation")
    asked_of = model or (inputs.SHIPPED_MODEL if replay and cassettes is None else None)
    settings = inputs.settings(model=asked_of, base_url=base_url, api=api, timeout=timeout, max_cost=max_cost, concurrency=concurrency)
    shelf = inputs.recordings(settings, folder=cassettes, replay=replay, record=record, fresh=fresh)
    from adjudge.llm import connect

    with ExitStack() as stack:
        connection = stack.enter_context(connect(settings, shelf, wait=wait))
        desk = Desk(connection, quiet=quiet)
        try:
            session = desk.on_market(market, pick, about, published, as_of) if market else desk.on_case(stack, about[0], by)
            if words is None:
                from adjudge.cli.ask_repl import converse

                converse(desk, session)
            else:
                _once(desk, session, _words(words), what_if, json=json, md=md)
        except NoRecording as error:
            if settings.can_call:
                raise
            raise NoRecording(f"{error}; {WAYS}") from error


def _split(given: "Sequence[str]", market: str | None, question: str | None) -> tuple[list[str], str | None]:
    """Tell what is asked about from what is asked."""
    if market:
        return list(given), question
    if not given:
        raise UsageError("name a case, or give a market with -m and articles")
    if len(given) > 2 or (question and len(given) > 1):
        raise UsageError(f"a case takes one question, in quotation marks; {len(given) - 1} were given. Articles need -m MARKET")
    return [given[0]], question if question is not None else (given[1] if len(given) > 1 else None)


def _words(question: str) -> str:
    return sys.stdin.read() if question == STDIN else question


def _once(desk: "Desk", session: "Session", question: str, what_if: str | None, *, json: bool, md: bool) -> None:
    told = desk.answered(session, question, what_if).turns[-1]
    if json:
        from adjudge.cli.case_inputs import as_json

        emit(as_json(told.model_dump(mode="json", by_alias=True)))
        return
    from adjudge.asking import page

    if md:
        emit(page.as_markdown(told))
    else:
        for part in page.parts(told, width=width(), color=has_color()):
            emit(part)


class Desk:
    """What a conversation needs from outside: the model, the case if there is one, and new checks."""

    def __init__(self, ask: "Ask", *, quiet: bool = False) -> None:
        """Ask `ask`."""
        self.ask, self._quiet = ask, quiet
        self.store: Store | None = None
        self.case, self.actor = "", ""

    def on_case(self, stack: ExitStack, name: str, by: str | None) -> "Session":
        """Open a case at its newest record; answers are kept on it."""
        from adjudge.asking import Session
        from adjudge.cli.case_inputs import actor
        from adjudge.reports.words import plural
        from adjudge.store.case import Case
        from adjudge.store.log import Store

        self.actor = actor(by)
        self.store, self.case = stack.enter_context(Store()), name
        case = Case(self.store, name)
        record = case.record()
        later = [entry for entry in case.of_kind("market", "article") if entry.number > case.of_kind("adjudication")[-1].number]
        if later:
            self.say(f"{plural(len(later), 'entry', 'entries')} came after the last check; what is new takes no part; `adjudge case check {name}` reads them")
        return Session(record, case.articles)

    def on_market(self, market: str, pick: str | None, articles: "Sequence[str]", published: "Sequence[str]", as_of: str) -> "Session":
        """Judge a market by articles, to have something to ask about."""
        from adjudge import api
        from adjudge.asking import Session
        from adjudge.cli.case_inputs import as_of as moment
        from adjudge.markets import read_market

        read = self.read(articles, published)
        done = api.check(read_market(market, pick=pick), read, as_of=moment(as_of), ask=self.ask, on_progress=progress(quiet=self._quiet))
        return Session(done, tuple(read))

    def read(self, sources: "Sequence[str]", published: "Sequence[str]" = ()) -> "list[Article]":
        """Read articles from files, folders or addresses."""
        from adjudge.reading import read_article

        names = inputs.article_sources(sources)
        return [read_article(name, published=date) for name, date in zip(names, inputs.published_for(published, names), strict=True)]

    def answered(self, session: "Session", question: str, supposed: str | None = None) -> "Session":
        """Answer, and keep the exchange where there is a case."""
        after = session.asked(question, ask=self.ask, supposed=supposed)
        self._keep(after.turns[-1])
        return after

    def _keep(self, told: "Answered") -> None:
        if self.store is None:
            return
        from adjudge.store.contents import Exchange, exchange_draft

        # The list of a case shows the question alone, and nobody shall take a supposition for a fact there.
        asked = f"{told.question} [supposing: {told.supposed}]" if told.supposed else told.question
        kept = Exchange(question=asked, answer=told.model_dump(mode="json", by_alias=True))
        entry = self.store.append(self.case, [exchange_draft(kept)], actor=self.actor)[0]
        self.say(f"entry {entry.number} of {self.case}")

    def added(self, session: "Session", source: str) -> "Session":
        """Judge again with a further article, filed on the case where there is one."""
        record, new = session.record, self.read([source])
        articles = [*session.articles, *new]
        if self.store is None:
            return session.moved(self._judged(record, articles, record.as_of), articles)
        from adjudge import casework

        casework.file(self.store, self.case, actor=self.actor, articles=new)
        _, done = casework.check(self.store, self.case, actor=self.actor, as_of=record.as_of, options=record.options, ask=self.ask)
        return session.moved(done, articles)

    def as_of(self, session: "Session", words: str) -> "Session":
        """Look at the same material as of another moment; a look is not kept on a case."""
        moment = inputs.moment(words, "/as-of")
        return session.moved(self._judged(session.record, session.articles, moment), session.articles)

    def _judged(self, record: "Adjudication", articles: "Sequence[Article]", moment: "datetime") -> "Adjudication":
        from adjudge import api

        return api.check(record.market, articles, as_of=moment, options=record.options, ask=self.ask, on_progress=progress(quiet=self._quiet))

    def say(self, text: str) -> None:
        """Tell the person something that is not the answer."""
        if not self._quiet:
            with suppress(OSError):
                say(f"adjudge: {text}")
