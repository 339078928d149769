"""Requests to UMA's optimistic oracle, whose decoded ancillary data is the canonical text."""

import ast
from functools import partial

from adjudge.errors import MarketError
from adjudge.markets.ancillary import Ancillary, from_hex, looks_like_ancillary, parse_ancillary, read_map, repaired
from adjudge.markets.build import build
from adjudge.markets.found import Found, Seen
from adjudge.markets.polymarket import NEG_RISK_ADAPTER
from adjudge.markets.value import Node, as_node, name, nodes, present, text, when
from adjudge.model.market import Market

_BULLETIN = "question creator (bulletin board)"
_UNREADABLE = "is a UMA request whose ancillary data is not of the form \"q: title: ..., description: ...\", so it has no question and rules to read"
# 1e18 is the oracle's 1.
_PRICES = {0: "p1", 10**18: "p2", 5 * 10**17: "p3", -(2**255): "p4"}


def find(node: Node) -> list[Seen] | None:
    """Find the market in a request; None where it is none."""
    if any(key in node for key in ("ancillary_data", "ancillary_data_hex", "ancillaryData", "ancillaryDataHex")):
        read = _request
    elif "rules_text" in node and "resolution_conditions" in node:
        read = _extract
    else:
        return None
    names = tuple(text(node, key) for key in ("query_id", "id", "condition_id", "market_slug"))
    return [Found(names, name(node, "title"), partial(read, node))]


def read_text(words: str, source: str) -> Market:
    """Read bare ancillary data, as text or in hex."""
    decoded = from_hex(words) if not words.lstrip().lower().startswith("q") else words
    return _market(_parsed(decoded, source), {}, source)


def _request(node: Node, source: str) -> Market:
    return _market(_parsed(_decoded(node), source), node, source)


def _decoded(node: Node) -> str | None:
    plain = text(node, "ancillary_data", "ancillaryData")
    # The subgraph gives hex under the plain name.
    digits = text(node, "ancillary_data_hex", "ancillaryDataHex") or (plain if plain.lower().startswith("0x") else "")
    return (from_hex(digits) if digits else None) or (repaired(plain) if looks_like_ancillary(plain) else None)


def _parsed(words: str | None, source: str) -> Ancillary:
    parsed = parse_ancillary(words) if words else None
    if parsed is None:
        raise MarketError(f"{source} {_UNREADABLE}")
    return parsed


def _extract(node: Node, source: str) -> Market:
    codes, code_for, mapping, note = read_map(text(node, "resolution_conditions"))
    return _market(Ancillary(name(node, "title"), text(node, "rules_text"), codes, code_for, mapping, note=note), node, source)


def _market(parsed: Ancillary, node: Node, source: str) -> Market:
    outcomes, codes, note = _outcomes(parsed, node)
    notes = [says for says in (note, *_lost_updates(node)) if says]
    return build(
        source,
        question=parsed.title,
        rules=parsed.rules,
        outcomes=outcomes,
        created=when(node, "request_timestamp", "requestTimestamp", "request_time_iso", "time"),
        clarifications=[note for note in map(_update, _updates(node)) if note],
        platform=_platform(parsed, node, codes, notes),
    )


def _platform(parsed: Ancillary, node: Node, codes: dict[str, str], notes: list[str]) -> dict[str, object]:
    status, settled = _state(node, codes)
    return dict(
        name="uma",
        ids=present(query=text(node, "query_id", "id"), condition=text(node, "condition_id"), market=parsed.market_id, **_trailers(parsed)),
        codes=codes,
        code_for=dict(parsed.code_for) if codes else {},
        mapping=parsed.mapping,
        is_neg_risk=_is_neg_risk(node),
        closes=when(node, "end_date_iso"),
        proposed=when(node, "proposal_time_iso", "proposalTimestamp", "request_transaction_block_time"),
        status=status,
        settled=settled,
        notes=notes,
    )


def _trailers(parsed: Ancillary) -> dict[str, str]:
    return {key: value for key, value in parsed.trailers.items() if key in ("initializer", "ooRequester", "childChainId")}


def _is_neg_risk(node: Node) -> bool:
    creator = text(node, "creator", "requester").lower()
    return bool(text(node, "neg_risk_market_id")) or node.get("neg_risk") is True or creator == NEG_RISK_ADAPTER


def _outcomes(parsed: Ancillary, node: Node) -> tuple[list[str], dict[str, str], str]:
    """Give the outcomes in the platform's order, their codes, and what is wrong with the codes."""
    listed = [name(token, "outcome") for token in nodes(node.get("tokens"))]
    codes = dict(parsed.codes)
    if len(listed) < 2:
        return list(codes) or ["Yes", "No"], codes, parsed.note
    by_name = {outcome.casefold(): code for outcome, code in codes.items()}
    if codes and {outcome.casefold() for outcome in listed} != set(by_name):
        return listed, {}, "the request's map names other outcomes than the market"
    return listed, {outcome: by_name[outcome.casefold()] for outcome in listed} if codes else {}, parsed.note


def _state(node: Node, codes: dict[str, str]) -> tuple[str, str | None]:
    """Give the request's status and the outcome that it was settled on."""
    resolved = text(node, "resolved_price_outcome", "truth") or _by_price(node, "resolved_price", "settlementPrice")
    proposed = text(node, "proposed_price_outcome") or _by_price(node, "proposed_price", "proposedPrice")
    by_code = {code: outcome for outcome, code in codes.items()}
    if resolved:
        return f"resolved {resolved}", by_code.get(resolved, resolved)
    return (f"proposed {proposed}" if proposed else "requested"), None


def _by_price(node: Node, *keys: str) -> str:
    for key in keys:
        value = node.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return _PRICES.get(value, "")
    return ""


def _updates(node: Node) -> list[object]:
    updates = node.get("updates")
    return updates if isinstance(updates, list) else []


def _lost_updates(node: Node) -> list[str]:
    lost = sum(_update(update) is None for update in _updates(node))
    return [f"{lost} of the request's updates cannot be read"] if lost else []


def _update(update: object) -> dict[str, object] | None:
    """Read an update: a pair of seconds and bytes, perhaps printed by Python, or an object."""
    if isinstance(update, str):
        update = _printed(update)
    if isinstance(update, list | tuple) and len(update) == 2:
        update = {"timestamp": update[0], "update": update[1]}
    node = as_node(update)
    words = node.get("update") or node.get("text")
    if isinstance(words, bytes):
        words = words.decode("utf-8", "replace")
    elif isinstance(words, str) and words.startswith("0x"):
        words = from_hex(words)
    return {"at": when(node, "timestamp", "time"), "by": _BULLETIN, "text": words} if isinstance(words, str) and words.strip() else None


def _printed(words: str) -> object:
    # literal_eval builds plain values only; the cap keeps its recursion away from hostile nesting.
    if not words.startswith("(") or words.count("(") + words.count("[") + words.count("{") > 1000:
        return {"text": words}
    try:
        return ast.literal_eval(words)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None
