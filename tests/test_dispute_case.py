"""`adjudge dispute CASE`: the proposal and the arguments from the store, its answers used again, its records kept in order."""

import json
from datetime import UTC, datetime

import pytest
from test_case_cli import FILE, ON_UMA, endpoint, folder  # noqa: F401 - fixtures
from test_cli import bare, said  # noqa: F401 - `bare` is a fixture
from test_flow import NO, QUIET, REOPENED, YES, Script, arguments_answer, findings_answer

from adjudge import casework
from adjudge.cli.main import run
from adjudge.model.market import Clarification
from adjudge.pipeline.arguments import SCHEMA
from adjudge.store.case import Case
from adjudge.store.contents import Dispute, Exchange, Proposal, exchange_draft
from adjudge.store.log import Store

EARLY = datetime(2026, 3, 20, 12, tzinfo=UTC)
NOW = ["--as-of", "2026-04-03T12:00Z"]
FOUND_NO = findings_answer("not_met", (), ["A1.K1"], ["A1.K1"])
FOUND_BOTH = findings_answer("met", ("A1.K1",), ("A2.K1",))
YES_EARLY = Proposal(
    outcome="Yes", code="p2", at=EARLY, decide_by=EARLY.replace(hour=14),
    text='The log says "The Port of Lys reopened to cargo ships on Wednesday".',
)  # fmt: skip


@pytest.fixture
def case(folder):  # noqa: F811
    """A case on which Yes was proposed before its second article came, not checked yet."""
    with Store() as store:
        filed(store, market=ON_UMA, articles=[REOPENED, QUIET], proposal=YES_EARLY, disputes=[Dispute(text="It stayed shut.")])
    return folder


@pytest.fixture
def checked(case, endpoint):  # noqa: F811
    """The same case, checked as of now; the endpoint waits for what else is asked."""
    endpoint.script = Script(claims=YES | NO, findings=FOUND_BOTH)
    assert run(["case", "check", "lys", *NOW]) == 0
    assert endpoint.told() == ["claims", "claims", "criteria", "findings"]
    endpoint.script.findings = findings_answer()
    return case


def filed(store, **more):
    return casework.file(store, "lys", actor="ana", **more)


def out(capsys, *arguments, code=0):
    """Run a command and give what it printed, white space squeezed."""
    capsys.readouterr()
    assert run([*arguments]) == code
    return " ".join(capsys.readouterr().out.split())


def kinds():
    with Store() as store:
        return [entry.kind for entry in store.entries("lys")]


def records():
    """Give the moments of the records on the case, in order."""
    with Store() as store:
        held = Case(store, "lys")
        return [f"{held.record(entry.number).as_of:%m-%d}" for entry in held.of_kind("adjudication")]


def test_a_case_says_itself_what_was_proposed_and_argued(checked, capsys):
    """Outcome with its code, time, deadline, and both sides' texts."""
    shown = out(capsys, "dispute", "lys", *NOW)
    assert shown.startswith("Will the Port of Lys reopen in March? Proposed: Yes (p2), on 2026-03-20T12:00Z THE PROPOSAL Yes (p2) HOLDS")
    assert "1 article came later and took no part" in shown
    assert "decide by 2026-03-20 10:00 America/New_York (2026-03-20T14:00Z)" in shown
    assert "WHAT THE PROPOSER ARGUES The log says" in shown
    assert "mark supported by a quote" in shown
    assert "WHAT THE DISPUTER ARGUES It stayed shut." in shown


def test_a_wide_terminal_gets_two_columns_and_a_file_does_not(checked, capsys, monkeypatch):
    """A file is read who knows where."""
    monkeypatch.setattr("adjudge.cli.dispute.width", lambda widest=100: min(140, widest))
    assert " │ “The Port of Lys stayed shut" in out(capsys, "dispute", "lys", *NOW)
    assert run(["dispute", "lys", *NOW, "-o", "brief.txt"]) == 0
    assert "│" not in (checked / "brief.txt").read_text(encoding="utf-8")


def test_only_what_was_known_at_the_proposal_is_asked_anew(checked, endpoint, capsys):  # noqa: F811
    """One findings call and one about the arguments; both records are kept, the one as of now last, and that is said."""
    assert run(["dispute", "lys", *NOW]) == 0
    assert endpoint.told() == ["arguments", "findings"]
    told = capsys.readouterr().err
    assert "entry 7 of lys: RESOLVED YES, as of 2026-03-20" in told
    assert "entry 8 of lys: AMBIGUOUS (conflict), as of 2026-04-03" in told
    assert records() == ["04-03", "03-20", "04-03"]


def test_a_second_brief_asks_nothing_and_leaves_the_case_as_it_is(checked, endpoint, capsys):  # noqa: F811
    """In another form and as of a later moment."""
    out(capsys, "dispute", "lys", *NOW)
    endpoint.told()
    before = kinds()
    assert json.loads(out(capsys, "dispute", "lys", "--as-of", "2026-04-04T12:00Z", "--json"))["now"]["as_of"].startswith("2026-04-04")
    assert (endpoint.told(), kinds()) == ([], before)


def test_the_answers_on_a_case_are_enough_without_anybody_to_ask(checked, capsys, monkeypatch, tmp_path):
    """On another machine, from a bundle, without a key and without what was kept beside the store."""
    out(capsys, "dispute", "lys", *NOW)
    assert run(["case", "export", "lys", "-o", "lys.zip"]) == 0
    for name, value in (("XDG_DATA_HOME", "elsewhere"), ("XDG_CACHE_HOME", "empty")):
        monkeypatch.setenv(name, str(tmp_path / value))
    monkeypatch.delenv("OPENAI_BASE_URL")
    monkeypatch.delenv("ADJUDGE_MODEL")
    assert run(["case", "import", "lys.zip"]) == 0
    assert "Yes (p2) HOLDS" in out(capsys, "dispute", "lys", *NOW)


def test_a_case_that_was_never_checked_is_judged_as_check_does(case, endpoint, capsys):  # noqa: F811
    """Rules and first article once, then only what came after the proposal."""
    endpoint.script = Script(claims=YES | NO)
    out(capsys, "dispute", "lys", *NOW)
    assert endpoint.told() == ["arguments", "claims", "claims", "criteria", "findings", "findings"]
    assert records() == ["03-20", "04-03"]


def test_a_flag_that_says_where_answers_come_from_puts_those_on_the_case_aside(checked, endpoint, capsys):  # noqa: F811
    """Another model is asked everything, once."""
    out(capsys, "dispute", "lys", *NOW, "--model", "gpt-5.4-mini")
    assert endpoint.told() == ["arguments", "claims", "claims", "criteria", "findings", "findings"]


def test_a_brief_that_fails_halfway_keeps_no_record(case, endpoint, capsys):  # noqa: F811
    """Of two moments or of none; the answers that came are not asked for again."""
    endpoint.script = Script(claims=YES)
    endpoint.script.claims[QUIET.text] = {}
    assert run(["dispute", "lys", *NOW]) == 4
    assert records() == []
    endpoint.told()
    endpoint.script = Script(claims=YES | NO)
    out(capsys, "dispute", "lys", *NOW)
    assert endpoint.told() == ["arguments", "claims", "findings"]


def test_what_a_case_was_checked_with_goes_on_until_a_flag_changes_it(case, endpoint, capsys):  # noqa: F811
    """A person's word and a strict bar are no more forgotten than the articles."""
    endpoint.script = Script(claims=YES | NO)
    attested = "Reuters searched until 2026-04-02T12:00Z, no report"
    assert run(["case", "check", "lys", *NOW, "--attest", attested, "--reports-needed", "2"]) == 0
    options = json.loads(out(capsys, "dispute", "lys", *NOW, "--json"))["now"]["options"]
    assert (options["attest"]["words"], options["reports_needed"]) == (attested, 2)
    assert json.loads(out(capsys, "dispute", "lys", *NOW, "--json", "--reports-needed", "1"))["now"]["options"]["reports_needed"] == 1


def test_flags_take_the_place_of_what_is_on_the_case(checked, capsys):
    """Each its own; what was argued about another answer is left out."""
    (checked / "mine.txt").write_text("Nobody docked.")
    shown = out(capsys, "dispute", "lys", *NOW, "--liveness", "30d", "--disputer", "mine.txt")
    assert "16 d left to decide" in shown
    assert "WHAT THE DISPUTER ARGUES Nobody docked." in shown
    assert "WHAT THE PROPOSER ARGUES The log says" in shown
    other = out(capsys, "dispute", "lys", *NOW, "--proposed", "p1")
    assert "No (p1) IS CONTRADICTED" in other
    assert "ARGUES" not in other


def test_what_was_said_against_an_earlier_answer_is_not_said_against_this_one(checked, capsys):
    """A new proposal begins a new dispute; the same one filed again with its time does not."""
    with Store() as store:
        filed(store, proposal=YES_EARLY.model_copy(update={"decide_by": None}))
    assert "It stayed shut." in out(capsys, "dispute", "lys", *NOW)
    with Store() as store:
        filed(store, proposal=Proposal(outcome="not_yet", at=EARLY), disputes=[Dispute(text="It is over.")])
    shown = out(capsys, "dispute", "lys", *NOW)
    assert "Proposed: too early (p4)" in shown
    assert "It stayed shut." not in shown
    assert "WHAT THE DISPUTER ARGUES It is over." in shown


def test_a_record_from_before_the_proposal_is_followed_by_one_as_of_now(case, endpoint, capsys):  # noqa: F811
    """Without a call where nothing came between, so that the newest record speaks about the dispute."""
    endpoint.script = Script(claims=YES)
    out(capsys, "case", "check", "lys", "--as-of", "2026-03-19T12:00Z")
    endpoint.told()
    out(capsys, "dispute", "lys", "--as-of", "2026-03-21T12:00Z", "--arguments", "quotes")
    assert (endpoint.told(), records()) == ([], ["03-19", "03-21"])


def test_without_a_proposal_on_the_case_the_market_or_the_flags_say_it(folder, endpoint, capsys):  # noqa: F811
    """A request to the oracle knows what was proposed to it."""
    platform = ON_UMA.platform.model_copy(update={"status": "proposed p2", "proposed": EARLY})
    with Store() as store:
        filed(store, market=ON_UMA.model_copy(update={"platform": platform}), articles=[REOPENED])
    endpoint.script = Script(claims=YES)
    assert "Proposed: Yes (p2), on 2026-03-20T12:00Z" in out(capsys, "dispute", "lys", *NOW)
    shown = out(capsys, "dispute", "lys", *NOW, "--proposed", "No", "--proposed-at", "2026-03-21T12:00Z")
    assert "Proposed: No (p1), on 2026-03-21T12:00Z" in shown


BAD = [
    (["none"], 3, "there is no case 'none'"),
    ([], 2, "name a case"),
    (["lys", "quiet.md"], 2, "articles need -m MARKET"),
    (["lys", "--pick", "1"], 2, "go with -m MARKET"),
    (["lys", "--published", "2026-03-01T00:00Z"], 2, "go with -m MARKET"),
    (["empty"], 3, "the case 'empty' has no articles; `adjudge case add empty ARTICLE...`"),
    (["bare"], 2, "--proposed is missing, and neither the case nor its market says it"),
    (["bare", "--proposed", "p2"], 2, "--proposed-at is missing"),
    (["lys", "--proposed", "Maybe"], 2, "is none of Yes, No"),
    (["lys", "--proposed-at", "2026-03-21T12:00Z"], 2, "the deadline that the case names lies before"),
    (["lys", "--as-of", "2026-03-01T00:00Z"], 2, "--as-of lies before the proposal"),
    (["lys", "--by", " "], 2, "--by needs a name"),
    (["lys"], 4, "OPENAI_API_KEY"),
]


@pytest.mark.parametrize(("arguments", "code", "words"), BAD, ids=[" ".join(arguments) or "nothing" for arguments, _, _ in BAD])
def test_what_is_wrong_is_one_sentence_and_its_exit_code(arguments, code, words, case, capsys):
    """And nothing is added to the case."""
    with Store() as store:
        casework.file(store, "empty", actor="ana", market=ON_UMA, proposal=YES_EARLY)
        casework.file(store, "bare", actor="ana", market=ON_UMA, articles=[QUIET])
    before = kinds()
    assert run(["dispute", "brief", *arguments]) == code
    assert words in said(capsys)
    assert kinds() == before


def brief_of(folder, capsys):  # noqa: F811
    """Export the case twice, to the same bytes, verify it, and give its brief."""
    for name in ("one.zip", "two.zip"):
        assert run(["case", "export", "lys", "-o", name]) == 0
    assert (folder / "one.zip").read_bytes() == (folder / "two.zip").read_bytes()
    assert run(["case", "export", "lys", "-o", "bundle"]) == 0
    assert out(capsys, "verify", "bundle").endswith("the bundle holds")
    return (folder / "bundle" / "brief.md").read_text(encoding="utf-8")


def test_a_bundle_carries_the_dispute_in_full(checked, capsys):
    """After the case itself; a change to it is found although its digest was made to fit."""
    out(capsys, "dispute", "lys", *NOW)
    brief = brief_of(checked, capsys)
    case, dispute = brief.split("\n---\n\n")
    assert case.startswith("**AMBIGUOUS (conflict): ")
    assert dispute.startswith("**Will the Port of Lys reopen in March?**\n\n- Proposed: Yes (p2), on 2026-03-20T12:00Z")
    assert "1 article came later and took no part" in dispute
    assert "## What the disputer argues\n\n- It stayed shut." in dispute


def test_a_bundle_without_a_record_as_of_the_proposal_says_so_and_shows_the_newest(checked, capsys):
    """Nothing is asked for an export."""
    brief = brief_of(checked, capsys)
    assert "Not judged as of the proposal: no record on the case read just what was known then." in brief
    assert "## Proposed and disputed" in brief
    assert "## What would settle it" in brief


@pytest.mark.parametrize("outcome", ["ambiguous", "Perhaps"])
def test_a_bundle_whose_proposal_is_no_answer_of_its_market_has_the_ordinary_brief(outcome, checked, capsys):
    """A market that was revised may no longer know what was proposed."""
    with Store() as store:
        filed(store, proposal=Proposal(outcome=outcome, at=EARLY))
    assert "## What would settle it" in brief_of(checked, capsys)


def test_a_rule_that_changed_is_asked_about_again(checked, endpoint, capsys):  # noqa: F811
    """Answers belong to the rules that they were given on; a clarification after the proposal leaves those at its time."""
    out(capsys, "dispute", "lys", *NOW)
    endpoint.told()
    with Store() as store:
        filed(store, clarifications=[Clarification(text="Ferries do not count.", by="the platform", at=datetime(2026, 4, 1, tzinfo=UTC))])
    endpoint.script.findings = FOUND_BOTH
    shown = out(capsys, "dispute", "lys", *NOW)
    assert "criteria" in endpoint.told()
    assert "1 article and 1 clarification came later" in shown
    assert records() == ["04-03", "03-20", "04-03", "04-03"]


MARKED = {
    "P1": {"mark": "supported", "for_": ["A1.K1"]},
    "D1": {"mark": "supported", "for_": ["A2.K1"], "why": "The harbour office speaks through the close."},
}
BY_MODEL = "supported by a quote; judged by a model, by what it says"


def test_what_a_model_made_of_the_arguments_is_kept_on_the_case(checked, endpoint, capsys):  # noqa: F811
    """As the answer to a question; the next brief and a bundle use it without asking."""
    endpoint.script.arguments = arguments_answer(**MARKED)
    assert BY_MODEL in out(capsys, "dispute", "lys", *NOW)
    assert kinds()[-1] == "exchange"
    endpoint.told()
    before = kinds()
    again = out(capsys, "dispute", "lys", *NOW)
    assert BY_MODEL in again
    assert "The harbour office speaks through the close." in again
    assert (endpoint.told(), kinds()) == ([], before)
    assert "judged by a model, by what it says" in brief_of(checked, capsys)


def test_the_kept_answer_needs_nobody_to_ask(checked, endpoint, capsys, monkeypatch, tmp_path):  # noqa: F811
    """On another machine, from a bundle; for an argument that it does not know the brief says that nothing could be asked."""
    endpoint.script.arguments = arguments_answer(**MARKED)
    out(capsys, "dispute", "lys", *NOW)
    assert run(["case", "export", "lys", "-o", "lys.zip"]) == 0
    for name, value in (("XDG_DATA_HOME", "elsewhere"), ("XDG_CACHE_HOME", "empty")):
        monkeypatch.setenv(name, str(tmp_path / value))
    monkeypatch.delenv("OPENAI_BASE_URL")
    monkeypatch.delenv("ADJUDGE_MODEL")
    assert run(["case", "import", "lys.zip"]) == 0
    assert BY_MODEL in out(capsys, "dispute", "lys", *NOW)
    (checked / "mine.txt").write_text("Nobody docked.")
    shown = out(capsys, "dispute", "lys", *NOW, "--disputer", "mine.txt")
    assert BY_MODEL not in shown
    assert "Nothing could be asked" in shown


def test_a_new_argument_is_asked_about_and_an_answer_that_was_had_is_kept_once(checked, endpoint, capsys):  # noqa: F811
    """What was said of the others before is no answer on it."""
    out(capsys, "dispute", "lys", *NOW)
    with Store() as store:
        filed(store, disputes=[Dispute(text="No ship docked.")])
    endpoint.told()
    out(capsys, "dispute", "lys", *NOW)
    assert endpoint.told() == ["arguments"]
    before = kinds()
    for _ in range(2):
        out(capsys, "dispute", "lys", *NOW, "--model", "gpt-5.4")
    assert kinds().count("exchange") == before.count("exchange")


def test_an_answer_on_the_arguments_that_is_no_answer_is_passed_over(checked, endpoint, capsys):  # noqa: F811
    """A case may come from anywhere."""
    with Store() as store:
        for answer in ({"schema": SCHEMA}, {"schema": SCHEMA, "inputs": "x", "answer": {}, "calls": []}, "text", None):
            store.append("lys", [exchange_draft(Exchange(question="?", answer=answer))], actor="ana")
    endpoint.script.arguments = arguments_answer(**MARKED)
    assert BY_MODEL in out(capsys, "dispute", "lys", *NOW)
    brief_of(checked, capsys)


def test_the_cases_that_wait_are_listed_by_urgency(checked, capsys):
    """With the record as of the proposal where the case's answers give it; what was decided waits no more."""
    with Store() as store:
        casework.file(store, "bare", actor="ana", market=ON_UMA, articles=[QUIET])
        casework.file(
            store, "soon", actor="ana", market=ON_UMA, proposal=YES_EARLY.model_copy(update={"decide_by": EARLY.replace(minute=20)})
        )
        casework.file(store, "done", actor="ana", market=ON_UMA, proposal=YES_EARLY)
        casework.decide(store, "done", "Yes", actor="ana", reason="So it is.")
    out(capsys, "dispute", "lys", *NOW)
    shown = out(capsys, "dispute", "triage", "--cases", "--as-of", "2026-03-20T12:10Z")
    assert "2 proposals to decide on" in shown
    assert shown.index("[soon]") < shown.index("HOLDS: C1 met. Record as of 2026-03-20T12:00Z; confidence") < shown.index("[lys]")
    assert "bare nothing is proposed on it" in shown
    assert "[done]" not in shown
    with Store() as store:
        casework.file(store, "done", actor="ana", proposal=YES_EARLY.model_copy(update={"outcome": "No", "code": "p1"}))
    assert "[done]" in out(capsys, "dispute", "triage", "--cases", "--as-of", "2026-03-20T12:10Z")


def test_files_and_cases_are_listed_together(case, capsys):
    """One list; without either there is nothing to list."""
    assert run(["dispute", "triage"]) == 2
    assert "give --cases" in said(capsys)
    (case / "junk.json").write_text("{broken")
    shown = out(capsys, "dispute", "triage", "junk.json", "--cases", "--as-of", "2026-03-20T12:10Z", "--json")
    assert [one["name"] for one in json.loads(shown)["proposals"]] == ["lys"]
    assert [one["name"] for one in json.loads(shown)["not_read"]] == ["junk.json"]


def test_an_empty_store_holds_nothing_that_waits(folder, capsys):  # noqa: F811
    """And that is the input's fault."""
    assert run(["dispute", "triage", "--cases"]) == 3
    assert "the store holds no proposal that waits" in said(capsys)
