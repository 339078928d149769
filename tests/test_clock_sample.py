"""The floors of the clock on the shared sample of real deadlines and date words; skipped where the sample is not there."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from adjudge.clock import interval_of, window_of

SAMPLE = Path(__file__).parents[2] / "shared" / "data" / "temporal"
pytestmark = pytest.mark.skipif(not SAMPLE.is_dir(), reason="the shared sample is not here")


def cases(name: str) -> list[dict[str, Any]]:
    """The labelled cases of one file."""
    return json.loads((SAMPLE / name).read_text(encoding="utf-8"))


def tally(found: list[tuple[Any, list[Any]]]) -> tuple[float, float]:
    """The share that is right, and the share that is wrong: an answer, and not one of the accepted."""
    right = sum(answer in accepted for answer, accepted in found)
    wrong = sum(answer not in accepted and answer is not None for answer, accepted in found)
    return right / len(found), wrong / len(found)


def moments(pair: list[str | None]) -> tuple[datetime | None, ...]:
    """A labelled window."""
    return tuple(datetime.fromisoformat(text) if text else None for text in pair)


def test_windows_hold_their_floor() -> None:
    """Both ends of at least 97 % of real deadline sentences are right, and at most 1 % are wrong."""
    found = []
    for case in cases("windows.json"):
        accepted = [moments(pair) for pair in [[case["start"], case["end"]], *case["alt"]]]
        found.append((window_of(case["text"], case["created"]), accepted))
    right, wrong = tally(found)
    assert right >= 0.97
    assert wrong <= 0.01


def test_date_words_hold_their_floor() -> None:
    """At least 95 % of the relative expressions are exact, and at most 1 % are wrong."""
    found = []
    for case in cases("relative.json"):
        pairs = [[case["start"], case["end"]], *case["alts"]]
        accepted = [tuple(map(date.fromisoformat, pair)) if all(pair) else None for pair in pairs]
        found.append((interval_of(case["expr"], case["anchor"], case["tense"]), accepted))
    right, wrong = tally(found)
    assert right >= 0.95
    assert wrong <= 0.01
