"""Judges a case as of its proposal and as of now, by the answers that it holds as far as they go."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from adjudge import api
from adjudge.casework.checking import keep
from adjudge.model.adjudication import Adjudication, Options
from adjudge.pipeline.again import folded_again
from adjudge.pipeline.arguments import ArgumentsRead
from adjudge.store.case import Case
from adjudge.store.contents import Exchange, exchange_draft
from adjudge.store.entry import Entry

if TYPE_CHECKING:
    from adjudge.cassettes import Recordings

# How an answer on the arguments stands in the list of a case's entries.
_ASKED = "What carries the arguments of the two sides?"


def judge_twice(
    case: Case, records: Sequence[Adjudication], *, at: datetime, now: datetime, options: Options, first: "Recordings", again: "Recordings", actor: str, **how: Any
) -> tuple[Adjudication, Adjudication, tuple[Entry, ...]]:  # fmt: skip
    """Give the records as of both moments, and what was put on the case for them.

    `records` are those whose answers may be used, the newest first; the rest is asked as `check` asks, the first time
    from `first`. What was asked is kept as `check` keeps it, and the record as of now after it; where nothing was asked,
    only a case whose newest record speaks about a time before the proposal gets the one as of now.
    """
    asked: list[Adjudication] = []

    def judged(moment: datetime, known: Iterable[Adjudication], recordings: "Recordings") -> Adjudication:
        found = folded_again(known, case.market, case.articles, as_of=moment, options=options)
        if found is None:
            found = api.check(case.market, case.articles, as_of=moment, options=options, recordings=recordings, **how)
            asked.append(found)
        return found

    then = judged(at, records, first)
    since = then if now == at else judged(now, [then, *records], again)
    is_behind = not records or records[0].as_of < at
    wanted = [*(record for record in asked if record is not since), since] if asked or is_behind else []
    return then, since, keep(case, wanted, actor=actor)


def keep_reading(case: Case, read: ArgumentsRead, *, actor: str) -> tuple[Entry, ...]:
    """Keep an answer on the arguments as it came, so that a brief made of the case alone has it; the same one is kept once."""
    kept = Exchange(question=_ASKED, answer=read.model_dump(mode="json", by_alias=True))
    if kept in case.exchanges:
        return ()
    return case.store.append(case.name, [exchange_draft(kept)], actor=actor)
