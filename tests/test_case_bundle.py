"""A bundle is checked without the store: one byte that is another is found, and what is read back is the same."""

import hashlib
import json
import random
import shutil
import subprocess
import sys
import zipfile
from datetime import UTC, datetime

import pytest
from test_flow import CLOSED, MARKET, NO, QUIET, REOPENED, YES, Script, findings_answer

from adjudge import api, casework
from adjudge.casework import bundle
from adjudge.errors import CheckFailed, InputError, RecordError, StorageError
from adjudge.model.adjudication import Options
from adjudge.store.auditing import audited
from adjudge.store.case import Case
from adjudge.store.contents import Dispute, Exchange, Proposal, exchange_draft
from adjudge.store.log import Store

FETCHED = datetime(2026, 4, 3, 9, tzinfo=UTC)


def worked(store):
    """Work a case from the first article to the decision, with everything that a case can hold."""
    proposal = Proposal(outcome="Yes", at=FETCHED, decide_by=FETCHED.replace(hour=11), by="0xabc", text="The log says so.")
    casework.file(
        store,
        "lys",
        actor="ana",
        market=MARKET,
        articles=[QUIET],
        proposal=proposal,
        disputes=[Dispute(text="It stayed shut.", by="bo")],
        fetched=FETCHED,
    )
    casework.check(
        store, "lys", actor="ana", as_of=CLOSED, ask=Script(claims=NO, findings=findings_answer("not_met", (), ["A1.K1"], ["A1.K1"]))
    )
    casework.file(store, "lys", actor="ana", articles=[REOPENED], fetched=FETCHED)
    casework.check(store, "lys", actor="ana", as_of=CLOSED, ask=Script(claims=YES | NO), options=Options(reports_needed=1))
    store.append("lys", [exchange_draft(Exchange(question="Which day?", answer={"sentences": ["On Wednesday [1]."]}))], actor="ana")
    casework.decide(store, "lys", "yes", actor="ana", reason="The harbour log.", note="Asked the outlet.", holds_no_position=True)
    casework.decide(store, "lys", "ambiguous", actor="bo", reason="Two reports disagree.", second_opinion=True)
    casework.decide(store, "lys", None, actor="ana", reason="We disagree.", escalate_to="the council")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A worked case in a store, and its bundle as a folder and as an archive."""
    folder = tmp_path_factory.mktemp("case")
    with Store(f"sqlite:///{folder}/cases.db") as store:
        worked(store)
        casework.export(store, "lys", folder / "lys")
        casework.export(store, "lys", folder / "lys.zip")
        yield store, folder


@pytest.fixture
def copy(made, tmp_path):
    """A bundle of one's own to tamper with."""
    return shutil.copytree(made[1] / "lys", tmp_path / "lys")


def test_a_case_holds_everything_that_was_known_said_and_decided(made):
    """Each by its own reader, in order, with who and when."""
    case = Case(made[0], "lys")
    assert [entry.kind for entry in case.entries] == [
        "market",
        "article",
        "proposal",
        "dispute",
        "adjudication",
        "article",
        "adjudication",
        "exchange",
        "decision",
        "second_opinion",
        "escalation",
    ]
    assert (case.market, case.articles, case.proposal.by, case.disputes[0].by) == (MARKET, (QUIET, REOPENED), "0xabc", "bo")
    assert (case.record(5).verdict.name, case.record().verdict.name) == ("resolved_no", "resolved_yes")
    assert case.exchanges[0].answer == {"sentences": ["On Wednesday [1]."]}
    first, second, third = (decision for _, decision in case.decisions)
    assert (first.answer, first.note, first.holds_no_position, first.adjudication) == ("Yes", "Asked the outlet.", True, 7)
    assert (second.answer, second.agrees, second.holds_no_position) == ("ambiguous", False, False)
    assert (third.answer, third.escalated_to) == (None, "the council")


def test_a_bundle_is_json_articles_digests_and_a_brief(made):
    """The record is the very document that `check --json` prints, the article the very text that was frozen."""
    folder = made[1] / "lys"
    assert sorted(path.name for path in folder.iterdir()) == ["SHA256SUMS", "articles", "brief.md", "case.json", "entries", "record.json"]
    assert hashlib.sha256((folder / "articles" / "0002.txt").read_bytes()).hexdigest() == QUIET.sha256
    assert api.verify((folder / "record.json").read_bytes()).holds
    brief = (folder / "brief.md").read_text(encoding="utf-8")
    assert brief.startswith("**RESOLVED YES.")
    assert "I hold no position" in brief
    assert "The harbour log." in brief
    assert "The Port of Lys reopened to cargo ships on Wednesday" in brief


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="needs sha256sum")
def test_the_digests_are_checked_by_the_usual_tool(made):
    """Without a line of ours."""
    assert subprocess.run(["sha256sum", "-c", "--strict", "--quiet", "SHA256SUMS"], cwd=made[1] / "lys", check=False).returncode == 0


@pytest.mark.parametrize("name", ["lys", "lys.zip"])
def test_a_bundle_holds_without_the_store(made, name):
    """Chain, texts and both records, and what cannot be seen is said."""
    found = casework.verify_bundle(made[1] / name)
    assert found.problems == ()
    assert "2 records were verified" in found.notes[1]
    assert any("made anew" in note for note in found.notes)


def test_a_bundle_is_checked_without_importing_the_database(made):
    """Whoever checks one need not have what keeps cases."""
    probe = "import sys; from adjudge.casework import verify_bundle; found = verify_bundle(sys.argv[1]); sys.exit(not found.holds or 'sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", probe, str(made[1] / "lys")], timeout=60, check=False).returncode == 0


def test_any_one_byte_that_is_another_is_found(copy):
    """In every file, at its beginning, at its end and at places between."""
    places = random.Random(7)
    for path in sorted(path for path in copy.rglob("*") if path.is_file()):
        data = path.read_bytes()
        for place in {0, len(data) - 1, places.randrange(len(data))}:
            path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
            assert casework.verify_bundle(copy).problems, (path, place)
        path.write_bytes(data)
    assert casework.verify_bundle(copy).holds


def resummed(folder):
    """Make the digests fit again, as somebody would who covers a change."""
    files = bundle.read(folder)
    (folder / "SHA256SUMS").write_bytes(bundle.sums(files))


def edit(path, before, after):
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


COVERED = [
    ("entries/0009-decision.json", '"Yes"', '"No"', "has a document that was changed"),
    ("case.json", '"actor": "bo"', '"actor": "by"', "was changed: its hash is another"),
    ("articles/0002.txt", "stayed shut", "stood open", "articles/0002.txt: it is not what the entries of the case say"),
    ("record.json", '"resolved_yes"', '"resolved_no"', "record.json: it is not what the entries of the case say"),
    ("brief.md", "RESOLVED YES", "RESOLVED NO", "brief.md: it is not what the entries of the case say"),
]


@pytest.mark.parametrize(("file", "before", "after", "words"), COVERED, ids=[one[0] for one in COVERED])
def test_a_change_whose_digest_was_made_to_fit_is_found(copy, file, before, after, words):
    """The files follow from the entries, and the entries from each other."""
    edit(copy / file, before, after)
    resummed(copy)
    assert any(words in problem for problem in casework.verify_bundle(copy).problems)


def test_a_brief_of_another_version_may_look_otherwise_and_that_is_said(copy):
    """A bundle does not break when the layout of a brief does."""
    edit(copy / "case.json", '"package": "adjudge ', '"package": "adjudge 0.0.')
    edit(copy / "brief.md", "**RESOLVED YES", "**Resolved: yes")
    resummed(copy)
    found = casework.verify_bundle(copy)
    assert found.holds
    assert any(note.startswith("brief.md: this version writes another") for note in found.notes)


def test_a_file_more_or_less_is_found(copy):
    """Named, whichever it is."""
    (copy / "articles" / "0099.txt").write_text("slipped in")
    (copy / "brief.md").unlink()
    problems = casework.verify_bundle(copy).problems
    assert any(problem.startswith("articles/0099.txt: it is not among") for problem in problems)
    assert "brief.md: it is missing" in problems


def test_a_record_that_was_not_made_of_this_case_is_found(tmp_path):
    """Its articles and its market must have been on the case by then."""
    with Store(f"sqlite:///{tmp_path}/cases.db") as store:
        casework.file(store, "lys", actor="ana", market=MARKET, articles=[QUIET], fetched=FETCHED)
        from adjudge.store.contents import record_draft

        other = api.check(MARKET.model_copy(update={"question": "Another?"}), [REOPENED], as_of=CLOSED, ask=Script(claims=YES))
        store.append("lys", [record_draft(other)], actor="ana")
        casework.export(store, "lys", tmp_path / "lys")
    problems = casework.verify_bundle(tmp_path / "lys").problems
    assert problems == (
        "entry 3 (adjudication): it judges a market that was not on the case by then",
        "entry 3 (adjudication): A1 was not on the case by then",
    )


@pytest.mark.parametrize("name", ["lys", "lys.zip"])
def test_what_is_imported_is_what_was_exported(made, tmp_path, name):
    """Entry for entry, byte for byte; importing it again does nothing."""
    with Store(f"sqlite:///{tmp_path}/other.db") as other:
        assert casework.restore(other, made[1] / name, actor="cy") == ("lys", 11)
        assert casework.restore(other, made[1] / name, actor="cy") == ("lys", 0)
        assert (other.entries("lys"), other.documents("lys")) == (made[0].entries("lys"), made[0].documents("lys"))
        casework.export(other, "lys", tmp_path / "again.zip")
        assert (tmp_path / "again.zip").read_bytes() == (made[1] / "lys.zip").read_bytes()
        assert audited(other).holds


def test_a_bundle_that_does_not_hold_is_not_imported(copy, tmp_path):
    """The first reason is named, and the store stays as it was."""
    edit(copy / "entries" / "0009-decision.json", '"Yes"', '"No"')
    with Store(f"sqlite:///{tmp_path}/other.db") as other:
        with pytest.raises(CheckFailed, match="was not imported: entries/0009"):
            casework.restore(other, copy, actor="cy")
        assert other.cases() == {}


def test_a_bundle_of_another_case_of_that_name_is_not_mixed_in(made, tmp_path):
    """Where the two part is said."""
    with Store(f"sqlite:///{tmp_path}/other.db") as other:
        casework.file(other, "lys", actor="cy", market=MARKET)
        with pytest.raises(InputError, match="parts from this one at entry 1"):
            casework.restore(other, made[1] / "lys.zip", actor="cy")


def test_what_is_no_bundle_is_refused_in_one_sentence(tmp_path, copy):
    """A folder of something else, a file, an archive that was cut, a link, a name twice."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.zip").write_text("no archive")
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04" + b"\x00" * 40)
    (copy / "link").symlink_to("/etc/hosts")
    with zipfile.ZipFile(tmp_path / "twice.zip", "w") as archive:
        archive.writestr("case.json", "{}")
        archive.writestr("case.jsoN", "{}")
    data = (tmp_path / "twice.zip").read_bytes()
    (tmp_path / "twice.zip").write_bytes(data.replace(b"case.jsoN", b"case.json"))
    for name in ("empty", "text.zip", "cut.zip", "lys", "twice.zip", "none"):
        with pytest.raises(RecordError) as raised:
            casework.verify_bundle(tmp_path / name)
        assert "\n" not in str(raised.value)


def test_an_archive_that_expands_without_end_is_refused_by_its_stated_size(tmp_path, monkeypatch):
    """Before anything of it is read."""
    monkeypatch.setattr(bundle, "MAX_BYTES", 1000)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("case.json", "0" * 100_000)
    with pytest.raises(RecordError, match="which no bundle does"):
        casework.verify_bundle(tmp_path / "bomb.zip")


def test_an_archive_cannot_name_a_way_out(made, tmp_path):
    """Names are only names: nothing is written, and what no entry tells of is found."""
    shutil.copy(made[1] / "lys.zip", tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip", "a") as archive:
        archive.writestr("lys/../../escape.txt", "out")
    assert casework.verify_bundle(tmp_path / "out.zip").problems
    assert not list(tmp_path.parent.glob("escape.txt"))


def test_an_export_overwrites_nothing_but_an_archive(made, tmp_path):
    """A folder that is there stays; a failure leaves nothing behind."""
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine.txt").write_text("mine")
    with pytest.raises(StorageError, match="is there already"):
        casework.export(made[0], "lys", tmp_path / "there")
    with pytest.raises(StorageError, match="could not be written"):
        casework.export(made[0], "lys", tmp_path / "there" / "mine.txt" / "x")
    assert [path.name for path in tmp_path.rglob("*")] == ["there", "mine.txt"]
    assert json.loads(bundle.read(made[1] / "lys.zip")["case.json"])["schema"] == bundle.SCHEMA


def test_a_case_that_was_never_checked_has_a_bundle_too(tmp_path):
    """Its brief says so, and there is no record in it."""
    with Store(f"sqlite:///{tmp_path}/cases.db") as store:
        casework.file(store, "lys", actor="ana", market=MARKET)
        casework.export(store, "lys", tmp_path / "lys")
    assert casework.verify_bundle(tmp_path / "lys").holds
    assert "NOT CHECKED YET" in (tmp_path / "lys" / "brief.md").read_text()
