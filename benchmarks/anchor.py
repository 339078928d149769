#!/usr/bin/env python3
"""Compare the quote anchor with other ways to look for a quote, on labelled cases, and check that it is linear.

usage: python benchmarks/anchor.py [SAMPLE_FOLDER] [--limit N] [--no-linearity]

SAMPLE_FOLDER holds articles.jsonl.gz and cases.jsonl.gz (default: ../shared/data/grounding beside the repository).
A genuine quote counts as found when the returned spans overlap the true ones by 0.8; anything returned for an altered or
fabricated quote is a false accept. rapidfuzz and langextract are optional: pip install rapidfuzz langextract
"""

import argparse
import gzip
import json
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from adjudge.anchor import anchor, spans

SAMPLE = Path(__file__).resolve().parents[2] / "shared" / "data" / "grounding"
OVERLAP = 0.8
RAPIDFUZZ_BAR = 90
SIZES = (5_000, 50_000, 500_000)  # characters
RUNS = 5
PLANTED = "The keepers of the western lighthouse never signed the second lease, a harbour official said."
FILLER = "The {k}th report on the state of the harbour lists repairs, costs of ${k},400 and the names of those who did them. "

Spans = list[tuple[int, int]] | None
Way = Callable[[str, str], Spans]


@dataclass(slots=True)
class Tally:
    """What one way of looking got right and how long it took."""

    found: int = 0
    genuine: int = 0
    accepted: int = 0
    false: int = 0
    seconds: list[float] = field(default_factory=list)

    def add(self, case: dict, text: str, got: Spans, seconds: float) -> None:
        """Count one case; gray cases count for time only."""
        self.seconds.append(seconds)
        if case["label"] == "genuine":
            self.genuine += 1
            self.found += overlap(text, got or [], case["spans"]) >= OVERLAP
        elif case["label"] != "gray":
            self.false += 1
            self.accepted += bool(got)

    @property
    def median_ms(self) -> float:
        """The median time of a case in milliseconds."""
        return statistics.median(self.seconds) * 1e3


def overlap(text: str, got: list, true: list) -> float:
    """Return intersection over union of two lists of spans, letters and digits only."""
    ours, truth = ({at for s, e in parts for at in range(s, e) if text[at].isalnum()} for parts in (got, true))
    return len(ours & truth) / len(ours | truth) if ours and truth else 0.0


def find(article: str, quote: str) -> Spans:
    """Look for the quote as it is."""
    at = article.find(quote)
    return [(at, at + len(quote))] if quote.strip() and at >= 0 else None


def rapidfuzz_way() -> Way:
    """Return the best window by partial ratio, accepted from RAPIDFUZZ_BAR on."""
    from rapidfuzz import fuzz

    def look(article: str, quote: str) -> Spans:
        found = fuzz.partial_ratio_alignment(quote, article, score_cutoff=RAPIDFUZZ_BAR) if quote.strip() else None
        return [(found.dest_start, found.dest_end)] if found and found.dest_end > found.dest_start else None

    return look


def langextract_way() -> Way:
    """Return langextract's aligner with its default settings."""
    from langextract.core.data import Extraction
    from langextract.resolver import WordAligner

    def look(article: str, quote: str) -> Spans:
        if not quote.strip():
            return None
        groups = [[Extraction(extraction_class="quote", extraction_text=quote)]]
        [[found]] = WordAligner().align_extractions(groups, article)
        place = found.char_interval
        return [(place.start_pos, place.end_pos)] if place else None

    return look


def ways() -> Iterator[tuple[str, Way]]:
    """Yield every way that can run here, and say which cannot."""
    yield "adjudge.anchor", spans
    yield "str.find", find
    for name, make in ((f"rapidfuzz {RAPIDFUZZ_BAR}", rapidfuzz_way), ("langextract", langextract_way)):
        try:
            yield name, make()
        except ImportError:
            print(f"{name}: skipped, not installed (pip install {name.split()[0]})")


def rows(path: Path) -> list[dict]:
    """Return the lines of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def measure(way: Way, cases: list[dict], articles: dict[str, str]) -> Tally:
    """Run one way over all cases."""
    tally = Tally()
    for case in cases:
        text = articles[case["art"]]
        began = time.perf_counter()
        got = way(text, case["quote"])
        tally.add(case, text, got, time.perf_counter() - began)
    return tally


def compare(sample: Path, limit: int | None) -> None:
    """Print found, false accepts and median time of every way, and the time against the anchor's."""
    articles = {row["id"]: row["text"] for row in rows(sample / "articles.jsonl.gz")}
    cases = rows(sample / "cases.jsonl.gz")
    cases = cases[:: max(1, len(cases) // limit)] if limit else cases
    print(f"{len(cases)} cases")
    print(f"{'':16} {'found':>7} {'false accepts':>14} {'median':>10} {'against anchor':>15}")
    base = None
    for name, way in ways():
        tally = measure(way, cases, articles)
        base = base or tally.median_ms
        found, accepted = tally.found / max(1, tally.genuine), tally.accepted / max(1, tally.false)
        print(f"{name:16} {found:7.4f} {accepted:14.4f} {tally.median_ms:7.3f} ms {tally.median_ms / base:14.2f}x")


def grown(size: int) -> str:
    """Return a text of about this size with one sentence planted in its middle; never the same text twice."""
    half, k, parts = size // 2, time.perf_counter_ns() % 1000, []
    while sum(map(len, parts)) < half:
        parts += [FILLER.format(k=k + j) for j in range(len(parts), len(parts) + 200)]
    filler = "".join(parts)[:half]
    return f"{filler}\n\n{PLANTED}\n\n{filler}"


def linearity() -> None:
    """Print the time of one genuine and one altered quote, index included, on texts of growing size."""
    anchor(PLANTED, PLANTED.replace("keepers", "kepeers"))  # loads the lexicon
    print(f"\n{'characters':>10} {'genuine':>12} {'altered':>12} {'per 1,000 characters':>22}")
    for size in SIZES:
        took = []
        for quote in (PLANTED, PLANTED.replace("never signed", "signed")):
            took.append(min(_timed(grown(size), quote) for _ in range(RUNS)))
        print(f"{size:10,} {took[0] * 1e3:9.2f} ms {took[1] * 1e3:9.2f} ms {took[0] * 1e9 / size:19.1f} us")


def _timed(text: str, quote: str) -> float:
    began = time.perf_counter()
    spans(text, quote)
    return time.perf_counter() - began


def main() -> None:
    """Read the command line and run what it asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sample", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--limit", type=int, help="use about this many cases, spread over the sample")
    parser.add_argument("--no-linearity", action="store_true")
    args = parser.parse_args()
    if args.sample.exists():
        compare(args.sample, args.limit)
    else:
        print(f"no labelled sample at {args.sample}; comparison skipped")
    if not args.no_linearity:
        linearity()


if __name__ == "__main__":
    main()
