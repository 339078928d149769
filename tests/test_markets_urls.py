"""From a market's page to where the platform publishes it."""

import json
import sys
from types import ModuleType, SimpleNamespace

import pytest
from test_markets_samples import event, gamma, kalshi, kalshi_event, manifold, metaculus

from adjudge.errors import MarketError
from adjudge.markets import read_market
from adjudge.markets.urls import published_at

GAMMA = "https://gamma-api.polymarket.com"


@pytest.mark.parametrize(
    ("page", "published", "pick"),
    [
        ("https://polymarket.com/event/harrow-bridge", f"{GAMMA}/events?slug=harrow-bridge", None),
        ("https://www.polymarket.com/event/harrow-bridge/by-june?tid=1#x", f"{GAMMA}/events?slug=harrow-bridge", "by-june"),
        ("https://polymarket.com/es/event/harrow-bridge/", f"{GAMMA}/events?slug=harrow-bridge", None),
        ("https://polymarket.com/market/harrow-bridge", f"{GAMMA}/markets?slug=harrow-bridge", None),
        ("https://kalshi.com/markets/kxferry/ferry-fares/kxferry-26", "https://api.elections.kalshi.com/trade-api/v2/events/KXFERRY-26?with_nested_markets=true", None),
        ("https://kalshi.com/markets/kxferry", "https://api.elections.kalshi.com/trade-api/v2/events?series_ticker=KXFERRY&status=open&with_nested_markets=true", None),
        ("https://manifold.markets/ada/will-the-bridge-open", "https://api.manifold.markets/v0/slug/will-the-bridge-open", None),
        ("https://www.metaculus.com/questions/51/bridge/", "https://www.metaculus.com/api/posts/51/", None),
        ("https://limitless.exchange/markets/bridge-7", "https://api.limitless.exchange/markets/bridge-7", None),
        ("https://polymarket.com/event/a%2F..%2Fb", f"{GAMMA}/events?slug=a%252F..%252Fb", None),
        ("https://gamma-api.polymarket.com/markets/1", "https://gamma-api.polymarket.com/markets/1", None),
        ("https://www.metaculus.com/api/posts/51/", "https://www.metaculus.com/api/posts/51/", None),
        ("https://files.example/market.md", "https://files.example/market.md", None),
    ],
)
def test_a_page_is_mapped_to_the_public_interface(page, published, pick):
    """Addresses that already are the interface, or anything else, stay as they are."""
    address = published_at(page)
    assert (address.url, address.pick) == (published, pick)


@pytest.mark.parametrize(
    "page",
    [
        "https://polymarket.com/profile/x", "https://polymarket.com/event", "https://kalshi.com/about", "https://manifold.markets/ada", "https://metaculus.com/questions/abc/",
        "https://limitless.exchange/", "https://oracle.uma.xyz/request?x=1", "https://[bad",
    ],
)  # fmt: skip
def test_a_page_that_is_no_market_is_refused_before_anything_is_fetched(page):
    """The sentence names the address."""
    with pytest.raises(MarketError, match="https"):
        published_at(page)


@pytest.fixture
def web(monkeypatch):
    """A web of what is put into it; what is asked for is kept."""
    pages, asked = {}, []

    def get(url, *, types, raises):
        assert "application/json" in types and raises is MarketError
        asked.append(url)
        return SimpleNamespace(body=json.dumps(pages[url]).encode(), url=url)

    module = ModuleType("adjudge.reading.fetch")
    module.get, module.DATA = get, ("application/json",)
    monkeypatch.setitem(sys.modules, "adjudge.reading.fetch", module)
    return SimpleNamespace(pages=pages, asked=asked)


def test_a_page_inside_an_event_picks_its_own_market(web):
    """The second slug of the page chooses among the event's markets."""
    web.pages[f"{GAMMA}/events?slug=harrow-bridge"] = [event(gamma(), gamma(slug="july", groupItemTitle="July 31"))]
    assert read_market("https://polymarket.com/event/harrow-bridge/july").group == "July 31"
    with pytest.raises(MarketError, match="holds 2 markets"):
        read_market("https://polymarket.com/event/harrow-bridge")
    assert read_market("https://polymarket.com/event/harrow-bridge/july", pick="1").group == "June 30"


def test_each_platform_answers_through_the_guarded_fetch(web):
    """One request per market, and the answer is recognised like a file."""
    answers = {
        "https://kalshi.com/markets/kxferry/ferry-fares/kxferry-26": kalshi_event(kalshi()),
        "https://manifold.markets/ada/will-the-bridge-open": manifold(),
        "https://www.metaculus.com/questions/51/bridge/": metaculus(),
    }
    for page, payload in answers.items():
        web.pages[published_at(page).url] = payload
        assert read_market(page).platform.name in page
    assert len(web.asked) == 3
