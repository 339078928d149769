"""Market files: what is kept to the letter, and the sentence for each that cannot be read."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adjudge.errors import MarketError, UsageError
from adjudge.markets import read_market, write_market
from adjudge.model.market import Clarification, Market, Platform

REPOSITORY = Path(__file__).parent.parent
SHARED = REPOSITORY.parent / "shared" / "data" / "markets"
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
SOLID = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60).filter(str.strip)
INSTANTS = st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))
NOTES = st.builds(Clarification, at=INSTANTS, by=TEXT, kind=st.sampled_from([None, "ruling", "status"]), text=TEXT)
PAIRS = st.dictionaries(TEXT, TEXT, max_size=3)
PLATFORMS = st.none() | st.builds(
    Platform, name=st.sampled_from(["uma", "kalshi"]), ids=PAIRS, codes=PAIRS, mapping=TEXT, is_neg_risk=st.booleans(), closes=INSTANTS,
    settled=st.none() | SOLID, sources=st.lists(TEXT, max_size=2).map(tuple),
)  # fmt: skip
MARKETS = st.builds(
    Market, question=SOLID, rules=SOLID, outcomes=st.lists(TEXT, min_size=2, max_size=4, unique=True).map(tuple), created=INSTANTS, group=TEXT,
    clarifications=st.lists(NOTES, max_size=2).map(tuple), platform=PLATFORMS,
)  # fmt: skip


def file(head='question = "Open?"', body="It opens."):
    return f"+++\n{head}\n+++\n{body}\n"


@given(MARKETS)
@settings(max_examples=80, deadline=None)
def test_what_is_written_reads_back_as_the_same_market(market):
    """Nothing of a market is lost in a market file, whatever characters it holds."""
    assert read_market("written", text=write_market(market)) == market


@pytest.mark.parametrize(
    ("body", "rules"),
    [("One.\n", "One."), ("One.", "One."), ("One.\n\n", "One.\n"), ("\n One. \n", "\n One. "), ("a\r\nb\r\n", "a\r\nb"), ("+++\nx\u0085“y”\xa0\n", "+++\nx\u0085“y”\xa0")],
)
def test_the_body_is_the_rules_to_the_letter(body, rules):
    """Only the line break after the closing fence and one final line break are not rules."""
    assert read_market("f", text=f'+++\nquestion = "Q?"\n+++\n{body}').rules == rules


def test_a_file_with_carriage_returns_and_a_byte_order_mark_keeps_its_rules(tmp_path):
    """Files from other systems are read as they stand."""
    path = tmp_path / "m.md"
    path.write_bytes(b'\xef\xbb\xbf+++\r\nquestion = "Q?"\r\n+++\r\nA.\r\n\r\nB.\r\n')
    assert read_market(path).rules == "A.\r\n\r\nB."


def test_every_key_of_the_front_matter_arrives():
    """Dates become moments in UTC, whether they are written as text or as TOML dates."""
    head = (
        'question = "Q?"\noutcomes = ["A", "B"]\ncreated = 2026-01-01T02:00:00+02:00\ngroup = "G"\n'
        'clarifications = [{at = "2026-02-01T00:00:00Z", by = "desk", kind = "status", text = "Too early."}]'
    )
    market = read_market("f", text=file(head))
    assert (market.outcomes, market.created, market.group) == (("A", "B"), datetime(2026, 1, 1, tzinfo=UTC), "G")
    assert market.clarifications[0] == Clarification(at=datetime(2026, 2, 1, tzinfo=UTC), by="desk", kind="status", text="Too early.")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is empty"),
        ("\ud800", "holds half a character"),
        ("  \n", "is empty"),
        ("+++\nquestion = 'x'\n", "no front matter between two lines of +++"),
        (file('question = "Open?"\nrules = = 1'), "line 3 of the front matter does not parse"),
        (file("question = [1"), "line 3 of the front matter does not parse"),
        (file("x = " + "[" * 3000), "front matter"),
        (file("question = " + "9" * 5000), "front matter does not parse"),
        (file('question = "Open?"\nrulez = 1'), "unknown key 'rulez'; known are question"),
        (file('question = "Open?"\ncreated = "soon"'), "created must be a date with time and zone"),
        (file('question = "Open?"\ncreated = 2026-01-01'), "created must be a date with time and zone"),
        (file('question = "Open?"\ncreated = "0001-01-01T00:00:00+14:00"'), "created must be a date"),
        (file('question = "Open?"\nclarifications = "x"'), "clarifications must be a list"),
        (file('question = "Open?"\nclarifications = [{by = "x"}]'), "clarification 1 needs a text"),
        (file('question = "Open?"\nclarifications = [{text = "x", when = 1}]'), "unknown key 'when'"),
        (file('question = "Open?"\nclarifications = [{text = "x", at = "May"}]'), "clarification 1: at must be a date"),
        (file('question = "Open?"\noutcomes = ["Yes"]'), "at least two different outcomes"),
        (file('question = "Open?"\noutcomes = 3'), "outcomes"),
        (file('question = "Open?"\nplatform = 3'), "platform"),
        (file('question = "Open?"\n[platform]\nname = "bazaar"'), "platform.name"),
        (file('group = "x"'), "has no question"),
        (file(body="  \n"), "has no rules"),
        ("# A heading\n\nSome rules.", "is no market that adjudge knows"),
        ("<!doctype html><p>x", "is a web page"),
        ('{"question": ', "looks like JSON and does not parse"),
        ("[" * 100000, "nested too deeply"),
        ('{"a": ' + "1" * 6000 + "}", "number that is too long"),
        ('{"a": 1}', "holds no market of a shape"),
    ],
)
def test_what_cannot_be_read_is_one_clear_sentence(text, sentence):
    """Each failure names the source and the reason, on one line."""
    with pytest.raises(MarketError) as refused:
        read_market("m.md", text=text)
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value) and len(str(refused.value)) < 400


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"\x7fELF\x00\x01\xff", "is binary"), (b"+++\x00", "binary file"), (b"\xff\xfe\xff", "cannot be read as a market"), (b"caf\xe9", "not UTF-8 text (byte 3)"), (b"x" * 10_000_001, "larger than 10 MB")],
)
def test_a_file_that_is_no_text_is_refused(tmp_path, content, sentence):
    """Binary, mis-encoded and huge files never reach a parser."""
    path = tmp_path / "m.md"
    path.write_bytes(content)
    with pytest.raises(MarketError, match=".*") as refused:
        read_market(path)
    assert sentence in str(refused.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    """The message says which path."""
    for path, sentence in ((tmp_path / "none.md", "there is no market at"), (tmp_path, "is a folder"), ("a\0b", "cannot be read")):
        with pytest.raises(MarketError) as refused:
            read_market(path)
        assert sentence in str(refused.value)


def test_stdin_is_read_for_a_dash(monkeypatch):
    """`-` names standard input, and a closed one is said to be closed."""
    class Piped:
        import io

        buffer = io.BytesIO(file().encode())

    monkeypatch.setattr("sys.stdin", Piped)
    assert read_market("-").question == "Open?"
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(MarketError, match="stdin is closed"):
        read_market("-")


def test_utf16_with_its_mark_is_read(tmp_path):
    """Some shells redirect in UTF-16."""
    path = tmp_path / "m.md"
    path.write_bytes(file(body="Caf\u00e9.").encode("utf-16"))
    assert read_market(path).rules == "Caf\u00e9."


def test_a_choice_makes_no_sense_for_a_market_file():
    """A market file holds one market, and a pick that chooses nothing is a mistake of the command."""
    with pytest.raises(UsageError, match="nothing to choose"):
        read_market("m.md", text=file(), pick="2")


@pytest.mark.parametrize("path", sorted(REPOSITORY.glob("examples/*/market.md")), ids=lambda path: path.parent.name)
def test_every_example_reads_and_writes_back(path):
    """The shipped examples are market files."""
    market = read_market(path)
    assert read_market("again", text=write_market(market)) == market


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here")
def test_the_shared_market_files_keep_their_bodies():
    """The rules of real markets arrive byte for byte."""
    paths = sorted(SHARED.glob("*.md"))
    assert paths
    for path in paths:
        assert path.read_bytes().decode().endswith(f"\n+++\n{read_market(path).rules}\n")
