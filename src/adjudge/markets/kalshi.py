"""Kalshi's v2 markets and events; every one is a yes/no contract, also where a number decides it."""

from functools import partial

from adjudge.errors import MarketError
from adjudge.markets.build import build
from adjudge.markets.found import Found, Refused, Seen
from adjudge.markets.value import Node, as_node, figure, name, nodes, present, text, when
from adjudge.model.market import Market

_CODES = {"Yes": "yes", "No": "no"}
_NO_MARKETS = "is a Kalshi event without its markets; ask for the event with_nested_markets=true"


def find(node: Node) -> list[Seen] | None:
    """Find the markets in a Kalshi object; None where it is none."""
    event = as_node(node.get("event"))
    if "event_ticker" in event:
        return _members(event, nodes(node.get("markets")) or nodes(event.get("markets")))
    if "rules_primary" in node or ("ticker" in node and "market_type" in node):
        return [_found(node, {})]
    if "event_ticker" in node and "series_ticker" in node:
        return _members(node, nodes(node.get("markets")))
    return _refused(node)


def _refused(node: Node) -> list[Seen] | None:
    if "market_result" in node and "event_ticker" in node:
        return [Refused("is a Kalshi settlement of an account, not a market")]
    if "contract_terms_url" in node and "settlement_sources" in node:
        return [Refused("is a Kalshi series, not a market; ask for one of its markets")]
    if "market_details" in node and "settlement_sources" in node:
        return [Refused("is the metadata of a Kalshi event, without rules; ask for the event itself")]
    return None


def _members(event: Node, markets: list[Node]) -> list[Seen]:
    return [_found(market, event) for market in markets] or [Refused(_NO_MARKETS)]


def _found(node: Node, event: Node) -> Found:
    label = name(node, "yes_sub_title", "subtitle")
    return Found((text(node, "ticker"), label), name(node, "title") or label, partial(_market, node, event))


def _market(node: Node, event: Node, source: str) -> Market:
    if text(node, "market_type") not in ("", "binary"):
        raise MarketError(f"{source} settles on a number, and adjudge decides only between named outcomes")
    if not text(node, "rules_primary"):
        raise MarketError(f"{source} publishes no rules (rules_primary is empty), so nothing can be decided from it")
    rules = [part for part in (text(node, "rules_primary"), text(node, "rules_secondary")) if part]
    return build(
        source,
        question=name(node, "title") or name(event, "title"),
        rules="\n\n".join(rules),
        created=when(node, "created_time"),
        group=name(node, "yes_sub_title", "subtitle"),
        platform=_platform(node, event),
    )


def _platform(node: Node, event: Node) -> dict[str, object]:
    early = text(node, "early_close_condition")
    result = text(node, "result").lower()
    return dict(
        name="kalshi",
        ids=present(ticker=text(node, "ticker"), event=text(node, "event_ticker"), series=text(event, "series_ticker"), **_strikes(node)),
        codes=_CODES,
        mapping="Kalshi contracts settle yes or no",
        is_neg_risk=event.get("mutually_exclusive") is True,
        event=name(event, "title"),
        opens=when(node, "open_time"),
        closes=when(node, "close_time"),
        expected=when(node, "expected_expiration_time", "expiration_time"),
        sources=_sources(event),
        status=text(node, "status"),
        settled={"yes": "Yes", "no": "No"}.get(result) or result or None,
        prices=present(Yes=_price(node, "yes"), No=_price(node, "no")),
        notes=[early] if early else [],
    )


def _strikes(node: Node) -> dict[str, str]:
    return present(floor_strike=figure(node.get("floor_strike")), cap_strike=figure(node.get("cap_strike")), strike=text(node, "strike_type"))


def _sources(event: Node) -> list[str]:
    return [" ".join(part for part in (name(source, "name"), name(source, "url")) if part) for source in nodes(event.get("settlement_sources"))]


def _price(node: Node, side: str) -> str:
    """Give the bid in dollars, which older payloads write in cents."""
    dollars = figure(node.get(f"{side}_bid_dollars"))
    cents = node.get(f"{side}_bid")
    return dollars or (figure(cents / 100) if isinstance(cents, int | float) and abs(cents) <= 100 else "")
