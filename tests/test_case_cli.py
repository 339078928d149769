"""`adjudge case` and `adjudge audit`: a dispute worked on the command line, and one sentence for everything that cannot be done."""

import json
import shutil
import sqlite3
import subprocess
import sys

import pytest
from test_case_check import Endpoint
from test_cli import bare, said  # noqa: F401 - `bare` is a fixture
from test_flow import MARKET, NO, QUIET, REOPENED, YES, Script, findings_answer

from adjudge import casework
from adjudge.cli.main import run
from adjudge.markets import write_market
from adjudge.model.market import Platform
from adjudge.reading import read_article
from adjudge.store.log import Store

FILE = '+++\ntitle = "{0.title}"\noutlet = "{0.outlet}"\npublished = "{0.published.words}"\n+++\n{0.text}\n'
UMA = Platform(name="uma", codes={"Yes": "p2", "No": "p1"}, code_for={"unknown": "p3", "early": "p4"})
ON_UMA = MARKET.model_copy(update={"platform": UMA})


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A market, two articles, an endpoint that answers on them, and a data folder of the test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("ADJUDGE_ACTOR", "ana")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "market.md").write_text(write_market(ON_UMA), encoding="utf-8")
    (tmp_path / "quiet.md").write_text(FILE.format(QUIET), encoding="utf-8")
    (tmp_path / "reopened.md").write_text(FILE.format(REOPENED), encoding="utf-8")
    return tmp_path


@pytest.fixture
def endpoint(folder, monkeypatch):
    """A scripted endpoint that the environment points at."""
    running = Endpoint()
    monkeypatch.setenv("OPENAI_BASE_URL", running.url)
    monkeypatch.setenv("ADJUDGE_MODEL", "gpt-5.4")
    yield running
    running.server.shutdown()
    running.server.server_close()


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A database that holds a case with its market and one article, made once."""
    made = tmp_path_factory.mktemp("template")
    with Store(f"sqlite:///{made}/cases.db") as store:
        articles = [read_article("quiet.md", data=FILE.format(QUIET).encode())]
        casework.file(store, "lys", actor="ana", market=ON_UMA, articles=articles)
    return made


@pytest.fixture
def case(folder, template):
    """A case with its market and one article."""
    shutil.copytree(template, folder / "data" / "adjudge")
    return folder


def out(capsys, *arguments, code=0):
    """Run a command and give what it printed."""
    capsys.readouterr()
    assert run([*arguments]) == code
    return capsys.readouterr().out


CHECK = ("case", "check", "lys", "--as-of", "2026-04-03T12:00Z")


def test_a_dispute_is_worked_from_the_first_article_to_the_bundle(folder, endpoint, capsys):
    """Filed, checked, added to, checked again, compared, decided, exported, verified, tampered with, found."""
    assert out(capsys, "case", "add", "lys", "-m", "market.md", "quiet.md").startswith(
        "lys 1 market: Will the Port of Lys reopen in March?\n"
    )
    endpoint.script = Script(claims=NO, findings=findings_answer("not_met", (), ["A1.K1"], ["A1.K1"]))
    assert out(capsys, *CHECK).startswith("RESOLVED NO.")
    assert (
        out(capsys, "case", "add", "lys", "reopened.md") == f"lys 4 article: Harbour Post: Port of Lys reopens [{REOPENED.sha256[:12]}]\n"
    )
    endpoint.script, endpoint.asked = Script(claims=YES | NO), []
    assert out(capsys, *CHECK, "--exit-verdict", code=10).startswith("RESOLVED YES.")
    assert endpoint.told() == ["claims", "findings"]
    changed = out(capsys, "case", "diff", "lys")
    assert changed.startswith("RESOLVED NO → RESOLVED YES.")
    assert "“The Port of Lys reopened to cargo ships on Wednesday”" in changed
    assert "PIVOT" in changed
    assert (
        out(capsys, "case", "decide", "lys", "p2", "--reason", "The harbour log.", "--no-position")
        == "lys 6 decision: Yes (p2): The harbour log; holds no position\n"
    )
    assert "decided: Yes (p2)" in out(capsys, "case", "list")
    assert run(["case", "export", "lys", "-o", "lys"]) == 0
    assert out(capsys, "verify", "lys").endswith("the bundle holds\n")
    assert out(capsys, "verify", "lys/record.json").endswith("the record holds\n")
    text = folder / "lys" / "articles" / "0002.txt"
    text.write_text(text.read_text().replace("stayed shut", "stayed open"))
    assert "articles/0002.txt" in out(capsys, "verify", "lys", code=5)


def test_what_is_shown_of_a_case_is_all_of_it_in_order(case, capsys):
    """For a person, as Markdown, as JSON, and one document as it stands."""
    run(
        [
            "case",
            "add",
            "lys",
            "--proposed",
            "p2",
            "--proposed-at",
            "2026-04-02T10:00Z",
            "--decide-by",
            "2026-04-02T12:00Z",
            "--proposer",
            "It opened.",
            "--disputer",
            "It did not.",
        ]
    )
    run(["case", "decide", "lys", "--escalate", "the council", "--reason", "Too close.", "--by", "bo"])
    shown = " ".join(out(capsys, "case", "show", "lys").split())
    assert shown.startswith("NOT CHECKED YET.")
    assert all(
        words in shown
        for words in (
            "Yes (p2), proposed 2026-04-02T10:00Z, to be decided by 2026-04-02T12:00Z",
            "It did not.",
            "handed on to the council, by bo",
            "bo did not declare",
        )
    )
    assert "**NOT CHECKED YET.**" in out(capsys, "case", "show", "lys", "--md")
    kinds = [entry["kind"] for entry in json.loads(out(capsys, "case", "show", "lys", "--json"))["entries"]]
    assert kinds == ["market", "article", "proposal", "dispute", "escalation"]
    assert json.loads(out(capsys, "case", "show", "lys", "--entry", "2"))["article"]["text"] == QUIET.text
    assert list(json.loads(out(capsys, "case", "list", "--json"))) == ["lys"]


def test_a_second_opinion_is_somebody_elses(case, capsys):
    """And says whether it agrees."""
    run(["case", "decide", "lys", "No", "--reason", "It stayed shut."])
    assert run(["case", "decide", "lys", "No", "--reason", "So it did.", "--second-opinion"]) == 2
    assert "comes from somebody else" in capsys.readouterr().err
    run(["case", "decide", "lys", "no", "--reason", "So it did.", "--second-opinion", "--by", "bo"])
    assert "as the decision, by bo" in out(capsys, "case", "show", "lys")


def test_a_clarification_becomes_a_revision(case, capsys):
    """From words or from a file, with its moment and its author."""
    (case / "note.txt").write_text("Ferries do not count.\n")
    run(["case", "add", "lys", "--clarification", "note.txt", "--said", "2026-04-01T00:00Z", "--said-by", "the platform"])
    market = json.loads(out(capsys, "case", "show", "lys", "--entry", "3"))
    assert market["clarifications"] == [{"at": "2026-04-01T00:00:00Z", "by": "the platform", "kind": None, "text": "Ferries do not count."}]
    assert run(["case", "add", "lys", "--clarification", "note.txt", "--said", "2026-04-01T00:00Z", "--said-by", "the platform"]) == 0
    assert "nothing new" in capsys.readouterr().err


def test_what_was_noted_of_the_log_shows_that_it_was_cut(case, capsys):
    """The export says the hash; audit verify asks for it; a change behind the store's back is named."""
    run(["case", "export", "lys", "-o", "lys.zip"])
    noted = capsys.readouterr().err.split("line 2, ")[1].split(";")[0]
    assert "the log holds: 2 lines, 1 case" in out(capsys, "audit", "verify", "--head", noted)
    chain = out(capsys, "verify", "lys.zip").split("last hash is ")[1].split()[0]
    assert "the log holds" in out(capsys, "audit", "verify", "--head", chain)
    with sqlite3.connect(case / "data" / "adjudge" / "cases.db") as connection:
        guard = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'entries_no_update'").fetchone()[0]
        connection.execute("DROP TRIGGER entries_no_update")
        connection.execute("UPDATE entries SET document = replace(document, 'Lys still shut', 'Lys now open') WHERE number = 2")
        connection.execute(guard)
    connection.close()
    assert out(capsys, "audit", "verify", code=5) == "does not hold: entry 2 of 'lys' has a document that was changed\n"
    assert run(["case", "export", "lys", "-o", "again.zip"]) == 0
    assert run(["verify", "again.zip"]) == 5


def test_a_case_moves_to_another_store(case, capsys, monkeypatch):
    """What is shown there is what was shown here."""
    run(["case", "export", "lys", "-o", "lys.zip"])
    before = out(capsys, "case", "show", "lys", "--json")
    monkeypatch.setenv("XDG_DATA_HOME", str(case / "elsewhere"))
    assert run(["case", "import", "lys.zip"]) == 0
    assert "2 entries imported" in capsys.readouterr().err
    assert out(capsys, "case", "show", "lys", "--json") == before


BAD = [
    (["case", "show", "none"], 3, "there is no case 'none'"),
    (["case", "show", "lys", "--entry", "9"], 3, "has no entry 9"),
    (["case", "show"], 2, "Missing argument"),
    (["case", "add", "lys"], 2, "nothing to add"),
    (["case", "add", "../x", "-m", "market.md"], 2, "no name for a case"),
    (["case", "add", "new", "quiet.md"], 3, "give its market with -m"),
    (["case", "add", "new", "--proposed", "Yes"], 3, "give it with -m"),
    (["case", "add", "lys", "none.md"], 3, "no file"),
    (["case", "add", "lys", "-m", "none.md"], 3, "no market"),
    (["case", "add", "lys", "--pick", "1", "quiet.md"], 2, "--pick needs"),
    (["case", "add", "lys", "--said", "2026-04-01T00:00Z"], 2, "need --clarification"),
    (["case", "add", "lys", "--clarification", " "], 3, "the text is empty"),
    (["case", "add", "lys", "--clarification", "x", "--said", "soon"], 2, "--said"),
    (["case", "add", "lys", "--proposed", "Perhaps"], 2, "is no answer to this market"),
    (["case", "add", "lys", "--decide-by", "2026-04-01T00:00Z"], 2, "need --proposed"),
    (["case", "add", "lys", "--disputer", "binary"], 3, "cannot be read as UTF-8"),
    (["case", "add", "lys", "quiet.md", "--by", " "], 2, "--by needs a name"),
    (["case", "check", "none"], 3, "there is no case"),
    (["case", "check", "lys"], 4, "OPENAI_API_KEY"),
    (["case", "check", "lys", "--as-of", "today"], 2, "--as-of"),
    (["case", "diff", "lys"], 3, "a comparison needs two"),
    (["case", "diff", "lys", "--from", "1", "--to", "2"], 3, "never checked"),
    (["case", "decide", "lys", "Yes"], 2, "Missing option"),
    (["case", "decide", "lys", "Yes", "--reason", " "], 2, "must say why"),
    (["case", "decide", "lys", "--reason", "x"], 2, "give an answer"),
    (["case", "decide", "lys", "Maybe", "--reason", "x"], 2, "there are Yes, No, p2, p1, p3, p4, not_yet"),
    (["case", "decide", "lys", "Yes", "--reason", "x", "--second-opinion"], 2, "no decision yet"),
    (["case", "decide", "lys", "Yes", "--reason", "x", "--escalate", "y"], 2, "without one"),
    (["case", "export", "none", "-o", "x"], 3, "there is no case"),
    (["case", "export", "lys", "-o", "quiet.md"], 3, "is there already"),
    (["case", "import", "none"], 3, "cannot be read"),
    (["case", "import", "quiet.md"], 3, "is no bundle"),
    (["verify", "data"], 3, "is no bundle"),
    (["audit", "verify", "--head", "abc"], 5, "does not hold"),
]


@pytest.mark.parametrize(("arguments", "code", "words"), BAD, ids=[" ".join(arguments) for arguments, _, _ in BAD])
def test_bad_input_is_one_sentence_and_its_exit_code(arguments, code, words, case, capsys):
    """And nothing is added to the case."""
    (case / "binary").write_bytes(b"\xff\xfe\x00\x01")
    assert run(arguments) == code
    assert words in said(capsys)
    with Store() as store:
        assert {name: len(entries) for name, entries in store.cases().items()} == {"lys": 2}


def test_a_database_that_cannot_be_opened_is_one_sentence(folder, monkeypatch, capsys):
    """Exit 3, from every command that needs it."""
    (folder / "data").write_text("in the way")
    for arguments in (["case", "list"], ["audit", "verify"], ["case", "import", "x"]):
        assert run(arguments) == 3
        assert "cannot be used" in said(capsys)


def test_what_an_article_holds_cannot_act_on_the_terminal(case, capsys):
    """Names and texts are shown, not obeyed."""
    run(["case", "add", "lys", "--disputer", "\x1b[2JYES \u202eON", "--by", "eve\x1b[31m"])
    for arguments in (
        ["case", "show", "lys"],
        ["case", "show", "lys", "--entry", "3"],
        ["case", "show", "lys", "--json"],
        ["case", "list"],
    ):
        assert not {"\x1b", "\u202e"} & set(out(capsys, *arguments))


def test_help_does_not_import_the_database():
    """Nor does the help of the commands that use it."""
    probe = "import sys; from adjudge.cli.main import run; codes = [run(a) for a in (['--help'], ['case', '--help'], ['case', 'add', '--help'], ['audit', '--help'])]; print([n for n in ('sqlalchemy', 'alembic', 'psycopg', 'pydantic') if n in sys.modules], codes, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, timeout=60, check=False)
    assert done.stderr.decode().strip() == "[] [0, 0, 0, 0]"
