"""What a side argues: split by plain code, marked by what it quotes, and by what a model made of the rest."""

import json
import time

import make
import make_dispute
import pytest
from test_dispute_brief import section
from test_dispute_html import assert_is_harmless
from test_flow import Script, arguments_answer
from test_ground_arguments import TO_A_MODEL
from test_reports_safety import ACTIVE

from adjudge.dispute import assemble
from adjudge.dispute.arguments import (
    BY_MODEL,
    HONEST,
    LONGEST,
    MOST_ARGUMENTS,
    MOST_PASSAGES,
    all_numbered,
    arguments_of,
    numbered,
    passages_of,
    split,
    strongest,
)
from adjudge.dispute.page import as_html
from adjudge.dispute.writing import as_discord, as_json, as_markdown, as_text
from adjudge.ground.arguments import Marked
from adjudge.pipeline.arguments import marks_of, read_arguments

SPLITS = [
    ("One.\n\nTwo.", ["One.", "Two."]),
    ("One line\ngoes on.\n\nTwo.", ["One line goes on.", "Two."]),
    ("- One\n- Two\n  goes on\n* Three", ["One", "Two goes on", "Three"]),
    ("1. One\n2) Two\n(3) Three", ["One", "Two", "Three"]),
    ("Lena — 11/28/2025 3:04 PM\nIt is over.\nPavel — Today at 15:04\nIt is not.", ["It is over.", "It is not."]),
    ("[28/11/2025 15:04] lena\nIt is over.", ["It is over."]),
    ("It closed at 15:04.", ["It closed at 15:04."]),
    ("> quoted line\nMy answer.", ["> quoted line\nMy answer."]),
    ("***\n\n---\n\nOne.", ["One."]),
    ("", []),
    ("   \n\n\t", []),
]


@pytest.mark.parametrize(("text", "parts"), SPLITS)
def test_a_text_is_split_into_paragraphs_and_bullets(text, parts):
    """The lines that say who wrote when are no arguments."""
    assert split(text) == parts


QUOTED = [
    ("He said “the port is open” today.", ["the port is open"]),
    ('He said "the port is open" and "it is so".', ["the port is open", "it is so"]),
    ("«the port is open»", ["the port is open"]),
    ("> the port\n> is open\nSo there.", ["the port is open"]),
    ('a "word" alone', []),
    ("no quotation at all", []),
]


@pytest.mark.parametrize(("text", "passages"), QUOTED)
def test_what_stands_in_quotation_marks_is_looked_up(text, passages):
    """In any of the usual marks, or on lines that begin with >; a single word proves nothing."""
    assert [words for words in passages_of(text) if len(words) > 8] == [words for words in passages if len(words) > 8]


def marked(text, side="disputer", record=None, outcome="No"):
    (found,) = arguments_of(text, side, record or make.record(), outcome)
    return found


READS = [
    (
        "“As of the evening of November 30, Ukraine has not signed or otherwise accepted any framework document”",
        "proposer",
        "supported",
        "counts",
    ),
    (
        "“As of the evening of November 30, Ukraine has not signed or otherwise accepted any framework document”",
        "disputer",
        "contradicted",
        "turned",
    ),
    ("“An American delegation will come to Moscow next week”", "disputer", "supported", "stands"),
    ("“Acceptance of parts of a framework”", "proposer", "supported", "stands"),
    (
        "“As of the evening of November 30, Ukraine has now signed or otherwise accepted any framework document”",
        "disputer",
        "contradicted",
        "differs",
    ),
    ("“The parliament of Ruritania ratified the treaty at noon”", "disputer", "not_in_evidence", "absent"),
    ("Everybody knows it.", "disputer", "not_in_evidence", None),
]


@pytest.mark.parametrize(("text", "side", "mark", "standing"), READS)
def test_an_argument_is_marked_by_its_quotations(text, side, mark, standing):
    """Supported, contradicted, or not in the evidence; the passage says where it stands and what the tool makes of it."""
    found = marked(text, side)
    assert found.mark == mark
    assert [passage.standing for passage in found.passages] == ([standing] if standing else [])


def test_an_altered_quotation_is_told_with_the_words_that_stand():
    """The moderator sees both."""
    (passage,) = marked("“As of the evening of November 30, Ukraine has now signed or otherwise accepted any framework document”").passages
    assert passage.says == 'article says "not signed", quote says "now signed"'


def test_a_quotation_that_leaves_out_its_denial_is_told():
    """Verbatim is not enough for a side either."""
    text = "KYIV - The office denied that it had formally accepted the framework on Thursday.\n\nNothing else was said."
    article = make.articles()[0].model_copy(update={"text": text})
    record = make.record(articles=(article,), claims=())
    assert marked("“it had formally accepted the framework on Thursday”", record=record).passages[0].standing == "turned"


def test_a_quotation_that_speaks_of_a_claim_that_does_not_count_says_so():
    """A forecast stands in an article and proves nothing."""
    (passage,) = marked("“Kyiv will not sign anything by Thursday night”", "proposer").passages
    assert passage.claims == ("A1.K1",)
    assert "does not count it (forecast)" in passage.says


def test_one_good_quotation_is_not_spoiled_by_one_that_is_missing_but_by_one_that_is_altered():
    """What is not there is no lie; what is changed is."""
    good, missing = "“An American delegation will come to Moscow next week”", "“The parliament of Ruritania ratified the treaty at noon”"
    altered = "“An American delegation will not come to Moscow next week”"
    assert [marked(f"{good} and {other}").mark for other in (missing, altered)] == ["supported", "contradicted"]


def test_the_strongest_arguments_come_first_and_keep_their_order_where_equal():
    """What is backed by words that count, then what merely stands, then the rest."""
    text = "\n\n".join(("First.", "“An American delegation will come to Moscow next week”", "“Ukraine has not signed or otherwise accepted any framework document”", "Last."))  # fmt: skip
    found = arguments_of(text, "proposer", make.record(), "No")
    assert [one.text[:6] for one in strongest(found, "proposer", 3)] == ["“Ukrai", "“An Am", "First."]


def test_a_flood_of_arguments_is_bounded():
    """A long thread costs bounded time."""
    found = arguments_of("“a b c d e f g h”\n\n" * 5000, "proposer", make.record(), "No")
    assert len(found) == MOST_ARGUMENTS


def test_both_sides_are_kept_in_the_dispute():
    """All of them, in their order."""
    found = make_dispute.dispute()
    assert [(one.side, one.mark) for one in found.arguments] == [
        ("proposer", "supported"), ("proposer", "not_in_evidence"), ("disputer", "not_in_evidence"), ("disputer", "contradicted"),
    ]  # fmt: skip


GOOD = "“As of the evening of November 30, Ukraine has not signed or otherwise accepted any framework document”"
ALTERED = GOOD.replace("not signed", "now signed")
STANDS = "“An American delegation will come to Moscow next week”"
BY_CLAIM = Marked(mark="supported", for_=("A2.K1",), says="happened")
DENIED = Marked(mark="contradicted", against=("A2.K1",), says="happened")
NOWHERE = Marked(mark="not_in_evidence", says="happened")

DECIDES = [
    ("It is so.", BY_CLAIM, "supported", "paraphrase"),
    ("It is so.", DENIED, "contradicted", "paraphrase"),
    ("It is so.", NOWHERE, "not_in_evidence", "paraphrase"),
    ("It is so.", None, "not_in_evidence", "quotation"),
    ("It is so.", Marked(notes=("the model gave it no mark",)), "not_in_evidence", "quotation"),
    (ALTERED, BY_CLAIM, "contradicted", "quotation"),
    (ALTERED + " and " + GOOD, BY_CLAIM, "contradicted", "quotation"),
    (GOOD, DENIED, "supported", "quotation"),
    (GOOD, None, "supported", "quotation"),
    (STANDS + ", so it was signed.", NOWHERE, "not_in_evidence", "paraphrase"),
    (STANDS + ", so it was signed.", DENIED, "contradicted", "paraphrase"),
    ("“The parliament of Ruritania ratified the treaty at noon”", BY_CLAIM, "supported", "paraphrase"),
]


@pytest.mark.parametrize(("text", "given", "mark", "by"), DECIDES)
def test_who_marks_an_argument(text, given, mark, by):
    """Code where a quotation proves something for good or ill, else the model where it has a mark that stands."""
    (found,) = arguments_of(text, "proposer", make.record(), "No", {"P1": given} if given else {})
    assert (found.mark, found.by) == (mark, by)


def test_words_torn_from_their_denial_are_not_mended_by_the_model():
    """They are as bad as altered ones."""
    text = "KYIV - The office denied that it had formally accepted the framework on Thursday.\n\nNothing else was said."
    record = make.record(articles=(make.articles()[0].model_copy(update={"text": text}),), claims=())
    given = {"D1": Marked(mark="supported", for_=("C1",), says="rules")}
    (found,) = arguments_of("“it had formally accepted the framework on Thursday”", "disputer", record, "No", given)
    assert (found.mark, found.by) == ("contradicted", "quotation")


def test_where_code_and_model_disagree_the_brief_says_so():
    """The mark stays code's."""
    (found,) = arguments_of(ALTERED, "proposer", make.record(), "No", {"P1": BY_CLAIM})
    assert found.notes == ("the model, by what it says: supported by a quote",)


def test_what_counts_for_the_side_comes_first_whoever_found_it():
    """Then what is supported at all, then what nobody shows; what is contradicted is last."""
    text = "\n\n".join(("Wrong.", "Nobody knows.", "The rules say so.", STANDS, "It is so."))
    rule = Marked(mark="supported", for_=("C2",), says="rules")
    given = {"P1": DENIED, "P2": NOWHERE, "P3": rule, "P5": BY_CLAIM}
    found = arguments_of(text, "proposer", make.record(), "No", given)
    assert [one.id for one in strongest(found, "proposer", 5)] == ["P5", "P3", "P4", "P2", "P1"]
    other = arguments_of("It is so.", "disputer", make.record(), "No", {"D1": BY_CLAIM})
    assert other[0].strength < found[4].strength


def read(texts, record=None, **marks):
    """Give a dispute whose arguments a scripted model was asked about, and what it was sent."""
    record, script = record or make.record(), Script()
    script.arguments = arguments_answer(**marks) if marks else None
    arguments = all_numbered(texts)
    answer = read_arguments(record, arguments, ask=script)
    proposal = make_dispute.dispute("No", at=make.AFTER, then=record, later=record, market=record.market, texts={}).proposal
    found = assemble(proposal, record, record, texts, marks_of(record, arguments, answer) if answer else None)
    return found, script.asked[-1][2] if script.asked else ""


PARAPHRASED = {"proposer": "Kyiv's own summary says that nothing was signed.\n\nIt will not sign anyway.", "disputer": "A statement was signed."}
MARKS = {
    "P1": {"mark": "supported", "for_": ["A2.K1"], "why": "The summary covers November 30."},
    "P2": {"mark": "supported", "for_": ["A1.K1"]},
    "D1": {"mark": "supported", "for_": ["A2.K2"], "against": ["A2.K1"]},
}


def test_a_paraphrase_is_shown_with_its_mark_its_judge_and_the_quote_that_carries_it():
    """With source and tier, and whether the tool counts it."""
    found, _ = read(PARAPHRASED, **MARKS)
    said = section(as_text(found, width=400), "WHAT THE PROPOSER ARGUES")
    assert "mark supported by a quote; judged by a model, by what it says" in said
    assert "why The summary covers November 30." in said
    assert "for “As of the evening of November 30, Ukraine has not signed" in said
    assert "in Kyiv Chronicle [A2]; named source; the tool counts it for this side" in said
    other = section(as_text(found, width=400), "WHAT THE DISPUTER ARGUES")
    assert "against “As of the evening of November 30" in other
    assert "the tool counts it for the other side" in other
    assert section(as_text(found, width=400), "HOW THE ARGUMENTS WERE CHECKED") == BY_MODEL


def test_a_forecast_for_a_fact_is_shown_as_what_it_is():
    """Not in the evidence, with the forecast beneath."""
    said = section(as_text(read(PARAPHRASED, **MARKS)[0], width=400), "WHAT THE PROPOSER ARGUES")
    assert "offered “Kyiv will not sign anything by Thursday night” source forecast;" in said
    assert "note a forecast, not a fact (the model says supported)" in said


@pytest.mark.parametrize("written", [as_text, as_markdown, as_discord, as_json, as_html])
def test_every_form_has_the_mark_and_the_quote(written):
    """One brief, five shapes."""
    shown = " ".join(written(read(PARAPHRASED, **MARKS)[0]).split())
    assert "The summary covers November 30." in shown
    assert "paraphrase" in shown if written is as_json else "judged by a model, by what it says" in shown


def test_no_mark_changes_the_verdict_or_how_the_proposal_stands():
    """Whatever the model says of the arguments."""
    plain, _ = read(PARAPHRASED)
    for mark in ("supported", "contradicted"):
        lists = {"for_": ["A2.K2"]} if mark == "supported" else {"against": ["A2.K1"]}
        found, _ = read(PARAPHRASED, **{name: {"mark": mark, **lists} for name in ("P1", "P2", "D1")})
        assert (found.judgement, found.judgement_now, found.then, found.now) == (plain.judgement, plain.judgement_now, plain.then, plain.now)


def test_the_calls_are_in_the_provenance():
    """With the prompt that was used."""
    shown = section(as_text(read(PARAPHRASED, **MARKS)[0], width=400), "PROVENANCE")
    assert "the arguments: prompt arguments.v1 (" in shown


@pytest.mark.parametrize("text", TO_A_MODEL)
def test_an_argument_that_addresses_a_model_is_flagged_and_its_mark_dropped(text):
    """The model is not given it, and a mark for it is worth nothing; the other arguments are read as ever."""
    hostile = " ".join(text.split())
    found, sent = read({"proposer": f"{hostile}\n\nIt was signed."}, P1={"mark": "supported", "for_": ["A2.K2"]}, P2={"mark": "supported", "for_": ["A2.K2"]})  # fmt: skip
    first, second = found.arguments
    assert (first.mark, first.by, first.for_) == ("not_in_evidence", "quotation", ())
    assert (second.mark, second.by) == ("supported", "paraphrase")
    assert first.addresses
    assert ("P1:" in sent, "P2:" in sent) == (False, True)
    assert "reads like an instruction to a model; no model was given it" in section(as_text(found, width=400), "WHAT THE PROPOSER ARGUES")
    assert "1 argument reads like instructions to a model" in section(as_text(found, width=400), "REJECTED QUOTES AND INJECTION")


def test_an_argument_that_only_the_model_takes_for_an_instruction_keeps_what_code_found():
    """Its quotation marks."""
    found, _ = read({"proposer": GOOD}, P1={"mark": "contradicted", "against": ["A2.K1"], "addresses_model": True})
    assert (found.arguments[0].mark, found.arguments[0].by) == ("supported", "quotation")
    assert "the model says that it speaks to a model" in found.arguments[0].notes[0]


ODD = ["\x1b[2J\u202eIt is so.\x00", "\x07" * 50, "</article> </claims> {{claims}} {% if %} ```", "\ud800 surrogate", "@everyone <@1> ||x||", "<script>alert(1)</script>"]


@pytest.mark.parametrize("text", ODD)
def test_odd_characters_reach_neither_the_screen_nor_the_request_as_themselves(text):
    """In any form."""
    found, sent = read({"proposer": f"{text}\n\nIt was signed.", "disputer": text})
    assert not ACTIVE.search(sent)
    assert not any(ACTIVE.search(written(found)) for written in (as_text, as_markdown, as_discord, as_json))
    assert_is_harmless(as_html(found))


FLOODS = ["x" * 400_000, " " * 399_999 + "x", "- It is so.\n" * 1000, "“" * 400_000, "“quoted words here” " * 20_000, "\n" * 400_000, "> q\n" * 100_000, "mark it as " * 36_000]


@pytest.mark.parametrize("text", FLOODS, ids=range(len(FLOODS)))
def test_a_flood_is_bounded_and_what_was_cut_is_said(text):
    """In time, in what is kept, and in what is sent."""
    started = time.perf_counter()
    found, sent = read({"proposer": text, "disputer": "It was signed."})
    own = [one for one in found.arguments if one.side == "proposer"]
    assert len(own) <= MOST_ARGUMENTS
    assert all(len(one.text) <= LONGEST for one in own)
    assert len(sent) < 60_000
    assert found.arguments[-1].by == "paraphrase"
    assert time.perf_counter() - started < 10
    kept = sum(len(one.text) for one in own)
    assert bool(found.reading.cut) == (kept < len("".join(split(text))))


def test_what_was_cut_is_named():
    """Arguments that were not taken, that were cut, that were not sent, and quotations that were not looked up."""
    found, _ = read({"proposer": "- It is so.\n" * 1000, "disputer": "word " * 2000})
    assert found.reading.cut == (
        "of 1,000 arguments of the proposer only the first 100 were taken",
        "D1: cut after 4,000 of its 9,999 characters",
        "from P41 on (60 in all), by quotation alone: more than a model is given of one side",
        "D1: a model read the first 1,500 of its 3,999 characters",
    )
    said = section(as_text(found, width=400), "HOW THE ARGUMENTS WERE CHECKED")
    assert all(words in said for words in found.reading.cut)
    many = " ".join(f"“words that stand nowhere {number}”" for number in range(9))
    assert marked(many).notes == (f"the first {MOST_PASSAGES} of its 9 quotations were looked up",)


def test_ids_are_the_sides_own():
    """And the same for the model and in the JSON."""
    texts = {"disputer": "One.\n\nTwo.", "proposer": "Three."}
    assert list(all_numbered(texts)) == ["P1", "D1", "D2"]
    assert numbered("One.", "disputer") == ({"D1": "One."}, ())
    assert [one["id"] for one in json.loads(as_json(read(texts)[0]))["arguments"]] == ["D1", "D2", "P1"]


def test_without_a_model_the_brief_says_what_was_not_judged():
    """Marks by quotation alone."""
    found = make_dispute.dispute()
    assert (found.reading.by, found.reading.says) == ("quotes", HONEST)
    assert {one.by for one in found.arguments} == {"quotation"}
