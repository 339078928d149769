"""From the page of a market that a person has open to the address where the platform publishes it."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from adjudge.errors import MarketError


@dataclass(frozen=True, slots=True)
class Address:
    """Where to fetch a market, and which of several the page meant."""

    url: str
    pick: str | None = None


def published_at(url: str) -> Address:
    """Map a market's page to the platform's public interface; any other address stays as it is."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError as wrong:
        raise MarketError(f"{url!r} is not a web address") from wrong
    mapped = _PAGES.get(host)
    steps = [step for step in parts.path.split("/") if step]
    return mapped(steps, url) if mapped else Address(url.strip())


def _polymarket(steps: list[str], url: str) -> Address:
    # The page may carry a language before the kind.
    kind = next((n for n, step in enumerate(steps[:2]) if step in ("event", "market")), None)
    if kind is None or len(steps) < kind + 2:
        raise MarketError(f"{url!r} is no page of a Polymarket market or event")
    slug = quote(steps[kind + 1], safe="")
    if steps[kind] == "market":
        return Address(f"https://gamma-api.polymarket.com/markets?slug={slug}")
    return Address(f"https://gamma-api.polymarket.com/events?slug={slug}", steps[kind + 2] if len(steps) > kind + 2 else None)


def _kalshi(steps: list[str], url: str) -> Address:
    if len(steps) < 2 or steps[0] != "markets":
        raise MarketError(f"{url!r} is no page of a Kalshi market")
    api = "https://api.elections.kalshi.com/trade-api/v2/events"
    if len(steps) == 4:
        return Address(f"{api}/{quote(steps[3].upper(), safe='')}?with_nested_markets=true")
    return Address(f"{api}?series_ticker={quote(steps[1].upper(), safe='')}&status=open&with_nested_markets=true")


def _manifold(steps: list[str], url: str) -> Address:
    if steps[:1] in (["api"], ["v0"]):
        return Address(url)
    if len(steps) < 2:
        raise MarketError(f"{url!r} is no page of a Manifold market")
    return Address(f"https://api.manifold.markets/v0/slug/{quote(steps[1], safe='')}")


def _metaculus(steps: list[str], url: str) -> Address:
    if steps[:1] in (["api"], ["api2"]):
        return Address(url)
    post = next((step for step in steps[1:2] if step.isascii() and step.isdigit()), None)
    if post is None:
        raise MarketError(f"{url!r} is no page of a Metaculus question")
    return Address(f"https://www.metaculus.com/api/posts/{post}/")


def _limitless(steps: list[str], url: str) -> Address:
    if len(steps) < 2 or steps[0] != "markets":
        raise MarketError(f"{url!r} is no page of a Limitless market")
    return Address(f"https://api.limitless.exchange/markets/{quote(steps[-1], safe='')}")


def _oracle(steps: list[str], url: str) -> Address:
    raise MarketError(f"{url!r} is a page that draws itself from the chain; save the request's JSON or its ancillary data and give that")


_PAGES = {
    "polymarket.com": _polymarket,
    "kalshi.com": _kalshi,
    "manifold.markets": _manifold,
    "metaculus.com": _metaculus,
    "limitless.exchange": _limitless,
    "oracle.uma.xyz": _oracle,
}
