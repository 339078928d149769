"""Puts a dispute together: the same fold at two moments, the proposal judged at both, and the sides' arguments."""

from collections.abc import Mapping

from adjudge.dispute.arguments import arguments_of
from adjudge.dispute.judging import judge
from adjudge.dispute.shapes import Dispute, Proposal, Side
from adjudge.model.adjudication import Adjudication


def assemble(proposal: Proposal, then: Adjudication, now: Adjudication, texts: Mapping[Side, str]) -> Dispute:
    """Judge a proposal by the record as of its own moment, and beside it by the record as of now."""
    arguments = [found for side, text in texts.items() for found in arguments_of(text, side, now, proposal.answer.label)]
    return Dispute(
        proposal=proposal,
        judgement=judge(proposal.answer, then),
        judgement_now=judge(proposal.answer, now),
        arguments=tuple(arguments),
        then=then,
        now=now,
    )
