"""The quality floor, on the labelled sample where it is at hand: only a deliberate act may lower these numbers."""

import gzip
import json
from pathlib import Path

import pytest

from adjudge.anchor import spans

SAMPLE = Path(__file__).resolve().parents[2] / "shared" / "data" / "grounding"
FOUND_FLOOR = 0.995
FALSE_ACCEPTS = 0

pytestmark = pytest.mark.skipif(not SAMPLE.exists(), reason=f"no labelled sample at {SAMPLE.name!r}")


def rows(name):
    with gzip.open(SAMPLE / name, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def covered(text, parts):
    return {at for start, end in parts for at in range(start, end) if text[at].isalnum()}


@pytest.fixture(scope="module")
def results():
    """Every labelled case with what the anchor found for it."""
    articles = {row["id"]: row["text"] for row in rows("articles.jsonl.gz")}
    return [
        (case, articles[case["art"]], spans(articles[case["art"]], case["quote"])) for case in rows("cases.jsonl.gz")
    ]


def test_genuine_quotes_are_found_where_they_stand(results):
    """Nearly every genuine quote is found at its place."""
    genuine = [(case, text, got) for case, text, got in results if case["label"] == "genuine"]
    right = 0
    for case, text, got in genuine:
        ours, truth = covered(text, got or []), covered(text, case["spans"])
        right += len(ours & truth) >= 0.8 * len(ours | truth)
    assert right / len(genuine) >= FOUND_FLOOR


@pytest.mark.parametrize("label", ["altered", "fabricated"])
def test_no_false_quote_is_accepted(results, label):
    """No altered and no fabricated quote is accepted."""
    accepted = [case["quote"] for case, _, got in results if case["label"] == label and got]
    assert len(accepted) <= FALSE_ACCEPTS, accepted
