"""Prices: from a shipped table, at the moment of the call; unknown is unpriced."""

import socket
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from adjudge import prices
from adjudge.model.calls import Usage

USAGE = Usage(input_tokens=1_000_000, output_tokens=100_000, cached_tokens=500_000)
OPENAI = "api.openai.com"
THEN = datetime(2026, 9, 1, tzinfo=UTC)


def test_a_known_model_has_a_price_with_its_discount_for_cached_input():
    """Half a million at 0.75, half a million at 0.075 and a tenth at 4.5 dollars per million."""
    assert prices.cost("gpt-5.4-mini", USAGE, host=OPENAI, at=THEN) == Decimal("0.8625")


@pytest.mark.parametrize(("model", "host"), [("gpt-unknown", OPENAI), ("gpt-5.4", "example.org"), ("gpt-5.4", "localhost"), ("llama3", "127.0.0.1"), ("relay", OPENAI), ("relay:lm-a", "127.0.0.1"), ("gpt-5.4", "")])
def test_what_has_no_known_price_is_unpriced(model, host):
    """A name that another provider sells is not priced for a server that only shares it."""
    assert prices.cost(model, USAGE, host=host, at=THEN) is None


def test_nothing_is_looked_up_over_the_network(monkeypatch):
    """The table ships with a package."""

    def refuse(*_, **__):
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    assert prices.cost("gpt-5.4", USAGE, host=OPENAI, at=THEN)


def test_the_ceiling_grows_with_input_and_output_limit():
    """And assumes an output where no limit was set."""
    small, large, unlimited = (prices.ceiling("gpt-5.4", characters=characters, output_tokens=output, host=OPENAI) for characters, output in ((1000, 100), (100_000, 100), (1000, None)))
    assert small < large and small < unlimited


@pytest.mark.parametrize(("amount", "text"), [(None, None), (Decimal(0), "0"), (Decimal("0.000010"), "0.00001"), (Decimal("12.50"), "12.5"), (Decimal(100), "100")])
def test_amounts_are_written_plainly(amount, text):
    """Without exponents and without trailing zeros."""
    assert prices.written(amount) == text
