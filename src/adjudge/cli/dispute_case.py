"""`adjudge dispute` on the store: one case with what is kept on it, or all of them that wait for a decision."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from adjudge.casework import held
from adjudge.cli.case_inputs import actor as named
from adjudge.cli.check import WAYS
from adjudge.dispute import Dispute, Proposal, assemble, read_answer
from adjudge.dispute.proposal import Stated
from adjudge.dispute.triage import Pending, Unread
from adjudge.errors import AdjudgeError, InputError, NoRecording
from adjudge.model.adjudication import Options
from adjudge.pipeline.again import folded_again
from adjudge.store.case import Case
from adjudge.store.entry import Entry
from adjudge.store.log import Store

if TYPE_CHECKING:
    from datetime import datetime

    from adjudge.cli.dispute_arguments import Reader
    from adjudge.dispute.shapes import Side
    from adjudge.model.adjudication import Adjudication
    from adjudge.model.article import Article
    from adjudge.model.market import Market
    from adjudge.pipeline.arguments import ArgumentsRead


@dataclass(frozen=True)
class OnCase:
    """A case, ready to be judged as of any moment, with what it says of the proposal and of the arguments."""

    case: Case
    actor: str
    stated: Stated
    texts: "dict[Side, str]"
    records: "tuple[Adjudication, ...]"
    """Every record on it, the newest first."""
    readings: "tuple[ArgumentsRead, ...]" = ()
    """Every answer on the arguments, the newest first."""
    asks_anew: bool = False
    """True where the answers that the records hold are not to be used."""
    silence = "neither the case nor its market says it; `adjudge case add` takes it too"

    @property
    def market(self) -> "Market":
        """The market as it is now."""
        return self.case.market

    @property
    def articles(self) -> "tuple[Article, ...]":
        """Every article of the case."""
        return self.case.articles

    @property
    def options(self) -> Options:
        """What the case was last checked with."""
        return self.records[0].options if self.records else Options()

    def disputed(
        self, proposal: Proposal, now: "datetime", texts: "dict[Side, str]", *, reader: "Reader", **how: Any
    ) -> tuple[Dispute, list[str]]:
        """Judge as of both moments and say what was kept; what is given to argue with takes the place of what the case has."""
        from adjudge.casework.disputing import judge_twice, keep_reading

        usable = () if self.asks_anew else self.records
        try:
            then, since, kept = judge_twice(self.case, usable, at=proposal.at, now=now, actor=self.actor, **how)
        except NoRecording as error:
            raise (error if how["settings"].can_call else NoRecording(f"{error}; {WAYS}")) from error
        argued = {**self._argued(proposal), **texts}
        marks, read = reader.marks(since, argued, () if self.asks_anew else self.readings)
        kept += keep_reading(self.case, read, actor=self.actor) if read else ()
        told = [f"entry {entry.number} of {self.case.name}: {entry.says}" for entry in kept]
        return assemble(proposal, then, since, argued, marks), told

    def _argued(self, proposal: Proposal) -> "dict[Side, str]":
        """What was argued about another answer than the one in question is left out."""
        same = self.stated.answer and read_answer(self.stated.answer, self.market) == proposal.answer
        return self.texts if same else {}


def on_case(stack: ExitStack, name: str, by: str | None, *, asks_anew: bool) -> OnCase:
    """Open a case that a brief can be made of."""
    case = Case(stack.enter_context(Store()), name)
    if not case.articles:
        raise InputError(f"the case {name!r} has no articles; `adjudge case add {name} ARTICLE...` adds them")
    documents = case.store.documents(name)
    stated = held.stated_in(case.entries, documents, case.market)
    texts, records = held.texts_in(case.entries, documents), tuple(held.records_in(case.entries, documents))
    return OnCase(case, named(by), stated, texts, records, tuple(held.readings_in(case.entries, documents)), asks_anew)


def open_cases() -> tuple[list[Pending], list[Unread]]:
    """Give the proposals of the cases that nobody has decided, and the cases on which nothing is proposed."""
    pending: list[Pending] = []
    unread: list[Unread] = []
    with Store() as store:
        for name in store.cases():
            try:
                pending += _pending(Case(store, name))
            except AdjudgeError as error:
                unread.append(Unread(name, str(error)))
    return pending, unread


def _pending(case: Case) -> list[Pending]:
    if _is_decided(case.entries):
        return []
    documents = case.store.documents(case.name)
    stated = held.stated_in(case.entries, documents, case.market)
    if not stated.answer or stated.at is None:
        raise InputError("nothing is proposed on it" if not stated.answer else "it does not say when its outcome was proposed")
    proposal = Proposal(answer=read_answer(stated.answer, case.market), at=stated.at, deadline=stated.deadline)
    records = tuple(held.records_in(case.entries, documents))
    return [Pending(case.name, case.market.question, proposal, _speaking(case, records, stated.at))]


def _is_decided(entries: Sequence[Entry]) -> bool:
    """A proposal that came after the decision opens a case again; a second opinion or handing it on closes none."""
    last = next((entry.kind for entry in reversed(entries) if entry.kind in ("proposal", "decision")), "")
    return last == "decision"


def _speaking(case: Case, records: "Sequence[Adjudication]", at: "datetime") -> "Adjudication | None":
    """The record as of the proposal where the case's answers give it, else the newest."""
    options = records[0].options if records else Options()
    return folded_again(records, case.market, case.articles, as_of=at, options=options) or next(iter(records), None)
