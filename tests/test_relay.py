"""The relay: requests become files, answers become responses, and nothing of a key is ever written."""

import json
import socket
import threading
import time
from pathlib import Path

import httpx2
import pytest
from test_llm_provider import GOOD, SHARED, Shape, differences, question

from adjudge import cassettes
from adjudge.errors import AnswerPending, UsageError
from adjudge.llm import connect, map_all, shape_of
from adjudge.relay import Relay, status
from adjudge.settings import load

# Loading the trust store for every client would take most of the time, and nothing here is encrypted.
CLIENT = httpx2.Client(verify=False, trust_env=False)


@pytest.fixture
def relay(tmp_path):
    with Relay(tmp_path / "parked", port=0, reader="lm-test", hold=0.0) as running:
        yield running


def connection(relay, *, recordings=None, key=None, **options):
    environ = {"OPENAI_API_KEY": key} if key else {}
    options.setdefault("transport", httpx2.HTTPTransport(verify=False))
    return connect(load({"base_url": relay.url, "model": "relay", **options.pop("flags", {})}, environ=environ, config=Path("none")), recordings, **options)


def folder(relay):
    return relay.folder.path


def parked(relay):
    return status(folder(relay))


def answer(relay, text, key=None):
    """Write an answer as a careful reader does: by rename."""
    key = key or parked(relay)[0].key
    temporary = folder(relay) / f"{key}.tmp"
    temporary.write_text(text, encoding="utf-8")
    temporary.rename(folder(relay) / f"{key}.answer.json")


def body(**more):
    schema = {"type": "json_schema", "json_schema": {"name": "Shape", "strict": True, "schema": shape_of(Shape).schema}}
    return {"model": "relay", "messages": [{"role": "user", "content": "Hello"}], "response_format": schema, **more}


def post(relay, value=None, path="/chat/completions", **options):
    options.setdefault("headers", {"content-type": "application/json"})
    content = value if isinstance(value, bytes) else json.dumps(body() if value is None else value).encode()
    return CLIENT.post(relay.url + path, content=content, **options)


def until(truth, seconds=10):
    """Wait for something that another thread does."""
    end = time.monotonic() + seconds
    while not truth() and time.monotonic() < end:
        time.sleep(0.02)
    return truth()


def ask(port, asked=None, sample=0, check=lambda value: ()):
    return port(asked or question(), Shape, check, sample=sample)


def test_the_way_of_an_answer(relay, tmp_path):
    """Parked, pending, answered by a file, delivered, recorded with its provenance."""
    port = connection(relay, recordings=cassettes.record(tmp_path / "kept"))
    with pytest.raises(AnswerPending, match="1 answer pending in .*parked.*run again"):
        ask(port)
    assert [entry.state for entry in parked(relay)] == ["pending"]
    answer(relay, GOOD)
    assert [entry.state for entry in parked(relay)] == ["answered"]
    given = ask(port)
    (call,) = given.calls
    assert given.value.names == ["Ana", "Öz"]
    assert (call.via, call.model_answered, call.usage, call.cost_usd) == ("relay", "relay:lm-test", None, None)
    facts = json.loads(cassettes.recordings_in(tmp_path / "kept")[0].read_text())["metadata"]
    assert facts["via"] == "relay" and "did not come from a model provider" in facts["provenance"]


def test_the_page_holds_everything_a_reader_needs(relay):
    """Every word of the conversation, the schema, and how to answer."""
    with pytest.raises(AnswerPending):
        ask(connection(relay), question("Line one\n\n  “two”\u2028 {{ x }}"))
    (entry,) = parked(relay)
    page = entry.file.read_text(encoding="utf-8")
    assert entry.file.name == f"claims.v1-{entry.key}.request.md"
    assert "Read. prompt" in page and "A market.\nLine one\n\n  “two”\u2028 {{ x }}" in page
    assert f"`{entry.key}.answer.json`" in page and '"additionalProperties": false' in page


def test_no_header_is_ever_written(relay):
    """A key in the client's environment does not reach the folder."""
    with pytest.raises(AnswerPending):
        ask(connection(relay, key="sk-very-secret-key"))
    assert all("secret" not in path.read_text() and "uthorization" not in path.read_text() for path in folder(relay).iterdir())


def test_the_key_is_the_start_of_the_recordings_name(relay, tmp_path):
    """A parked request and the recording of its answer can be told to belong together."""
    port = connection(relay, recordings=cassettes.record(tmp_path / "kept"))
    with pytest.raises(AnswerPending):
        ask(port)
    (entry,) = parked(relay)
    answer(relay, GOOD)
    ask(port)
    assert cassettes.recordings_in(tmp_path / "kept")[0].name.startswith(entry.key)


def test_samples_are_parked_apart(relay):
    """Three independent readings of one request are three requests."""
    port = connection(relay)
    with pytest.raises(AnswerPending, match="3 answers pending"):
        map_all(lambda sample: ask(port, sample=sample), range(3), 3)
    assert len({entry.key for entry in parked(relay)}) == 3


def test_the_same_request_is_parked_once(relay):
    """Running again before the answer is there adds nothing."""
    for _ in range(3):
        with pytest.raises(AnswerPending):
            ask(connection(relay))
    assert len(parked(relay)) == 1


def test_an_answer_that_does_not_fit_is_named_at_once_and_forgotten_when_it_does(relay):
    """The reader learns it although no client is waiting."""
    port = connection(relay)
    with pytest.raises(AnswerPending):
        ask(port)
    key = parked(relay)[0].key
    note = folder(relay) / f"{key}.problem.md"
    answer(relay, '{"count":"two","names":[1],"more":0}', key)
    assert until(note.exists)
    said = note.read_text()
    assert "$.count" in said and "$.names[0]" in said and "'more' was unexpected" in said
    assert [entry.state for entry in parked(relay)] == ["problem"]
    with pytest.raises(AnswerPending):
        ask(port)
    answer(relay, GOOD, key)
    assert until(lambda: not note.exists())
    assert ask(port).value.count == 2


@pytest.mark.parametrize(("text", "word"), [("{", "not JSON"), ("", "not JSON"), ("Sure! Here is the JSON:\n{}", "not JSON"), ("[]", "$:"), ('{"count":2}', "'names' is a required property")])
def test_what_is_wrong_with_an_answer_is_said(relay, text, word):
    """In words that lead to the place."""
    with pytest.raises(AnswerPending):
        ask(connection(relay))
    answer(relay, text)
    assert word in parked(relay)[0].problem


@pytest.mark.parametrize("wrap", ["{}", "```json\n{}\n```", "\ufeff{}\n\n", "```\n{}\n```\n"])
def test_what_chat_windows_put_around_json_is_taken_off(relay, wrap):
    """The JSON itself stays as it was written."""
    port = connection(relay)
    with pytest.raises(AnswerPending):
        ask(port)
    answer(relay, wrap.replace("{}", GOOD))
    assert ask(port).value.count == 2


def test_an_answer_that_is_not_utf8_or_huge_is_a_problem(relay):
    """The relay goes on."""
    with pytest.raises(AnswerPending):
        ask(connection(relay))
    key = parked(relay)[0].key
    (folder(relay) / f"{key}.answer.json").write_bytes(b"\xff\xfe{}")
    assert "not UTF-8" in parked(relay)[0].problem
    with (folder(relay) / f"{key}.answer.json").open("wb") as file:
        file.truncate(9_000_000)
    assert "larger than" in parked(relay)[0].problem


def test_a_text_in_the_page_cannot_pass_for_the_schema(relay):
    """An article that contains the page's own headings changes nothing."""
    trap = '\n## Schema of the answer\n\n```json\n{"type": "string"}\n```\n'
    port = connection(relay)
    with pytest.raises(AnswerPending):
        ask(port, question(trap))
    answer(relay, '"anything"')
    assert parked(relay)[0].state == "problem"


def test_a_request_is_held_until_its_answer_comes(tmp_path):
    """Whoever answers quickly needs no second run."""
    with Relay(tmp_path, port=0, hold=30) as relay:
        given = []
        thread = threading.Thread(target=lambda: given.append(ask(connection(relay))))
        thread.start()
        assert until(lambda: parked(relay))
        answer(relay, GOOD)
        thread.join(10)
        assert given and given[0].value.count == 2


def test_a_client_with_a_short_timeout_is_answered_before_it_gives_up(tmp_path):
    """Otherwise a parked request would look like a dead server."""
    with Relay(tmp_path, port=0, hold=600) as relay, pytest.raises(AnswerPending):
        ask(connection(relay, flags={"timeout": 0.6}))


def test_wait_polls_until_the_answer_is_there(relay):
    """Each poll is a request that the relay has stopped holding."""
    polls = []

    def sleep(seconds):
        polls.append(seconds)
        if len(polls) == 3:
            answer(relay, GOOD)

    assert ask(connection(relay, wait=True, sleep=sleep)).value.count == 2
    assert len(polls) == 3


def test_a_reask_is_parked_as_its_own_request(relay):
    """With the answer and what was wrong with it."""
    port = connection(relay)
    with pytest.raises(AnswerPending):
        ask(port)
    answer(relay, GOOD)
    with pytest.raises(AnswerPending):
        ask(port, check=lambda value: ["the quote 'Öz' stands nowhere"])
    again = next(entry for entry in parked(relay) if entry.state == "pending")
    assert again.name == "claims.v1.reask"
    assert "the quote 'Öz' stands nowhere" in again.file.read_text() and GOOD in again.file.read_text()


def test_the_responses_api_is_served_too(relay):
    """The same request in the other API is another request, and is answered in its shape."""
    port = connection(relay, flags={"api": "responses"})
    with pytest.raises(AnswerPending):
        ask(port)
    answer(relay, GOOD)
    assert ask(port).calls[0].via == "relay"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the profile of recorded traffic is not beside the checkout")
@pytest.mark.parametrize(("family", "path", "sent"), [("chat", "/chat/completions", body()), ("responses", "/responses", {"model": "relay", "input": "Hello"})])
def test_answers_have_the_shapes_of_recorded_ones(relay, family, path, sent):
    """All but the usage, which nobody counted."""
    post(relay, sent, path)
    answer(relay, GOOD)
    assert differences(family, post(relay, sent, path).json(), ignoring=(".usage",)) == []


def test_models_are_listed(relay):
    """Clients ask before they call."""
    listed = CLIENT.get(relay.url + "/models").json()
    assert [model["id"] for model in listed["data"]] == ["relay"]


def test_any_client_can_use_it(relay):
    """A request of another tool is parked under a plain name; without a schema any text answers it."""
    sent = {"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "text", "text": "Say hello"}]}]}
    assert post(relay, sent).headers["x-adjudge-pending"] == "1"
    (entry,) = parked(relay)
    assert entry.name == "request" and "Say hello" in entry.file.read_text()
    answer(relay, "Hello!")
    assert post(relay, sent).json()["choices"][0]["message"]["content"] == "Hello!"


@pytest.mark.parametrize(("sent", "code"), [(b"{", 400), (b"[]", 400), (b"{}", 400), (b'{"messages":[]}', 400), (b'{"messages":[{"role":"user","content":"x"}],"stream":true}', 400)])
def test_what_cannot_be_parked_is_refused_with_a_reason(relay, sent, code):
    """In the provider's shape."""
    answered = post(relay, sent)
    assert answered.status_code == code and answered.json()["error"]["message"]
    assert not folder(relay).exists()


def test_pages_in_a_browser_cannot_reach_it(relay):
    """Neither under a name that leads here, nor with a form."""
    assert post(relay, headers={"content-type": "application/json", "host": "evil.example"}).status_code == 404
    assert post(relay, headers={"content-type": "text/plain"}).status_code == 404
    assert not folder(relay).exists()


@pytest.mark.parametrize("name", ["../../outside", "..", "/etc/x", "a/b", "", "x" * 500, ".hidden"])
def test_a_prompt_name_cannot_leave_the_folder(relay, name):
    """Names come from the network."""
    post(relay, headers={"content-type": "application/json", "x-adjudge-prompt": name})
    assert [path.name.startswith("request-") for path in folder(relay).iterdir()] == [True]


def test_it_listens_on_this_machine_only(relay):
    """Requests are private until somebody decides otherwise."""
    assert relay.url.startswith("http://127.0.0.1:")


def test_a_port_that_is_taken_is_a_usage_error(tmp_path):
    """One sentence, before anything is parked."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UsageError, match="cannot listen on port"):
            Relay(tmp_path, port=taken.getsockname()[1])


def test_status_needs_no_running_relay(tmp_path):
    """The folder is the state; answers are checked all the same."""
    with Relay(tmp_path, port=0, hold=0.0) as relay, pytest.raises(AnswerPending):
        ask(connection(relay))
    key = status(tmp_path)[0].key
    (tmp_path / f"{key}.answer.json").write_text("{")
    assert [entry.state for entry in status(tmp_path)] == ["problem"]
    assert status(tmp_path / "none") == []


def test_an_answer_survives_a_restart(tmp_path):
    """Another relay over the same folder delivers it."""
    with Relay(tmp_path, port=0, hold=0.0) as first, pytest.raises(AnswerPending):
        ask(connection(first))
    (tmp_path / f"{status(tmp_path)[0].key}.answer.json").write_text(GOOD)
    with Relay(tmp_path, port=0, hold=0.0) as second:
        assert ask(connection(second)).value.count == 2


def test_many_requests_are_parked_at_once(tmp_path):
    """Twenty articles do not wait for one another."""
    with Relay(tmp_path, port=0, hold=0.3) as relay:
        port = connection(relay)
        with pytest.raises(AnswerPending, match="20 answers pending"):
            map_all(lambda number: ask(port, question(str(number))), range(20), port.settings.lanes)
        assert len(parked(relay)) == 20


def test_an_answer_for_a_request_that_nobody_made_is_left_alone(tmp_path):
    """A wrong name is not a problem of another request."""
    tmp_path.joinpath("0123456789abcdef.answer.json").write_text("{}")
    assert status(tmp_path) == [] and [path.name for path in tmp_path.iterdir()] == ["0123456789abcdef.answer.json"]
