"""A limit on cost is kept before the money is spent."""

import threading
from decimal import Decimal

import httpx2
import pytest
from test_llm_provider import Script, Shape, ask, completion, question, settings

from adjudge import cassettes
from adjudge.errors import OverBudget
from adjudge.llm import connect, map_all


def test_a_call_that_could_exceed_the_limit_is_not_made():
    """The estimate takes the input's length and the output limit."""
    script = Script(completion())
    with pytest.raises(OverBudget, match="over the limit of 0.0001"):
        ask(script, max_cost="0.0001")
    assert script.requests == []


def test_a_call_within_the_limit_is_made_and_booked():
    """What counts afterwards is what the endpoint counted."""
    with connect(settings(max_cost="1"), transport=Script(completion()).transport) as connection:
        connection(question(), Shape, lambda value: ())
        assert connection.spent == Decimal("0.00046")


def test_calls_under_way_count_towards_the_limit():
    """Ten calls at once cannot all pass a limit that lets two through."""
    all_came = threading.Event()

    def held(request):
        # The first answers wait until every call has had its turn at the limit; the time is only for a broken one.
        all_came.wait(5)
        return httpx2.Response(200, json=completion())

    script = Script(completion())
    script.transport = httpx2.MockTransport(lambda request: (script.requests.append(request), held(request))[1])
    threading.Timer(1, all_came.set).start()
    limited = settings(max_cost="0.25", max_output_tokens=8000)
    with connect(limited, transport=script.transport) as connection, pytest.raises(OverBudget, match="under way|spent"):
        map_all(lambda number: connection(question(str(number) + "x" * 100_000), Shape, lambda value: ()), range(10), 10)
    assert len(script.requests) < 10


def test_a_model_without_a_price_cannot_have_a_limit():
    """Unpriced is not free."""
    with pytest.raises(OverBudget, match="no known price"):
        ask(Script(completion()), model="some-model", max_cost="5")


def test_a_refused_answer_is_paid_for():
    """The endpoint bills what it counted, whatever it said."""
    with connect(settings(max_cost="1"), transport=Script(completion(None, refusal="No.")).transport) as connection:
        with pytest.raises(Exception, match="declined"):
            connection(question(), Shape, lambda value: ())
        assert connection.spent == Decimal("0.00046")


def test_a_replay_costs_nothing_and_says_what_the_call_did_cost(tmp_path):
    """The account of a replay equals that of the call."""
    live = ask(Script(completion()), recordings=cassettes.record(tmp_path))
    with connect(settings(max_cost="0.0000001"), cassettes.replay(tmp_path)) as connection:
        assert connection(question(), Shape, lambda value: ()).calls == live.calls
        assert connection.spent == 0


def test_an_unpriced_call_has_no_cost():
    """None, never 0."""
    assert ask(Script(completion(model="some-model")), model="some-model").calls[0].cost_usd is None
