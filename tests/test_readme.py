"""The README runs: its commands give the output that it shows, its Python works, its files exist."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
ELIDED = "..."


def blocks(kind):
    return re.findall(rf"^```{kind}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def shown():
    """Every `$ command` of a console block with the output under it, block by block."""
    return [
        [(part.split("\n", 1)[0], part.split("\n", 1)[1]) for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
        for block in blocks("console")
    ]


@pytest.fixture
def offline(tmp_path):
    """An environment without keys and with its own home, in which only recordings can answer."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI_", "ADJUDGE_", "XDG_"))}
    return kept | {
        "HOME": str(tmp_path),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "NO_COLOR": "1",
        "COLUMNS": "80",
    }


def fits(shown_text, real):
    """Equal line by line; a line of three dots stands for any number of lines."""
    parts = [part.strip("\n") for part in re.split(rf"^{re.escape(ELIDED)}$", shown_text, flags=re.MULTILINE)]
    place = 0
    for part in filter(None, parts):
        found = real.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return True


@pytest.mark.parametrize("commands", shown(), ids=lambda commands: commands[0][0][:50])
def test_a_console_block_gives_what_it_shows(commands, offline, tmp_path):
    """Run from the top of the checkout, without a network, as a reader would."""
    out = tmp_path / "out"
    out.mkdir()
    for command, expected in commands:
        line = command.replace("/tmp/", f"{shlex.quote(str(out))}/")
        done = subprocess.run(["bash", "-c", line], cwd=ROOT, env=offline, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, (command, done.stderr)
        assert fits(expected, done.stdout), f"$ {command}\n{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize("code", blocks("python"))
def test_a_python_block_runs(code, offline):
    """As it stands, from the top of the checkout."""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=offline, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


def test_every_local_link_leads_somewhere():
    """No link to a file that is not there."""
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", README):
        assert (ROOT / target).exists(), target


def test_there_is_something_to_run():
    """A README without blocks would make the tests above vacuous."""
    assert len(blocks("console")) >= 3
    assert len(blocks("python")) >= 1
