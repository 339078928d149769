"""What was found on each criterion: as the model proposed it, and what is left after the rules."""

from typing import Literal

from adjudge.model.base import Frozen

State = Literal["met", "not_met", "impossible", "conflict", "unclear", "silent"]
Reading = Literal["strict", "intended"]


class Finding(Frozen):
    """The state of one criterion under one reading, with the claims behind it."""

    criterion: str
    reading: Reading = "strict"
    state: State
    for_: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    why: str = ""


class Supersedes(Frozen):
    """A later claim that corrects or retracts an earlier one."""

    later: str
    earlier: str


class CoverProposal(Frozen):
    """A claim, or an article by its subject, that would hardly have left the event out."""

    claim: str | None = None
    article: str | None = None
    why: str = ""


class Findings(Frozen):
    """One reading of the verified claims against the criteria."""

    findings: tuple[Finding, ...]
    same_event: tuple[tuple[str, ...], ...] = ()
    """Claims that tell of one event, so that what dates one dates all."""
    supersedes: tuple[Supersedes, ...] = ()
    cover: tuple[CoverProposal, ...] = ()
    complaints: tuple[str, ...] = ()

    def on(self, criterion: str, reading: Reading) -> Finding:
        """Give the finding for a reading, falling back to the strict one, else silence."""
        found = {finding.reading: finding for finding in self.findings if finding.criterion == criterion}
        return found.get(reading) or found.get("strict") or Finding(criterion=criterion, state="silent", why="nothing was found on it")
