"""A case as its entries tell it: the newest market, the articles, every record, the arguments and decisions."""

from collections.abc import Iterator
from functools import cached_property
from typing import TypeVar

from pydantic import BaseModel

from adjudge.errors import InputError
from adjudge.model.adjudication import Adjudication
from adjudge.model.article import Article
from adjudge.model.market import Market
from adjudge.store.contents import Decision, Dispute, Exchange, Filed, Proposal, parsed
from adjudge.store.entry import Entry
from adjudge.store.log import Store

M = TypeVar("M", bound=BaseModel)


class Case:
    """A case as of one moment; what is added later is seen by opening it again."""

    def __init__(self, store: Store, name: str) -> None:
        """Open a case; raises an `InputError` where the store holds none of that name."""
        self.store, self.name = store, name
        self.entries = store.entries(name)
        if not self.entries:
            raise InputError(f"there is no case {name!r} in {store.name}; `adjudge case add {name} -m MARKET` makes one")

    def of_kind(self, *kinds: str) -> tuple[Entry, ...]:
        """Give the entries of some kinds, in order."""
        return tuple(entry for entry in self.entries if entry.kind in kinds)

    def document(self, number: int) -> str:
        """Give one document as it was written."""
        if not any(entry.number == number for entry in self.entries):
            raise InputError(f"the case {self.name!r} has no entry {number}; its last is {self.entries[-1].number}")
        return self.store.documents(self.name, number)[number]

    @cached_property
    def markets(self) -> tuple[Market, ...]:
        """Every revision of the market, the newest last."""
        return tuple(self._read(Market, "market"))

    @property
    def market(self) -> Market:
        """The market as it is now."""
        if not self.markets:
            raise InputError(f"the case {self.name!r} has no market")
        return self.markets[-1]

    @cached_property
    def filed(self) -> tuple[Filed, ...]:
        """Every article as it was filed, in order."""
        return tuple(self._read(Filed, "article"))

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles of the case: where one text was filed twice, with what was stated last."""
        return tuple({filed.article.sha256: filed.article for filed in self.filed}.values())

    def record(self, number: int | None = None) -> Adjudication:
        """Give one record, the newest unless an entry is named."""
        records = self.of_kind("adjudication")
        if not records:
            raise InputError(f"the case {self.name!r} was never checked; `adjudge case check {self.name}` does that")
        if number is not None and number not in [entry.number for entry in records]:
            raise InputError(
                f"entry {number} of the case {self.name!r} is no adjudication; there are {', '.join(str(entry.number) for entry in records)}"
            )
        wanted = records[-1].number if number is None else number
        return parsed(Adjudication, self.document(wanted), f"entry {wanted} of the case {self.name!r}")

    @property
    def proposal(self) -> Proposal | None:
        """The newest proposal, if there is one."""
        return next(reversed([*self._read(Proposal, "proposal")]), None)

    @property
    def disputes(self) -> tuple[Dispute, ...]:
        """What was said against a proposal, in order."""
        return tuple(self._read(Dispute, "dispute"))

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Every question with its answer, in order."""
        return tuple(self._read(Exchange, "exchange"))

    @property
    def decisions(self) -> tuple[tuple[Entry, Decision], ...]:
        """Every decision, second opinion and escalation with its entry, in order."""
        kinds = ("decision", "second_opinion", "escalation")
        return tuple(zip(self.of_kind(*kinds), self._read(Decision, *kinds), strict=True))

    def _read(self, shape: type[M], *kinds: str) -> Iterator[M]:
        numbers = [entry.number for entry in self.of_kind(*kinds)]
        documents = self.store.documents(self.name, *numbers) if numbers else {}
        for number in numbers:
            yield parsed(shape, documents[number], f"entry {number} of the case {self.name!r}")
