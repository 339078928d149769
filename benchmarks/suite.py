"""What a replay of the suite costs, beside a plain vcrpy replay of the same calls and the raw JSON parse; and how loading grows.

Run: python benchmarks/suite.py [SUITE...] [--rounds N] [--largest N]

The plain side is the SDK and instructor inside `vcr.use_cassette`, with a JSON cassette that is matched on its body, playing
exactly the calls of each case. Rounds alternate, and the ratio is of medians of the time for a whole case: adjudge also reads
the files, anchors every quote and folds. Growth is the time for one exchange when N recordings lie in the folder; each file is opened once.
"""

import argparse
import json
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from unittest import mock

from adjudge import cassettes
from adjudge.cassettes import form
from adjudge.cassettes.key import Key
from adjudge.cassettes.store import Files
from adjudge.llm import connect
from adjudge.settings import Settings
from adjudge.suite.cases import Check, default_suites, load
from adjudge.suite.replaying import Replay, replay
from adjudge.suite.run import Ran, run
from adjudge.suite.shelf import Shelf
from adjudge.wire.claims import WireClaimSet
from adjudge.wire.criteria import WireCriteria
from adjudge.wire.findings import WireFindings

TARGET = 1.3
_SHAPES = {"criteria": WireCriteria, "claims": WireClaimSet, "findings": WireFindings}


def main() -> None:
    """Measure and print."""
    given = _arguments()
    checks = [check for suite in given.suites or default_suites() for check in load(suite)]
    folder = given.cassettes or cassettes.shipped()
    start = time.perf_counter()
    ran = replay(checks, Replay(folder))
    whole = time.perf_counter() - start
    recorded = [one for one in ran if one.summary]
    print(f"the suite: {len(recorded)} of {len(ran)} checks recorded, replayed in {whole:.1f} s on all cores, imports included")
    if recorded:
        _beside_plain([one.check for one in recorded], recorded, folder, given.rounds)
    _growth(given.largest)


def _beside_plain(checks: list[Check], ran: list[Ran], folder: Path, rounds: int) -> None:
    files = [[folder / file for file in one.summary.made.files.values()] for one in ran if one.summary]
    with tempfile.TemporaryDirectory() as temporary:
        plain = _plain(sorted({path for paths in files for path in paths}), Path(temporary))
        shelf = Shelf(folder)
        ask = connect(Settings(), shelf)
        ways: dict[str, Callable[[int], Any]] = {
            "adjudge, whole check": lambda number: run(checks[number], ask),
            "adjudge, its calls alone": lambda number: _calls_alone(checks[number], ask),
            "plain vcrpy, same calls": lambda number: [plain(path) for path in files[number]],
            "raw JSON parse": lambda number: [json.loads(path.read_bytes()) for path in files[number]],
        }
        times = _alternating(ways, len(checks), rounds)
    calls = sum(map(len, files)) / len(files)
    for name, seconds in times.items():
        print(f"{name:26} {statistics.median(seconds) * 1000:8.2f} ms a check ({calls:.1f} questions)")
    ratio = statistics.median(times["adjudge, its calls alone"]) / statistics.median(times["plain vcrpy, same calls"])
    print(f"calls against plain vcrpy: ratio {ratio:.2f} (target {TARGET})")


class _Timed:
    """Adds up the time that is spent in asking, and nothing else of a check."""

    def __init__(self, ask: Any) -> None:
        self.ask, self.seconds = ask, 0.0

    def __call__(self, question: Any, returns: Any, check: Any, *, sample: int = 0) -> Any:
        start = time.perf_counter()
        try:
            return self.ask(question, returns, check, sample=sample)
        finally:
            self.seconds += time.perf_counter() - start


def _calls_alone(check: Check, ask: Any) -> float:
    timed = _Timed(ask)
    run(check, timed)
    return timed.seconds


def _alternating(ways: dict[str, Callable[[int], Any]], count: int, rounds: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in ways}
    for number in (number for _ in range(rounds) for number in range(count)):
        for name, play in ways.items():
            start = time.perf_counter()
            told = play(number)
            times[name].append(told if isinstance(told, float) else time.perf_counter() - start)
    return times


def _plain(files: list[Path], folder: Path) -> Callable[[Path], Any]:
    """Turn recordings into plain cassettes, and give what plays one through the SDK and instructor."""
    import instructor
    import openai
    import vcr

    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    client = openai.OpenAI(api_key="none", base_url=f"http://127.0.0.1:{server.server_address[1]}/v1", max_retries=0)
    create = instructor.patch(create=client.chat.completions.create, mode=instructor.Mode.JSON_SCHEMA)
    for path in files:
        _Answers.body = _accepted(path)
        _ask(create, path, folder, vcr, "all")
    server.shutdown()

    return lambda path: _ask(create, path, folder, vcr, "none")


def _ask(create: Callable[..., Any], path: Path, folder: Path, vcr: Any, mode: str) -> Any:
    shape = _SHAPES[path.parent.name.partition(".")[0]]
    with vcr.use_cassette(str(folder / f"{path.stem}.json"), serializer="json", record_mode=mode, match_on=["method", "path", "body"], decode_compressed_response=True):
        return create(response_model=shape, model="relay", messages=_question(path), max_retries=1)


@cache
def _question(path: Path) -> list[dict[str, Any]]:
    return form.fold(json.loads(path.read_text(encoding="utf-8"))["interactions"][0]["request"]["body"])["messages"]


def _accepted(path: Path) -> bytes:
    """The answer that was accepted, so that one exchange is played on this side where a re-ask is played on the other."""
    last = json.loads(path.read_text(encoding="utf-8"))["interactions"][-1]["response"]
    return json.dumps(form.fold(last["body"])).encode()


class _Answers(BaseHTTPRequestHandler):
    body = b""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: Any) -> None:
        """Keep quiet."""


def _growth(largest: int) -> None:
    print("recordings in the folder, time to find and load one, files opened for it")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        size = 10
        keys: list[Key] = []
        while size <= largest:
            keys += [_stored(folder, number) for number in range(len(keys), size)]
            print(f"{size:>8,} {_loading(folder, keys):8.2f} ms {_opened(folder, keys[-1]):3}")
            size *= 10


def _stored(folder: Path, number: int) -> Key:
    body = {"model": "relay", "messages": [{"role": "user", "content": f"Article {number}. " + "The delegations had not agreed on a date. " * 200}]}
    key = Key("claims.v1", "p", "s", (("article", str(number)),), "chat/completions", body)
    answer = {"model": "relay:bench", "choices": [{"message": {"content": json.dumps({"covers": "talks", "claims": []})}}]}
    entry = {
        "request": {"method": "POST", "uri": "http://relay/v1/chat/completions", "headers": {}, "body": form.unfold(body)},
        "response": {"status": {"code": 200, "message": "OK"}, "headers": {}, "body": form.unfold(answer)},
    }
    path = folder / key.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(form.dump({"version": 1, "metadata": key.described(), "interactions": [entry]}), encoding="utf-8")
    return key


def _loading(folder: Path, keys: list[Key], times: int = 200) -> float:
    shelf, seconds = cassettes.replay(folder), []
    for number in range(times):
        start = time.perf_counter()
        with shelf.chain(keys[number * 7919 % len(keys)], host="", send=None):
            pass
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds) * 1000


def _opened(folder: Path, key: Key) -> int:
    opened: list[Path] = []
    real = Files.load_cassette
    with mock.patch.object(Files, "load_cassette", staticmethod(lambda path, serializer: (opened.append(path), real(path, serializer))[1])), cassettes.replay(folder).chain(key, host="", send=None):
        pass
    return len(opened)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suites", nargs="*", type=Path)
    parser.add_argument("--cassettes", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--largest", type=int, default=10_000)
    return parser.parse_args()


if __name__ == "__main__":
    main()
