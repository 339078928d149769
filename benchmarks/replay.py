"""Replay of one call, beside a plain vcrpy replay of the same call through the same SDK and instructor.

Run: python benchmarks/replay.py [--calls N]

Both sides play one recorded exchange per call: a claims question over an 8 KB article, answered with a claim set.
The plain side is instructor on the SDK inside `vcr.use_cassette` with a JSON cassette that is matched on its body;
the bare side leaves instructor out and validates the text itself. Rounds alternate, and the ratios are of medians.
"""

import argparse
import json
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from adjudge import cassettes
from adjudge.llm import connect, shape_of
from adjudge.prompting import Rendered, digest
from adjudge.settings import load
from adjudge.wire.claims import WireClaimSet

TARGET = 1.3
_WORDS = "The ministry said on Monday that the two delegations had “not yet” agreed on a date; officials in Genève declined to comment.\n"


def main() -> None:
    """Measure and print."""
    calls = _arguments().calls
    with tempfile.TemporaryDirectory() as folder:
        server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}/v1"
        questions = [_question(number) for number in range(calls)]
        ours, loaded = _ours(questions, Path(folder) / "ours", url)
        plain, bare = (_plain(questions, Path(folder) / name, url, bare=name == "bare") for name in ("plain", "bare"))
        server.shutdown()
        _report(_alternating({"ours": ours, "plain": plain, "bare": bare}, calls), loaded, Path(folder))


def _report(times: dict[str, list[float]], loaded: float, folder: Path) -> None:
    ours, plain, bare = (statistics.median(times[name]) * 1000 for name in ("ours", "plain", "bare"))
    files = cassettes.recordings_in(folder / "ours")
    size = sum(path.stat().st_size for path in files) / len(files) / 1000
    print(f"imports for a first replay: {loaded:.2f} s")
    print(f"loading one recording of {size:.0f} KB from its file: {_loading(files):.2f} ms")
    print(f"adjudge {ours:.2f} ms; plain vcrpy with instructor {plain:.2f} ms, ratio {ours / plain:.2f}; without instructor {bare:.2f} ms, ratio {ours / bare:.2f} (target {TARGET})")


def _loading(files: list[Path]) -> float:
    from adjudge.cassettes.store import SERIALIZER, Files

    start = time.perf_counter()
    for path in files:
        Files.load_cassette(path, SERIALIZER)
    return (time.perf_counter() - start) / len(files) * 1000


def _alternating(sides: dict[str, Callable[[int], Any]], calls: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(calls):
        for name, play in sides.items():
            start = time.perf_counter()
            play(number)
            times[name].append(time.perf_counter() - start)
    return times


def _ours(questions: list[Rendered], folder: Path, url: str) -> tuple[Callable[[int], Any], float]:
    settings = load({"base_url": url, "model": "benchmark"}, environ={}, config=Path("none"))
    start = time.perf_counter()
    with connect(settings, cassettes.record(folder)) as live:
        live(questions[0], WireClaimSet, _no_complaints)
        loaded = time.perf_counter() - start
        for question in questions[1:]:
            live(question, WireClaimSet, _no_complaints)
    ask = connect(settings, cassettes.replay(folder))
    return lambda number: ask(questions[number], WireClaimSet, _no_complaints), loaded


def _plain(questions: list[Rendered], folder: Path, url: str, *, bare: bool) -> Callable[[int], Any]:
    import openai
    import vcr

    client = openai.OpenAI(api_key="none", base_url=url, max_retries=0)
    ask = _bare_ask(client) if bare else _instructor_ask(client)

    def play(number: int, mode: str = "none") -> Any:
        question = questions[number]
        messages = [{"role": "system", "content": question.system}, {"role": "user", "content": question.user}]
        with vcr.use_cassette(str(folder / f"{number}.json"), serializer="json", record_mode=mode, match_on=["method", "path", "body"], decode_compressed_response=True):
            return ask(messages)

    for number in range(len(questions)):
        play(number, "once")
    return play


def _instructor_ask(client: Any) -> Callable[[Any], Any]:
    import instructor

    create = instructor.patch(create=client.chat.completions.create, mode=instructor.Mode.JSON_SCHEMA)
    return lambda messages: create(response_model=WireClaimSet, model="benchmark", messages=messages, max_retries=1)


def _bare_ask(client: Any) -> Callable[[Any], Any]:
    form = {"type": "json_schema", "json_schema": {"name": "WireClaimSet", "strict": True, "schema": shape_of(WireClaimSet).schema}}

    def ask(messages: Any) -> Any:
        given = client.chat.completions.create(model="benchmark", messages=messages, response_format=form)
        return WireClaimSet.model_validate_json(given.choices[0].message.content, strict=True)

    return ask


def _question(number: int) -> Rendered:
    system = "Read one article and list what it claims. " * 130
    article = f"Article {number}. " + _WORDS * 62
    return Rendered("claims.v1", digest("prompt"), system, article, (("article", digest(article)),))


def _no_complaints(_: WireClaimSet) -> tuple[str, ...]:
    return ()


def _answer() -> dict[str, Any]:
    when = {"words": "on Monday", "tense": "past", "hangs_on": "publication", "claim": None, "place": None, "time": None}
    claim = {
        "id": "K1",
        "statement": "The two delegations had not agreed on a date.",
        "quotes": ["the two delegations had “not yet” agreed on a date"],
        "in_headline": False,
        "kind": "occurred",
        "bears_on": [{"criterion": "C1", "stance": "against"}],
        "when": when,
        **dict.fromkeys(("absent_from", "absent_through", "counts", "measure", "utterance")),
        "voice": "named_official",
        "name": "the ministry",
        "derives_from": "",
        "named_source": "no",
        "withdraws": "",
    }
    claims = [{**claim, "id": f"K{number}"} for number in range(1, 5)]
    return {"covers": "Talks on Monday.", "subject_quote": None, "claims": claims, "addressed_to_reader": []}


class _Answers(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        message = {"role": "assistant", "content": json.dumps(_answer(), ensure_ascii=False), "refusal": None, "annotations": []}
        counted = {"prompt_tokens": 3000, "completion_tokens": 600, "total_tokens": 3600}
        body = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "benchmark", "choices": [{"index": 0, "message": message, "finish_reason": "stop"}], "usage": counted}
        raw = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_: Any) -> None:
        """Keep quiet."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=200)
    return parser.parse_args()


if __name__ == "__main__":
    main()
