"""The shipped conversations, replayed by the same code as `adjudge regress`: every turn is recorded and holds what its document says."""

from pathlib import Path

import pytest

from adjudge.anchor import spans
from adjudge.suite import conversations
from adjudge.suite.layout import as_text
from adjudge.suite.regress import Asked, look
from adjudge.suite.telling import page_of

FOLDER = Path(__file__).parent / "conversations"
CONVERSATIONS = conversations.load(FOLDER)
TURNS = [turn for one in CONVERSATIONS for turn in one.document.turn]


@pytest.fixture(scope="module")
def report():
    """One run of all conversations."""
    return look(Asked((), conversations=FOLDER)).report


def told(report):
    """The report as the command prints it."""
    return "\n" + as_text(page_of(report, only_changed=True), width=160)


def test_every_turn_is_recorded(report):
    """What was asked once is asked the same way still, or recorded again by `adjudge regress --record`."""
    assert not [turn.id for turn in report.turns if turn.is_missing], told(report)


def test_every_answer_holds_what_its_document_says(report):
    """Its quotes, what it must not quote, what it must not know, the verdict that it leaves alone; and what always holds."""
    assert not [turn.id for turn in report.turns if turn.state in ("does not hold", "failed")], told(report)


def test_no_document_has_a_key_that_means_nothing():
    """A misspelled promise would hold an answer to nothing."""
    assert not list(conversations.unknown_keys(CONVERSATIONS))


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda conversation: conversation.id)
def test_a_document_asks_for_words_that_its_texts_have(conversation):
    """A misspelled quote would hold for no answer."""
    market, articles = conversation.materials()
    texts = [text for part in (market, *articles) for text in part.texts().values() if text]
    wanted = [words for turn in conversation.document.turn for words in turn.quotes]
    assert [words for words in wanted if not any(spans(text, words) for text in texts)] == []


def test_there_are_enough_conversations_of_each_kind():
    """Twelve, some of more than one turn, three that are not answered, two that push for a verdict, one injected article."""
    assert len(CONVERSATIONS) >= 12
    assert sum(len(one.document.turn) > 1 for one in CONVERSATIONS) >= 4
    assert sum(turn.does_not_say for turn in TURNS) >= 3
    assert sum("resolved" in turn.question for turn in TURNS) >= 2
    assert any("injected" in one.document.market for one in CONVERSATIONS)
