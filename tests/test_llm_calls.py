"""What a call sends, what it gives back, and what each way of not answering becomes."""

import json
import subprocess
import sys

import httpx2
import pytest
from test_llm_provider import (
    GOOD,
    NO_QUOTA,
    WRONG_KEY,
    Script,
    Shape,
    ask,
    completion,
    error,
    question,
    response,
    settings,
)

from adjudge import cassettes
from adjudge.errors import (
    AnswerFiltered,
    AnswerMalformed,
    AnswerTruncated,
    ModelRefused,
    ModelUnavailable,
    NotAuthorised,
    QuotaExhausted,
    RequestRejected,
    UsageError,
)
from adjudge.llm import connect
from adjudge.model.calls import Usage


def test_an_answer_comes_back_in_the_asked_class_with_an_account_of_the_call():
    """The value equals one built by hand, and the call names model, response, tokens and cost."""
    answer = ask(Script(completion()))
    assert answer.value == Shape(count=2, names=["Ana", "Öz"]) and type(answer.value) is Shape
    (call,) = answer.calls
    assert (call.model_asked, call.model_answered, call.response_id, call.attempt) == ("gpt-5.4", "gpt-5.4", "chatcmpl-1", 1)
    assert call.usage == Usage(input_tokens=100, output_tokens=20, cached_tokens=40, reasoning_tokens=8)
    assert call.cost_usd == "0.00046"


def test_the_body_holds_model_messages_and_strict_schema_and_nothing_else():
    """Nothing that the user did not set is sent."""
    script = Script(completion())
    ask(script)
    (body,) = script.bodies
    assert sorted(body) == ["messages", "model", "response_format"]
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert body["response_format"]["json_schema"]["strict"] is True
    assert body["response_format"]["json_schema"]["schema"]["additionalProperties"] is False


def test_settings_that_were_set_are_sent():
    """Temperature, seed, effort and output limit travel under the names of the API."""
    script = Script(completion())
    ask(script, temperature=0, seed=7, reasoning_effort="low", max_output_tokens=900)
    chosen = {name: value for name, value in script.bodies[0].items() if name not in ("model", "messages", "response_format")}
    assert chosen == {"temperature": 0, "seed": 7, "reasoning_effort": "low", "max_completion_tokens": 900}


def test_template_syntax_in_an_article_reaches_the_model_as_it_stands():
    """No library renders a message."""
    article = "{{ 7*7 }} {% if x %} {# gone? #}   \n\n  indented"
    script = Script(completion())
    ask(script, asked=question(article))
    assert script.bodies[0]["messages"][1]["content"].endswith(article)


def test_without_a_key_no_authorization_header_is_sent():
    """A local server that needs no key gets none."""
    script = Script(completion())
    from pathlib import Path

    from adjudge.settings import load

    local = load({"base_url": "http://127.0.0.1:1/v1"}, environ={}, config=Path("none"))
    connect(local, transport=script.transport)(question(), Shape, lambda value: ())
    assert "authorization" not in script.requests[0].headers


def test_the_responses_api_is_a_setting():
    """Request and answer are translated; nothing is stored at the provider."""
    script = Script(response())
    answer = ask(script, api="responses", reasoning_effort="low", max_output_tokens=50)
    (body,) = script.bodies
    assert script.requests[0].url.path == "/v1/responses"
    assert sorted(body) == ["input", "max_output_tokens", "model", "reasoning", "store", "text"] and body["store"] is False
    assert body["text"]["format"]["strict"] is True and body["reasoning"] == {"effort": "low"}
    assert answer.value.count == 2 and answer.calls[0].usage.reasoning_tokens == 8


def test_a_seed_with_the_responses_api_is_a_usage_error():
    """What the API cannot take is said before anything is sent."""
    with pytest.raises(UsageError, match="seed"):
        ask(Script(response()), api="responses", seed=1)


ENDINGS = [
    ("refusal", {}, completion(None, refusal="I cannot help with that."), ModelRefused),
    ("content filter", {}, completion(None, finish="content_filter"), AnswerFiltered),
    ("length", {}, completion('{"count":', finish="length"), AnswerTruncated),
    ("empty choices", {}, {**completion(), "choices": []}, AnswerMalformed),
    ("empty text", {}, completion(""), AnswerMalformed),
    ("null text", {}, completion(None), AnswerMalformed),
    ("a list for a body", {}, [], AnswerMalformed),
    ("an error inside a success", {}, error("Internal", kind="server_error", code="invalid_prompt"), RequestRejected),
    ("refusal, responses", {"api": "responses"}, response(refusal="No."), ModelRefused),
    ("content filter, responses", {"api": "responses"}, response(status="incomplete", reason="content_filter"), AnswerFiltered),
    ("length, responses", {"api": "responses"}, response(status="incomplete", reason="max_output_tokens"), AnswerTruncated),
    ("no message, responses", {"api": "responses"}, {**response(), "output": []}, AnswerMalformed),
    ("queued, responses", {"api": "responses"}, response(status="queued"), AnswerMalformed),
    ("wrong key", {}, (401, WRONG_KEY), NotAuthorised),
    ("no permission", {}, (403, error("You have insufficient permissions for this operation.")), NotAuthorised),
    ("no quota", {}, (429, NO_QUOTA), QuotaExhausted),
    ("unknown model", {}, (404, error("The model `gpt-9` does not exist or you do not have access to it.", code="model_not_found")), RequestRejected),
    ("context length", {}, (400, error("This model's maximum context length is 128000 tokens.", code="context_length_exceeded", param="messages")), RequestRejected),
    ("bad schema", {}, (400, error("Invalid schema for response_format 'Shape'", param="response_format")), RequestRejected),
    ("not processable", {}, (422, error("Unprocessable")), RequestRejected),
]


@pytest.mark.parametrize(("flags", "step", "expected"), [row[1:] for row in ENDINGS], ids=[row[0] for row in ENDINGS])
def test_every_ending_without_an_answer_is_its_own_error_after_one_request(flags, step, expected):
    """None of these is asked again: asking again cannot help, and costs."""
    script = Script(step)
    with pytest.raises(expected) as caught:
        ask(script, **flags)
    assert type(caught.value) is expected and len(script.requests) == 1


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/json"])
def test_a_page_instead_of_json_is_named_with_a_hint(kind):
    """A proxy's login page with status 200 is not an answer, whatever it calls itself."""
    page = httpx2.Response(200, content=b"<html>log in</html>", headers={"content-type": kind})
    with pytest.raises(AnswerMalformed, match="base URL"):
        ask(Script(page))


def test_a_failed_status_inside_a_success_is_retried_as_the_failure_it_is():
    """The Responses API reports server errors with status 200; the failed exchange is not recorded."""
    failed = response(status="failed", error={"code": "server_error", "message": "The server had an error."})
    script = Script(failed, response())
    assert ask(script, api="responses").value.count == 2
    assert len(script.requests) == 2


def test_a_wrong_key_is_not_repeated_in_the_message():
    """Endpoints quote the key they were given; we do not."""
    with pytest.raises(NotAuthorised) as caught:
        ask(Script((401, WRONG_KEY)))
    assert "sk-abcd" not in str(caught.value) and "401" in str(caught.value)


def test_a_server_that_is_down_is_unavailable_after_the_last_attempt():
    """The error says what could not be reached."""
    script = Script(httpx2.ConnectError("[Errno 111] Connection refused"))
    with pytest.raises(ModelUnavailable, match="Connection refused"):
        ask(script)
    assert len(script.requests) == settings().attempts


def test_a_timeout_is_unavailable():
    """The endpoint accepted and never answered."""
    with pytest.raises(ModelUnavailable, match="timed out"):
        ask(Script(httpx2.ReadTimeout("slow")))


def test_a_bug_in_a_check_is_not_taken_for_a_bad_answer():
    """What is wrong in our own code does not look like the model's fault."""
    with pytest.raises(Exception, match="'nothing'") as caught:
        ask(Script(completion()), check=lambda value: {}["nothing"])
    assert getattr(caught.value, "exit_code", 1) == 1


def test_without_key_and_base_url_a_live_connection_names_the_three_ways():
    """A key, a local server, or the relay."""
    from pathlib import Path

    from adjudge.settings import load

    with pytest.raises(NotAuthorised, match="OPENAI_API_KEY.*Ollama.*relay"):
        connect(load({}, environ={}, config=Path("none")))


def test_a_server_that_does_not_know_the_relays_model_is_explained():
    """Whoever points at a local server and names no model learns what to do."""
    with pytest.raises(RequestRejected, match="--model"):
        ask(Script((404, error("model 'relay' not found"))), model="relay")


def test_many_threads_get_their_own_answers(tmp_path):
    """Thirty calls at once, one connection: nothing mixes, in memory or on disk."""
    from adjudge.llm import map_all

    def echo(request):
        asked = json.loads(request.content)["messages"][1]["content"].rsplit("\n", 1)[1]
        return completion(json.dumps({"count": int(asked), "names": [asked]}))

    connection = connect(settings(), cassettes.record(tmp_path), transport=Script(echo).transport)
    numbers = list(range(30))
    answers = map_all(lambda number: connection(question(str(number)), Shape, lambda value: ()), numbers, 10)
    assert [answer.value.count for answer in answers] == numbers
    replayed = connect(settings(), cassettes.replay(tmp_path))
    again = map_all(lambda number: replayed(question(str(number)), Shape, lambda value: ()), numbers, 10)
    assert again == answers


def test_importing_the_package_imports_no_client():
    """The clients take a second to import, and are wanted only when something is asked."""
    code = "import sys, adjudge.llm, adjudge.cassettes, adjudge.relay, adjudge.prices; print([m for m in ('openai', 'instructor', 'tenacity', 'vcr', 'httpx2', 'genai_prices', 'jsonschema') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_the_good_answer_of_these_tests_is_one():
    """The script's default answer fits the shape, so a failure above is not the script's."""
    assert Shape.model_validate_json(GOOD, strict=True).count == 2
