"""What a case holds for a dispute: what was proposed and argued, and the answers to judge it by. Needs no store."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from adjudge.dispute import Dispute, Proposal, assemble, read_answer
from adjudge.dispute.arguments import all_numbered
from adjudge.dispute.proposal import Stated, stated_on
from adjudge.dispute.shapes import Side
from adjudge.errors import UsageError
from adjudge.model.adjudication import Adjudication
from adjudge.model.market import Market
from adjudge.pipeline.again import folded_again
from adjudge.pipeline.arguments import SCHEMA, ArgumentsRead, marks_of
from adjudge.store import contents
from adjudge.store.entry import Entry

M = TypeVar("M", bound=BaseModel)
Documents = Mapping[int, str]
# A case may say of a proposal what a verdict says; the platforms have their own word for it.
_SPOKEN = {"not_yet": "too early"}


def stated_in(entries: Sequence[Entry], documents: Documents, market: Market) -> Stated:
    """Give the newest proposal on a case; what it leaves open, the market may say."""
    on_market = stated_on(market)
    made = [*_read(contents.Proposal, "proposal", entries, documents)]
    if not made:
        return on_market
    newest = made[-1][1]
    words = newest.code or _SPOKEN.get(newest.outcome, newest.outcome)
    return Stated(words, newest.at or on_market.at, newest.decide_by)


def texts_in(entries: Sequence[Entry], documents: Documents) -> dict[Side, str]:
    """Give what the sides argue on the newest proposal; what was said against another answer before it is no part of that."""
    proposals = [*_read(contents.Proposal, "proposal", entries, documents)]
    since = _since(proposals)
    said = [made.text for number, made in _read(contents.Dispute, "dispute", entries, documents) if number > since]
    texts: dict[Side, str] = {"proposer": proposals[-1][1].text if proposals else "", "disputer": "\n\n".join(said)}
    return {side: text for side, text in texts.items() if text}


def _since(proposals: Sequence[tuple[int, contents.Proposal]]) -> int:
    """The entry that first proposed what stands proposed now, if something else was proposed before it."""
    others = [place for place, (_, made) in enumerate(proposals) if made.outcome != proposals[-1][1].outcome]
    return proposals[others[-1] + 1][0] if others else 0


def records_in(entries: Sequence[Entry], documents: Documents) -> Iterator[Adjudication]:
    """Give the records of a case, the newest first."""
    yield from (made for _, made in _read(Adjudication, "adjudication", entries[::-1], documents))


def readings_in(entries: Sequence[Entry], documents: Documents) -> Iterator[ArgumentsRead]:
    """Give the answers of a model on the arguments, the newest first; what is not one, or no longer, is passed over."""
    for _, made in _read(contents.Exchange, "exchange", entries[::-1], documents):
        if isinstance(made.answer, dict) and made.answer.get("schema") == SCHEMA:
            with suppress(ValidationError):
                yield ArgumentsRead.model_validate_json(json.dumps(made.answer))


def dispute_in(entries: Sequence[Entry], documents: Documents) -> Dispute | None:
    """Put together the dispute that the newest record shows, by the case's own answers alone.

    None where nothing was proposed, or no record read just what was known at the proposal and none speaks about later.
    """
    now = next(records_in(entries, documents), None)
    stated = stated_in(entries, documents, now.market) if now else Stated()
    if now is None or not stated.answer or stated.at is None or now.as_of < stated.at:
        return None
    then = folded_again(records_in(entries, documents), now.market, now.articles, as_of=stated.at, options=now.options)
    proposal = _proposal(stated, now.market)
    texts = texts_in(entries, documents)
    arguments = all_numbered(texts)
    marks = next((found for one in readings_in(entries, documents) if (found := marks_of(now, arguments, one))), None)
    return assemble(proposal, then, now, texts, marks) if then and proposal else None


def _proposal(stated: Stated, market: Market) -> Proposal | None:
    """A market that was revised may no longer know the answer that was proposed."""
    try:
        answer = read_answer(stated.answer, market)
    except UsageError:
        return None
    return Proposal(answer=answer, at=stated.at, deadline=stated.deadline) if stated.at else None


def _read(shape: type[M], kind: str, entries: Sequence[Entry], documents: Documents) -> Iterator[tuple[int, M]]:
    for entry in entries:
        if entry.kind == kind:
            yield entry.number, contents.parsed(shape, documents[entry.number], f"entry {entry.number}")
