"""Messages for a chat: none too long, cut between statements, nobody called, nothing hidden."""

import re

import make
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_dispute_brief import disputed
from test_reports_safety import ACTIVE, HOSTILE

from adjudge.dispute.brief import brief_of
from adjudge.dispute.writing import as_discord
from adjudge.reports.discord import LIMIT, messages_of, size
from adjudge.reports.markdown import escape
from adjudge.reports.parts import Brief, Item, Section


def units(text):
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def test_no_message_is_longer_than_the_limit_and_none_is_empty():
    """On a dispute with long quotes and many arguments."""
    text = "\n\n".join(f"Argument {number}: {'and so on ' * 60}" for number in range(9))
    found = messages_of(brief_of(disputed(make.split_reading(), "Yes", texts={"proposer": text, "disputer": text})))
    assert len(found) > 2
    assert all(0 < units(message) <= LIMIT for message in found)


def test_statements_are_kept_whole_and_titles_come_again():
    """A cut falls between two statements; the next message says which section goes on."""
    items = tuple(Item(f"statement {number} {'x' * 300}").over(Item("below it")) for number in range(20))
    found = messages_of(Brief(Item("Q"), (), (Section("evidence", items),)))
    assert all(message.startswith(("**Q**", "__**Evidence**__ (continued)")) for message in found)
    assert all(len(re.findall("statement", message)) == len(re.findall("below it", message)) for message in found)


@pytest.mark.parametrize("text", ["@everyone", "@here", "<@123>", "<@&9>", "<#77>", "<:e:1>", "</cmd:1>", "||secret||", "```x", "[a](http://b)", "# big", "> q", "-# small"])  # fmt: skip
def test_nobody_is_called_and_nothing_is_markup(text):
    """Mentions, channels, commands, spoilers, links and headings are text."""
    (message,) = messages_of(Brief(Item("Q"), (Item(text),), ()))
    assert not re.search(r"@(?![\u200b])\S|(?<!\\)[<`|\[\]>#]", message.removeprefix("**Q**"))


@given(st.lists(st.tuples(HOSTILE, st.integers(0, 2000)), min_size=1, max_size=6), st.integers(120, 600))
@settings(deadline=None, max_examples=30)
def test_every_word_arrives_in_pieces_that_fit(parts, limit):
    """Whatever the texts and however long, no limit is passed and no letter is lost."""
    items = tuple(Item(f"{text}{'🚀ab@c ' * (length // 7)}{'y' * (length % 900)}") for text, length in parts)
    found = messages_of(Brief(Item("Q"), (), (Section("s", items),)), limit=limit)
    assert all(units(message) <= limit for message in found)
    assert not any(ACTIVE.search(message) for message in found)
    letters = [letter for letter in "".join(found) if letter not in " \n"]
    expected = [letter for item in items for letter in escape(" ".join(item.text.split())) if not letter.isspace()]
    assert sum(letter == "y" for letter in letters) == sum(letter == "y" for letter in expected)
    assert sum(letter == "🚀" for letter in letters) == sum(letter == "🚀" for letter in expected)


def test_a_word_longer_than_a_message_is_not_cut_inside_an_escape():
    """A backslash stays with its mark, a broken mention stays broken."""
    found = messages_of(Brief(Item("Q"), (Item("_" * 1500 + "@e" * 1500),), ()), limit=400)
    assert all(not message.endswith("\\") and not message.startswith(("\u200b", "_")) for message in found)
    assert not re.search(r"@(?!\u200b)", "".join(found))


def test_size_counts_as_the_chat_does():
    """Beyond the basic plane a character counts twice."""
    assert (size("abc"), size("é"), size("🚀"), size("")) == (3, 1, 2, 0)


def test_each_message_stands_under_a_line_that_is_not_part_of_it():
    """So that a person copies the right thing."""
    printed = as_discord(disputed())
    counts = re.findall(r"^──── message (\d+) of (\d+) ────$", printed, re.MULTILINE)
    assert [int(number) for number, _ in counts] == list(range(1, len(counts) + 1))
    assert {int(total) for _, total in counts} == {len(counts)}
