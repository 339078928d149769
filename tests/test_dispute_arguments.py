"""What a side argues: split into arguments by plain code, and each marked by what became of the words that it quotes."""

import make
import make_dispute
import pytest

from adjudge.dispute.arguments import MOST_ARGUMENTS, arguments_of, passages_of, split, strongest

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
