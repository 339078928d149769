"""`adjudge article show`: the article as understood, safe to look at."""

import json
import subprocess
import sys

from typer.testing import CliRunner

from adjudge.cli.article import app

LEAD = "The harbour board of Port Ellery voted on Tuesday to close the eastern pier for repairs until the spring, its chair said."
ARTICLE = f'+++\ntitle = "Pier closes"\noutlet = "Ellery Post"\npublished = "2025-11-25"\n+++\n{LEAD}\n\nShare this article\n'


def show(tmp_path, text, *options):
    path = tmp_path / "pier.md"
    path.write_text(text, encoding="utf-8")
    return CliRunner().invoke(app, ["show", str(path), *options])


def test_it_shows_what_is_stated_and_how_it_was_found(tmp_path):
    """A bare date is shown as the span that it is; the unknown is called unknown."""
    shown = show(tmp_path, ARTICLE).stdout
    assert "Pier closes  [front matter]" in shown
    assert "author:    unknown" in shown
    assert "2025-11-25 (between 2025-11-24 10:00 and 2025-11-26 11:59 UTC)" in shown
    assert LEAD in shown
    assert "Share this article" not in shown
    assert "1 piece set aside" in shown


def test_it_shows_what_was_set_aside_when_asked(tmp_path):
    """With the rule that did it."""
    assert "set aside: furniture (share bar)\n    Share this article" in show(tmp_path, ARTICLE, "--set-aside").stdout


def test_it_gives_json(tmp_path):
    """The whole article, as the record will hold it."""
    given = json.loads(show(tmp_path, ARTICLE, "--json", "--published", "2025-11-26T10:00Z").stdout)
    assert given["text"] == LEAD
    assert given["published"]["how"] == "given"


def test_nothing_reaches_the_terminal_that_acts_on_it(tmp_path):
    """Escapes, direction marks and C1 bytes are shown, not obeyed, in either form."""
    for options in ([], ["--json"]):
        shown = show(tmp_path, f"{LEAD} \x1b[2J \u202eON \x9b0m \x07", *options).stdout
        assert not {"\x1b", "\u202e", "\x9b", "\x07"} & set(shown)


def test_help_imports_no_parser():
    """The command is listed without the cost of reading."""
    code = "import sys, adjudge.cli.article; print([name for name in ('lxml', 'trafilatura', 'pypdf', 'pydantic') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": ":".join(sys.path)}).stdout.strip() == "[]"
