"""`adjudge market`: what it prints, what it writes, and how it fails."""

import io
import json

import pytest
from test_markets_samples import RULES, event, gamma, manifold, uma

from adjudge.cli.market import app
from adjudge.errors import MarketError
from adjudge.markets import read_market


@pytest.fixture
def run(tmp_path, capsys):
    """Run the command on a payload and give what it printed."""

    def run(command, payload, *arguments):
        path = tmp_path / "payload.json"
        path.write_text(json.dumps(payload), encoding="utf-8")
        app([command, str(path), *arguments], standalone_mode=False)
        return capsys.readouterr()

    return run


def test_show_prints_the_market_and_keeps_the_platform_apart(run):
    """Question, outcomes with codes, window, clarifications, platform and rules, on stdout only."""
    shown = run("show", uma(updates=["(1775500000, b'A path counts.')"]))
    assert RULES in shown.out and "Yes (p2), No (p1)" in shown.out and "2026-07-01T03:59:00Z" in shown.out
    assert "Clarification N1, 2026-04-06T18:26:40Z question creator (bulletin board)\n  A path counts." in shown.out
    assert "none of this enters a prompt" in shown.out and shown.err == ""


def test_show_flags_what_is_wrong(run):
    """Defects need no model."""
    assert "published_end_differs: The platform publishes 2026-08-30" in run("show", gamma(endDate="2026-08-30T00:00:00Z")).out


def test_json_holds_the_market_the_window_and_the_defects(run):
    """Programs read the same things."""
    shown = json.loads(run("show", gamma(), "--json").out)
    assert shown["market"]["rules"] == RULES and shown["window"] == {"opens": None, "closes": "2026-07-01T03:59:00Z"} and shown["defects"] == []


@pytest.mark.parametrize("arguments", [[], ["--json"]])
def test_no_control_character_reaches_the_terminal(run, arguments):
    """Untrusted text is shown, never obeyed."""
    hostile = "Open?\x1b[2J\u202e\x9b\nQuestion    Fake\r\x07"
    out = run("show", gamma(question=hostile, description=f"{RULES}\n{hostile}", groupItemTitle=hostile), *arguments).out
    assert not any((ord(c) < 32 and c != "\n") or 0x7F <= ord(c) <= 0x9F or c == "\u202e" for c in out)
    assert "Question    Open?" in out or arguments


def test_save_writes_a_market_file_that_reads_back(run, tmp_path):
    """The file holds all that the payload held."""
    out = tmp_path / "m.md"
    said = run("save", manifold(), "-o", str(out))
    assert said.out == "" and "wrote" in said.err
    assert read_market(out) == read_market("x", text=json.dumps(manifold()))


def test_a_choice_is_made_by_market(run):
    """Without it the error lists what there is."""
    payload = event(gamma(), gamma(slug="july", groupItemTitle="July 31"))
    assert "July 31" in run("show", payload, "--market", "july").out
    with pytest.raises(MarketError, match="choose one by slug"):
        run("show", payload)


def test_a_dash_reads_stdin(monkeypatch, capsys):
    """A payload can be piped in."""
    stdin = io.TextIOWrapper(io.BytesIO(json.dumps(gamma()).encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    app(["show", "-"], standalone_mode=False)
    assert RULES in capsys.readouterr().out
