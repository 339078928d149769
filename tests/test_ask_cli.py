"""`adjudge ask` on the command line and in conversation: what goes where, what is kept, what an interrupt ends."""

import json
import shutil
import sys

import pytest
from test_ask import FOUND, RECORD, Model, told
from test_case_check import FOUND_NO, Endpoint
from test_case_cli import case, folder, out, template  # noqa: F401 - fixtures
from test_flow import QUIET, REOPENED, Script, claims_answer, findings_answer

from adjudge.asking import Session
from adjudge.cli.ask import Desk
from adjudge.cli.ask_repl import converse, editor, history_file, step
from adjudge.cli.main import run
from adjudge.errors import ModelUnavailable
from adjudge.store.case import Case
from adjudge.store.log import Store

SHUT = "The Port of Lys stayed shut to cargo ships through the end of March"
ANSWER = told({"kind": "says", "text": "The port stayed shut.", "references": [{"source": "A1", "quote": SHUT}], "verdict": None})


class Answering(Script):
    """The scripted model of a check, which also answers questions."""

    def _answer(self, question):
        return ANSWER if question.name.startswith("ask") else super()._answer(question)


@pytest.fixture
def endpoint(folder, monkeypatch):  # noqa: F811
    """An endpoint that answers checks and questions."""
    running = Endpoint()
    running.script = Answering(claims={QUIET.text: running.script.claims[QUIET.text], REOPENED.text: claims_answer()}, findings=FOUND_NO)
    monkeypatch.setenv("OPENAI_BASE_URL", running.url)
    monkeypatch.setenv("ADJUDGE_MODEL", "gpt-5.4")
    yield running
    running.server.shutdown()
    running.server.server_close()


@pytest.fixture
def checked(case, endpoint, capsys):  # noqa: F811
    """A case that was checked once."""
    out(capsys, "case", "check", "lys", "--as-of", "2026-04-03T12:00Z")
    return case


def test_a_question_about_a_case_is_answered_and_kept_on_it(checked, capsys):
    """With its references, under who asked."""
    shown = out(capsys, "ask", "lys", "Did the port reopen?")
    assert shown.startswith("The port stayed shut. [1]\n")
    with Store() as store:
        entry, exchange = Case(store, "lys").entries[-1], Case(store, "lys").exchanges[-1]
    assert (entry.kind, entry.actor, entry.says) == ("exchange", "ana", "Did the port reopen?")
    assert exchange.answer["references"][0]["quote"]["exact"] == SHUT
    assert exchange.answer["verdict"] == "RESOLVED NO"


def test_a_supposition_is_marked_on_the_case_and_is_no_article_of_it(checked, capsys):
    """The list of the case says that something was supposed."""
    out(capsys, "ask", "lys", "Would it count?", "--what-if", "a barge docked")
    with Store() as store:
        case_ = Case(store, "lys")
        assert case_.entries[-1].says == "Would it count? [supposing: a barge docked]"
        assert len(case_.articles) == 1


def test_a_case_that_was_never_checked_says_what_to_do(case, endpoint, capsys):  # noqa: F811
    """There is no verdict to ask about."""
    assert run(["ask", "lys", "Why?"]) == 3
    assert "adjudge case check lys" in capsys.readouterr().err


def test_material_that_came_after_the_check_is_announced(checked, capsys):
    """It takes no part in the answer."""
    out(capsys, "case", "add", "lys", "reopened.md")
    assert run(["ask", "lys", "Why?"]) == 0
    assert "1 entry came after the last check" in capsys.readouterr().err


def test_a_market_and_articles_are_judged_and_then_asked_about(endpoint, capsys):
    """As one command, as text, as Markdown, as JSON."""
    about = ("ask", "-m", "market.md", "quiet.md", "--as-of", "2026-04-03T12:00Z", "-q", "Did the port reopen?")
    assert "The port stayed shut. [1]" in out(capsys, *about)
    assert out(capsys, *about, "--md").startswith("**Did the port reopen?**")
    found = json.loads(out(capsys, *about, "--json"))
    assert (found["schema"], found["verdict"], found["references"][0]["source"]) == ("adjudge.answer/1", "RESOLVED NO", "A1")


def test_a_question_comes_from_standard_input_where_it_is_asked_for(checked, capsys, monkeypatch):
    """And never silently."""
    import io

    monkeypatch.setattr(sys, "stdin", io.StringIO("Did the port\nreopen?\n"))
    assert out(capsys, "ask", "lys", "-").startswith("The port stayed shut. [1]\n")


@pytest.mark.parametrize(("arguments", "says"), [
    (["ask"], "name a case"),
    (["ask", "lys"], "there is no question"),
    (["ask", "lys", "Why", "not?"], "one question, in quotation marks"),
    (["ask", "-m", "-", "quiet.md", "-q", "-"], "standard input is read once"),
    (["ask", "lys", "Why?", "--as-of", "2026-04-03T12:00Z"], "asked about as it was checked"),
    (["ask", "lys", "--what-if", "a barge docked"], "a question about it"),
    (["ask", "lys", "Why?", "--json", "--md"], "exclude each other"),
    (["ask", "lys", " "], "the question is empty"),
])  # fmt: skip
def test_a_command_line_that_cannot_be_meant_is_explained(checked, capsys, arguments, says):
    """In one sentence, before a model is asked."""
    capsys.readouterr()
    assert run(arguments) == 2
    assert says in capsys.readouterr().err


class Lines:
    """A person at the keyboard; an exception is a key that was pressed."""

    def __init__(self, *lines):
        self.lines = list(lines)

    def __call__(self):
        line = self.lines.pop(0) if self.lines else EOFError()
        if isinstance(line, BaseException):
            raise line
        return line


def talk(*lines, answers=(), session=None):
    model = Model(*answers)
    return converse(Desk(model), session or Session(RECORD, (REOPENED,)), Lines(*lines)), model


def test_a_conversation_asks_shows_and_ends(capsys):
    """Questions, commands, and the end of input."""
    after, model = talk("Did the port reopen?", "/quotes", "/why", "/criterion C1", "/against", "/help", answers=[told(FOUND)])
    shown = capsys.readouterr().out
    assert len(after.turns) == 1
    assert len(model.asked) == 1
    assert [words for words in ("[1]", "Quotes of the last answer.", "RESOLVED YES", "C1: must be met", "Against:", "/what-if") if words not in shown] == []


def test_an_interrupt_cancels_the_answer_and_not_the_conversation(capsys):
    """Nor does one at an empty line, nor a failure of the model."""
    after, _ = talk("One?", KeyboardInterrupt(), "Two?", "Three?", answers=[KeyboardInterrupt(), ModelUnavailable("the endpoint is down"), told(FOUND)])
    assert [turn.question for turn in after.turns] == ["Three?"]
    err = capsys.readouterr().err
    assert "cancelled; the conversation goes on" in err
    assert "the endpoint is down" in err


def test_a_supposition_is_said_to_be_one(capsys):
    """The fact in quotation marks, and a question after it or none."""
    after, _ = talk('/what-if "a barge docked" Would it count?', "/what-if a barge docked", answers=[told(FOUND)] * 2)
    assert [(turn.supposed, turn.question.split()[0]) for turn in after.turns] == [("a barge docked", "Would"), ("a barge docked", "If")]
    assert "Supposed, and no evidence: a barge docked" in capsys.readouterr().out


def test_the_conversation_is_exported_and_steps_are_undone(tmp_path, capsys):
    """As Markdown, to a file or to stdout."""
    file = tmp_path / "talk.md"
    after, _ = talk("Did the port reopen?", f"/export md {file}", "/undo", "/export md", answers=[told(FOUND)])
    assert "**Did the port reopen?**" in file.read_text(encoding="utf-8")
    assert after.turns == ()
    assert "nothing was asked yet" in capsys.readouterr().err


@pytest.mark.parametrize("line", ["/nothing", "/add", "/as-of", "/as-of sometime", "/criterion C9", "/what-if", "/export pdf", "/undo", "/add no-such-file.md"])
def test_a_command_that_cannot_be_done_is_explained_and_changes_nothing(line, capsys):
    """In one sentence, and the conversation goes on."""
    session = Session(RECORD, (REOPENED,))
    assert step(Desk(Model()), session, line) is session
    assert capsys.readouterr().err.startswith("adjudge: ")


def test_a_further_article_and_another_moment_are_judged_anew(folder, capsys):  # noqa: F811
    """The old answers stay, and undo goes back to the old record."""
    desk = Desk(Answering(claims={REOPENED.text: claims_answer(), QUIET.text: claims_answer()}, findings=findings_answer("silent", ())))
    session = Session(RECORD, (REOPENED,))
    added = step(desk, session, "/add quiet.md")
    assert [article.outlet for article in added.articles] == ["Harbour Post", "Coast Daily"]
    assert "left out: quiet.md" in capsys.readouterr().err
    moved = step(desk, added, "/as-of 2026-04-03T12:00Z")
    assert len(moved.record.articles) == 2
    assert "Checked again as of 2026-04-03T12:00Z" in capsys.readouterr().out
    assert step(desk, step(desk, moved, "/undo"), "/undo") is session


def test_an_article_added_in_a_conversation_about_a_case_is_filed_on_it(checked, endpoint, monkeypatch, capsys):
    """With a new record, and a look at another moment is not kept."""
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("adjudge.cli.ask_repl.editor", lambda: type("Keyboard", (), {"prompt": Lines("/add reopened.md", "/as-of 2026-03-20T12:00Z")}))
    assert run(["ask", "lys"]) == 0
    with Store() as store:
        assert [entry.kind for entry in Case(store, "lys").entries] == ["market", "article", "adjudication", "article", "adjudication"]


def test_the_editor_completes_commands_keeps_history_and_takes_several_lines(tmp_path, monkeypatch):
    """Alt-Enter is a new line; what was typed is in the state folder, for nobody else to read."""
    from prompt_toolkit.input import create_pipe_input
    from prompt_toolkit.output import DummyOutput

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    with create_pipe_input() as keyboard:
        session = editor(input=keyboard, output=DummyOutput())
        keyboard.send_text("one\x1b\rtwo\r")
        assert session.prompt() == "one\ntwo"
        keyboard.send_text("\x03")
        with pytest.raises(KeyboardInterrupt):
            session.prompt()
        keyboard.send_text("\x04")
        with pytest.raises(EOFError):
            session.prompt()
    assert "one" in history_file().read_text(encoding="utf-8")
    assert history_file().stat().st_mode & 0o077 == 0


def test_where_history_cannot_be_kept_there_is_a_conversation_all_the_same(tmp_path, monkeypatch):
    """A full disk or a file in the way is no reason to be silent."""
    (tmp_path / "adjudge").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    from prompt_toolkit.output import DummyOutput

    assert editor(output=DummyOutput()).history is not None
    shutil.rmtree(tmp_path, ignore_errors=True)
