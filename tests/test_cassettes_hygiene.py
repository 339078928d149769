"""What must hold of committed recordings, shown on one that is broken in each way; and the shipped ones."""

import json

import pytest
from test_llm_provider import Script, ask, completion

from adjudge import cassettes
from adjudge.cassettes import form

RELAYED = (200, completion(model="relay:lm-a"), {"x-adjudge-via": "relay"})


@pytest.fixture
def recording(tmp_path):
    ask(Script(RELAYED), recordings=cassettes.record(tmp_path), model="relay")
    return cassettes.recordings_in(tmp_path)[0]


def problems(path):
    return next(scanned for scanned in cassettes.scan(path.parents[1]) if scanned.file == path).problems


def edited(path, change):
    value = json.loads(path.read_text(encoding="utf-8"))
    change(value)
    path.write_text(form.dump(value), encoding="utf-8")
    return problems(path)


def test_a_recording_as_it_was_made_has_no_problem(recording):
    """The scan and the recorder agree."""
    assert problems(recording) == ()


def test_an_answer_edited_by_hand_shows(recording):
    """Nobody edits an answer by hand."""
    assert "was changed after it was recorded" in edited(recording, lambda value: value["interactions"][0]["response"]["body"].update(model="relay:lm-b"))


def test_a_request_edited_by_hand_stands_under_the_wrong_fingerprint(recording):
    """It would never be played."""
    assert "stands under the fingerprint of another request" in edited(recording, lambda value: value["interactions"][0]["request"]["body"].update(model="x"))


def test_another_format_is_named(recording):
    """A tool that reformats files makes diffs that say nothing."""
    recording.write_text(json.dumps(json.loads(recording.read_text())))
    assert "is not in canonical form" in problems(recording)


def test_a_relay_answer_must_say_that_it_is_one(recording):
    """Provenance is part of the recording."""
    assert "came through the relay and does not say so" in edited(recording, lambda value: value["metadata"].pop("provenance"))


@pytest.mark.parametrize("name", ["prompt_digest", "slots", "recorded_at", "endpoint", "model_answered"])
def test_missing_provenance_is_named(recording, name):
    """Digests, when, where, who."""
    assert f"does not say its {name}" in edited(recording, lambda value: value["metadata"].pop(name))


def test_a_header_off_the_list_is_named(recording):
    """An allow-list, not a list of what somebody thought of."""
    assert "keeps the response header 'x-request-id'" in edited(recording, lambda value: value["interactions"][0]["response"]["headers"].update({"x-request-id": ["1"]}))


@pytest.mark.parametrize(
    "secret",
    ["sk-" + "proj-abcdefghijklmnop", "Bearer " + "abcdefghijklmnop", "org-" + "abcdefghijklmnopqrst", "AKIA" + "ABCDEFGHIJKLMNOP", "ghp_" + "a" * 36, "-----BEGIN " + "PRIVATE KEY-----", "https://user:" + "pass@example.org/"],
)
def test_a_secret_is_found_wherever_it_stands(recording, secret):
    """In an article as in a header."""
    assert any(problem.startswith("contains") for problem in edited(recording, lambda value: value["metadata"].update(note=secret)))


def test_a_file_that_is_no_recording_is_named(recording):
    """Whatever it is instead."""
    for content in ("{", "[]", "{}", '{"metadata":{},"interactions":[]}'):
        recording.write_text(content)
        assert problems(recording)


def test_the_wrong_folder_is_named(recording):
    """A recording is found under its prompt only."""
    moved = recording.parents[1] / "findings.v1" / recording.name
    moved.parent.mkdir()
    recording.rename(moved)
    assert "stands in the folder of another prompt" in problems(moved)


def test_a_person_behind_the_relay_is_not_called_a_model(tmp_path):
    """The reader's name says so."""
    ask(Script((200, completion(model="relay:person-ana"), {"x-adjudge-via": "relay"})), recordings=cassettes.record(tmp_path))
    facts = json.loads(cassettes.recordings_in(tmp_path)[0].read_text())["metadata"]
    assert facts["via"] == "relay" and facts["provenance"].startswith("A person answered")


def test_a_provider_is_not_called_a_relay(tmp_path):
    """The header decides."""
    ask(Script(completion()), recordings=cassettes.record(tmp_path))
    facts = json.loads(cassettes.recordings_in(tmp_path)[0].read_text())["metadata"]
    assert "via" not in facts and facts["endpoint"] == "api.openai.com"


def test_the_shipped_recordings_have_no_problem():
    """Every file that ships passes the whole scan."""
    assert {str(scanned.file): scanned.problems for scanned in cassettes.scan(cassettes.shipped()) if scanned.problems} == {}
