"""Scores of verdicts beside labels: what counts as which error, with which interval, beside which baselines."""

import json

import pytest
from test_suite_small import CASE, Reader, small, write_case

from adjudge import cassettes
from adjudge.cli.main import run as command
from adjudge.errors import InputError
from adjudge.evaluate.baselines import baselines
from adjudge.decide import calibration
from adjudge.decide.calibration import SCHEMA, applied, score
from adjudge.evaluate.fitting import fit
from adjudge.evaluate.judging import How, judge
from adjudge.evaluate.keeping import Results
from adjudge.evaluate.oneshot import question
from adjudge.evaluate.reliability import plot, reliability
from adjudge.evaluate.report import evaluation
from adjudge.evaluate.scored import Scored
from adjudge.evaluate.scores import own, scores
from adjudge.evaluate.shares import share, wilson
from adjudge.llm import connect
from adjudge.prompting import newest
from adjudge.settings import Settings
from adjudge.suite.cases import load
from adjudge.suite.summary import Ending

assert small
SIDES = {"resolved_yes": "Yes", "resolved_no": "No"}


@pytest.fixture(autouse=True)
def bare(monkeypatch, tmp_path):
    """No key, no endpoint, no answers of whoever runs the tests."""
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "ADJUDGE_MODEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def ending(verdict, cause=None, default=None):
    return Ending(verdict=verdict, cause=cause, outcome=SIDES.get(verdict), default_if_unresolved=default)


def one(label, got=None, *, name="a", confidence=0.8, cause=None, default=None, **more):
    """One check with a label and a verdict, both in words."""
    wanted = ending(label, cause, default)
    given = got if isinstance(got, Ending) or got is None else ending(got)
    return Scored(id=f"{name}/x", case=name, label=wanted, got=given, agrees=given == wanted, default_asked=default is not None, confidence=confidence, **more)


def test_the_errors_are_told_apart():
    """A false resolve pays the wrong people; a false abstain only costs time."""
    found = scores(own([
        one("not_yet", "resolved_yes"), one("ambiguous", "not_yet", cause="standard"), one("resolved_yes", "resolved_no"),
        one("resolved_no", "ambiguous"), one("resolved_no", "resolved_no"), one("not_yet", "not_yet"),
    ]))  # fmt: skip
    assert (found.false_resolve.count, found.false_resolve.of) == (1, 3)
    assert (found.wrong_side.count, found.false_abstain.count, found.false_abstain.of) == (1, 1, 3)
    assert (found.exact.count, found.verdict.count, found.exact.of) == (2, 2, 6)
    assert found.confusion["ambiguous"]["not_yet"] == 1


def test_a_right_verdict_with_another_cause_is_right_as_a_verdict_only():
    """And the default counts where the label names it."""
    found = scores(own([one("ambiguous", ending("ambiguous", "standard"), cause="conflict"), one("ambiguous", ending("ambiguous", "insufficient", "Yes"), cause="insufficient", default="No")]))
    assert (found.exact.count, found.verdict.count, found.default.count, found.default.of) == (0, 2, 0, 1)


def test_a_check_without_a_verdict_counts_in_no_share():
    """Neither right nor wrong: it is listed."""
    found = evaluation([one("not_yet", "not_yet"), one("not_yet", None, name="b", error="NoRecording: none")], {}, ["s"])
    assert (found.scores.exact.of, found.unscored) == (1, {"b/x": "NoRecording: none"})


@pytest.mark.parametrize(("count", "of", "low", "high"), [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (0, 0, 0.0, 1.0)])
def test_intervals_are_wilsons(count, of, low, high):
    """Values from the formula's paper tables; nothing known is anything between 0 and 1."""
    assert wilson(count, of) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_an_interval_holds_its_share():
    """And narrows with the number."""
    few, many = share([True, False]), share([True, False] * 50)
    assert few.low <= 0.5 <= few.high
    assert many.high - many.low < few.high - few.low


def test_baselines_are_scored_on_the_same_checks():
    """Always not yet, always No, the plain prompt where it was recorded, the proposer where there is one."""
    checks = [one("not_yet", "not_yet"), one("resolved_no", "resolved_no", name="b", proposal="Yes"), one("resolved_yes", "resolved_yes", name="c", proposal="yes")]
    found = {line.name: line for line in baselines(checks, {"a/x": ending("resolved_yes")})}
    assert found["always not_yet"].scores.exact.count == 1
    assert found["always No"].scores.false_resolve.count == 1
    plain = found["one-shot prompt, no rules in code"]
    assert (plain.scores.exact.of, plain.lacking) == (1, ("b/x", "c/x"))
    assert (found["the proposer's answer"].scores.exact.count, found["the proposer's answer"].scores.exact.of) == (1, 2)


def test_reliability_compares_confidence_with_what_was_right():
    """A table by tenths, the Brier score, the mean distance."""
    found = reliability([(0.9, True)] * 9 + [(0.9, False)] + [(0.5, True), (0.5, False)])
    assert [(one_.low, one_.right.count, one_.right.of) for one_ in found.bins] == [(0.5, 1, 2), (0.9, 9, 10)]
    assert found.error == pytest.approx(0, abs=1e-9)
    assert found.brier == pytest.approx((10 * 0.09 + 2 * 0.25) / 12, abs=1e-4)
    assert reliability([]) is None
    assert reliability([(1.0, True)]).bins[0].high == 1.0


def test_the_plot_is_one_svg_that_says_what_it_shows():
    """Well formed, no script, a dot for each bin."""
    import xml.etree.ElementTree as ElementTree

    root = ElementTree.fromstring(plot(reliability([(0.9, True), (0.3, False)]), "<two> & checks"))
    assert len(root.findall("{http://www.w3.org/2000/svg}circle")) == 2
    assert "<two> & checks" in "".join(root.itertext())


def labelled(count=80):
    """Checks whose features do tell the right from the wrong, but too surely."""
    sure, unsure = {"second_report": 1.0, "named_source": 1.0}, {"clock_disagreement": 1.0, "votes_differ": 1.0}
    return [one("not_yet", "not_yet" if number % (10 if number % 2 else 3) else "ambiguous", name=f"c{number}", features=sure if number % 2 else unsure) for number in range(count)]


@pytest.mark.parametrize("method", ["platt", "isotonic"])
def test_a_fit_brings_confidence_nearer_to_what_is_right(method):
    """Better than before, also on cases held out; the table says where it comes from and never falls."""
    table = fit(labelled(), method=method, suites=["s"], date="2026-11-22")
    assert table.brier_after < table.brier_before
    assert table.brier_held_out < table.brier_before
    steps = [applied(table, number / 10) for number in range(-60, 60)]
    assert steps == sorted(steps)
    assert all(0 < step < 1 for step in steps)
    assert (table.checks, table.date, table.suites) == (80, "2026-11-22", ("s",))
    assert json.loads(table.model_dump_json(by_alias=True))["schema"] == SCHEMA


def test_a_table_is_used_for_its_own_prompts_models_and_weights_only(monkeypatch):
    """Everything else stays uncalibrated; a record with fewer prompts, as one without articles, is covered by it."""
    table = fit(labelled(), method="platt", suites=["s"], date="2026-11-22")
    table = table.model_copy(update={"prompts": {"claims.v2": "aa", "findings.v2": "bb"}, "models": ("m",)})
    assert table.is_for({"claims.v2": "aa"}, ("m",))
    assert not table.is_for({"claims.v2": "ab"}, ("m",))
    assert not table.is_for({"claims.v3": "aa"}, ("m",))
    assert not table.is_for({"claims.v2": "aa"}, ("m", "another"))
    monkeypatch.setitem(calibration.WEIGHTS, "ambiguous", 0.0)
    assert not table.is_for({"claims.v2": "aa"}, ("m",))


def test_too_little_is_not_fitted_to():
    """A curve through noise is worse than none."""
    with pytest.raises(InputError, match="too little"):
        fit(labelled(20), method="platt", suites=["s"], date="2026-11-22")
    with pytest.raises(InputError, match="80 of them right"):
        fit([one("not_yet", "not_yet", name=str(number)) for number in range(80)], method="platt", suites=["s"], date="2026-11-22")


def test_all_right_is_not_certainty():
    """Where forced to fit on nothing but right verdicts, the share is smoothed."""
    table = fit([one("not_yet", "not_yet", name=str(number)) for number in range(10)], method="platt", suites=["s"], date="2026-11-22", few=True)
    assert applied(table, score({})) == pytest.approx(11 / 12, abs=0.02)


def test_a_fit_that_would_call_the_surest_the_worst_keeps_only_the_share():
    """The features must not be turned round by chance."""
    inverted = [check.model_copy(update={"features": {"second_report": 1.0} if check.got.verdict != "not_yet" else {"clock_disagreement": 1.0}}) for check in labelled()]
    table = fit(inverted, method="platt", suites=["s"], date="2026-11-22")
    assert table.slope == 0


def evaluated(suite, recordings, results=None):
    settings = Settings()
    return judge([check for check in load(suite)], How(settings, recordings, processes=1), Results(results, settings))


def test_an_evaluation_of_a_folder_scores_quotes_calls_and_kinds(small):
    """Everything that the report shows comes from the records."""
    judged = evaluated(*small)
    found = evaluation(judged.checks, judged.one_shot, ["suite"])
    assert (found.scores.exact.count, found.cases, found.labels_shown.count) == (3, 1, 2)
    assert found.quotes == {"verbatim": 5}
    assert found.claims == 5
    assert (found.effort.calls, found.effort.cost_usd) == (11, None)
    assert found.by_trap["forecast told as fact"].count == 1
    assert set(found.by_kind) == {"binary", "source: consensus", "with defects"}
    assert found.models == ("relay:script",)


def test_kept_records_are_taken_until_something_they_were_made_of_changes(small, tmp_path, monkeypatch):
    """An interrupted evaluation goes on; an edited case is judged again."""
    suite, recordings = small
    results = tmp_path / "results"
    first = evaluated(suite, recordings, results).checks
    # Without a single recording left, only what is kept can answer.
    again = evaluated(suite, tmp_path / "none", results).checks
    assert [check.model_copy(update={"seconds": 0}) for check in again] == [check.model_copy(update={"seconds": 0}) for check in first]
    write_case(suite / "lys", case=CASE.replace("2026-03-10T12:00:00Z", "2026-03-10T13:00:00Z"))
    assert [check.got is None for check in evaluated(suite, tmp_path / "none", results).checks] == [True, False, False]
    next((results / "records").glob("*reopened*")).write_text("{")
    assert [check.got is None for check in evaluated(suite, tmp_path / "none", results).checks] == [True, True, False]


def test_the_one_shot_baseline_is_asked_for_and_read(small):
    """One question with everything in it, and the moment, which no prompt of a verdict carries."""
    suite, recordings = small
    said = {"why": "So it is.", "verdict": "resolved", "cause": "split", "outcome": "No", "default_if_unresolved": None}
    reader = Reader(oneshot=said)
    from adjudge.evaluate.oneshot import one_shot

    with connect(Settings(base_url="http://relay.test/v1"), cassettes.record(recordings), transport=reader.transport) as connection:
        answers = [one_shot(check, connection) for check in load(suite)]
    assert all(answer == ending("resolved_no") for answer in answers)
    judged = evaluated(suite, recordings)
    found = {line.name: line for line in evaluation(judged.checks, judged.one_shot, ["s"]).baselines}
    assert found["one-shot prompt, no rules in code"].scores.exact.count == 1


def test_the_one_shot_question_leaves_out_what_came_later(small):
    """It may know as much as a check may, and no more."""
    first = load(small[0])[1]
    market, articles = first.materials()
    asked = question(market, articles, load(small[0])[0].as_of)
    assert "2026-03-10T12:00:00Z" in asked.user
    assert "reopened to cargo ships on Wednesday" not in asked.user


def test_the_command_evaluates_writes_and_says_what_is_missing(small, tmp_path, capsys):
    """Text, JSON, plot and page; exit 4 where checks have no verdict."""
    suite, recordings = small
    base = ["evaluate", str(suite), "--replay", "--cassettes", str(recordings), "-q"]
    assert command([*base, "--plot", str(tmp_path / "p.svg"), "--html", str(tmp_path / "e.html")]) == 0
    assert "exact 3 of 3 = 100.0% (44% to 100%)" in capsys.readouterr().out
    assert (tmp_path / "p.svg").read_text().startswith("<svg")
    assert "<svg" in (tmp_path / "e.html").read_text()
    assert command([*base, "--json", "--case", "lys/open"]) == 0
    assert json.loads(capsys.readouterr().out)["checks"] == 1
    for path in cassettes.recordings_in(recordings):
        path.unlink()
    assert command([*base, "--md"]) == 4
    assert "without a verdict" in capsys.readouterr().out.lower()


@pytest.mark.parametrize("arguments", [["--json", "--md"], ["--cassettes", "x"], ["--fresh"], ["--replay", "--record"], ["--replay", "--base-url", "http://x"], ["--method", "guess"], ["--case", "nonsense", "--replay"]])
def test_flags_that_make_no_sense_are_usage_errors(small, arguments):
    """Nothing runs."""
    assert command(["evaluate", str(small[0]), *arguments]) == 2


def test_a_live_evaluation_keeps_its_answers_and_goes_on(tmp_path, monkeypatch):
    """Through an endpoint, and the second run asks nothing that was answered."""
    write_case(tmp_path / "suite" / "lys")
    reader = Reader(oneshot={"why": "", "verdict": "not_yet", "cause": None, "outcome": None, "default_if_unresolved": None})
    settings = Settings(base_url="http://relay.test/v1")
    from adjudge.evaluate import judging

    monkeypatch.setattr(judging, "connect", lambda *given, **more: connect(*given, **more, transport=reader.transport))
    how = How(settings, keep=tmp_path / "kept")
    first = judge(load(tmp_path / "suite"), how, Results(None, settings))
    assert all(check.agrees for check in first.checks)
    assert len(first.one_shot) == 3
    assert {name for name, _ in reader.asked} == {newest(name).name for name in ("criteria", "claims", "findings", "oneshot")}
    reader.asked.clear()
    assert judge(load(tmp_path / "suite"), how, Results(None, settings)).exit_code == 0
    assert reader.asked == []
