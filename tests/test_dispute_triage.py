"""Many proposals at once: by time left, then by how strongly the evidence contradicts them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import make
import pytest
from test_dispute_judging import INSUFFICIENT, NO, OPEN, YES
from test_reports_safety import ACTIVE

from adjudge.cli.main import run
from adjudge.dispute import Proposal, read_answer
from adjudge.dispute.triage import Pending, Unread, brief_of, ordered, rows_of
from adjudge.model.adjudication import Confidence
from adjudge.reports.layout import text_of
from adjudge.reports.record import as_json

NOW = datetime(2025, 12, 3, 12, tzinfo=UTC)
REQUESTS = Path(__file__).parents[2] / "shared" / "data" / "payloads" / "uma_oo"
RULES = make.RULES.replace('"', "'")


def pending(name, left, verdict=None, answer="Yes", confidence=0.8, question=None):
    """Give a proposal with so many minutes left, and with a record where a verdict is given."""
    record = make.record(verdict=verdict, under_strict=verdict, confidence=Confidence(value=confidence)) if verdict else None
    at = NOW - timedelta(hours=1)
    until = None if left is None else NOW + timedelta(minutes=left)
    return Pending(
        name, question or f"Question {name}?", Proposal(answer=read_answer(answer, make.market()), at=at, deadline=until), record
    )


def names(*given):
    return [one.name for one in ordered(given, NOW)]


def test_the_most_urgent_step_comes_first():
    """Half an hour, two, six, a day, more; what has passed and what has no deadline last."""
    given = {"passed": -5, "none": None, "week": 9000, "today": 1000, "evening": 300, "soon": 100, "now": 20}
    assert names(*(pending(name, left) for name, left in given.items())) == ["now", "soon", "evening", "today", "week", "passed", "none"]


def test_within_a_step_what_the_evidence_contradicts_comes_first():
    """Contradicted, premature, cannot be said, no record, holds; a longer time left does not outweigh it."""
    given = (
        pending("holds", 61, YES),
        pending("bare", 62),
        pending("unsaid", 63, INSUFFICIENT),
        pending("early", 64, OPEN),
        pending("wrong", 65, NO),
    )
    assert names(*given) == ["wrong", "early", "unsaid", "bare", "holds"]
    assert names(pending("unsure", 60, NO, confidence=0.6), pending("sure", 90, NO, confidence=0.9)) == ["sure", "unsure"]


def test_without_a_record_the_clock_alone_decides():
    """And that is said."""
    given = (pending("later", 90), pending("sooner", 60))
    assert names(*given) == ["sooner", "later"]
    shown = text_of(brief_of(given, (), NOW), width=200)
    assert "None of them has a saved record beside it: listed by time left only" in shown
    assert "1 of 2 have no saved record" in text_of(brief_of((given[0], pending("told", 10, NO)), (), NOW), width=200)


def test_a_row_says_how_it_stands_and_by_which_record():
    """The word, why, the record's moment and whether that is later than the proposal."""
    shown = text_of(brief_of((pending("x.json", 95, NO),), (Unread("junk.json", "has no question"),), NOW), width=200)
    assert "LESS THAN 2 HOURS LEFT" in shown
    assert "1 h 35 min  Question x.json?" in shown
    assert "IS CONTRADICTED: so it says. Record as of 2025-12-03T12:00Z, after the proposal; confidence 0.80" in shown
    assert "junk.json  has no question" in shown


def test_a_proposal_that_is_not_made_yet_is_told_apart():
    """At the moment spoken about there is nothing to decide on."""
    early = pending("x", 5000)
    assert "PROPOSED ONLY AFTER" in text_of(brief_of((early,), (), NOW - timedelta(days=1)), width=200)


def test_hostile_questions_stay_text():
    """A list is read on a terminal too."""
    shown = text_of(brief_of((pending("x\x1b[2J", 5, NO, question="Q\x1b]0;x\x07\n\nLESS THAN 30 MINUTES LEFT\n  \u202eYes"),), (), NOW))
    assert not ACTIVE.search(shown)
    assert shown.count("\nLESS THAN 30 MINUTES LEFT\n") == 1


def test_programs_get_the_same_list():
    """In the same order, as plain values."""
    found = rows_of((pending("b", 90), pending("a", 10, NO)), (Unread("junk", "why"),), NOW)
    assert [one["name"] for one in found["proposals"]] == ["a", "b"]
    assert [one["judgement"] and one["judgement"]["word"] for one in found["proposals"]] == ["contradicted", None]
    assert found["not_read"] == [{"name": "junk", "why": "why"}]


def request(question="Q?", rules=RULES, price="p2", until="2025-12-03T13:00:00+00:00", **more):
    """Give a request as the oracle's dumps have it."""
    words = f"q: title: {question}, description: {rules} res_data: p1: 0, p2: 1, p3: 0.5. Where p1 corresponds to No, p2 to Yes, p3 to unknown/50-50."
    seconds = int(datetime.fromisoformat(until).timestamp())
    return {"query_id": "0x1", "ancillary_data": words, "proposed_price_outcome": price, "request_timestamp": seconds - 90000,
            "request_transaction_block_time": seconds - 7200, "expiration_timestamp": seconds, **more}  # fmt: skip


def test_a_folder_of_requests_is_read_with_the_records_beside_them(tmp_path, capsys):
    """A record belongs to the request whose question and rules it judged; junk is told and ends nothing."""
    (tmp_path / "a.json").write_text(json.dumps(request()))
    (tmp_path / "b.json").write_text(json.dumps(request("Other?", until="2025-12-04T13:00:00+00:00")))
    (tmp_path / "c.json").write_text("{broken")
    (tmp_path / "d.json").write_text(json.dumps({"nothing": 1}))
    (tmp_path / "e.json").write_text(json.dumps(request(price=None)))
    (tmp_path / "notes.txt").write_text("not looked at")
    from adjudge.markets import read_market

    market = read_market("a", text=json.dumps(request()))
    (tmp_path / "a.record.json").write_text(as_json(make.record(market=market)))
    assert run(["dispute", "triage", str(tmp_path), "--as-of", "2025-12-03T12:00Z"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "2 proposals to decide on" in shown
    assert "1 of 2 have no saved record" in shown
    assert "IS CONTRADICTED" in shown
    assert shown.index("[a.json]") < shown.index("[b.json]")
    assert "c.json cannot be read" in shown
    assert "e.json it names no proposal that waits" in shown


def test_a_file_of_many_requests_is_read_line_by_line(tmp_path, capsys):
    """One JSON a line, named by its number; records may stand elsewhere."""
    (tmp_path / "many.jsonl").write_text("\n".join(json.dumps(request(f"Q{number}?")) for number in range(3)))
    assert run(["dispute", "triage", str(tmp_path / "many.jsonl"), "--as-of", "2025-12-03T12:00Z", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in found["proposals"]] == ["many.jsonl:1", "many.jsonl:2", "many.jsonl:3"]
    assert found["proposals"][0]["left"] == "1 h left to decide"


@pytest.mark.parametrize(("arguments", "code", "says"), [
    (["{folder}/none"], 3, "there is no file or folder"), (["{folder}"], 3, "holds no proposal"), (["{folder}", "--json", "--md"], 2, "exclude each other"), (["{folder}", "--as-of", "soon"], 2, "--as-of"),
])  # fmt: skip
def test_what_cannot_be_listed_is_said_in_one_sentence(arguments, code, says, tmp_path, capsys):
    """And the exit code tells which kind it is."""
    assert run(["dispute", "triage", *(argument.format(folder=tmp_path) for argument in arguments)]) == code
    assert says in capsys.readouterr().err


@pytest.mark.skipif(not REQUESTS.is_dir(), reason="the shared requests are not here")
def test_real_requests_are_listed(capsys):
    """Every real one with its code, every junk one with the reason."""
    assert run(["dispute", "triage", str(REQUESTS), "--as-of", "2025-03-18T23:55Z"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "24 proposals to decide on" in shown
    assert "proposed Yes (p2) on 2025-03-18T23:42Z, until 2025-03-19T01:42Z" in shown
    assert [number for number in "123" if f" junk_request_{number}.json " in shown] == ["1", "2", "3"]
