"""The form of a recording: readable, canonical, and exactly reversible."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adjudge.cassettes import form

MARKS = ["$lines", "$json", "$json, spaced", "$object", "plain"]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text() | st.sampled_from(["a\nb", '{"a": 1}', '{"a":1}', "[1,2]", "{}", "[", '{"a":1,"a":2}', '{"a":1e5}', "\n"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(MARKS) | st.text(max_size=3), inner, max_size=2),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(VALUES)
def test_folding_undoes_unfolding(value):
    """Whatever a body contains, also what looks like our own marks."""
    assert form.fold(json.loads(json.dumps(form.unfold(value)))) == value


@settings(max_examples=60, deadline=None)
@given(VALUES.filter(lambda value: isinstance(value, dict | list)))
def test_a_body_folds_back_into_the_bytes_that_were_sent(value):
    """Compact, with its keys in their order: matching then needs no parsing."""
    sent = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    assert form.fold_body(form.unfold_body(sent)) == sent


@pytest.mark.parametrize("text", ["plain", "<html>\n</html>", '"a string"', "7", ""])
def test_a_body_that_is_no_object_stays_text(text):
    """Nothing is read into it."""
    assert form.fold_body(form.unfold_body(text)) == text


def test_several_lines_and_json_inside_a_string_can_be_read():
    """A diff shows the line that changed."""
    assert form.unfold({"user": "one\ntwo", "answer": '{"a": [1]}'}) == {"user": {"$lines": ["one", "two"]}, "answer": {"$json, spaced": {"a": [1]}}}


@pytest.mark.parametrize("text", ["\x85", "\u2028", "“curly”", "\U0001f9ea", "\t\x00\x7f", "e\u0301"])
def test_no_character_is_lost_or_escaped_without_need(text):
    """What YAML loses or escapes stays."""
    written = form.dump({"text": text})
    assert json.loads(written.encode("utf-8").decode("utf-8")) == {"text": text}


def test_half_a_surrogate_pair_is_written_in_escapes():
    """It has no UTF-8, and must not be lost either."""
    written = form.dump({"text": "\ud800"})
    assert json.loads(written.encode("utf-8"))["text"] == "\ud800"
