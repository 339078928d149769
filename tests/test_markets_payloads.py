"""What each platform's payload becomes: the texts to the letter, the codes, the times, and what is refused."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from test_markets_samples import ANCILLARY, RULES, TITLE, choice, clob, event, gamma, hexed, kalshi, kalshi_event, limitless, manifold, metaculus, read, uma

from adjudge.errors import MarketError
from adjudge.markets import read_market
from adjudge.markets.found import Found
from adjudge.markets.shapes import find_markets, parse_json

SHARED = Path(__file__).parent.parent.parent / "shared" / "data"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here")


def refusal(payload, pick=None):
    with pytest.raises(MarketError) as refused:
        read(payload, pick)
    return str(refused.value)


def test_a_gamma_market_keeps_what_decides_it_and_sets_the_rest_apart():
    """Rules and label stand in the market; slug, prices and published end stand in its platform."""
    market = read(gamma(negRisk=True))
    assert (market.question, market.rules, market.group, market.created) == (TITLE, RULES, "June 30", datetime(2026, 4, 1, 12, tzinfo=UTC))
    assert market.platform.is_neg_risk and market.platform.prices == {"Yes": "0.25", "No": "0.75"}
    assert market.platform.closes == datetime(2026, 6, 30, 12, tzinfo=UTC) and market.platform.sources == ("https://harrow.example/",)


def test_nothing_that_the_platform_says_stands_among_the_texts():
    """Prices, status and settled outcome can not be quoted, so they can not reach a prompt."""
    market = read(gamma(umaResolutionStatus="resolved", closed=True, outcomePrices='["1", "0"]'))
    assert market.platform.settled == "Yes"
    assert market.texts() == {"rules": RULES, "question": TITLE, "group": "June 30"}


@pytest.mark.parametrize(("prices", "settled"), [('["0", "0"]', None), ('["0.5", "0.5"]', "50-50"), ('["0", "1"]', "No"), ("null", None)])
def test_final_prices_tell_what_a_gamma_market_was_settled_on(prices, settled):
    """Prices of 0 and 0 tell nothing."""
    assert read(gamma(umaResolutionStatus="resolved", closed=True, outcomePrices=prices)).platform.settled == settled


def test_lists_come_encoded_and_plain_and_more_than_two_outcomes_keep_their_order():
    """Older payloads put JSON inside strings."""
    for outcomes in ('["C", "A", "B"]', ["C", "A", "B"]):
        assert read(gamma(outcomes=outcomes)).outcomes == ("C", "A", "B")


def test_an_event_with_several_markets_needs_a_choice():
    """The refusal lists what there is, and slug, id and number choose."""
    several = event(gamma(), gamma(id="900002", slug="harrow-bridge-july", groupItemTitle="July 31"))
    assert "holds 2 markets; choose one by slug, id or number with --market: 1 'harrow-bridge-open-by-june-30', 2 'harrow-bridge-july'" in refusal(several)
    for pick in ("harrow-bridge-july", "HARROW-BRIDGE-JULY", "900002", "2"):
        assert read(several, pick).group == "July 31"
    assert "no market named 'x'" in refusal(several, "x")
    assert "no market named '3'" in refusal(several, "3")
    assert "2 markets named '0x0c'" in refusal(several, "0x0c")


def test_a_search_response_with_one_market_needs_none():
    """Pages and envelopes are looked through."""
    assert read({"events": [event(gamma())], "pagination": {}}).platform.event == "Harrow Bridge open by ___?"
    assert read({"events": [event(gamma(description=""))]}).rules == RULES


def test_a_scalar_market_is_refused():
    """A number between two bounds is no outcome to name."""
    assert "settles on a number between two bounds" in refusal(gamma(marketType="scalar"))


def test_a_market_without_rules_or_outcomes_is_refused():
    """Nothing can be decided from it."""
    assert "has no rules" in refusal(gamma(description="", events=[]))
    assert "two or more outcomes" in refusal(gamma(outcomes='["Yes"]'))
    assert "without its markets" in refusal(event())


def test_a_clob_market_names_its_winner():
    """The tokens carry outcomes, prices and the winner; a 50-50 has its own field."""
    tokens = clob()["tokens"]
    assert read(clob()).platform.prices == {"Yes": "0.25", "No": "0.75"}
    assert read(clob(tokens=[tokens[0], {**tokens[1], "winner": True}])).platform.settled == "No"
    assert read(clob(is_50_50_outcome=True)).platform.settled == "50-50"
    assert read(clob(end_date_iso=None)).platform.closes is None
    assert read(clob(neg_risk_market_id="0x1")).platform.is_neg_risk


def test_the_decoded_bytes_of_a_request_are_canonical():
    """The text beside them may have lost the curly quotes."""
    market = read(uma())
    assert (market.question, market.rules) == (TITLE, RULES)
    assert market.platform.codes == {"Yes": "p2", "No": "p1"} and market.platform.code_for == {"unknown": "p3"}
    assert (market.platform.status, market.platform.settled) == ("proposed p2", None)
    assert market.platform.proposed == datetime.fromtimestamp(1776000000, UTC)


def test_a_request_without_bytes_is_repaired_from_its_text():
    """Text that was decoded byte by byte gives its characters back."""
    assert read({**uma(), "ancillary_data_hex": None}).rules == RULES
    assert read({"ancillaryData": hexed(ANCILLARY), "time": "1775000000"}).rules == RULES


def test_bare_ancillary_data_is_a_market():
    """It may be pasted as text or as hex."""
    for text in (ANCILLARY, hexed(ANCILLARY)):
        assert read_market("pasted", text=text).platform.codes == {"Yes": "p2", "No": "p1"}


@pytest.mark.parametrize(
    ("tail", "codes", "code_for"),
    [
        (" res_data: p1: 0, p2: 1, p3: 0.5, p4: -5. Where p2 corresponds to Yes, p1 to a No, p3 to unknown, and p4 to an early request.", {"Yes": "p2", "No": "p1"}, {"unknown": "p3", "early": "p4"}),
        (" res_data: p1: 0, p2: 1. Where p1 corresponds to St. Olaf, Upper, p2 to Fenwick", {"Fenwick": "p2", "St. Olaf, Upper": "p1"}, {}),
        (" res_data: p1: 0, p2: 1", {}, {}),
        ("", {}, {}),
        (" Where p1 corresponds to Yes, p2 to No. res_data: p1: 0, p2: 1. Where p1 corresponds to No, p2 to Yes.", {}, {}),
        (" res_data: p1: 0. Where p1 corresponds to Yes, p1 to No.", {}, {}),
    ],
)
def test_the_map_of_a_request_is_its_own_or_none(tail, codes, code_for):
    """Two maps, a broken one or none give no codes, and a note that says so."""
    platform = read(uma(f"q: title: Q?, description: It is so.{tail},initializer:ab")).platform
    assert (platform.codes, platform.code_for) == (codes, code_for)
    assert bool(platform.notes) == (not codes)


def test_the_rules_of_a_request_end_where_its_tail_begins():
    """Market ids and trailers are no rules."""
    market = read(uma(f"q: title:  Q? , description: It\nis so.\n market_id: 77{ANCILLARY.partition(RULES)[2]},ooRequester:cd"))
    assert (market.question, market.rules) == ("Q?", "It\nis so.\n")
    assert market.platform.ids["market"] == "77" and market.platform.ids["ooRequester"] == "cd"
    assert read(uma("q: title: Q?, description: It is so.,initializer:ab")).rules == "It is so."


def test_the_listed_outcomes_win_over_the_order_of_the_map_and_a_contradiction_gives_no_code():
    """The tokens are in the platform's order."""
    tail = " res_data: p1: 0, p2: 1. Where p1 corresponds to Rovers, p2 to Town."
    text = f"q: title: Q?, description: It is so.{tail}"
    assert read(uma(text)).outcomes == ("Town", "Rovers")
    market = read(uma(text, tokens=[{"outcome": "rovers"}, {"outcome": "Town"}]))
    assert market.platform.codes == {"rovers": "p1", "Town": "p2"}
    assert read(uma(text, tokens=[{"outcome": "A"}, {"outcome": "B"}])).platform.codes == {}


def test_updates_become_clarifications_with_their_time():
    """The bulletin board's entries come as pairs printed by Python, as objects, or damaged."""
    printed = "(1775500000, b'It is \\xe2\\x80\\x9cYes\\xe2\\x80\\x9d.')"
    market = read(uma(updates=[printed, {"timestamp": 1775600000, "update": hexed("More.")}, "(1, ", 7]))
    assert [(note.text, note.by) for note in market.clarifications] == [(text, "question creator (bulletin board)") for text in ("It is “Yes”.", "More.")]
    assert market.clarifications[0].at == datetime.fromtimestamp(1775500000, UTC)
    assert market.platform.notes == ("2 of the request's updates cannot be read",)


def test_a_request_that_cannot_be_decoded_is_refused():
    """Other forms and broken bytes hold no question."""
    for broken in (uma('{"q":{"title":"526","description":"160"}}'), uma(ancillary_data="x", ancillary_data_hex="0xff"), {"ancillary_data": 5}):
        assert "ancillary data is not of the form" in refusal(broken)


def test_a_settled_request_names_its_outcome():
    """The price is read through the request's own map."""
    assert read(uma(resolved_price=0)).platform.settled == "No"
    assert read(uma(resolved_price_outcome="p3")).platform.settled == "p3"
    assert read(uma(creator="0x2F5e3684cb1F318ec51b00Edba38d79Ac2c0aA9d")).platform.is_neg_risk


def test_a_kalshi_market_is_yes_or_no_with_its_strike():
    """Both rules texts are kept, and a year 1 is no creation."""
    market = read(kalshi_event(kalshi(result="no")))
    assert market.rules == f"{kalshi()['rules_primary']}\n\n{kalshi()['rules_secondary']}"
    assert (market.group, market.created, market.platform.codes) == ("Above 40", None, {"Yes": "yes", "No": "no"})
    assert (market.platform.ids["floor_strike"], market.platform.settled, market.platform.sources) == ("40", "No", ("Ferry Board https://ferry.example",))
    assert market.platform.prices == {"Yes": "0.3", "No": "0.68"}


def test_what_kalshi_sends_that_is_no_market_is_named():
    """Events without markets, series, settlements, scalars and empty rules each have their sentence."""
    assert "publishes no rules" in refusal(kalshi(rules_primary=""))
    assert "settles on a number" in refusal(kalshi(market_type="scalar"))
    assert "without its markets" in refusal(kalshi_event())
    assert "is a Kalshi series" in refusal({"series": {"contract_terms_url": "x", "settlement_sources": []}})
    assert "is a Kalshi settlement" in refusal({"settlements": [{"event_ticker": "E", "market_result": "yes"}]})


def test_manifold_rich_text_keeps_links_and_struck_words():
    """The document says more than the platform's plain text."""
    assert read(manifold()).rules == "Resolves YES if the ~~old~~ bridge opens. (https://harrow.example/news)"
    assert read(manifold(description=None)).rules == "Resolves YES if the old bridge opens."
    assert read(manifold(description="Plain.")).rules == "Plain."


def test_manifold_lists_breaks_and_mentions_are_rendered():
    """What a reader sees is what can be quoted."""
    item = {"type": "listItem", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "one"}, {"type": "hardBreak"}, {"type": "mention", "attrs": {"label": "ada"}}]}]}
    lists = [{"type": kind, "content": [item, item]} for kind in ("bulletList", "orderedList")]
    document = {"type": "doc", "content": [*lists, {"type": "image", "attrs": {"src": "https://i.example/a.png"}}]}
    assert read(manifold(description=document)).rules == "- one\n@ada\n- one\n@ada\n\n1. one\n@ada\n2. one\n@ada\n\n[https://i.example/a.png]"


def test_manifold_updates_are_clarifications():
    """An update is dated, so that one later than the verdict can be left out."""
    market = read(manifold(description="Rules.\n\n- Update 2026-05-02 (PST) (AI summary of creator comment): A path counts.\nUpdate 2026-05-03 (PST): It does not."))
    assert market.rules == "Rules."
    assert [(note.by, note.text.partition("): ")[2]) for note in market.clarifications] == [("AI summary of creator comment", "A path counts."), ("", "It does not.")]
    assert market.clarifications[0].at == datetime(2026, 5, 3, 6, 59, 59, tzinfo=UTC)


def test_manifold_choices_have_their_answers_as_outcomes_or_one_market_each():
    """Answers that do not sum to one settle by themselves."""
    assert read(choice(isResolved=True, resolution="a2")).platform.settled == "South shore"
    assert read(choice()).platform.codes == {"North shore": "a1", "South shore": "a2"}
    alone = choice(shouldAnswersSumToOne=False)
    assert "holds 2 markets" in refusal(alone)
    assert (read(alone, "a2").group, read(alone, "a2").outcomes) == ("South shore", ("Yes", "No"))


@pytest.mark.parametrize("kind", ["PSEUDO_NUMERIC", "NUMBER", "DATE", "POLL", "STONK"])
def test_manifold_numbers_dates_and_polls_are_refused(kind):
    """Adjudge names an outcome, not a value."""
    assert "which has no yes/no or choice answer" in refusal(manifold(outcomeType=kind))


def test_a_metaculus_post_keeps_criteria_and_fine_print():
    """Both are rules; the background is not."""
    market = read(metaculus({"resolution": "no"}))
    assert market.rules == "Resolves Yes if the bridge opens before July 1, 2026.\n\nA ceremony does not count."
    assert (market.platform.settled, market.platform.expected) == ("No", datetime(2026, 7, 1, 4, tzinfo=UTC))
    assert read(metaculus({"type": "multiple_choice", "options": ["0", "1 or more"]})).outcomes == ("0", "1 or more")


@pytest.mark.parametrize("kind", ["numeric", "date", "discrete", None])
def test_metaculus_numbers_and_dates_are_refused(kind):
    """The sentence says what the question is."""
    assert f"is a Metaculus {kind or 'untyped'} question" in refusal(metaculus({"type": kind}))


def test_a_metaculus_group_is_several_questions():
    """Each member has a label, and shares the group's criteria."""
    members = [{"id": n, "type": "binary", "label": label, "title": f"{label}?"} for n, label in ((1, "May"), (2, "June"))]
    post = {"id": 9, "title": "When?", "group_of_questions": {"resolution_criteria": "It opens.", "questions": members}}
    assert "holds 2 markets" in refusal(post)
    market = read(post, "June")
    assert (market.rules, market.group, market.platform.event) == ("It opens.", "June", "When?")


def test_limitless_rules_are_the_words_of_their_html():
    """Links keep their address, and empty paragraphs vanish."""
    market = read(limitless(winningOutcomeIndex=1, description="<style>p {}</style>" + limitless()["description"]))
    assert market.rules == "Resolves to “Yes” if the bridge (https://h.example) opens.\n\nElse No."
    assert (market.platform.settled, market.platform.codes) == ("No", {"Yes": "0", "No": "1"})


def test_recordings_and_envelopes_are_looked_through():
    """A wrapped payload is the payload."""
    for wrapped in ({"response": {"market": kalshi()}}, [{"uri": "x", "json": kalshi()}], {"data": [kalshi()], "cursor": ""}):
        assert read(wrapped).question == "Ferry fares in 2026?"


def test_json_lines_are_several_markets():
    """One object a line is a list."""
    lines = "\n".join(json.dumps(each) for each in (gamma(), gamma(slug="other")))
    assert read_market("x.jsonl", text=lines, pick="other").platform.ids["slug"] == "other"


def test_a_text_longer_than_any_market_is_refused():
    """Bounded before anything costs time."""
    assert "more than 400,000 characters" in refusal(gamma(description="x" * 400_001))
    assert "more than 400,000 characters" in refusal(limitless(description="<p>" * 200_000))


REFUSED = {
    "kalshi/drmanhattan_kalshi_markets.json": "holds 5 markets", "kalshi/events_page_100_2026-02.json": "without its markets",
    "kalshi/golden_event_metadata_response.json": "metadata of a Kalshi event", "kalshi/golden_market_single_response.json": "publishes no rules",
    "kalshi/golden_portfolio_settlements_response.json": "is a Kalshi settlement", "kalshi/golden_series_single_response.json": "is a Kalshi series",
    "kalshi/valuelab_kalshi_markets.json": "holds 3 markets", "limitless/drmanhattan_limitless_markets.json": "holds 5 markets",
    "manifold/apidocs_example_1.json.txt": "does not parse", "manifold/decoded_test_create_comment.json": "holds no market",
    "manifold/decoded_test_resolve_market_multiple_choice.json": "holds 2 markets", "polymarket_gamma/alaniz_gamma_response_2025-05.json": "holds 10 markets",
    "polymarket_gamma/legacy_scalar__what-will-the-total-value-locked-tvl-in-defi-be-at-the-end-of-2020-acc.json": "settles on a number",
    "polymarket_gamma/resp_active_market.json": "holds 4 markets", "uma_oo/junk_request_1.json": "ancillary data is not of the form",
    "uma_oo/junk_request_2.json": "ancillary data is not of the form", "uma_oo/junk_request_3.json": "ancillary data is not of the form",
}  # fmt: skip


def sentence_for(name):
    kind = next((kind for kind in ("metaculus/v2_posts__date", "metaculus/v2_posts__numeric") if name.startswith(kind)), None)
    return "which has no yes/no or choice answer" if kind else REFUSED.get(name)


@needs_shared
def test_every_shared_payload_loads_or_is_refused_with_its_sentence():
    """Real responses of every platform, as they were sent."""
    paths = sorted(path for path in (SHARED / "payloads").rglob("*") if path.is_file())
    assert len(paths) > 80
    for path in paths:
        sentence = sentence_for(str(path.relative_to(SHARED / "payloads")))
        try:
            market = read_market(path)
        except MarketError as refused:
            assert sentence and sentence in str(refused), path
        else:
            assert sentence is None and market.rules.strip() and market.platform, path


@needs_shared
def test_every_member_of_a_shared_response_loads_by_its_number():
    """What the refusal lists can be picked, or says why not."""
    for name in ("polymarket_gamma/resp_active_market.json", "limitless/drmanhattan_limitless_markets.json", "kalshi/valuelab_kalshi_markets.json"):
        path = SHARED / "payloads" / name
        found = [each for each in find_markets(parse_json(path.read_text(encoding="utf-8"), "x")) if isinstance(each, Found)]
        assert [read_market(path, pick=str(n)).question for n in range(1, len(found) + 1)] == [each.read("x").question for each in found]


@needs_shared
def test_the_shared_requests_settle_on_the_outcome_of_their_own_map():
    """Twenty-four real requests: p1 is not always No, and the rules are those of the decoded bytes."""
    path = SHARED / "markets" / "uma_requests.jsonl"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    requests = {payload["query_id"]: payload for payload in (json.loads(p.read_text(encoding="utf-8")) for p in (SHARED / "payloads" / "uma_oo").glob("request_*.json"))}
    for line in lines:
        market, full = read_market(path, pick=line["id"]), read_market("x", text=json.dumps(requests[line["id"]]))
        assert market.platform.codes[market.platform.settled] == line["truth"]
        assert (full.question, full.rules.strip(), full.platform.codes) == (market.question, market.rules.strip(), market.platform.codes)
