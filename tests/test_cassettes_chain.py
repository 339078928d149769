"""A chain is kept whole or not at all, and played exactly."""

import gzip
import json
import os

import httpx2
import pytest
from test_llm_provider import (
    SERVER,
    Script,
    Shape,
    Sleeps,
    ask,
    completion,
    question,
    settings,
)

from adjudge import cassettes
from adjudge.cassettes.chain import Stale
from adjudge.errors import ModelError, ModelUnavailable, NoRecording, StorageError
from adjudge.llm import connect, wording

BROKEN = '{"count":"two"}'


class Broken:
    """A transport that must not be used."""

    def handle_request(self, request):
        raise AssertionError("the network was touched")

    def close(self):
        """Nothing to close."""


def replayed(*folders, check=lambda value: (), asked=None, sample=0, recordings=None, **flags):
    recordings = recordings or cassettes.replay(*folders)
    with connect(settings(**flags), recordings, transport=Broken()) as connection:
        return connection(asked or question(), Shape, check, sample=sample)


def test_a_replay_equals_the_call(tmp_path):
    """Value, complaints and the whole account."""
    live = ask(Script(completion(BROKEN), completion()), recordings=cassettes.record(tmp_path))
    assert replayed(tmp_path) == live


def test_a_chain_is_one_file_named_by_what_was_asked(tmp_path):
    """Question and re-ask stand together, in the folder of the prompt."""
    answer = ask(Script(completion(BROKEN), completion()), recordings=cassettes.record(tmp_path))
    (path,) = cassettes.recordings_in(tmp_path)
    assert path.relative_to(tmp_path).as_posix() == f"claims.v1/{answer.calls[0].fingerprint[:32]}.json"
    recording = json.loads(path.read_text())
    assert len(recording["interactions"]) == 2
    assert recording["metadata"]["reask"] == "reask.v1"


def test_the_fingerprint_does_not_depend_on_the_server(tmp_path):
    """A recording made at one address plays under another."""
    ask(Script(completion()), recordings=cassettes.record(tmp_path))
    assert replayed(tmp_path, base_url="http://127.0.0.1:9/elsewhere/v1").value.count == 2


@pytest.mark.parametrize("change", [{"asked": question("Another.")}, {"sample": 1}, {"model": "other"}, {"temperature": 1}, {"api": "responses"}])
def test_whatever_is_asked_differently_is_not_answered(tmp_path, change):
    """A miss never becomes somebody else's answer, and never touches the network."""
    ask(Script(completion()), recordings=cassettes.record(tmp_path))
    with pytest.raises(NoRecording):
        replayed(tmp_path, **change)


def test_samples_are_kept_apart(tmp_path):
    """Three samples of one body are three recordings, each with its own answer."""
    script = Script(*(completion(json.dumps({"count": number, "names": []})) for number in range(3)))
    recordings = cassettes.record(tmp_path)
    for sample in range(3):
        ask(script, recordings=recordings, sample=sample)
    assert [replayed(tmp_path, sample=sample).value.count for sample in (2, 0, 1)] == [2, 0, 1]


def test_the_first_folder_that_answers_wins(tmp_path):
    """Folders are searched in order."""
    for name, count in (("a", 1), ("b", 2)):
        ask(Script(completion(json.dumps({"count": count, "names": []}))), recordings=cassettes.record(tmp_path / name))
    assert replayed(tmp_path / "none", tmp_path / "b", tmp_path / "a").value.count == 2


def test_a_second_run_asks_only_for_what_is_missing(tmp_path):
    """Finished chains are the progress of an interrupted run."""
    first, second = Script(completion()), Script(completion())
    ask(first, recordings=cassettes.record(tmp_path))
    ask(second, recordings=cassettes.record(tmp_path))
    ask(second, recordings=cassettes.record(tmp_path), asked=question("Another."))
    assert (len(first.requests), len(second.requests)) == (1, 1)


def test_fresh_asks_again_and_replaces(tmp_path):
    """What is there is neither read nor kept beside the new answer."""
    ask(Script(completion()), recordings=cassettes.record(tmp_path))
    ask(Script(completion('{"count":9,"names":[]}')), recordings=cassettes.record(tmp_path, fresh=True))
    assert replayed(tmp_path).value.count == 9
    assert len(cassettes.recordings_in(tmp_path)) == 1


def test_failures_on_the_way_are_not_part_of_a_chain(tmp_path):
    """A 500 that passed leaves no trace."""
    ask(Script((500, SERVER), completion()), recordings=cassettes.record(tmp_path))
    (path,) = cassettes.recordings_in(tmp_path)
    assert [entry["response"]["status"]["code"] for entry in json.loads(path.read_text())["interactions"]] == [200]


@pytest.mark.parametrize("steps", [[(500, SERVER)], [completion(None, refusal="No.")], [completion(BROKEN), completion(BROKEN)], [completion(BROKEN), (500, SERVER)], [completion(finish="length")]])
def test_a_chain_that_ends_in_an_error_is_not_kept(tmp_path, steps):
    """Errors are asked for anew."""
    with pytest.raises(ModelError):
        ask(Script(*steps), recordings=cassettes.record(tmp_path))
    assert list(tmp_path.rglob("*")) == []


def test_a_compressed_answer_is_kept_in_plain(tmp_path):
    """A diff can be read, and the header goes with the compression."""
    packed = httpx2.Response(200, content=gzip.compress(json.dumps(completion()).encode()), headers={"content-type": "application/json", "content-encoding": "gzip"})
    ask(Script(packed), recordings=cassettes.record(tmp_path))
    assert replayed(tmp_path).value.count == 2
    assert next(iter(cassettes.scan(tmp_path))).problems == ()


def test_nothing_private_is_kept(tmp_path):
    """Neither key, cookie, organisation, request id, port nor query."""
    headers = {"set-cookie": "secret=1", "openai-organization": "org-secret", "x-request-id": "req_secret", "openai-version": "2020-10-01"}
    ask(Script((200, completion(), headers)), recordings=cassettes.record(tmp_path), base_url="http://localhost:8123/v1")
    text = cassettes.recordings_in(tmp_path)[0].read_text()
    assert not any(word in text for word in ("secret", "sk-test-key", "8123", "authorization", "user-agent", "stainless"))
    assert json.loads(text)["metadata"]["endpoint"] == "localhost"


def test_a_full_disk_is_a_storage_error_and_leaves_nothing(tmp_path, monkeypatch):
    """Half a recording would be worse than none."""

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="No space left on device"):
        ask(Script(completion()), recordings=cassettes.record(tmp_path))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_failed_replacement_leaves_the_old_recording(tmp_path, monkeypatch):
    """The old file or the new one, never a mixture."""
    ask(Script(completion()), recordings=cassettes.record(tmp_path))
    (path,) = cassettes.recordings_in(tmp_path)
    before = path.read_bytes()
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError(5, "Input/output error")))
    with pytest.raises(StorageError):
        ask(Script(completion('{"count":9,"names":[]}')), recordings=cassettes.record(tmp_path, fresh=True))
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"interactions":[]}', b"\xff\xfe", b'{"version":1,"metadata":{},"interactions":[{}]}'])
def test_a_broken_recording_is_named_and_not_taken_for_a_miss(tmp_path, content):
    """Somebody has to look at it."""
    ask(Script(completion()), recordings=cassettes.record(tmp_path))
    (path,) = cassettes.recordings_in(tmp_path)
    path.write_bytes(content)
    with pytest.raises((StorageError, NoRecording), match=path.name):
        replayed(tmp_path)


def test_a_reask_that_is_no_longer_needed_shows_as_superseded(tmp_path):
    """The answer stands; a test over the shipped recordings fails."""
    ask(Script(completion(), completion()), recordings=cassettes.record(tmp_path), check=lambda value: ["no"])
    recordings = cassettes.replay(tmp_path)
    assert replayed(recordings=recordings).complaints == ()
    assert [play.is_superseded for play in recordings.plays] == [True]
    assert recordings.unplayed(tmp_path) == tuple(cassettes.recordings_in(tmp_path))


def test_a_reask_that_is_newly_needed_is_stale(tmp_path):
    """It is a missing recording, not a fault of the network."""
    ask(Script(completion()), recordings=cassettes.record(tmp_path))
    with pytest.raises(Stale, match="stale"):
        replayed(tmp_path, check=lambda value: ["no"])


def test_a_stale_chain_is_completed_live(tmp_path):
    """The recorded question is played, the re-ask is asked, and both stand in the file."""
    ask(Script(completion()), recordings=cassettes.record(tmp_path))
    script = Script(completion('{"count":1,"names":[]}'))

    def complain(value):
        return ["no"] if value.count == 2 else []

    assert ask(script, recordings=cassettes.record(tmp_path), check=complain).value.count == 1
    assert len(script.requests) == 1
    assert [call.attempt for call in replayed(tmp_path, check=complain).calls] == [1, 2]
    assert next(iter(cassettes.scan(tmp_path))).problems == ()


def test_a_reask_in_new_words_takes_the_place_of_the_old_one(tmp_path, monkeypatch):
    """A chain never holds two re-asks."""
    ask(Script(completion(), completion()), recordings=cassettes.record(tmp_path), check=lambda value: ["old words"])
    ask(Script(completion()), recordings=cassettes.record(tmp_path), check=lambda value: ["new words"])
    (path,) = cassettes.recordings_in(tmp_path)
    text = path.read_text()
    assert len(json.loads(text)["interactions"]) == 2 and "new words" in text and "old words" not in text
    assert wording.reask(["new words"]).name == "reask.v1"


def test_what_was_not_played_is_listed(tmp_path):
    """An orphan has no question any more."""
    recordings = cassettes.record(tmp_path)
    for text in ("one", "two"):
        ask(Script(completion()), recordings=recordings, asked=question(text))
    playing = cassettes.replay(tmp_path)
    replayed(recordings=playing, asked=question("one"))
    assert len(playing.unplayed(tmp_path)) == 1


def test_the_same_question_at_once_is_asked_once(tmp_path):
    """Two articles with one text make one call."""
    from adjudge.llm import map_all

    script = Script(completion())
    connection = connect(settings(), cassettes.record(tmp_path), transport=script.transport, sleep=Sleeps())
    answers = map_all(lambda _: connection(question(), Shape, lambda value: ()), range(8), 8)
    assert len(script.requests) == 1 and all(answer == answers[0] for answer in answers)


def test_answers_are_kept_apart_by_server(tmp_path):
    """Two local servers may both call their model `llama3`."""
    environ = {"XDG_CACHE_HOME": str(tmp_path)}
    one, other = (cassettes.answers(f"http://localhost:{port}/v1", environ) for port in (1, 2))
    assert one != other and one.is_relative_to(tmp_path / "adjudge" / "answers")


def test_a_live_run_without_recordings_keeps_nothing(tmp_path, monkeypatch):
    """Only who asks for it gets files."""
    monkeypatch.chdir(tmp_path)
    ask(Script(completion()))
    assert list(tmp_path.iterdir()) == []


def test_a_dead_server_behind_finished_chains_is_not_noticed(tmp_path):
    """Finished work needs nobody."""
    ask(Script(completion()), recordings=cassettes.record(tmp_path))
    down = Script(httpx2.ConnectError("refused"))
    assert ask(down, recordings=cassettes.record(tmp_path)).value.count == 2
    with pytest.raises(ModelUnavailable):
        ask(down, recordings=cassettes.record(tmp_path), asked=question("Another."))
