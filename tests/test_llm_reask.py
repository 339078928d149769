"""One re-ask at most, in our own words."""

import pytest
from test_llm_provider import GOOD, SERVER, Script, ask, completion, response

from adjudge import prompting
from adjudge.errors import AnswerMalformed, ModelRefused, ModelUnavailable
from adjudge.llm.wording import reask

BROKEN = '{"count":"two","extra":1}'


def only_ana(value):
    return [f"the quote {name!r} stands nowhere in the text" for name in value.names if name != "Ana"]


def test_a_schema_violation_is_asked_about_once_and_corrected():
    """The second request repeats the first, adds the answer as it was and our complaint, and nothing more."""
    script = Script(completion(BROKEN), completion())
    answer = ask(script)
    assert answer.value.count == 2 and answer.complaints == ()
    first, second = (body["messages"] for body in script.bodies)
    assert second[:2] == first
    assert second[2] == {"role": "assistant", "content": BROKEN}
    assert second[3]["content"] == reask(["`count` must be a whole number", "`names` is missing", "`extra` is not part of the schema"]).user
    assert [call.attempt for call in answer.calls] == [1, 2]


def test_no_word_of_a_library_enters_the_reask():
    """Otherwise every release of it would change our requests."""
    script = Script(completion("I think {that"), completion())
    ask(script)
    said = script.bodies[1]["messages"][3]["content"]
    assert "the answer is not valid JSON" in said
    assert not any(word in said.lower() for word in ("pydantic", "instructor", "validation error", "http", "correct your json"))


def test_complaints_of_the_check_are_asked_about():
    """A quote that does not anchor is a reason to ask again."""
    script = Script(completion(), completion('{"count":1,"names":["Ana"]}'))
    answer = ask(script, check=only_ana)
    assert answer.value.names == ["Ana"] and answer.complaints == ()
    assert "the quote 'Öz' stands nowhere in the text" in script.bodies[1]["messages"][3]["content"]


def test_what_still_fails_comes_back_with_the_value():
    """The pipeline rejects those claims; the rest is kept."""
    script = Script(completion(), completion('{"count":1,"names":["Ana","Bo"]}'))
    answer = ask(script, check=only_ana)
    assert answer.complaints == ("the quote 'Bo' stands nowhere in the text",)
    assert len(script.requests) == 2


def test_a_schema_violation_after_the_reask_is_malformed():
    """There is no third request, and the error says what was wrong."""
    script = Script(completion(BROKEN), completion('{"count":1}'))
    with pytest.raises(AnswerMalformed, match="`names` is missing"):
        ask(script)
    assert len(script.requests) == 2


def test_schema_and_check_share_the_one_reask():
    """Corrected in shape but failing its check: no further request."""
    script = Script(completion(BROKEN), completion())
    assert ask(script, check=only_ana).complaints == ("the quote 'Öz' stands nowhere in the text",)
    assert len(script.requests) == 2


def test_a_refusal_of_the_reask_is_a_refusal():
    """The first answer does not take its place."""
    with pytest.raises(ModelRefused):
        ask(Script(completion(BROKEN), completion(None, refusal="No.")))


def test_an_outage_at_the_reask_is_an_outage():
    """It is not reported as a malformed answer."""
    with pytest.raises(ModelUnavailable):
        ask(Script(completion(BROKEN), (500, SERVER)))


def test_usage_is_counted_per_call():
    """Later tokens are never added into an earlier call."""
    answer = ask(Script(completion(BROKEN), completion()))
    assert [call.usage.input_tokens for call in answer.calls] == [100, 100]


def test_the_responses_api_asks_again_with_the_answer_in_the_conversation():
    """The same four messages, as input."""
    script = Script(response(BROKEN), response())
    assert ask(script, api="responses").value.count == 2
    assert [turn["role"] for turn in script.bodies[1]["input"]] == ["system", "user", "assistant", "user"]


@pytest.mark.parametrize("answer", ["null", "[]", "7", '{"count":2,"names":[null]}', '{"count":2.5,"names":[]}', '{"count":true,"names":[]}', GOOD + GOOD, '{"count":' + "9" * 5000 + ',"names":[]}'])
def test_off_menu_answers_are_complained_about_and_never_guessed_at(answer):
    """Nothing is coerced, repaired or taken in part."""
    with pytest.raises(AnswerMalformed):
        ask(Script(completion(answer)))


def test_many_complaints_are_cut_and_counted():
    """A thousand invented quotes make one readable re-ask."""
    said = reask([f"complaint {number}" for number in range(1000)]).user
    assert "and 960 more" in said and "complaint 40" not in said


def test_the_reask_is_a_prompt_file_like_the_others():
    """Versioned, with a digest, and one slot."""
    prompt = prompting.newest("reask")
    assert prompt.slots == ("complaints",) and prompt.name == "reask.v1"
