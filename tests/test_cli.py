"""The command line: every failure one sentence and its exit code, the answer on stdout and nothing else there."""

import io
import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import make
import pytest

from adjudge import api, errors
from adjudge.cli import inputs, output
from adjudge.cli.main import run
from adjudge.reports.record import as_json
from adjudge.suite.cases import examples, load

MARKET = f'+++\nquestion = "Accepted by November 27?"\ncreated = "2025-11-21T17:00:00Z"\n+++\n{make.RULES}\n'
ARTICLE = f'+++\ntitle = "Talks"\noutlet = "Kyiv Chronicle"\npublished = "2025-12-02T17:05:00Z"\n+++\n{make.CHRONICLE}\n'
# What must not be imported to print help: each costs more than the rest of the start together.
HEAVY = ("openai", "instructor", "pydantic", "vcr", "rich", "tenacity", "trafilatura", "httpx2", "jsonschema")
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI_", "ADJUDGE_"))} | {"PYTHONPATH": str(Path(api.__file__).parents[1])}


@pytest.fixture(autouse=True)
def bare(monkeypatch, tmp_path):
    """No key, no endpoint, no configuration of whoever runs the tests."""
    for name in [*os.environ]:
        if name.startswith(("OPENAI_", "ADJUDGE_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def case(tmp_path):
    """A market and an article as files."""
    market, article = tmp_path / "market.md", tmp_path / "one.md"
    market.write_text(MARKET, encoding="utf-8")
    article.write_text(ARTICLE, encoding="utf-8")
    return market, article


@pytest.fixture
def judged(monkeypatch):
    """The library's `check`, answering with a record made by hand; what it was asked is kept."""
    asked = {}

    def check(market, articles, **how):
        asked.update(how, market=market, articles=articles)
        return asked.get("gives", make.record())

    monkeypatch.setattr(api, "check", check)
    return asked


def said(capsys):
    """Give the one sentence on stderr."""
    err = capsys.readouterr().err
    assert err.startswith("adjudge: ")
    assert err.count("\n") == 1
    return err


def python(*arguments, **more):
    """Run the command in a process of its own."""
    environment = {**ENVIRONMENT, **more.pop("env", {})}
    return subprocess.run([sys.executable, *arguments], capture_output=True, env=environment, timeout=60, check=False, **more)


def test_help_imports_nothing_heavy():
    """Help is there at once: no client, no validation library, no recorder."""
    probe = f"import sys; from adjudge.cli.main import run; code = run(['--help']); print([n for n in {HEAVY} if n in sys.modules], code, file=sys.stderr)"
    done = python("-c", probe)
    assert done.stderr.decode().strip() == "[] 0"
    assert b"check" in done.stdout


@pytest.mark.parametrize("command", ["check", "market", "article", "verify", "demo", "doctor", "schema", "prompts", "relay"])
def test_every_command_explains_itself(command, capsys):
    """Each has help, and help is no failure."""
    assert run([command, "--help"]) == 0
    assert "Usage: adjudge" in capsys.readouterr().out


def test_without_a_command_the_usage_is_shown_as_an_error(capsys):
    """Nothing was asked for, so stdout stays empty."""
    assert run([]) == 2
    shown = capsys.readouterr()
    assert not shown.out
    assert shown.err.startswith("Usage: adjudge")


def test_the_version_is_printed(capsys):
    """One line."""
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("adjudge 0.")


BAD = [
    (["chekc"], 2, "No such command"),
    (["check", "--nonsense"], 2, "No such option"),
    (["check", "a.md"], 2, "Missing option"),
    (["check", "-m", "{market}"], 2, "Missing argument"),
    (["check", "-m", "{market}", "{article}", "--votes", "many"], 2, "Invalid value"),
    (["check", "-m", "{market}", "{article}", "--votes", "0"], 2, "Invalid value"),
    (["check", "-m", "{market}", "{article}", "--api", "telepathy"], 2, "Invalid value"),
    (["check", "-m", "{market}", "{article}", "--json", "--md"], 2, "exclude each other"),
    (["check", "-m", "-", "-"], 2, "can be given once"),
    (["check", "-m", "{market}", "{article}", "--as-of", "tomorrow"], 2, "--as-of"),
    (["check", "-m", "{market}", "{article}", "--as-of", "2025-11-30"], 2, "--as-of"),
    (["check", "-m", "{market}", "{article}", "--attest", "I looked"], 2, "must say up to when"),
    (["check", "-m", "{market}", "{article}", "--published", "2025-01-01", "--published", "2025-01-02"], 2, "2 times for 1 articles"),
    (["check", "-m", "{market}", "{article}", "--published", "soon"], 2, "not a date"),
    (["check", "-m", "{market}", "{article}", "--replay", "--record"], 2, "exclude each other"),
    (["check", "-m", "{market}", "{article}", "--record"], 2, "--cassettes DIR"),
    (["check", "-m", "{market}", "{article}", "--cassettes", "."], 2, "--replay or --record"),
    (["check", "-m", "{market}", "{article}", "--replay", "--fresh"], 2, "exclude each other"),
    (["check", "-m", "{market}", "{article}", "--replay", "--cassettes", "{folder}/none"], 2, "no folder"),
    (["check", "-m", "{market}", "{article}", "--timeout", "-1"], 2, "timeout"),
    (["check", "-m", "{market}", "{article}", "--max-cost", "lots"], 2, "max_cost"),
    (["check", "-m", "{market}", "{article}", "--base-url", "ftp://x"], 2, "base_url"),
    (["check", "-m", "{folder}/none.md", "{article}"], 3, "no market"),
    (["check", "-m", "{folder}", "{article}"], 3, "folder"),
    (["check", "-m", "{article}", "{article}"], 3, ""),
    (["check", "-m", "{market}", "{folder}/none.md"], 3, "no file"),
    (["check", "-m", "{market}", "{folder}/none-*.md"], 3, "nothing matches"),
    (["check", "-m", "{market}", "{folder}/empty"], 3, "holds no article"),
    (["check", "-m", "{market}", "{folder}/empty.md"], 3, "empty"),
    (["verify", "{folder}/none.json"], 3, "cannot be read"),
    (["verify", "{market}"], 3, "no JSON"),
    (["verify", "{folder}/binary"], 3, "not UTF-8"),
    (["prompts", "show", "nonsense"], 2, "there is no prompt"),
    (["relay"], 2, "--folder"),
    (["relay", "status"], 2, "--folder"),
    (["relay", "status", "--folder", "{folder}/none"], 3, "no folder"),
    (["demo", "{folder}/none"], 3, "no folder"),
    (["demo", "{folder}/empty"], 3, "no cases"),
    (["demo", "--case", "nonsense"], 2, "no case"),
]


@pytest.mark.parametrize(("arguments", "code", "words"), BAD, ids=[" ".join(arguments)[:60] for arguments, _, _ in BAD])
def test_bad_input_is_one_sentence_and_its_exit_code(arguments, code, words, case, tmp_path, capsys):
    """Usage is 2, input is 3, and stdout stays empty."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.md").write_text("")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00\x01")
    names = {"market": case[0], "article": case[1], "folder": tmp_path}
    assert run([argument.format(**names) for argument in arguments]) == code
    shown = capsys.readouterr()
    assert not shown.out
    last = shown.err.strip().splitlines()[-1]
    assert last.startswith("adjudge: ")
    assert words in last


def test_what_a_file_holds_cannot_act_in_an_error(tmp_path, capsys, case):
    """A name that carries escapes is shown, not obeyed."""
    assert run(["check", "-q", "-m", str(case[0]), str(tmp_path / "a\x1b[2Jb\u202e.md")]) == 3
    assert r"\x1b[2J" in said(capsys).replace("\\\\", "\\")


@pytest.mark.parametrize("error", [errors.ModelUnavailable, errors.NotAuthorised, errors.AnswerPending, errors.OverBudget, errors.StorageError, errors.CheckFailed])
def test_each_error_leaves_with_its_own_code(error, case, monkeypatch, capsys):
    """The sentence is the error's, and so is the exit code."""

    def fails(*_, **__):
        raise error("the reason\nin two lines")

    monkeypatch.setattr(api, "check", fails)
    assert run(["check", "-q", "-m", str(case[0]), str(case[1])]) == error.exit_code
    assert said(capsys) == "adjudge: the reason in two lines\n"


def test_without_a_key_the_three_ways_to_get_answers_are_named(case, capsys):
    """A key, a local server, the relay."""
    assert run(["check", "-q", "-m", str(case[0]), str(case[1])]) == 4
    sentence = said(capsys)
    assert all(way in sentence for way in ("OPENAI_API_KEY", "Ollama", "adjudge relay"))


def test_a_bug_is_named_as_one_and_its_traceback_is_there_on_request(case, monkeypatch, capsys):
    """Exit 1, one sentence; ADJUDGE_DEBUG shows where."""
    monkeypatch.setattr(api, "check", lambda *_, **__: 1 / 0)
    assert run(["check", "-q", "-m", str(case[0]), str(case[1])]) == 1
    assert "this is a bug: ZeroDivisionError" in said(capsys)
    monkeypatch.setenv("ADJUDGE_DEBUG", "1")
    assert run(["check", "-q", "-m", str(case[0]), str(case[1])]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_an_interruption_is_130(case, monkeypatch, capsys):
    """Ctrl-C is no failure of the program, and says what is kept."""

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(api, "check", interrupted)
    assert run(["check", "-q", "-m", str(case[0]), str(case[1])]) == 130
    assert "interrupted" in said(capsys)


def test_stdout_carries_the_answer_and_stderr_the_rest(case, judged, capsys):
    """The brief on stdout; what is played and what it cost on stderr."""
    assert run(["check", "-m", str(case[0]), str(case[1])]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("RESOLVED NO.")
    assert "\x1b" not in shown.out
    assert "recorded answers are played" in shown.err
    assert "unpriced" in shown.err


def test_quiet_says_nothing_beside_the_answer(case, judged, capsys):
    """Nothing on stderr."""
    run(["check", "-q", "-m", str(case[0]), str(case[1])])
    assert not capsys.readouterr().err


def test_json_is_the_record(case, judged, capsys):
    """The canonical document, and nothing else."""
    run(["check", "-m", str(case[0]), str(case[1]), "--json"])
    assert capsys.readouterr().out == as_json(make.record())


def test_markdown_is_markdown(case, judged, capsys):
    """A page with headings."""
    run(["check", "-m", str(case[0]), str(case[1]), "--md", "--all"])
    assert "\n## Criteria\n" in capsys.readouterr().out


CODES = [("resolved_yes", "Yes", 10), ("resolved", "Hungary", 10), ("resolved_no", "No", 11), ("not_yet", None, 12), ("ambiguous", None, 13)]


@pytest.mark.parametrize(("name", "outcome", "code"), CODES)
def test_the_verdict_can_be_the_exit_code(name, outcome, code, case, judged):
    """Only where it is asked for."""
    verdict = make.record().verdict.model_copy(update={"name": name, "outcome": outcome})
    judged["gives"] = make.record(verdict=verdict)
    assert run(["check", "-q", "-m", str(case[0]), str(case[1]), "--exit-verdict"]) == code
    assert run(["check", "-q", "-m", str(case[0]), str(case[1])]) == 0


def test_the_answer_can_go_to_a_file(case, judged, tmp_path, capsys):
    """Whole, and then stdout stays empty."""
    target = tmp_path / "deep" / "record.json"
    assert run(["check", "-m", str(case[0]), str(case[1]), "--json", "-o", str(target)]) == 0
    shown = capsys.readouterr()
    assert not shown.out
    assert f"written to {target}" in shown.err
    assert target.read_text(encoding="utf-8") == as_json(make.record())


def test_a_file_that_cannot_be_written_is_named(case, judged, tmp_path, capsys):
    """One sentence, exit 3, nothing left behind."""
    assert run(["check", "-q", "-m", str(case[0]), str(case[1]), "-o", str(case[1] / "x")]) == 3
    assert "could not be written" in said(capsys)
    assert run(["check", "-q", "-m", str(case[0]), str(case[1]), "-o", str(tmp_path)]) == 3
    assert "could not be written" in said(capsys)


def test_a_device_is_written_to_and_a_link_is_followed(case, judged, tmp_path, capsys):
    """Neither is replaced by a file."""
    assert run(["check", "-q", "-m", str(case[0]), str(case[1]), "-o", os.devnull]) == 0
    assert Path(os.devnull).is_char_device()
    if Path("/dev/full").exists():
        assert run(["check", "-q", "-m", str(case[0]), str(case[1]), "-o", "/dev/full"]) == 3
        assert "No space left" in said(capsys)
    (tmp_path / "link").symlink_to(tmp_path / "target")
    assert run(["check", "-q", "-m", str(case[0]), str(case[1]), "-o", str(tmp_path / "link")]) == 0
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_text(encoding="utf-8").startswith("RESOLVED NO.")


def test_what_was_asked_for_reaches_the_library(case, judged):
    """Moment, options, settings and recordings are those of the command line."""
    words = "Reuters searched until 2025-12-02T12:00Z, no report"
    flags = ["--as-of", "2025-11-30T23:59-05:00", "--votes", "3", "--reports-needed", "2", "--attest", words, "--allow-missing", "--wait"]
    settings = ["--model", "m", "--base-url", "http://127.0.0.1:1/v1", "--api", "responses", "--timeout", "5", "--max-cost", "0.5", "--concurrency", "2", "--fresh"]
    assert run(["check", "-q", "-m", str(case[0]), str(case[1]), *flags, *settings]) == 0
    assert judged["as_of"] == datetime(2025, 12, 1, 4, 59, tzinfo=UTC)
    options = judged["options"]
    assert (options.votes, options.reports_needed, options.allow_missing, options.attest.words) == (3, 2, True, words)
    assert options.attest.until.isoformat() == "2025-12-02T12:00:00+00:00"
    chosen = judged["settings"]
    assert (chosen.model, chosen.api, chosen.timeout, str(chosen.max_cost), chosen.concurrency) == ("m", "responses", 5, "0.5", 2)
    assert judged["wait"] is True
    assert judged["recordings"].fresh is True


def test_the_moment_can_be_left_to_the_newest_article_or_to_now(case, judged):
    """The library is told which."""
    run(["check", "-q", "-m", str(case[0]), str(case[1]), "--as-of", "latest-article"])
    assert judged["as_of"] == "latest-article"
    run(["check", "-q", "-m", str(case[0]), str(case[1])])
    assert judged["as_of"] is None


def test_a_key_does_not_turn_a_replay_of_what_ships_into_calls(case, judged, monkeypatch):
    """`--replay` alone asks for the model that the shipped answers were recorded with, and never goes live."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-not-a-key")
    run(["check", "-q", "-m", str(case[0]), str(case[1]), "--replay"])
    assert judged["settings"].model == "relay"
    assert judged["recordings"].live is False


def test_articles_may_be_folders_patterns_and_stdin(case, judged, tmp_path, monkeypatch):
    """A folder gives its files in order, hidden ones left out; `-` is read once."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("b.md", "a.md", ".hidden.md"):
        (folder / name).write_text(ARTICLE.replace("Talks", name), encoding="utf-8")
    run(["check", "-q", "-m", str(case[0]), str(folder)])
    assert [article.title for article in judged["articles"]] == ["a.md", "b.md"]
    assert inputs.article_sources([str(folder / "*.md")]) == [str(folder / "a.md"), str(folder / "b.md")]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode())))
    run(["check", "-q", "-m", str(case[0]), "-"])
    assert [article.title for article in judged["articles"]] == ["Talks"]


def test_dates_are_given_to_articles_in_their_order(case, judged):
    """A date on the command line overrides the article's own."""
    run(["check", "-q", "-m", str(case[0]), str(case[1]), "--published", "2025-11-20T10:00:00Z"])
    assert judged["articles"][0].published.words == "2025-11-20T10:00:00Z"


def test_the_platform_answer_is_said_when_asked_for(case, judged, capsys):
    """A market that comes from no platform has none, and a record has no place for it."""
    run(["check", "-m", str(case[0]), str(case[1]), "--platform-answer"])
    assert "Platform answer: none" in capsys.readouterr().out
    run(["check", "-m", str(case[0]), str(case[1]), "--platform-answer", "--json"])
    assert "Platform answer: none" in capsys.readouterr().err


def test_a_record_that_holds_is_said_to_hold_with_what_cannot_be_seen(tmp_path, monkeypatch, capsys):
    """Exit 0, and an honest list."""
    path = tmp_path / "record.json"
    path.write_text(as_json(make.record()), encoding="utf-8")
    monkeypatch.setattr(api, "verify", lambda text: type("V", (), {"problems": (), "notes": ("not checked here: authenticity",), "holds": True}))
    assert run(["verify", str(path)]) == 0
    shown = capsys.readouterr().out
    assert "not checked here" in shown
    assert "the record holds" in shown


def test_a_record_that_does_not_hold_is_exit_5(tmp_path, capsys):
    """A record made by hand does not follow from its own answers, and verify says so."""
    path = tmp_path / "record.json"
    path.write_text(as_json(make.record()), encoding="utf-8")
    assert run(["verify", str(path)]) == 5
    assert "does not hold" in capsys.readouterr().err


def test_the_schema_is_json(capsys):
    """It names the record's own schema id."""
    assert run(["schema"]) == 0
    assert "adjudge.adjudication/1" in json.dumps(json.loads(capsys.readouterr().out))


def test_prompts_are_listed_with_digests_and_shown_to_the_letter(capsys):
    """What is listed can be shown, by its name and by its id."""
    assert run(["prompts"]) == 0
    listed = capsys.readouterr().out.split()[0]
    assert run(["prompts", "show", listed.split(".")[0]]) == 0
    assert capsys.readouterr().out.startswith("+++\nid")


def test_doctor_says_what_would_be_called_and_never_a_key(monkeypatch, capsys):
    """With a key and without one."""
    assert run(["doctor"]) == 0
    assert "replays the recordings that ship" in capsys.readouterr().out
    monkeypatch.setenv("OPENAI_API_KEY", "sk-verysecret")
    assert run(["doctor"]) == 0
    shown = capsys.readouterr().out
    assert "OPENAI_API_KEY is set" in shown
    assert "POST https://api.openai.com/v1/chat/completions, with a key" in shown
    assert "verysecret" not in shown


def test_relay_status_lists_what_waits(tmp_path, capsys):
    """One line a question; the count on stderr."""
    assert run(["relay", "status", "--folder", str(tmp_path)]) == 0
    assert "0 of 0 questions are open" in capsys.readouterr().err
    assert run(["relay", "--folder", str(tmp_path), "status"]) == 0


def test_the_demo_shows_one_brief_and_marks_every_check_honestly(judged, capsys, monkeypatch):
    """A verdict that was not expected is called wrong, and a key in the environment is not used."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-not-a-key")
    assert run(["demo"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("RESOLVED NO.")
    assert "✓" in shown
    assert "WRONG: expected not_yet" in shown
    assert judged["settings"].api_key is None
    assert judged["settings"].model == "relay"
    total = sum(check.base is None for check in load(examples()))
    assert f"of {total} checks came out as expected" in shown


def test_a_case_of_the_demo_is_shown_in_full(judged, capsys):
    """Every check of that case has its brief."""
    assert run(["demo", "--case", "framework-deadline"]) == 0
    shown = capsys.readouterr().out
    assert shown.count("\nWHY\n") == 3
    assert shown.count("framework-deadline/") == 3


def test_a_check_of_the_demo_without_an_answer_fails_its_line_and_the_run(capsys, tmp_path, monkeypatch):
    """The others are still told; the exit code is that of the failure."""
    monkeypatch.setattr("adjudge.cassettes.shipped", lambda: tmp_path)
    assert run(["demo", "--case", "framework-deadline"]) == 4
    assert capsys.readouterr().out.count("FAILED: ") == 3


@pytest.mark.parametrize("text", ["check = 1", "not toml [", '[[check]]\nname = "x"', '[[check]]\nname = "x"\nas_of = "2025"\nexpected = "not_yet"'])
def test_a_broken_case_file_is_one_sentence(text, tmp_path, capsys):
    """Whatever is wrong with it."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "case.toml").write_text(text)
    assert run(["demo", str(tmp_path)]) in (2, 3)
    assert said(capsys)


def test_colour_follows_the_terminal_and_no_color(monkeypatch):
    """A pipe is plain, a terminal is coloured, NO_COLOR is obeyed."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert output.has_color()
    monkeypatch.setenv("NO_COLOR", "1")
    assert not output.has_color()
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False, raising=False)
    monkeypatch.delenv("NO_COLOR")
    assert not output.has_color()
    assert output.width() == 80


def test_a_reader_that_leaves_early_is_no_failure():
    """`adjudge schema | head -1` ends quietly."""
    with subprocess.Popen([sys.executable, "-m", "adjudge", "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=30) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_one_sentence():
    """What cannot be written is exit 3, not a traceback."""
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([sys.executable, "-m", "adjudge", "schema"], stdout=full, stderr=subprocess.PIPE, env=ENVIRONMENT, timeout=60, check=False)
    assert done.returncode == 3
    assert done.stderr.decode() == "adjudge: the answer could not be written: No space left on device\n"


def test_a_terminal_without_unicode_gets_escapes(case):
    """An ASCII locale prints the brief; no encoding error reaches a person."""
    probe = (
        "import sys, make; from adjudge import api; from adjudge.cli.main import main; api.check = lambda *_, **__: make.record();"
        f"sys.argv = ['adjudge', 'check', '-q', '-m', {str(case[0])!r}, {str(case[1])!r}]; main()"
    )
    done = python("-c", probe, env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}, cwd=Path(__file__).parent)
    assert done.stderr == b""
    assert b"against   \\u201cAs of the evening" in done.stdout


def test_the_relay_says_where_it_listens_and_ends_on_ctrl_c(tmp_path):
    """The address goes to stderr, and an interruption is 130."""
    command = [sys.executable, "-m", "adjudge", "relay", "--folder", str(tmp_path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT) as process:
        assert b"relay at http://127.0.0.1:" in process.stderr.readline()
        process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
        assert process.stdout.read() == b""


def test_progress_counts_in_a_log_and_redraws_on_a_terminal(capsys, monkeypatch):
    """Ten lines for many articles, none for a few; on a terminal one line that is cleared in the end."""
    tell = output.progress(quiet=False)
    for done in range(1, 101):
        tell("articles", done, 100)
    assert capsys.readouterr().err.splitlines()[0] == "articles: 10 of 100"
    tell("rules", 1, 1)
    assert not capsys.readouterr().err
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    tell = output.progress(quiet=False)
    tell("articles", 1, 2)
    tell("articles", 2, 2)
    assert capsys.readouterr().err.endswith("\r\x1b[K")
