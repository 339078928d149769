"""A missing recording says what changed."""

import pytest
from test_llm_provider import Script, Shape, ask, completion, question, settings

from adjudge import cassettes
from adjudge.errors import NoRecording
from adjudge.llm import connect


class Other(Shape):
    """The same, with one field more."""

    more: int


@pytest.fixture
def folder(tmp_path):
    recordings = cassettes.record(tmp_path)
    for article in ("one", "two"):
        ask(Script(completion()), recordings=recordings, asked=question(article))
    return tmp_path


def miss(folder, asked, *, returns=Shape, sample=0, **flags):
    with pytest.raises(NoRecording) as caught:
        connect(settings(**flags), cassettes.replay(folder))(asked, returns, lambda value: (), sample=sample)
    return str(caught.value)


def test_a_changed_prompt_is_named_with_both_digests(folder):
    """From what to what."""
    from adjudge.prompting import digest

    said = miss(folder, question("one", prompt="new words"))
    assert f"the prompt changed from {digest('prompt')[:8]} to {digest('new words')[:8]}" in said
    assert "slot" not in said


def test_a_new_version_of_a_prompt_is_compared_with_the_old_one(folder):
    """The recordings of v1 explain a miss of v2."""
    assert "the prompt changed" in miss(folder, question("one", name="claims.v2", prompt="new words"))


def test_a_changed_slot_is_named(folder):
    """The other slot is recorded, so the nearest recording is one of this market."""
    assert "the article slot differs" in miss(folder, question("three"))
    assert "the market slot differs" in miss(folder, question("one", market="Another market."))


def test_a_question_with_nothing_in_common_says_so(folder):
    """Neither market nor article was ever recorded."""
    assert "nothing with this market and this article is recorded" in miss(folder, question("three", market="Another market."))


def test_schema_model_settings_and_sample_are_named(folder):
    """Whatever else shapes a request."""
    assert "the schema changed" in miss(folder, question("one"), returns=Other)
    assert "the model differs: asked 'other', recorded 'gpt-5.4'" in miss(folder, question("one"), model="other")
    assert "the settings differs: asked {'temperature': 1.0}" in miss(folder, question("one"), temperature=1)
    assert "the sample differs: asked 3, recorded 0" in miss(folder, question("one"), sample=3)
    assert "the API differs" in miss(folder, question("one"), api="responses")


def test_wording_around_the_slots_is_the_last_resort(folder):
    """Code that fills a slot differently without changing the values."""
    from dataclasses import replace

    asked = question("one")
    assert "wording around the slots" in miss(folder, replace(asked, user=asked.user + " "))


def test_a_prompt_without_recordings_and_a_missing_folder_are_said(folder, tmp_path):
    """There is nothing to compare with."""
    assert "nothing is recorded for the prompt 'findings.v1'" in miss(folder, question(name="findings.v1"))
    assert "nothing is recorded" in miss(tmp_path / "none", question())


def test_a_broken_neighbour_does_not_hide_the_explanation(folder):
    """The hygiene scan names it."""
    (folder / "claims.v1" / "0.json").write_text("{")
    assert "the article slot differs" in miss(folder, question("three"))
