"""Polymarket's two public shapes: Gamma markets and events, and CLOB markets."""

from functools import partial

from adjudge.errors import MarketError
from adjudge.markets.build import build
from adjudge.markets.found import Found, Refused, Seen
from adjudge.markets.value import Node, figure, figures, name, nodes, present, strings, text, when
from adjudge.model.market import Market

# The adapter through which groups of which exactly one member wins ask the oracle.
NEG_RISK_ADAPTER = "0x2f5e3684cb1f318ec51b00edba38d79ac2c0aa9d"
_PAGE = "https://polymarket.com"


def find(node: Node) -> list[Seen] | None:
    """Find the markets in a Gamma or CLOB object; None where it is neither."""
    if _is_clob(node):
        return [Found((text(node, "market_slug"), text(node, "condition_id"), text(node, "question_id")), name(node, "question"), partial(_clob, node))]
    if _is_gamma(node):
        event = next(iter(nodes(node.get("events"))), {})
        return [_gamma_found(node, event)]
    if _is_event(node):
        members = [_gamma_found(market, node) for market in nodes(node.get("markets"))]
        return members or [Refused("is a Polymarket event without its markets; ask for the event by its slug")]
    return None


def _is_clob(node: Node) -> bool:
    return "condition_id" in node and "question" in node and ("tokens" in node or "market_slug" in node) and "ancillary_data" not in node


def _is_gamma(node: Node) -> bool:
    return "question" in node and ("conditionId" in node or "questionID" in node or "clobTokenIds" in node or "outcomePrices" in node)


def _is_event(node: Node) -> bool:
    return "title" in node and "slug" in node and isinstance(node.get("markets"), list) and "event_ticker" not in node


def _gamma_found(node: Node, event: Node) -> Found:
    names = (text(node, "slug"), text(node, "id"), text(node, "conditionId"), text(node, "questionID"))
    return Found(names, name(node, "question"), partial(_gamma, node, event))


def _gamma(node: Node, event: Node, source: str) -> Market:
    if node.get("marketType") == "scalar":
        raise MarketError(f"{source} settles on a number between two bounds, and adjudge decides only between named outcomes")
    outcomes = _outcomes(node.get("outcomes"), source)
    return build(
        source,
        question=name(node, "question"),
        rules=_rules(node, event),
        outcomes=outcomes,
        created=when(node, "createdAt", "startDate"),
        group=name(node, "groupItemTitle"),
        platform=_gamma_platform(node, event, outcomes),
    )


def _rules(node: Node, event: Node) -> str:
    # A member without a description of its own is ruled by its event's.
    return text(node, "description") or text(event, "description")


def _gamma_platform(node: Node, event: Node, outcomes: list[str]) -> dict[str, object]:
    prices = dict(zip(outcomes, figures(node.get("outcomePrices")), strict=False))
    is_neg_risk = node.get("negRisk") is True or text(node, "resolvedBy").lower() == NEG_RISK_ADAPTER
    return dict(
        name="polymarket",
        ids=present(id=text(node, "id"), slug=text(node, "slug"), condition=text(node, "conditionId"), question=text(node, "questionID")),
        url=_url(text(event, "slug"), text(node, "slug")),
        is_neg_risk=is_neg_risk,
        event=name(event, "title"),
        opens=when(node, "startDate"),
        closes=when(node, "endDate"),
        sources=_sources(text(node, "resolutionSource")),
        status=text(node, "umaResolutionStatus") or ("closed" if node.get("closed") is True else "open"),
        settled=_settled_by_price(node, prices),
        prices=prices,
    )


def _settled_by_price(node: Node, prices: dict[str, str]) -> str | None:
    """Read a settled outcome off the final prices, which stand at exactly 0 and 1 once it has been paid."""
    if node.get("umaResolutionStatus") != "resolved" or node.get("closed") is not True:
        return None
    if prices and set(prices.values()) == {"0.5"}:
        return "50-50"
    return next((outcome for outcome, price in prices.items() if price == "1"), None)


def _clob(node: Node, source: str) -> Market:
    tokens = nodes(node.get("tokens"))
    outcomes = _outcomes([token.get("outcome") for token in tokens], source)
    is_neg_risk = node.get("neg_risk") is True or bool(text(node, "neg_risk_market_id"))
    platform = dict(
        name="polymarket",
        ids=present(slug=text(node, "market_slug"), condition=text(node, "condition_id"), question=text(node, "question_id")),
        url=_url("", text(node, "market_slug")),
        is_neg_risk=is_neg_risk,
        opens=when(node, "accepting_order_timestamp"),
        closes=when(node, "end_date_iso"),
        status="closed" if node.get("closed") is True else "open",
        settled=_winner(node, tokens),
        prices={outcome: figure(token.get("price")) for outcome, token in zip(outcomes, tokens, strict=True)},
    )
    # This shape states no creation; orders are accepted from minutes after it.
    created = when(node, "accepting_order_timestamp")
    return build(source, question=name(node, "question"), rules=text(node, "description"), outcomes=outcomes, created=created, platform=platform)


def _winner(node: Node, tokens: list[Node]) -> str | None:
    if node.get("is_50_50_outcome") is True:
        return "50-50"
    return next((name(token, "outcome") for token in tokens if token.get("winner") is True), None)


def _outcomes(value: object, source: str) -> list[str]:
    outcomes = [outcome.strip() for outcome in strings(value)]
    if len(outcomes) < 2:
        raise MarketError(f"{source} does not list two or more outcomes that can be read")
    return outcomes


def _sources(value: str) -> tuple[str, ...]:
    return (value.strip(),) if value else ()


def _url(event_slug: str, slug: str) -> str:
    if event_slug:
        return f"{_PAGE}/event/{event_slug}" + (f"/{slug}" if slug and slug != event_slug else "")
    return f"{_PAGE}/market/{slug}" if slug else ""
