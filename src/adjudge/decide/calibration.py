"""The table that turns the score of a record's features into a calibrated probability, and what it was fitted on."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from math import exp
from typing import Literal

from pydantic import Field

from adjudge.model.base import Frozen
from adjudge.prompting import digest

Method = Literal["platt", "isotonic"]
SCHEMA = "adjudge.confidence/1"

# Steps on a log-odds scale, set by judgement; a table fitted on labelled checks maps their sum to a probability.
BASE = 1.6
WEIGHTS = {
    "second_report": 0.8,
    "named_source": 0.6,
    "cover_complete": 0.4,
    "cover_gap": -0.9,
    "single_report": -0.3,
    "edited_quotes": -0.4,
    "context_notes": -0.4,
    "open_conflict": -0.5,
    "clock_disagreement": -0.8,
    "defects": -0.4,
    "undated_evidence": -0.3,
    "addressed_to_reader": -0.3,
    "votes_differ": -1.2,
    "ambiguous": -0.6,
}


class Table(Frozen):
    """A map from the score of the features to a probability, and where it comes from."""

    schema_: Literal["adjudge.confidence/1"] = Field(default=SCHEMA, alias="schema")
    method: Method
    points: tuple[tuple[float, float], ...] = ()
    """For isotonic: log-odds and probability, between which it is read off linearly."""
    slope: float = 1.0
    offset: float = 0.0
    """For Platt: what the log-odds are multiplied with and moved by."""
    weights: str
    """Digest of the weights whose score was fitted."""
    suites: tuple[str, ...]
    checks: int
    right: int
    date: str
    prompts: dict[str, str]
    models: tuple[str, ...]
    package: str
    brier_before: float
    brier_after: float
    brier_held_out: float
    """On checks of cases that the fit had not seen."""

    @property
    def words(self) -> str:
        """Name the data, the date and the reader of the fit, for a person."""
        return f"{self.checks} checks of {', '.join(self.suites)}, {self.right} of them right, read by {', '.join(self.models)}, {self.date}"

    def is_for(self, prompts: Mapping[str, str], models: Iterable[str]) -> bool:
        """Say whether it was fitted on answers to these very prompts, by these models; else a record is uncalibrated."""
        return self.weights == weights_digest() and prompts.items() <= self.prompts.items() and set(models) <= set(self.models)


@cache
def shipped() -> Table | None:
    """Read the table that ships with the package, if one does."""
    file = files("adjudge").joinpath("data", "confidence.json")
    return Table.model_validate_json(file.read_text(encoding="utf-8")) if file.is_file() else None


def score(features: Mapping[str, float]) -> float:
    """Give the log-odds that the written-down weights make of features."""
    return BASE + sum(WEIGHTS[name] * value for name, value in features.items() if name in WEIGHTS)


def weights_digest() -> str:
    """Digest the weights, so that a table fitted to others is not used."""
    return digest(repr((BASE, sorted(WEIGHTS.items()))))[:16]


def applied(table: Table, log_odds: float) -> float:
    """Read a probability off a table."""
    if table.method == "platt":
        return logistic(table.slope * log_odds + table.offset)
    xs = [x for x, _ in table.points]
    right = bisect_left(xs, log_odds)
    if right in (0, len(xs)):
        return table.points[min(right, len(xs) - 1)][1]
    (x0, y0), (x1, y1) = table.points[right - 1], table.points[right]
    return y0 + (y1 - y0) * (log_odds - x0) / (x1 - x0)


def logistic(x: float) -> float:
    """Turn log-odds into a probability."""
    # Beyond this the exponential does not fit a float.
    return 1 / (1 + exp(-max(x, -700.0)))
