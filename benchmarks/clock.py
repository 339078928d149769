"""Accuracy and speed of the clock on the shared sample: right, wrong, abstained, and the median time of a window.

Run with `python benchmarks/clock.py [FOLDER]`; dateparser is scored beside it where it is installed.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from typing import Any

from adjudge.clock import interval_of, window_of

SAMPLE = Path(__file__).parents[2] / "shared" / "data" / "temporal"
Case = dict[str, Any]


def main(folder: Path) -> None:
    """Print one line for each reader and file."""
    windows, relative = (json.loads((folder / f"{name}.json").read_text("utf-8")) for name in ("windows", "relative"))
    report("windows", windows, lambda case: window_of(case["text"], case["created"]), accepted_windows)
    report("relative", relative, lambda case: interval_of(case["expr"], case["anchor"], case["tense"]), accepted_days)
    times = [seconds for _ in range(20) for case in windows for seconds in [timed(case)]]
    print(f"median {median(times) * 1e6:.0f} us a window, slowest {max(times) * 1e6:.0f} us")
    baseline(windows, relative)


def report(name: str, cases: list[Case], read: Callable[[Case], Any], accepted: Callable[[Case], list[Any]]) -> None:
    """Count right answers, wrong ones, and abstentions; name the cases that are not right."""
    found = [(case, read(case)) for case in cases]
    missed = [(case["id"], answer) for case, answer in found if answer not in accepted(case)]
    wrong = [label for label, answer in missed if answer is not None]
    total = len(found)
    print(
        f"{name:28} right {1 - len(missed) / total:.3f}  wrong {len(wrong) / total:.3f}  "
        f"abstained {(len(missed) - len(wrong)) / total:.3f}  of {total}  {' '.join(label for label, _ in missed[:12])}"
    )


def accepted_windows(case: Case) -> list[Any]:
    """The windows that count as right."""
    pairs = [[case["start"], case["end"]], *case["alt"]]
    return [tuple(text and datetime.fromisoformat(text) for text in pair) for pair in pairs]


def accepted_days(case: Case) -> list[Any]:
    """The intervals that count as right; None where nothing can be said."""
    pairs = [[case["start"], case["end"]], *case["alts"]]
    return [tuple(map(date.fromisoformat, pair)) if all(pair) else None for pair in pairs]


def timed(case: Case) -> float:
    """The processor time of one window."""
    start = time.perf_counter()
    window_of(case["text"], case["created"])
    return time.perf_counter() - start


def baseline(windows: list[Case], relative: list[Case]) -> None:
    """The same files through dateparser, with the zone and the direction that it can be told."""
    try:
        import dateparser
        from dateparser.search import search_dates
    except ImportError:
        return

    def settings(anchor: str, direction: str) -> dict[str, Any]:
        base = datetime.fromisoformat(anchor).replace(tzinfo=None)
        return {"RELATIVE_BASE": base, "PREFER_DATES_FROM": direction, "TIMEZONE": "US/Eastern"}

    def window(case: Case) -> Any:
        options = settings(case["created"], "future") | {"RETURN_AS_TIMEZONE_AWARE": True}
        found = [moment for _, moment in search_dates(case["text"], languages=["en"], settings=options) or []]
        if not found:
            return None
        return found[0].astimezone(UTC) if len(found) > 1 else None, found[-1].astimezone(UTC)

    def days(case: Case) -> Any:
        direction = {"none": "current_period"}.get(case["tense"], case["tense"])
        found = dateparser.parse(case["expr"], languages=["en"], settings=settings(case["anchor"], direction))
        return (found.date(), found.date()) if found else None

    report("windows, dateparser", windows, window, accepted_windows)
    report("relative, dateparser", relative, days, accepted_days)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
