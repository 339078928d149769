"""What a moderator needs to decide on a proposed outcome: pure, put together from records that `check` made."""

from adjudge.dispute.assembly import assemble
from adjudge.dispute.proposal import read_answer
from adjudge.dispute.shapes import Argument, Dispute, Judgement, Proposal

__all__ = ["Argument", "Dispute", "Judgement", "Proposal", "assemble", "read_answer"]
