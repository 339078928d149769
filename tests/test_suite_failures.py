"""The scripted failures have the shapes that the provider sends, and a wrong one is noticed."""

from pathlib import Path

import pytest
from test_llm_provider import SHARED, differences

from adjudge.cassettes import form
from adjudge.errors import InputError
from adjudge.suite.failures import play, scripts

FOLDER = Path(__file__).parent / "failures"
SCRIPTS = list(scripts(FOLDER))
BODIES = [(script, entry["response"]) for script in SCRIPTS for entry in script.interactions if "response" in entry]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_failure_becomes_its_error_after_the_right_number_of_requests(script):
    """Never a verdict, never one request too many."""
    played = play(script)
    assert played.holds, played
    assert "sk-" not in played.says.replace("sk-....", "")


def test_every_failure_of_the_list_has_its_script():
    """Those that the suite is required to hold."""
    wanted = {"wrong-key", "slow-down-with-retry-after", "no-quota", "server-error-then-answer", "timeout", "refusal", "content-filter", "length-cut", "invalid-json", "off-the-schema-then-corrected", "empty-choice"}
    assert wanted <= {script.name for script in SCRIPTS}


# An empty list of choices is what is tested; recorded traffic has none. Nor does it hold a refusal of the Responses API, whose shape is the specification's.
@pytest.mark.skipif(not SHARED.is_dir(), reason="the profile of recorded traffic is not beside the checkout")
@pytest.mark.parametrize(("script", "response"), [(script, response) for script, response in BODIES if response["status"]["code"] == 200 and script.name != "empty-choice"], ids=lambda value: getattr(value, "name", ""))
def test_a_success_that_fails_has_the_shape_of_recorded_traffic(script, response):
    """Nothing is invented, and nothing that is always there is missing."""
    assert differences(script.api, form.fold(response["body"]), ignoring=(".output[].content[].refusal",)) == []


@pytest.mark.parametrize(("script", "response"), [(script, response) for script, response in BODIES if response["status"]["code"] != 200], ids=lambda value: getattr(value, "name", ""))
def test_an_error_has_the_four_fields_of_an_error(script, response):
    """message, type, param and code."""
    assert set(response["body"]["error"]) == {"message", "type", "param", "code"}


@pytest.mark.parametrize(("change", "got"), [({"expect": "ModelRefused"}, "NotAuthorised"), ({"requests": 2}, "NotAuthorised after 1 requests instead of 2")])
def test_a_script_that_expects_something_else_does_not_hold(change, got):
    """The table would notice."""
    script = next(script for script in SCRIPTS if script.name == "wrong-key").model_copy(update=change)
    played = play(script)
    assert not played.holds
    assert played.got == got


def test_a_file_that_is_no_script_is_an_input_error(tmp_path):
    """It is named."""
    (tmp_path / "x.json").write_text("{}")
    with pytest.raises(InputError, match=r"x\.json"):
        list(scripts(tmp_path))
