"""The shipped suites, replayed by the same code as `adjudge regress`: any drift fails here."""

from collections import Counter
from pathlib import Path

import pytest

from adjudge import cassettes
from adjudge.evaluate.judging import one_shots
from adjudge.suite import baseline, hygiene
from adjudge.suite.cases import default_suites, load
from adjudge.suite.layout import as_text
from adjudge.suite.regress import Asked, look
from adjudge.suite.telling import page_of

TESTS = Path(__file__).parent
CHECKS = [check for suite in default_suites() for check in load(suite)]
PLAIN = [check for check in CHECKS if check.base is None]
is_recorded = pytest.mark.skipif(not any((suite / baseline.FILE).is_file() for suite in default_suites()), reason="no suite has been accepted yet")


@pytest.fixture(scope="module")
def looked():
    """One run of everything."""
    return look(Asked(tuple(default_suites()), owns_recordings=True, failures=TESTS / "failures", conversations=TESTS / "conversations"))


def told(report, rows):
    """The part of the report that an engineer needs, as the command prints it."""
    return "\n" + as_text(page_of(report.model_copy(update={"rows": tuple(rows), "failures": (), "turns": ()})), width=160)


@is_recorded
def test_nothing_moved_since_it_was_accepted(looked):
    """A verdict, a confidence or a quote that moved is accepted by `adjudge regress --accept`, or is a mistake."""
    assert not looked.report.moved, told(looked.report, looked.report.moved)


@is_recorded
def test_every_answer_is_recorded(looked):
    """A prompt or a schema that changed leaves no stale recording behind."""
    assert not looked.report.unknown, told(looked.report, looked.report.unknown)


@is_recorded
def test_every_check_has_a_verdict(looked):
    """No case fails to be read or judged."""
    failed = [row for row in looked.report.rows if row.state == "failed"]
    assert not failed, told(looked.report, failed)


@is_recorded
def test_no_verdict_is_wrong_without_being_known_to_be(looked):
    """A case that comes out wrong is fixed in prompt or code, or marked `known_wrong`; never changed."""
    marked = [row for row in looked.report.rows if row.mark in ("wrong", "right, though marked as known wrong")]
    assert not marked, told(looked.report, marked)


@is_recorded
def test_recordings_are_clean_owned_and_wholly_played(looked):
    """No secret, no orphan, no partly played file, canonical form, provenance; and no misspelled key in a case."""
    assert not looked.report.hygiene


@is_recorded
def test_every_recording_of_the_one_shot_baseline_is_asked_for():
    """The evaluation owns them."""
    _, plays = one_shots(PLAIN, cassettes.shipped())
    assert not list(hygiene.of_playing(cassettes.shipped(), plays, ("oneshot",)))


def test_every_scripted_failure_becomes_its_error(looked):
    """Typed, with its exit code, and never a verdict."""
    assert looked.report.failures
    assert [one for one in looked.report.failures if not one.holds] == []
    assert all(one.exit_code == (0 if one.expected == "answered" else 4) for one in looked.report.failures)


def test_the_suite_is_as_large_as_it_has_to_be():
    """Enough cases, and enough of each verdict and each cause, to notice when one of them breaks."""
    assert len({check.folder for check in PLAIN}) >= 60
    verdicts, causes = Counter(check.label.expected for check in PLAIN), Counter(check.label.cause for check in PLAIN)
    assert all(verdicts[name] >= 6 for name in ("resolved_yes", "resolved_no", "not_yet", "ambiguous")), verdicts
    assert all(causes[name] >= 3 for name in ("criteria", "conflict", "standard", "insufficient", "split")), causes


TRAPS = """
forecast told as fact; announcement is not completion; announcement that is the event; aides instead of principals; right event, wrong window;
event before the opening; event after the close; time-zone edge; DST change; undated article with relative dates;
late clarification that reverses the plain reading; ruling clarification; status clarification; notice clarification; title against body;
the listed individual bound by the title; placeholder that nothing binds; undefined term; clauses that contradict each other;
one-sided official claim, not denied; one-sided official claim, denied; anonymous sources only; copies of one wire story;
source regime only, announces; source regime only, where to look; sources of equal rank contradict each other;
default No with cover; default No with a gap; default No without cover; silence one minute after the deadline; Yes by absence;
breach of a holds criterion; impossibility before the deadline; unlikely now; early trigger while the window is open; cancelled means No;
occasion over before the fallback date; may remain open until; once certified; evidence cut-off; true event after the proposal;
50-50 clause; cancelled clause; void clause; multi-outcome; exclusive group; another member of the group wins;
partial transcript; complete transcript; word count; preliminary figure later revised; rounded figure straddles a threshold;
article about the market with odds; page furniture with a decoy headline; instruction to the reader; not far from its verb; quote inside a quote;
correction note withdraws the lead
"""


def test_every_trap_stands_in_at_least_two_cases():
    """By the tags of the labels; a tag that is none of these is a misspelling, or a new trap that belongs here."""
    known = {" ".join(name.split()) for name in TRAPS.split(";")}
    found = {(trap, check.case) for check in CHECKS for trap in check.label.traps}
    assert {trap for trap, _ in found} == known
    counts = Counter(trap for trap, _ in found)
    assert [trap for trap in known if counts[trap] < 2] == []


def test_every_kind_of_mutation_is_tried_on_several_cases():
    """One edit of known effect says little about its kind."""
    counts = Counter({(check.label.kind, check.case) for check in CHECKS if check.base is not None})
    kinds = Counter(kind for kind, _ in counts)
    assert len(kinds) >= 7
    assert [kind for kind, count in kinds.items() if count < 4] == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_every_case_can_be_read_and_its_labels_stand_in_its_texts(check):
    """Market, articles and options are there; each quote of a label is in an article, each clause in the rules."""
    from adjudge.anchor import spans

    market, articles = check.materials()
    assert check.options()
    assert check.as_of
    texts = [text for article in articles for text in article.texts().values() if text]
    rules = [text for text in market.texts().values() if text]
    assert [quote for quote in check.label.quotes if not any(spans(text, quote) for text in texts)] == []
    assert [clause for clause in check.label.criteria if not any(spans(text, clause) for text in rules)] == []


def test_the_names_of_checks_are_unique():
    """A name is what baselines, reports and `--case` know a check by."""
    names = Counter(check.id for check in CHECKS)
    assert [name for name, count in names.items() if count > 1] == []
