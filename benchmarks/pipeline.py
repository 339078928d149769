"""The pipeline's own time per article, without a model, and its memory for 1,000 articles.

Run: `.venv/bin/python benchmarks/pipeline.py`

The answers are scripted and instant, so everything that is timed is adjudge's own: rendering, anchoring,
placing, folding, settling and writing the record. Ratios compare with one plain pass over the same text.
"""

import itertools
import json
import re
import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from test_flow import MARKET, REOPENED, REOPENED_CLAIM, Script, claims_answer, one_by_one, stated

from adjudge.model.adjudication import Options
from adjudge.model.article import Article
from adjudge.pipeline.flow import check
from adjudge.reports.record import as_json

BODY = 5_000
COUNTER = itertools.count()
CLAIMS = 12


def article(number: int) -> Article:
    """An article of about 5 KB whose decisive sentence stands in the middle."""
    fill = f"Report {number}: the harbour board met again about dredging, pilots and the price of berths in the northern basin. "
    half = fill * (BODY // 2 // len(fill))
    return Article(text=f"{half}\n\n{REOPENED.text}\n\n{half}", title=f"Report {number}", outlet=f"Outlet {number}", published=stated("2026-03-12T18:00:00+01:00"))


def script(articles: list[Article]) -> Script:
    """Twelve claims for every article, each with a quote to be found."""
    claims = [REOPENED_CLAIM | {"id": f"K{number}", "statement": f"Statement {number}."} for number in range(CLAIMS)]
    answer = claims_answer(*claims, subject="The Port of Lys reopened")
    return Script(claims={found.title: answer for found in articles})


def run(articles: list[Article]) -> str:
    """The whole way from articles to the written record."""
    return as_json(check(MARKET, articles, as_of=datetime(2026, 4, 3, tzinfo=UTC), ask=script(articles), map_all=one_by_one, options=Options()))


def fresh(articles: list[Article]) -> list[Article]:
    """The same articles with texts that no memo has seen."""
    return [found.model_copy(update={"text": f"{found.text} {next(COUNTER)}"}) for found in articles]


def timed(function, rounds: int = 7) -> float:
    """Least seconds of several rounds: what the machine can do when nobody else is on it."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        function()
        times.append(time.perf_counter() - began)
    return min(times)


def main() -> None:
    """Print milliseconds and ratios."""
    ten, fifty = [article(number) for number in range(10)], [article(number) for number in range(50)]
    run(ten)
    per_article = (timed(lambda: run(fresh(fifty))) - timed(lambda: run(fresh(ten)))) / 40
    words = re.compile(r"\w+")
    plain = timed(lambda: [words.findall(found.text) for found in ten], 50) / 10
    parsed = json.dumps({"articles": [found.text for found in ten]})
    print(f"own time per further article of {len(ten[0].text):,} characters with {CLAIMS} claims: {per_article * 1e3:.2f} ms (budget 15 ms)")
    print(f"one plain pass over its words: {plain * 1e3:.2f} ms; ratio {per_article / plain:.0f}x; JSON parse of ten: {timed(lambda: json.loads(parsed), 50) * 1e3:.2f} ms")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    thousand = [article(number) for number in range(1000)]
    record = run(thousand)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    text = sum(len(found.text) for found in thousand)
    print(f"1,000 articles: {grown / 1e6:.0f} MB more at the peak for {text / 1e6:.1f} M characters of text ({grown / text:.1f} bytes per character), record {len(record) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
