"""What a verdict means on the platform: by the market's own map, or no code."""

from datetime import UTC, datetime, timedelta

import pytest
from test_markets_samples import choice, clob, kalshi, limitless, manifold, metaculus, read, uma

from adjudge.model.adjudication import Adjudication, Answers, Confidence, Cover, Judged, Provenance, Settle, Verdict
from adjudge.model.criteria import Clock, Criteria, Criterion, Path, Window
from adjudge.model.findings import Findings
from adjudge.model.market import Market
from adjudge.model.quote import Quote
from adjudge.platforms import answer

CLOSES = datetime(2026, 7, 1, 3, 59, tzinfo=UTC)
BEFORE, AFTER = CLOSES - timedelta(days=3), CLOSES + timedelta(days=3)
NO_P4 = " res_data: p1: 0, p2: 1. Where p1 corresponds to No, p2 to Yes."
WITH_P4 = " res_data: p1: 0, p2: 1, p3: 0.5. Where p1 corresponds to Yes, p2 to No, p3 to unknown, p4 to too early."


def quoted(name, role, words):
    quote = Quote(given=words, where="rules", exact=words, spans=((0, len(words)),), match="verbatim")
    return Criterion(id=name, role=role, strict=words, quote=quote)


def record(market, verdict, *, at=AFTER, default=False, clock=None, judged=(), split="void"):
    paths = [Path(outcome="split", kind="split", all_of=("S",)), *([Path(outcome="No", kind="default")] if default else [])]
    clock = clock or Clock(window=Window(closes=CLOSES))
    criteria = Criteria(subject="the bridge", criteria=(quoted("S", "split", split),), paths=tuple(paths), clock=clock)
    judged = tuple(Judged(criterion=name, reading="strict", proposed="met", state="met", truth="true") for name in judged)
    return Adjudication(
        as_of=at, market=market, articles=(), criteria=criteria, claims=(), findings=Findings(findings=()), judged=judged, cover=Cover(level="none"),
        verdict=verdict, under_strict=verdict, confidence=Confidence(value=0.5), settle=Settle(), answers=Answers(criteria={}, claims={}, findings=()),
        provenance=Provenance(package="0", rules_sha256="", articles_sha256={}, prompts={}, schemas={}),
    )  # fmt: skip


def verdict(name, **more):
    return Verdict(name=name, line=1, why="so", **more)


def code(payload, name, *, at=AFTER, default=False, clock=None, judged=(), split="void", **more):
    market = read(payload)
    return answer(market, record(market, verdict(name, **more), at=at, default=default, clock=clock, judged=judged, split=split)).code


def mapped(tail, **more):
    return uma(f"q: title: Q?, description: It opens by June 30, 2026.{tail}", **more)


def test_a_resolved_verdict_takes_the_code_of_the_requests_own_map():
    """p1 is No in most requests, and Yes in some."""
    assert (code(uma(), "resolved_yes"), code(uma(), "resolved_no")) == ("p2", "p1")
    assert (code(mapped(WITH_P4), "resolved_yes"), code(mapped(WITH_P4), "resolved_no")) == ("p1", "p2")
    named = mapped(" res_data: p1: 0, p2: 1. Where p1 corresponds to Rovers, p2 to Town.")
    assert code(named, "resolved", outcome="Rovers") == "p1"


def test_p4_only_before_the_final_time():
    """`not_yet` is "too early", also where the map does not list it."""
    assert code(uma(), "not_yet", at=BEFORE) == "p4"
    assert code(mapped(WITH_P4), "not_yet", at=BEFORE) == "p4"
    assert code(uma(), "not_yet", at=AFTER) is None


@pytest.mark.parametrize("cause", ["criteria", "conflict", "standard"])
def test_p3_for_an_open_question_only_without_a_default(cause):
    """Rules that say what happens otherwise leave no room for unknown."""
    assert code(uma(), "ambiguous", cause=cause) == "p3"
    assert code(uma(), "ambiguous", cause=cause, default=True) is None


def test_p3_only_after_the_final_time():
    """A split before it has no code yet; one without any final time has."""
    assert code(uma(), "ambiguous", cause="split") == "p3"
    assert code(uma(), "ambiguous", cause="split", default=True) == "p3"
    assert code(uma(), "ambiguous", cause="split", at=BEFORE) is None
    assert code(uma(), "ambiguous", cause="criteria", at=BEFORE) is None
    assert code(uma(), "ambiguous", cause="split", at=BEFORE, clock=Clock()) == "p3"


def test_the_final_time_is_the_end_of_the_reporting_period_or_of_the_occasion():
    """The window is not the only clock."""
    reporting = Clock(window=Window(closes=CLOSES), reporting_until=AFTER + timedelta(days=9))
    certified = Clock(window=Window(closes=CLOSES), reporting_event="C9")
    occasion = Clock(window=Window(closes=CLOSES), occasion_over="C8")
    assert code(uma(), "not_yet", clock=reporting) == "p4"
    assert code(uma(), "not_yet", clock=certified) == "p4"
    assert code(uma(), "ambiguous", cause="split", clock=certified, judged=("C9",)) == "p3"
    assert code(uma(), "ambiguous", cause="split", clock=occasion, at=BEFORE, judged=("C8",)) == "p3"


def test_no_p3_on_neg_risk_or_without_one_in_the_map():
    """A group of which one member wins cannot split."""
    assert code(uma(neg_risk_market_id="0x1"), "ambiguous", cause="split") is None
    assert code(mapped(NO_P4), "ambiguous", cause="split") is None


@pytest.mark.parametrize("payload", [uma(), kalshi(), manifold(), metaculus()])
def test_insufficient_has_no_code_anywhere(payload):
    """What was not read is not what happened."""
    assert code(payload, "ambiguous", cause="insufficient") is None


def test_a_map_that_cannot_be_read_gives_no_code_and_says_so():
    """A guessed p-code would be worse than none."""
    market = read(uma("q: title: Q?, description: It opens."))
    for each in (verdict("resolved_yes"), verdict("not_yet"), verdict("ambiguous", cause="split")):
        said = answer(market, record(market, each))
        assert said.code is None and said.says == "no code: the request does not say what p1 and p2 stand for"
    unmapped = answer(read(clob()), record(read(clob()), verdict("resolved_yes")))
    assert (unmapped.code, unmapped.label) == (None, "Yes") and "UMA request was not read" in unmapped.says
    assert code(clob(), "not_yet") is None


def test_an_outcome_that_the_map_does_not_name_has_no_code():
    """The verdict may name a residual of the body."""
    assert code(uma(), "resolved", outcome="Neither") is None


def test_an_official_ruling_is_what_the_platform_gets():
    """The fold's own verdict stands beside it."""
    market = read(uma())
    said = answer(market, record(market, verdict("not_yet", platform_ruling="Yes"), at=BEFORE))
    assert said.code == "p2" and "ruling" in said.says


def test_kalshi_and_limitless_settle_on_outcomes_only():
    """Kalshi knows yes and no."""
    assert (code(kalshi(), "resolved_yes"), code(kalshi(), "resolved_no"), code(kalshi(), "not_yet"), code(limitless(), "resolved_no")) == ("yes", "no", None, "1")
    assert code(kalshi(), "ambiguous", cause="conflict") is None


def test_manifold_answers_yes_no_an_answer_a_percentage_or_not_applicable():
    """N/A voids; an even split is a percentage."""
    assert (code(manifold(), "resolved_yes"), code(manifold(), "resolved_no")) == ("YES", "NO")
    assert code(choice(), "resolved", outcome="South shore") == "a2"
    assert code(manifold(), "ambiguous", cause="split") == "CANCEL"
    assert code(manifold(), "ambiguous", cause="split", split="resolve 50-50") == "MKT"
    assert code(manifold(), "ambiguous", cause="conflict") == "CANCEL"
    assert code(manifold(), "ambiguous", cause="conflict", default=True) is None
    assert code(manifold(), "not_yet", at=BEFORE) is None


def test_metaculus_tells_ambiguous_from_annulled():
    """The world unclear is ambiguous; the question at fault is annulled."""
    assert (code(metaculus(), "resolved_yes"), code(metaculus(), "resolved_no")) == ("yes", "no")
    assert code(metaculus({"type": "multiple_choice", "options": ["Few", "Many"]}), "resolved", outcome="Many") == "Many"
    assert [code(metaculus(), "ambiguous", cause=cause) for cause in ("conflict", "standard", "criteria", "split")] == ["ambiguous", "ambiguous", "annulled", "annulled"]
    assert code(metaculus(), "ambiguous", cause="criteria", at=BEFORE) is None
    assert code(metaculus(), "not_yet", at=BEFORE) is None


def test_a_market_of_no_platform_has_no_platform_answer():
    """A market file may come from a person."""
    market = Market(question="Q?", rules="R.")
    assert answer(market, record(market, verdict("resolved_yes"))) is None
