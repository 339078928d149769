"""Where an event lies against the window (`in_window`)."""

from datetime import datetime, timedelta

from adjudge.clock import place
from adjudge.clock.instants import FURTHEST_AHEAD, FURTHEST_BEHIND
from adjudge.decide.case import Case
from adjudge.model.claims import Claim, Place
from adjudge.model.criteria import Criterion

# No two clocks of the Earth are further apart.
FURTHEST_APART = FURTHEST_AHEAD + FURTHEST_BEHIND


def placed(criterion: Criterion, claim: Claim, case: Case) -> Place:
    """Place the event of a claim on a criterion."""
    where = place(case.happened[claim.id], case.window.opens, _last_moment(criterion, case))
    if where in ("straddles", "unknown") and (claim.measure or claim.utterance) and criterion.number:
        # The criterion names the period that a figure measures, or the occasion on which words are counted.
        return "inside"
    return "inside" if where == "straddles" and _is_the_window_itself(claim, case) else where


def _is_the_window_itself(claim: Claim, case: Case) -> bool:
    """ "Over the weekend" in a market on that weekend: days that are those of the window, but for the clocks of the Earth.

    Of a single day only what is counted there is so known ("60 seats in Sunday's election"): an event has its hour.
    """
    (opens, closes), happened = (case.window.opens, case.window.closes), case.happened[claim.id]
    if not (opens and closes and happened.earliest and happened.latest):
        return False
    if closes - opens <= timedelta(days=1) and not (claim.measure or claim.utterance):
        return False
    early, late = opens - happened.earliest, happened.latest - closes
    return timedelta(0) <= early <= FURTHEST_APART and timedelta(0) <= late <= FURTHEST_APART


def _last_moment(criterion: Criterion, case: Case) -> datetime | None:
    """A figure is about its period, and may be published as long as the rules wait for it; so long may an early end or a split come."""
    clock, closes = case.criteria.clock, case.window.closes
    if not (_is_figure(criterion) or criterion.role in ("early", "split")) or closes is None or not (clock.reporting_until or clock.reporting_event):
        return closes
    return max(closes, clock.reporting_until or case.as_of)


def _is_figure(criterion: Criterion) -> bool:
    return criterion.number is not None and not criterion.number.terms
