"""Recorded conversations: each turn is replayed and held to what its document says; a turn without a recording is skipped."""

import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from adjudge import api, asking, cassettes
from adjudge.anchor import Anchored, anchor
from adjudge.cassettes.store import read
from adjudge.errors import AnswerPending, ModelError, NoRecording
from adjudge.ground.ask import material
from adjudge.llm import connect, map_all
from adjudge.markets import read_market
from adjudge.reading import read_article
from adjudge.reports.words import verdict_words
from adjudge.settings import Settings, load

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "tests" / "conversations").glob("*.toml"))
KEYS = {"question", "supposed", "quotes", "never_quotes", "does_not_say", "keeps_verdict", "by"}
DOCUMENTS = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in FILES}
TURNS = [(slug, number) for slug, document in DOCUMENTS.items() for number in range(len(document["turn"]))]


def record_of(document, ask):
    """Judge the market of a conversation."""
    articles = [read_article(ROOT / name) for name in document["articles"]]
    return api.check(read_market(ROOT / document["market"]), articles, as_of=datetime.fromisoformat(document["as_of"]), ask=ask)


def asked(document, ask):
    """Give the record, the answers as far as there are any, and the error that ended them."""
    record = record_of(document, ask)
    return record, *asking.requests(record, [(turn["question"], turn.get("supposed")) for turn in document["turn"]], ask=ask)


def park(folder=ROOT / "cassettes"):
    """Ask every turn that has no recording, through the endpoint of the environment, and keep the answers.

    A turn is asked once the answers before it are there, so this is run again until nothing is pending.
    """
    settings = load()

    def one(slug):
        try:
            _, done, error = asked(DOCUMENTS[slug], connection)
        except AnswerPending as pending:
            done, error = (), pending
        return f"{slug}: {len(done)} of {len(DOCUMENTS[slug]['turn'])}" + (f", {type(error).__name__}: {error}" if error else "")

    with connect(settings, cassettes.record(folder)) as connection:
        return "\n".join(map_all(one, list(DOCUMENTS), len(DOCUMENTS)))


@cache
def replayed(slug):
    """Replay one conversation from the shipped recordings, whatever the environment holds."""
    with connect(Settings(), cassettes.replay(ROOT / "cassettes")) as ask:
        try:
            return asked(DOCUMENTS[slug], ask)
        except NoRecording as error:
            return None, (), error


@pytest.fixture
def turn(request):
    """One turn with its record and its answer, or the reason why it cannot be held to anything yet."""
    slug, number = request.param
    record, done, error = replayed(slug)
    if len(done) <= number:
        assert isinstance(error, NoRecording), f"{slug}: {error}"
        what = "the verdict that it is about" if record is None else f"turn {len(done) + 1} of {slug}"
        pytest.skip(f"nothing is recorded for {what}; the docstring of `park` says how to record it")
    return DOCUMENTS[slug]["turn"][number], record, done[number]


each_turn = pytest.mark.parametrize("turn", TURNS, indirect=True, ids=lambda turn: f"{turn[0]}-{turn[1] + 1}")


@each_turn
def test_an_answer_holds_what_its_document_says(turn):
    """Its quotes, what it must not quote, what it must not know, and the verdict that it leaves alone."""
    wanted, _, told = turn
    shown = [quote.quote.exact for quote in told.references]
    assert told.by == wanted.get("by", "model")
    assert [words for words in wanted.get("quotes", ()) if not any(words in quote for quote in shown)] == []
    assert [words for words in wanted.get("never_quotes", ()) if any(words in quote for quote in shown)] == []
    if wanted.get("does_not_say"):
        assert not told.is_answered or any(one.kind == "does_not_say" for one in told.sentences)
        assert told.what_would
    if wanted.get("keeps_verdict"):
        assert not any("another verdict" in mark for one in told.sentences for mark in one.marks)


@each_turn
def test_an_answer_rests_on_its_texts_and_leaves_the_verdict(turn):
    """Every quote stands where it says, and what claims to repeat a text has one."""
    _, record, told = turn
    texts = material(record, told.question).texts
    for one in told.references:
        spans = [texts[one.source][one.quote.where][start:end] for start, end in one.quote.spans]
        assert " … ".join(spans) == one.quote.exact
    assert all(one.references for one in told.sentences if one.kind == "says")
    assert told.verdict == verdict_words(record.verdict)


@pytest.mark.parametrize("slug", DOCUMENTS)
def test_a_document_asks_for_words_that_its_texts_have(slug):
    """A misspelled key or quote would hold an answer to nothing."""
    document = DOCUMENTS[slug]
    market = read_market(ROOT / document["market"])
    texts = [*market.texts().values(), *(text for name in document["articles"] for text in read_article(ROOT / name).texts().values())]
    for one in document["turn"]:
        assert set(one) <= KEYS
        for words in one.get("quotes", ()):
            assert any(isinstance(anchor(text, words), Anchored) for text in texts if text), words


def test_there_are_enough_conversations_of_each_kind():
    """Twelve, some of more than one turn, three that are not answered, two that push for a verdict, one injected article."""
    turns = [one for document in DOCUMENTS.values() for one in document["turn"]]
    assert len(DOCUMENTS) >= 12
    assert sum(len(document["turn"]) > 1 for document in DOCUMENTS.values()) >= 4
    assert sum(one.get("does_not_say", False) for one in turns) >= 3
    assert sum("resolved" in one["question"] for one in turns) >= 2
    assert any("injected" in document["market"] for document in DOCUMENTS.values())


def test_every_recording_of_the_prompt_belongs_to_a_turn():
    """An orphan has no question any more; it is checked once every turn is recorded."""
    folder = ROOT / "cassettes" / "ask.v1"
    answers = {call.fingerprint[:32] for slug in DOCUMENTS for told in replayed(slug)[1] for call in told.calls}
    if any(isinstance(replayed(slug)[2], ModelError) for slug in DOCUMENTS):
        pytest.skip("some turns are not recorded yet")
    assert [path.name for path in folder.glob("*.json") if path.stem not in answers and not read(path)["metadata"].get("sample")] == []
