"""How a proposal stands against a record: it holds, is contradicted, is premature, or cannot be said. Code alone."""

from adjudge.dispute.shapes import Answer, Judgement, Word
from adjudge.model.adjudication import Adjudication, Verdict
from adjudge.platforms import answer as platform_answer
from adjudge.platforms.final import is_final, split_is_even

_OUTCOMES = {"resolved_yes": "Yes", "resolved_no": "No"}


def judge(answer: Answer, record: Adjudication) -> Judgement:
    """Say how a proposed answer stands against the verdict of one record."""
    ruling = record.verdict.platform_ruling
    if ruling is not None:
        same = answer.stands_for == "outcome" and _same(answer.label, ruling)
        return Judgement(word="holds" if same else "contradicted", why=f"an official ruling declares {ruling}")
    return Judgement(word=_word(answer, record.verdict, record), why=_why(record.verdict))


def _why(verdict: Verdict) -> str:
    # The fold's sentence says what happened; for readings that part, what matters is where each leads.
    if verdict.cause != "criteria" or not verdict.alternatives:
        return verdict.why
    ways = "; ".join(f"{one.given}: {one.outcome or one.verdict.replace('_', ' ')}" for one in verdict.alternatives)
    return f"{verdict.why} ({ways})"


def _word(answer: Answer, verdict: Verdict, record: Adjudication) -> Word:
    if verdict.cause == "criteria" and (shared := _under_all(answer, verdict, record)):
        return shared
    if answer.stands_for == "outcome":
        return _outcome(answer.label, verdict)
    return _early(verdict, record) if answer.stands_for == "early" else _other(answer, verdict, record)


def _under_all(answer: Answer, verdict: Verdict, record: Adjudication) -> Word | None:
    """Where every reading judges the proposal alike, the doubt about the rules does not touch it."""
    folded = [Verdict(name=one.verdict, outcome=one.outcome, line=verdict.line, why=one.given) for one in verdict.alternatives]
    words = {_word(answer, one, record) for one in folded}
    return words.pop() if len(words) == 1 and len(folded) > 1 else None


def _outcome(label: str, verdict: Verdict) -> Word:
    if verdict.name.startswith("resolved"):
        return "holds" if _same(label, outcome_of(verdict) or "") else "contradicted"
    if verdict.name == "not_yet":
        return "premature"
    return "contradicted" if verdict.cause == "split" else "cannot_be_said"


def _early(verdict: Verdict, record: Adjudication) -> Word:
    if verdict.name == "not_yet":
        return "holds"
    # These causes are given only once the window and the reporting period are over.
    over = verdict.name.startswith("resolved") or verdict.cause == "split" or is_final(record)
    return "contradicted" if over else "cannot_be_said"


def _other(answer: Answer, verdict: Verdict, record: Adjudication) -> Word:
    """The 50-50 and its kind: it holds where the platform's own rules allow that answer to this verdict."""
    given = platform_answer(record.market, record)
    if verdict == record.verdict and given is not None and given.code is not None and given.code == answer.code:
        return "holds"
    if verdict.name.startswith("resolved"):
        return "contradicted"
    if verdict.name == "not_yet":
        return "premature"
    if verdict.cause == "split" and answer.code is None:
        return "holds" if split_is_even(record) == (answer.stands_for == "unknown") else "contradicted"
    return "cannot_be_said"


def outcome_of(verdict: Verdict) -> str | None:
    """Give the outcome that a resolved verdict names."""
    return verdict.outcome or _OUTCOMES.get(verdict.name)


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()
