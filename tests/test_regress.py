"""Whoever edits a prompt, a case or a rule learns which verdicts moved and why."""

import json
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import pytest
from test_flow import claims_answer, criteria_answer
from test_suite_small import CASE, CLAIMS, REOPENED_TEXT, Reader, small, write_case
from test_suite_small import record as record_all

import adjudge.decide.calibration
from adjudge import cassettes, prompting
from adjudge.cli.main import run as command
from adjudge.errors import InputError, UsageError
from adjudge.settings import Settings
from adjudge.suite import baseline, pruning, recording
from adjudge.suite.answers import answers_of, differences
from adjudge.suite.layout import as_html, as_markdown, as_text
from adjudge.suite.regress import Asked, accept, look
from adjudge.suite.telling import page_of

assert small
CLAIMS_PROMPT = prompting.newest("claims").name


@pytest.fixture(autouse=True)
def bare(monkeypatch, tmp_path):
    """No key, no endpoint, no answers of whoever runs the tests."""
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "ADJUDGE_MODEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def accepted(small):
    """A small suite whose results were accepted."""
    suite, recordings = small
    asked = Asked((suite,), recordings, processes=1)
    accept(asked, look(asked))
    return asked


def by_name(report):
    return {row.id.partition("/")[2]: row for row in report.rows}


def edited_prompt(monkeypatch, name="claims"):
    """Change one word of a prompt."""
    real = prompting.prompts()
    changed = tuple(replace(prompt, system=prompt.system.replace("ONE", "A", 1) + " ", digest="f" * 64) if prompt.id == name else prompt for prompt in real)
    monkeypatch.setattr(prompting, "prompts", lambda: changed)


def test_nothing_moved_is_exit_0(accepted):
    """Two replays give the same summaries to the byte."""
    report = look(accepted).report
    assert {row.state for row in report.rows} == {"same"}
    assert report.exit_code == 0


def test_what_was_never_accepted_is_not_the_same(small):
    """A first run has to be accepted by somebody."""
    report = look(Asked((small[0],), small[1], processes=1)).report
    assert {row.state for row in report.rows} == {"new"}
    assert report.exit_code == 5


def test_a_changed_rule_is_named_as_code_with_the_module(accepted, monkeypatch):
    """Every answer is what it was, so only code can have moved it."""
    monkeypatch.setattr(adjudge.decide.calibration, "BASE", 0.5)
    monkeypatch.setattr(baseline, "code", lambda: {**code, "decide/calibration.py": "0" * 12})
    row = by_name(look(accepted).report)["shut"]
    assert (row.state, row.drift.degree) == ("moved", "confidence")
    assert row.drift.causes == ("code: changed since the baseline: decide/calibration.py",)
    assert row.drift.says[0].startswith("confidence: ")


code = baseline.code()


def test_a_changed_prompt_is_stale_and_not_broken(accepted, monkeypatch):
    """The report says which prompt, how many questions, and what recording them would cost."""
    edited_prompt(monkeypatch)
    report = look(accepted).report
    assert {row.state for row in report.rows} == {"stale"}
    assert (report.exit_code, report.cost.calls, report.cost.may_follow) == (4, 3, 3)
    (change,) = report.stale
    assert change.says.startswith(f"{CLAIMS_PROMPT}: the prompt changed from ")
    assert change.questions == 3


def test_a_model_without_recordings_is_told_with_its_price(accepted):
    """The same questions under another name, and what a provider would take for them."""
    report = look(replace(accepted, settings=Settings(model="gpt-5.4"))).report
    assert "the model differs: asked 'gpt-5.4'" in report.stale[0].says
    assert float(report.cost.usd) > 0


def rerecorded(asked, reader):
    """Take the recordings away and record them by another reader."""
    for path in cassettes.recordings_in(asked.recordings):
        path.unlink()
    record_all(asked.suites[0], asked.recordings, reader)
    return look(asked).report


def changed_claims(change):
    """A reader whose claim on the reopening is another."""
    wire = CLAIMS[REOPENED_TEXT]
    told = claims_answer({**wire["claims"][0], **change}) if change else claims_answer()
    return Reader(claims=lambda user, sample: told if REOPENED_TEXT in user else next((answer for text, answer in CLAIMS.items() if text in user), claims_answer()))


@pytest.mark.parametrize(("change", "words"), [
    ({"kind": "scheduled"}, "claim A2.K1: kind occurred -> scheduled"),
    ({"bears_on": [{"criterion": "C1", "stance": "against"}]}, "claim A2.K1: stance for C1 -> against C1"),
    ({"when": None}, "claim A2.K1: date 2026-03-10T23:00:00Z to 2026-03-11T22:59:00Z -> ? to 2026-03-12T17:00:00Z"),
    ({"quotes": ["The Port of Lys will reopen to cargo ships on Wednesday"]}, "a quote no longer anchors: 'The Port of Lys will reopen"),
    ({}, "claim A2.K1 vanished: occurred, for C1, 'The Port of Lys reopened to cargo ships on Wednesday'"),
])  # fmt: skip
def test_answers_given_anew_are_explained_claim_by_claim(accepted, change, words):
    """Kind, stance, date, quote and existence are told apart, and the answer is named as the cause."""
    row = by_name(rerecorded(accepted, changed_claims(change)))["reopened"]
    assert any(words in said for said in row.drift.says), row.drift.says
    assert row.drift.causes[0].startswith("answers: claims A2")
    assert not any(cause.startswith("code") for cause in row.drift.causes)


def test_a_verdict_that_flips_is_told_with_its_pivot_and_findings(accepted):
    """The difference that matters stands first."""
    row = by_name(rerecorded(accepted, changed_claims({"kind": "scheduled"})))["reopened"]
    assert row.drift.degree == "verdict"
    assert row.drift.says[0] == "verdict: resolved_yes -> not_yet; pivot: if C1 were met: resolved_yes"
    assert any(said.startswith("finding C1 (strict)") for said in row.drift.says)
    assert row.mark == "wrong"


def test_another_reading_of_the_rules_is_told(accepted):
    """Criteria that appear, vanish or change."""
    fewer = criteria_answer(criteria=criteria_answer()["criteria"][:2], sources={"regime": "unstated", "names": [], "announces": False, "clause": None})
    row = by_name(rerecorded(accepted, Reader(criteria=fewer)))["open"]
    assert "criterion C3 vanished: source: a consensus of credible reporting" in row.drift.says


def test_a_changed_case_is_named_as_the_cause(accepted):
    """Neither prompt nor code: somebody edited the case."""
    suite = accepted.suites[0]
    (suite / "lys" / "case.toml").write_text(CASE.replace("2026-03-20T12:00:00Z", "2026-03-11T12:00:00Z"), encoding="utf-8")
    row = by_name(look(accepted).report)["reopened"]
    assert row.drift.causes[0].startswith("case: ")
    assert row.got == "not_yet"


def test_wrong_and_known_to_be_wrong_are_told_apart(accepted):
    """Only what nobody knows about is called wrong; a mark that is no longer true is said."""
    suite = accepted.suites[0]
    wrong = CASE.replace('expected = "not_yet"', 'expected = "resolved_no"')
    marks = []
    for text in (wrong, wrong.replace('why = "A forecast', 'known_wrong = "so it is"\nwhy = "A forecast'), CASE.replace('why = "A forecast', 'known_wrong = "so it was"\nwhy = "A forecast')):
        (suite / "lys" / "case.toml").write_text(text, encoding="utf-8")
        report = look(accepted).report
        marks.append(by_name(report)["open"].mark)
        assert report.exit_code == 0
    assert marks == ["wrong", "known wrong", "right, though marked as known wrong"]


def test_a_check_that_is_gone_is_movement_until_accepted(accepted):
    """A case that somebody deleted is seen."""
    (accepted.suites[0] / "lys" / "case.toml").write_text(CASE.rpartition("[[check]]")[0], encoding="utf-8")
    looked = look(accepted)
    assert [row.state for row in looked.report.rows] == ["same", "same", "gone"]
    accept(accepted, looked)
    assert look(accepted).report.exit_code == 0


def test_one_case_alone_moves_only_its_entries(accepted):
    """What did not run keeps what was accepted."""
    alone = replace(accepted, only="lys/open")
    accept(alone, look(alone))
    assert len(baseline.load(accepted.suites[0]).checks) == 3
    with pytest.raises(UsageError, match="no case, check or conversation 'nonsense'"):
        look(replace(accepted, only="nonsense"))


def test_a_baseline_of_another_version_is_an_input_error(accepted):
    """It is said which file, and where."""
    path = accepted.suites[0] / "baseline.json"
    path.write_text(path.read_text().replace("adjudge.baseline/1", "adjudge.baseline/9"))
    with pytest.raises(InputError, match=r"baseline\.json"):
        look(accepted)


def test_accepting_twice_changes_nothing(accepted):
    """The file is the same to the byte, so a diff of it is a decision."""
    path = accepted.suites[0] / "baseline.json"
    before = path.read_bytes()
    assert accept(accepted, look(accepted)) == {accepted.suites[0]: 0}
    assert path.read_bytes() == before


ENDPOINT = Settings(base_url="http://relay.test/v1")


def test_recording_asks_only_what_is_missing_and_leaves_the_old_in_place(accepted, monkeypatch):
    """Questions on articles and the findings that follow, not the rules; old recordings stay until they are pruned."""
    before = set(cassettes.recordings_in(accepted.recordings))
    edited_prompt(monkeypatch)
    looked = look(accepted)
    old = answers_of(looked.baselines, accepted.recordings)
    reader = changed_claims({"statement": "The port reopened."})
    checks = recording.chosen(looked.ran, looked.baselines, "stale", fresh=False)
    done = recording.record(checks, accepted.recordings, ENDPOINT, transport=reader.transport)
    assert sorted(name for name, _ in reader.asked) == [CLAIMS_PROMPT] * 3 + [prompting.newest("findings").name]
    assert (done.done, len(done.files), done.exit_code) == (("lys",), 4, 0)
    assert before < set(cassettes.recordings_in(accepted.recordings))
    again = look(accepted)
    assert again.report.rows[1].drift is None
    (diff,) = differences(old, again.ran, accepted.recordings)
    assert "+   \"statement\": \"The port reopened.\"," in diff
    gone = pruning.prune(again.ran, again.baselines, accepted.recordings, whole=False)
    assert len(gone) == 4
    assert not look(replace(accepted, owns_recordings=True)).report.hygiene


def test_only_new_or_only_stale_checks_are_recorded(accepted, monkeypatch):
    """A check that was never accepted is new; one that was is stale."""
    write_case(accepted.suites[0] / "other", market='+++\nquestion = "Another?"\n+++\nIt is a "Yes" if so.\n')
    edited_prompt(monkeypatch)
    looked = look(accepted)
    named = {what: {check.case for check in recording.chosen(looked.ran, looked.baselines, what, fresh=False)} for what in ("new", "stale", "all")}
    assert named == {"new": {"other"}, "stale": {"lys"}, "all": {"lys", "other"}}


def test_pending_answers_leave_nothing_half_done_and_a_second_run_goes_on(accepted, monkeypatch):
    """The relay parks questions: the number is said, nothing is put in place, and finished answers are not asked for again."""
    edited_prompt(monkeypatch)
    looked = look(accepted)
    reader = Reader()
    parked = {"yes": True}
    real = reader._respond

    def respond(request):
        import httpx2

        if parked["yes"] and REOPENED_TEXT[:40] in request.content.decode():
            return httpx2.Response(503, json={"error": {"message": "1 answer pending in /relay; run again", "type": "pending", "code": "pending", "param": "/relay"}}, headers={"x-adjudge-pending": "1"})
        return real(request)

    import httpx2

    before = set(cassettes.recordings_in(accepted.recordings))
    checks = recording.chosen(looked.ran, looked.baselines, "all", fresh=False)
    first = recording.record(checks, accepted.recordings, ENDPOINT, transport=httpx2.MockTransport(respond))
    assert (first.pending, first.folder, first.done, first.exit_code) == (1, "/relay", (), 4)
    assert set(cassettes.recordings_in(accepted.recordings)) == before
    parked["yes"], reader.asked = False, []
    second = recording.record(checks, accepted.recordings, ENDPOINT, transport=httpx2.MockTransport(respond))
    assert reader.asked == [(CLAIMS_PROMPT, 0)]
    assert second.done == ("lys",)


def test_a_reask_that_is_newly_needed_is_stale_and_recorded_alone(accepted, monkeypatch):
    """A stricter check of answers asks again about the old one, and about nothing else."""
    from adjudge.ground import claims as ground

    real = ground.complaints
    monkeypatch.setattr(ground, "complaints", lambda wire, article, criteria: ["K1: shorter, please"] if article.text == REOPENED_TEXT else real(wire, article, criteria))
    looked = look(accepted)
    assert [row.state for row in looked.report.rows] == ["same", "stale", "same"]
    assert "is stale: the answer now needs a re-ask" in looked.report.stale[0].says
    assert looked.report.cost.calls == 1
    reader = Reader()
    done = recording.record(recording.chosen(looked.ran, looked.baselines, "stale", fresh=False), accepted.recordings, ENDPOINT, transport=reader.transport)
    assert reader.asked == [(f"{CLAIMS_PROMPT}.reask", 0)]
    assert (done.done, len(done.files)) == (("lys",), 1)
    assert look(accepted).report.exit_code == 0


def test_a_hopeless_failure_stops_the_rest(accepted, monkeypatch):
    """A wrong key is not tried for every case."""
    import httpx2

    edited_prompt(monkeypatch)
    asked = []

    def respond(request):
        asked.append(request)
        return httpx2.Response(401, json={"error": {"message": "no", "type": "invalid_request_error", "code": "invalid_api_key", "param": None}})

    looked = look(accepted)
    one_lane = ENDPOINT.model_copy(update={"concurrency": 1, "model": "m"})
    done = recording.record([one.check for one in looked.ran], accepted.recordings, one_lane, fresh=True, transport=httpx2.MockTransport(respond))
    assert (len(asked), done.exit_code, len(done.failures)) == (1, 4, 3)


def test_a_reask_that_is_no_longer_needed_is_named_and_cut(accepted):
    """What was answered stays to the letter, and the recording stays clean."""
    recorded = rerecorded(accepted, changed_claims({"quotes": ["nothing of the kind"]}))
    assert not recorded.hygiene
    from adjudge.ground import claims as ground

    keep = ground.complaints
    try:
        ground.complaints = lambda wire, article, criteria: []
        looked = look(replace(accepted, owns_recordings=True))
        assert [said.partition(": ")[2] for said in looked.report.hygiene] == ["partly played, its re-ask is no longer needed"]
        pruning.prune(looked.ran, looked.baselines, accepted.recordings, whole=True)
        assert not look(replace(accepted, owns_recordings=True)).report.hygiene
    finally:
        ground.complaints = keep


def test_samples_that_disagree_are_counted(small):
    """A verdict that flips between answers is a finding; recorded samples are no orphans."""
    suite, recordings = small
    flaky = Reader(claims=lambda user, sample: claims_answer() if sample == 2 and REOPENED_TEXT in user else next((answer for text, answer in CLAIMS.items() if text in user), claims_answer()))
    record_all(suite, recordings, flaky, samples=3)
    asked = Asked((suite,), recordings, processes=1, samples=3)
    report = look(asked).report
    assert {row.id: row.flips for row in report.rows} == {"lys/open": (0, 3), "lys/reopened": (1, 3), "lys/shut": (0, 3)}
    assert "1 of 9 samples flip (11.1%), in 1 of 3 sampled checks" in as_text(page_of(report), width=120)
    assert not look(replace(asked, samples=1, owns_recordings=True)).report.hygiene


def test_an_orphan_is_named(accepted):
    """A recording that no check asks for is dead weight."""
    (accepted.suites[0] / "lys" / "case.toml").write_text(CASE.rpartition("[[check]]")[0], encoding="utf-8")
    report = look(replace(accepted, owns_recordings=True)).report
    assert len([said for said in report.hygiene if said.endswith("an orphan, nothing asks for it")]) == 2


def test_every_rendering_tells_the_same_and_lets_nothing_act(accepted):
    """Text, Markdown, HTML and JUnit come from one report; what a case says in them is only text."""
    hostile = CASE.replace("A forecast shows nothing.", "<script>alert(1)</script> | @everyone")
    (accepted.suites[0] / "lys" / "case.toml").write_text(hostile.replace('expected = "not_yet"', 'expected = "resolved_no"'), encoding="utf-8")
    page = page_of(look(accepted).report)
    text, markdown, html = as_text(page, width=100), as_markdown(page), as_html(page)
    assert all("WRONG" in shown for shown in (text, markdown, html))
    assert "<script>" not in html
    assert "<script>" not in markdown
    assert "@everyone" not in markdown


def test_the_command_prints_compares_and_accepts(small, tmp_path, capsys):
    """Exit 5 before accepting, 0 after; JSON, Markdown, JUnit and HTML on the way."""
    suite, recordings = small
    base = ["regress", str(suite), "--cassettes", str(recordings), "-q"]
    assert command(base) == 5
    assert command([*base, "--accept"]) == 0
    capsys.readouterr()
    assert command([*base, "--json", "--junit", str(tmp_path / "j.xml"), "--html", str(tmp_path / "r.html")]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["schema"] == "adjudge.regress/1"
    assert len(printed["rows"]) == 3
    assert ElementTree.parse(tmp_path / "j.xml").getroot().get("tests") == "3"
    assert (tmp_path / "r.html").read_text().startswith("<!doctype html>")
    assert command([*base, "--md", "--only-changed"]) == 0
    assert "3 checks: 3 same" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--json", "--md"], ["--fresh"], ["--wait"], ["--record", "some"], ["-j", "0"], ["--samples", "0"]])
def test_flags_that_make_no_sense_are_usage_errors(small, arguments):
    """Nothing runs."""
    assert command(["regress", str(small[0]), "--cassettes", str(small[1]), *arguments]) == 2


def test_recording_without_an_endpoint_says_how_to_get_one(small, capsys, tmp_path):
    """Nothing to call is no verdict and exit 4."""
    assert command(["regress", str(small[0]), "--cassettes", str(tmp_path / "none"), "--record", "all", "-q"]) == 4
    assert "OPENAI_API_KEY" in capsys.readouterr().err
