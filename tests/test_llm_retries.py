"""Retries have one owner: what is tried again, how long it waits, when it stops."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx2
import pytest
from test_llm_provider import (
    NO_QUOTA,
    RATE,
    SERVER,
    Script,
    Sleeps,
    ask,
    completion,
    error,
    settings,
)

from adjudge.errors import AnswerPending, ModelUnavailable, QuotaExhausted, RateLimited
from adjudge.llm.failures import asked_wait

PARKED = (503, error("1 answer pending in /relay; run again", kind="pending", code="pending", param="/relay"), {"x-adjudge-pending": "1"})


def test_a_failing_server_is_asked_again_until_it_answers():
    """Two 500s and an answer make three requests, and one call in the account."""
    script, sleeps = Script((500, SERVER), (502, SERVER), completion()), Sleeps()
    answer = ask(script, sleeps=sleeps)
    assert (len(script.requests), len(sleeps), len(answer.calls)) == (3, 2, 1)
    assert sleeps[0] <= 0.5 and sleeps[1] <= 1.0


def test_a_dropped_connection_is_asked_again():
    """A connection that breaks says nothing about the request."""
    assert ask(Script(httpx2.RemoteProtocolError("peer closed"), completion())).value.count == 2


@pytest.mark.parametrize(("headers", "body", "wanted"), [({"retry-after-ms": "1500"}, RATE, 1.5), ({"retry-after": "7"}, RATE, 7), ({}, RATE, 69.6), ({}, error("Please try again in 174ms.", code="rate_limit_exceeded"), 0.174)])
def test_what_the_endpoint_asks_for_is_waited(headers, body, wanted):
    """Header before words; never shorter, and spread a little so that parallel calls part."""
    sleeps = Sleeps()
    ask(Script((429, body, headers), completion()), sleeps=sleeps)
    assert wanted <= sleeps[0] <= wanted + 0.5 + 1e-6


def test_a_date_in_retry_after_is_a_wait_until_then():
    """The third form that the header may have; one in the past is no wait."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert asked_wait({"retry-after": format_datetime(now + timedelta(seconds=90))}, now=now) == 90
    assert asked_wait({"retry-after": format_datetime(now - timedelta(seconds=90))}, now=now) == 0


@pytest.mark.parametrize(("words", "seconds"), [("try again in 12.441s", 12.441), ("try again in 1m9.696s", 69.696), ("try again in 174ms", 0.174), ("try again in 1h2m", 3720), ("try again in 6m0s", 360), ("try again later", None), ("", None)])
def test_the_wait_is_read_from_words(words, seconds):
    """Rate limits mostly come without a header."""
    found = asked_wait({}, f"Rate limit reached. Please {words}. Contact us.")
    assert found == pytest.approx(seconds) if seconds is not None else found is None


def test_a_wait_beyond_the_deadline_is_not_begun():
    """An endpoint that asks for an hour gets an error now."""
    script, sleeps = Script((429, RATE, {"retry-after": "3600"})), Sleeps()
    with pytest.raises(RateLimited, match="slow down"):
        ask(script, sleeps=sleeps)
    assert (len(script.requests), sleeps) == (1, [])


def test_attempts_are_limited():
    """The last error is raised as it is, and says that a retry could help."""
    script = Script((500, SERVER))
    with pytest.raises(ModelUnavailable) as caught:
        ask(script)
    assert len(script.requests) == settings().attempts and caught.value.retryable


def test_a_server_that_says_not_to_retry_is_obeyed():
    """`x-should-retry: false` ends it."""
    script = Script((500, SERVER, {"x-should-retry": "false"}))
    with pytest.raises(ModelUnavailable):
        ask(script)
    assert len(script.requests) == 1


def test_quota_is_not_a_rate():
    """The same status, and waiting does not help."""
    script = Script((429, NO_QUOTA, {"retry-after": "1"}))
    with pytest.raises(QuotaExhausted):
        ask(script)
    assert len(script.requests) == 1


def test_a_parked_request_is_raised_at_once_and_carries_the_folder():
    """Somebody has to write the answer: trying again within the call would only hold up the others."""
    script = Script(PARKED)
    with pytest.raises(AnswerPending) as caught:
        ask(script)
    assert len(script.requests) == 1 and caught.value.folder == "/relay"


def test_with_wait_a_parked_request_is_asked_for_until_it_is_answered():
    """Polling counts neither as attempts nor against the deadline."""
    script = Script(*[PARKED] * 20, (500, SERVER), completion())
    assert ask(script, wait=True).value.count == 2
    assert len(script.requests) == 22
