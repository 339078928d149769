"""Which denials reach which events: what was denied on Monday may happen on Tuesday (`contradiction`)."""

from collections.abc import Sequence

from adjudge.decide.case import Case
from adjudge.model.claims import Claim


def spoke_before(denial: Claim, events: Sequence[Claim], case: Case) -> bool:
    """True where the denial speaks of the time before all of the events."""
    return bool(events) and all(leaves_room(denial, event, case) for event in events)


def leaves_room(denial: Claim, event: Claim, case: Case) -> bool:
    """True where both can be so: what was denied on Monday may happen on Tuesday."""
    if denial.kind == "absence":
        return _ends_before(denial, event, case)
    spoke, begins = denial.through or case.spoke_by(denial), case.happened[event.id].earliest
    return bool(spoke and begins and spoke < begins)


def _ends_before(absence: Claim, event: Claim, case: Case) -> bool:
    """True where the event can come after the end of the absence: "nothing until Tuesday" beside "on Tuesday afternoon"."""
    is_one_voice = (absence.voice, absence.name) == (event.voice, event.name)
    if (absence.report or absence.article) == (event.report or event.article) and (is_one_voice or absence.voice == "outlet"):
        # An outlet's own frame of what it reports: "the first recall since 1974".
        return True
    ends, last = absence.through_at_least or absence.through or case.spoke_by(absence), case.happened[event.id].latest
    return bool(ends and last and ends < last)
