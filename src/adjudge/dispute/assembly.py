"""Puts a dispute together: the same fold at two moments, the proposal judged at both, and the sides' arguments."""

from collections.abc import Mapping

from adjudge.dispute.arguments import BY_MODEL, HONEST, arguments_of, numbered
from adjudge.dispute.judging import judge
from adjudge.dispute.shapes import Dispute, Proposal, Reading, Side
from adjudge.ground.arguments import Marks
from adjudge.model.adjudication import Adjudication


def assemble(proposal: Proposal, then: Adjudication, now: Adjudication, texts: Mapping[Side, str], marks: Marks | None = None) -> Dispute:
    """Judge a proposal by the record as of its own moment, and beside it by the record as of now.

    `marks` are those that a model gave the arguments of `texts` on the record as of now; they touch nothing else.
    """
    marks = marks or Marks()
    arguments = [found for side, text in texts.items() for found in arguments_of(text, side, now, proposal.answer.label, marks.marked)]
    return Dispute(
        proposal=proposal,
        judgement=judge(proposal.answer, then),
        judgement_now=judge(proposal.answer, now),
        arguments=tuple(arguments),
        reading=_reading(texts, marks),
        then=then,
        now=now,
    )


def _reading(texts: Mapping[Side, str], marks: Marks) -> Reading:
    cut = [said for side, text in texts.items() for said in numbered(text, side)[1]]
    says = BY_MODEL if marks.is_read else f"{HONEST}{f' {marks.why_not}' if marks.why_not else ''}"
    return Reading(by="model" if marks.is_read else "quotes", says=says, cut=(*cut, *marks.cut), calls=marks.calls)
