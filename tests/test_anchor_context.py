"""What stands around a verbatim quote: its sentence, the words that could turn it, the unit of its last number."""

import pytest

from adjudge.anchor import context, spans
from adjudge.anchor._sentences import sentences


def names(article, quote):
    found = context(article, spans(article, quote))
    return [flag.name for flag in found.flags]


@pytest.mark.parametrize(
    ("article", "quote", "flags"),
    [
        ("The firm denied that it had received an offer.", "it had received an offer", ["negation", "attribution"]),
        ("It may be that the treaty is signed today.", "the treaty is signed today", ["hedge"]),
        ("According to a leaked memo, the treaty is signed.", "the treaty is signed", ["attribution"]),
        ("The strike ends if the union accepts the offer.", "The strike ends", ["condition"]),
        ("Has the president signed the bill?", "the president signed the bill", ["question"]),
        ("The president signed the bill.", "The president signed the bill", []),
        ("Nobody believed it. The president signed the bill. No one objected.", "The president signed the bill", []),
    ],
)
def test_words_outside_the_quote_are_flagged(article, quote, flags):
    """Negation, hedge, attribution, condition and question are flagged where they stand in the sentence outside the quote."""
    assert names(article, quote) == flags


def test_words_inside_the_quote_are_not_flagged():
    """What the quote itself says is no surprise."""
    assert names("The two sides may not sign.", "The two sides may not sign.") == []


def test_words_in_a_gap_are_flagged():
    """What an ellipsis leaves out stands outside the quote."""
    text = "The council, which officials say was split, passed the law."
    assert names(text, "The council … passed the law") == ["attribution", "attribution"]


def test_sentences_between_the_parts_are_not_its_own():
    """A sentence that an ellipsis steps over whole raises no flag."""
    text = "The council passed the law. Critics said it may fail. The mayor signed it on Friday."
    assert names(text, "The council passed the law. … The mayor signed it on Friday.") == []


def test_flags_carry_words_and_place():
    """A flag names the words that raised it and where they stand."""
    text = "The firm denied that it had received an offer."
    flag = context(text, [(21, 45)]).flags[0]
    assert flag.words == "denied"
    assert text[slice(*flag.span)] == "denied"


def test_the_sentence_is_the_whole_sentence():
    """The context begins and ends with the sentence that holds the quote."""
    text = "Rain fell. Mr. Oduya of the U.S. delegation left at 9 a.m. on Friday. Talks ended."
    assert text[slice(*context(text, spans(text, "delegation left")).sentence)] == (
        "Mr. Oduya of the U.S. delegation left at 9 a.m. on Friday."
    )


@pytest.mark.parametrize(
    ("article", "quote", "extended"),
    [
        ("Revenue was $1,250 million.", "Revenue was $1,250", "Revenue was $1,250 million"),
        ("Rates rose 25 basis points.", "Rates rose 25", "Rates rose 25 basis points"),
        ("It lies 12 miles off the coast.", "It lies 12", "It lies 12 miles"),
        ("They sold two million euros of debt.", "They sold two", "They sold two million euros"),
        ("It closes at 11:59 p.m. on Friday.", "It closes at 11:59", "It closes at 11:59 p.m."),
        ("There were 12 people there.", "There were 12", "There were 12"),
        ("He was born in 1961. Days passed.", "He was born in 1961.", "He was born in 1961."),
    ],
)
def test_a_number_takes_its_unit(article, quote, extended):
    """A quote that ends on a number is extended by the scale or unit that follows."""
    assert article[slice(*context(article, spans(article, quote)).extended[0])] == extended


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A. B. Cole left. He ran.", ["A. B. Cole left.", "He ran."]),
        ("It cost 3.5 percent. Then 4.", ["It cost 3.5 percent.", "Then 4."]),
        ("He works for Acme Inc. The firm grew.", ["He works for Acme Inc.", "The firm grew."]),
        ("In the U.S. Senate it failed.", ["In the U.S. Senate it failed."]),
        ("“Stop!” she said. “Why?” He left.", ["“Stop!” she said.", "“Why?”", "He left."]),
        ("Wait ... what? Yes.", ["Wait ... what?", "Yes."]),
        ("One line that was wrapped by the margin of a page at some\nwidth goes on. Two.", 2),
        ("Talks resume\n\nThe two sides met.", ["Talks resume", "The two sides met."]),
        ("Markets today\nShares fell.", ["Markets today", "Shares fell."]),
        ("政府は否定した。会談はなかった。", ["政府は否定した。", "会談はなかった。"]),
        ("- first item\n- second item", ["- first item", "- second item"]),
        ("", []),
        ("... !", []),
    ],
)
def test_sentences(text, expected):
    """Sentences end where a reader ends them, not at every full stop or line."""
    found = [text[start:end] for start, end in sentences(text)]
    assert found == expected if isinstance(expected, list) else len(found) == expected


def test_a_text_without_sentences_has_a_context():
    """A text without a letter still has a context, and no flags."""
    assert context("... !!!", [(0, 3)]).flags == ()
