"""Nothing that was read can act: not on a terminal, not in Markdown, not in a record that is printed."""

import json
import re
from typing import Any, Literal, get_origin

import make
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from adjudge.reports.brief import as_markdown, as_text
from adjudge.reports.markdown import escape
from adjudge.reports.record import as_json
from adjudge.reports.terminal import UNSAFE, clean

# What no output may hold: every control but line end and tab, bidi controls, invisible tags, lone surrogates.
ACTIVE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]")
SGR = re.compile(r"\x1b\[(?:0|1|2|1;3[123])m")
HOSTILE = st.text(st.one_of(st.characters(), st.sampled_from("\x1b\x9b\x9d\x07\r\n\t\x00\u202e\u2066@#<>[]()`|*_~&\U000e0041\ud800")), max_size=30)

TABLE = [
    ("\x1b[2J", r"\x1b[2J"),
    ("\x1b]8;;http://evil\x1b\\", r"\x1b]8;;http://evil\x1b" + "\\"),
    ("\x1b]52;c;Zm9v\x07", r"\x1b]52;c;Zm9v\x07"),
    ("\x9b31m\x9dtitle", r"\x9b31m\x9dtitle"),
    ("YES\rNO", r"YES\x0dNO"),
    ("a\r\nb", "a\nb"),
    ("\x1b[8mhidden", r"\x1b[8mhidden"),
    ("\u202eSEY\u202c", "⟨U+202E⟩SEY⟨U+202C⟩"),
    ("\u2066NO\u2069", "⟨U+2066⟩NO⟨U+2069⟩"),
    ("\ud800", "⟨U+D800⟩"),
    ("\U000e0059\U000e0045", "⟨U+E0059⟩⟨U+E0045⟩"),
    ("ze\u200bro", "ze⟨U+200B⟩ro"),
    ("a\tb\nc", "a\tb\nc"),
    ("\x7f\x00\x08", r"\x7f\x00\x08"),
    ("नमस्ते می\u200cخواهم 👩\u200d🚀 café", "नमस्ते می\u200cخواهم 👩\u200d🚀 café"),
]


@pytest.mark.parametrize(("text", "shown"), TABLE)
def test_what_a_terminal_would_act_on_is_shown_instead(text, shown):
    """Escapes, controls and bidi marks become visible; ordinary writing stays as it is."""
    assert clean(text) == shown


def test_a_text_for_one_line_is_one_line():
    """A title cannot start a line of its own."""
    assert clean("a\nRESOLVED YES\tb", keep_newlines=False) == "a RESOLVED YES b"


@given(HOSTILE)
def test_cleaning_leaves_nothing_active_and_is_done_once(text):
    """Whatever goes in, nothing active comes out, and a second pass changes nothing."""
    assert not ACTIVE.search(clean(text))
    assert clean(clean(text)) == clean(text)


MARKDOWN = [
    ("[text](http://evil)", r"\[text\](http://evil)"),
    ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
    ("<img src=x onerror=y>", r"\<img src=x onerror=y\>"),
    ("||spoiler||", r"\|\|spoiler\|\|"),
    ("```\ncode", r"\`\`\` code"),
    ("> quoted", r"\> quoted"),
    ("- item", r"\- item"),
    ("1. item", "1\u200b. item"),
    ("# title", r"\# title"),
    ("a_b *c* ~~d~~", r"a\_b \*c\* \~\~d\~\~"),
    ("&lt;b&gt;", r"\&lt;b\&gt;"),
    ("@everyone", "@\u200beveryone"),
    ("<@123>", "\\<@\u200b123\\>"),
    ("see #12", "see \\#\u200b12"),
]


@pytest.mark.parametrize(("text", "shown"), MARKDOWN)
def test_markup_and_mentions_are_shown_as_written(text, shown):
    """Links, tags, fences, quotes, lists, mentions and references are text."""
    assert escape(text) == shown


@given(HOSTILE)
def test_no_markup_survives_escaping(text):
    """Every mark that could open markup carries a backslash, and no sign of mention touches a name."""
    escaped = escape(text)
    assert not ACTIVE.search(escaped)
    assert not re.search(r"@(?=[^\s\u200b])", escaped)
    assert not re.search(r"[<>`\[\]|*_~&#]", re.sub(r"\\.", "", escaped, flags=re.DOTALL))


def poisoned(value: Any, text: str, *, keep: frozenset[str]) -> Any:
    """Put a text into every string of a record that is free to hold any."""
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        free = {name for name, field in fields.items() if name not in keep and get_origin(field.annotation) is not Literal}
        closed = {"kind", "voice", "cause", "name", "bar", "held_back", "placed", "state", "mode", "regime", "how"} if type(value).__name__ != "Claim" else {"kind", "voice"}
        return value.model_copy(update={name: poisoned(getattr(value, name), text, keep=keep) for name in free - closed})
    if isinstance(value, tuple):
        return tuple(poisoned(item, text, keep=keep) for item in value)
    if isinstance(value, dict):
        return {key: poisoned(item, text, keep=keep) for key, item in value.items()}
    return text if isinstance(value, str) else value


IDS = frozenset({"id", "criterion", "claim", "article", "for_", "against", "noted", "by"})


@pytest.mark.parametrize("keep", [frozenset(), IDS], ids=["ids too", "ids kept"])
@pytest.mark.parametrize("build", [make.record, make.not_yet, make.split_reading])
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=HOSTILE)
def test_no_renderer_lets_anything_act_whatever_a_record_holds(build, keep, text):
    """With any text in every string field, no output holds a control, a bidi mark or a line of the text's own."""
    record = poisoned(build(), text, keep=keep)
    for everything in (False, True):
        for output in (as_text(record, all=everything), SGR.sub("", as_text(record, all=everything, color=True)), as_markdown(record, all=everything)):
            assert not ACTIVE.search(output)
    assert not ACTIVE.search(as_json(record))


@given(HOSTILE.map(lambda text: re.sub("[\ud800-\udfff]", "", text)))
@settings(deadline=None, max_examples=30)
def test_a_record_keeps_every_character_behind_its_escapes(text):
    """What is escaped in the canonical JSON reads back as it was."""
    record = make.record(market=make.market(question=f"Q{text}"))
    written = as_json(record)
    assert json.loads(written)["market"]["question"] == f"Q{text}"
    assert not UNSAFE.search(written)


def test_a_text_cannot_forge_the_verdict_of_a_brief():
    """A question that carries a false verdict and line ends stays on the lines of the question."""
    forged = make.record(market=make.market(question="Q?\n\nRESOLVED YES.\n\nWHY\n  proof"))
    lines = as_text(forged).splitlines()
    assert lines[0].startswith("RESOLVED NO.")
    assert "RESOLVED YES." not in lines
    assert lines.count("WHY") == 1
