"""Builds disputes from the scripted case on the Port of Lys, so that what renders them can be tested."""

from datetime import UTC, datetime, timedelta

from test_flow import MARKET, NO, QUIET, REOPENED, YES, Script, findings_answer, run

from adjudge.dispute import Proposal, assemble, read_answer
from adjudge.model.market import Clarification, Platform

UMA = Platform(
    name="uma", codes={"No": "p1", "Yes": "p2"}, code_for={"unknown": "p3"}, mapping="p1 corresponds to No, p2 to Yes, p3 to unknown/50-50"
)
ON_UMA = MARKET.model_copy(update={"platform": UMA})
PROPOSED = datetime(2026, 3, 20, 12, tzinfo=UTC)
NOW = datetime(2026, 4, 3, 12, tzinfo=UTC)
FOR_YES = '- The harbour log says "The Port of Lys reopened to cargo ships on Wednesday".\n- Everybody knows it.\n'
AGAINST = "The office says “The Port of Lys stayed shut to cargo ships through the end of March”.\n\nAnd “The Port of Lys closed to cargo ships on Wednesday”."


def quiet():
    """Give a script for the article that says that nothing happened."""
    return Script(claims=YES | NO, findings=findings_answer("not_met", (), ["A1.K1"], ["A1.K1"]))


def opened():
    """Give a script for the article that says that it happened."""
    return Script(claims=YES | NO)


def record(script, *articles, as_of=NOW, market=ON_UMA):
    """Run the scripted case."""
    return run(script, *articles, market=market, as_of=as_of)


def dispute(answer="Yes", *, at=PROPOSED, now=NOW, then=None, later=None, market=ON_UMA, deadline=timedelta(hours=2), texts=None):
    """Give a dispute on the case; without records, an early proposal that a later article contradicts."""
    then = then or record(opened(), REOPENED, as_of=at, market=market)
    later = later or record(opened(), REOPENED, as_of=now, market=market)
    proposal = Proposal(answer=read_answer(answer, market), at=at, deadline=at + deadline if deadline else None)
    return assemble(proposal, then, later, texts if texts is not None else {"proposer": FOR_YES, "disputer": AGAINST})


def later_article(answer="No"):
    """Give a dispute whose only article came after the proposal."""
    at = datetime(2026, 4, 1, 12, tzinfo=UTC)
    then, now = (record(quiet(), QUIET, as_of=moment) for moment in (at, NOW))
    return dispute(answer, at=at, then=then, later=now)


def note(text, at, **more):
    """Give a clarification."""
    return Clarification(at=at, by="platform", text=text, **more)
