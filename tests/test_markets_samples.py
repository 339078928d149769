"""Small payloads in the shapes that platforms send; every fact in them is invented."""

import json

import pytest

from adjudge.markets import read_market

RULES = 'This market will resolve to “Yes” if the Harrow Bridge opens by June 30, 2026, 11:59 PM ET. Otherwise, this market will resolve to “No”.'
TAIL = (
    " res_data: p1: 0, p2: 1, p3: 0.5. Where p1 corresponds to No, p2 to Yes, p3 to unknown/50-50. Updates made by the question creator via "
    "the bulletin board at 0x00000000000000000000000000000000000000aa should be considered.,initializer:00000000000000000000000000000000000000bb"
)
TITLE = "Will the Harrow Bridge open by June 30?"
ANCILLARY = f"q: title: {TITLE}, description: {RULES}{TAIL}"


def hexed(text):
    return "0x" + text.encode().hex()


def uma(ancillary=ANCILLARY, **more):
    return {
        "query_id": "0x0a", "condition_id": "0x0b", "ancillary_data": ancillary.encode().decode("latin-1"), "ancillary_data_hex": hexed(ancillary),
        "resolution_conditions": "x", "proposed_price": 10**18, "proposed_price_outcome": "p2", "request_timestamp": 1775000000,
        "request_transaction_block_time": 1776000000, "creator": "0xcc", "updates": [], "end_date_iso": "2026-06-30T00:00:00Z", **more,
    }  # fmt: skip


def gamma(**more):
    return {
        "id": "900001", "question": TITLE, "conditionId": "0x0c", "slug": "harrow-bridge-open-by-june-30", "resolutionSource": "https://harrow.example/",
        "endDate": "2026-06-30T12:00:00Z", "startDate": "2026-04-01T13:00:00Z", "createdAt": "2026-04-01T12:00:00Z", "description": RULES,
        "outcomes": '["Yes", "No"]', "outcomePrices": '["0.25", "0.75"]', "closed": False, "negRisk": False, "groupItemTitle": "June 30", **more,
    }  # fmt: skip


def event(*markets):
    return {"id": "700", "slug": "harrow-bridge", "title": "Harrow Bridge open by ___?", "description": RULES, "markets": list(markets)}


def clob(**more):
    tokens = [{"token_id": "1", "outcome": "Yes", "price": 0.25, "winner": False}, {"token_id": "2", "outcome": "No", "price": 0.75, "winner": False}]
    return {
        "condition_id": "0x0c", "question_id": "0x0d", "question": TITLE, "description": RULES, "market_slug": "harrow-bridge", "tokens": tokens,
        "end_date_iso": "2026-06-30T00:00:00Z", "accepting_order_timestamp": "2026-04-01T13:00:00Z", "neg_risk": False, "neg_risk_market_id": "",
        "is_50_50_outcome": False, "closed": False, **more,
    }  # fmt: skip


def kalshi(**more):
    return {
        "ticker": "KXFERRY-26-T40", "event_ticker": "KXFERRY-26", "market_type": "binary", "title": "Ferry fares in 2026?", "yes_sub_title": "Above 40",
        "rules_primary": "If the Fenning ferry fare is above 40 crowns on Dec 31, 2026, the market resolves to Yes.", "rules_secondary": "Children travel free.",
        "created_time": "0001-01-01T00:00:00Z", "open_time": "2026-01-05T15:00:00Z", "close_time": "2026-12-31T23:59:00Z", "floor_strike": 40, "result": "",
        "expected_expiration_time": "2027-01-01T15:00:00Z", "strike_type": "greater", "status": "active", "yes_bid": 30, "no_bid": 68, **more,
    }  # fmt: skip


def kalshi_event(*markets):
    about = {"event_ticker": "KXFERRY-26", "series_ticker": "KXFERRY", "title": "Ferry fares", "mutually_exclusive": True}
    return {"event": {**about, "settlement_sources": [{"name": "Ferry Board", "url": "https://ferry.example"}]}, "markets": list(markets)}


def paragraph(*parts):
    return {"type": "paragraph", "content": list(parts)}


def words(text, *marks):
    return {"type": "text", "text": text, "marks": list(marks)}


def manifold(**more):
    link = {"type": "link", "attrs": {"href": "https://harrow.example/news"}}
    document = {"type": "doc", "content": [paragraph(words("Resolves YES if the "), words("old", {"type": "strike"}), words(" bridge opens.", link)), paragraph()]}
    return {
        "id": "mf1", "slug": "will-the-bridge-open", "creatorUsername": "ada", "createdTime": 1775000000000, "closeTime": 1782000000000, "question": TITLE,
        "url": "https://manifold.markets/ada/will-the-bridge-open", "outcomeType": "BINARY", "probability": 0.4, "isResolved": False,
        "description": document, "textDescription": "Resolves YES if the old bridge opens.", **more,
    }  # fmt: skip


def choice(**more):
    answers = [{"id": "a1", "text": "North shore", "probability": 0.6}, {"id": "a2", "text": "South shore", "probability": 0.4}]
    return manifold(outcomeType="MULTIPLE_CHOICE", question="Which shore opens first?", answers=answers, **more)


def metaculus(question=None, **more):
    asked = {
        "id": 52, "title": TITLE, "type": "binary", "options": [], "resolution_criteria": "Resolves Yes if the bridge opens before July 1, 2026.",
        "fine_print": "A ceremony does not count.", "created_at": "2026-04-01T12:00:00Z", "open_time": "2026-04-02T12:00:00Z", "status": "open",
        "scheduled_close_time": "2026-06-30T12:00:00Z", "scheduled_resolve_time": "2026-07-01T04:00:00Z", "resolution": None, "possibilities": None,
        **(question or {}),
    }  # fmt: skip
    return {"id": 51, "slug": "bridge", "title": TITLE, "question": asked, **more}


def limitless(**more):
    return {
        "id": 7, "slug": "bridge-7", "title": TITLE, "description": "<p>Resolves to &ldquo;Yes&rdquo; if the <a href=\"https://h.example\">bridge</a> opens.</p><p><br></p><p>Else No.</p>",
        "createdAt": "2026-04-01T12:00:00Z", "expirationTimestamp": 1782000000000, "status": "FUNDED", "winningOutcomeIndex": None, "prices": [0.3, 0.7],
        "tokens": {"yes": "1", "no": "2"}, **more,
    }  # fmt: skip


SAMPLES = {
    "uma": uma(), "gamma": gamma(), "event": event(gamma()), "clob": clob(), "kalshi": kalshi(), "kalshi_event": kalshi_event(kalshi()),
    "manifold": manifold(), "choice": choice(), "metaculus": metaculus(), "limitless": limitless(),
}  # fmt: skip


def read(payload, pick=None):
    return read_market("sample", text=json.dumps(payload), pick=pick)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_a_market_with_a_platform(name):
    """Each shape is recognised by its fields alone, whatever the source is called."""
    market = read(SAMPLES[name])
    assert market.question and market.rules and market.platform and len(market.outcomes) >= 2
