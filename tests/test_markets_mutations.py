"""Payloads as no platform ever sent them: only typed errors may come out."""

import copy
import json

from hypothesis import given, settings
from hypothesis import strategies as st
from test_markets_samples import ANCILLARY, SAMPLES, hexed

from adjudge.errors import AdjudgeError
from adjudge.markets import read_market, write_market
from adjudge.markets.shapes import find_markets
from adjudge.platforms import defects
from adjudge.platforms.page import page


KEYS = ["question", "markets", "event", "title", "answers", "json"]


def nested(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return value


ODD = [
    None, True, False, 0, -1, 10**40, -(10**25), 1e308, float("nan"), float("inf"), "", " ", "\x00", "\ud800", "\u202e\x1b[2J", "[", '["a"]', '["a", 1]',
    "x" * 20000, "0x", "0xzz", "q: title: a, description: b", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "99", [], {}, [[]], [{}], [None],
    [1, 2], ["a", "a"], ["Yes", "No", ""], {"a": {"b": []}}, {"type": "doc", "content": [{"type": "text"}]}, nested(200), {"content": nested(50)}, [{"name": 1}] * 50,
    "(1, b'\\xff')", "(" * 900, "(1, 2, 3)",
]  # fmt: skip


def places(value, path=()):
    """Give the path of every part of a payload."""
    yield path
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from places(part, (*path, key))


def changed(payload, path, value, drop):
    """Give a copy with one part replaced or left out."""
    if not path:
        return value
    payload = copy.deepcopy(payload)
    holder = payload
    for key in path[:-1]:
        holder = holder[key]
    if drop:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return payload


@st.composite
def mutated(draw):
    """Take a sample and spoil up to four parts of it."""
    payload = draw(st.sampled_from(list(SAMPLES.values())))
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from(list(places(payload))))
        payload = changed(payload, path, draw(st.sampled_from(ODD)), draw(st.booleans()))
    return payload


def survives(text, pick=None):
    """Read, flag, show and write; every failure must be a typed one of a single line."""
    try:
        market = read_market("odd", text=text, pick=pick)
    except AdjudgeError as refused:
        assert "\n" not in str(refused) and len(str(refused)) < 1500
        return
    page(market, defects(market))
    assert read_market("odd", text=write_market(market)) == market


@given(mutated(), st.sampled_from([None, "1", "0x0c", "²", "9" * 30]))
@settings(max_examples=400, deadline=None)
def test_a_spoiled_payload_is_a_market_or_a_typed_error(payload, pick):
    """Missing, null, wrong type, huge and nested parts never cause a bug."""
    survives(json.dumps(payload), pick)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=8), lambda part: st.lists(part, max_size=3) | st.dictionaries(st.sampled_from(KEYS), part, max_size=3), max_leaves=8))
@settings(max_examples=60, deadline=None)
def test_any_json_is_searched_without_a_bug(payload):
    """Recognition looks only at what is there."""
    find_markets(payload)


@given(st.sampled_from([ANCILLARY, hexed(ANCILLARY)]), st.integers(0, 900), st.sampled_from(["", "\x00", ",", "p1 to", " res_data: p1", "é", ", description: "]))
@settings(max_examples=60, deadline=None)
def test_cut_and_broken_ancillary_data_is_a_market_or_a_typed_error(text, at, inserted):
    """Bare oracle text may be truncated or altered anywhere."""
    survives(text[:at] + inserted)
    survives(text[:at] + inserted + text[at:])


def test_deep_rich_text_and_long_pages_stay_bounded():
    """Depth and length cost no more than the reader allows."""
    deep = {"type": "doc", "content": []}
    for _ in range(300):
        deep = {"type": "doc", "content": [deep]}
    survives(json.dumps({**SAMPLES["manifold"], "description": deep}))
    survives(json.dumps([SAMPLES["gamma"]] * 6000))
    survives("q: title: a, description: " + ",a:b" * 200_000)
    survives("q: title: a, description: b res_data: p1: 0 Where p1 to " + " " * 1_000_000)
