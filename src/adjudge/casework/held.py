"""What a case holds for a dispute: what was proposed and argued, and the answers to judge it by. Needs no store."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from pydantic import BaseModel

from adjudge.dispute import Dispute, Proposal, assemble, read_answer
from adjudge.dispute.proposal import Stated, stated_on
from adjudge.dispute.shapes import Side
from adjudge.errors import UsageError
from adjudge.model.adjudication import Adjudication
from adjudge.model.market import Market
from adjudge.pipeline.again import folded_again
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
    return assemble(proposal, then, now, texts_in(entries, documents)) if then and proposal else None


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
