"""No change of a single token passes, whatever the text: properties over generated articles and over real sentences."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adjudge.anchor import _lexicon, anchor, spans

TEXT = """\
The river commission met on Monday to settle the quarrel over the northern dam. Its chair, Ilse Brandt, \
opened the session at 9:30 a.m. and closed it 14 hours later without a vote. Engineers had warned in March \
that the wall could fail if the water rose above 118.5 metres. The commission will publish its findings \
before December 12, according to two officials. Farmers downstream lost about $2.4 million, or 17 percent of \
the harvest, in the flood of 2019. They were not paid. The ministry denied that it had delayed the claims, \
but a clerk admitted that 1,312 letters were never opened. “We should have acted sooner,” said Brandt. “I \
cannot explain why we did not.” The dam was built between 1961 and 1964 by a company that no longer exists. \
A second study, led by the University of Harrow, found 3–5 cracks in every section of the wall. The repair \
would take at least two years and cost more than the dam itself. Opposition members asked for a \
parliamentary inquiry; the governor refused. A decision is expected next week, unless the court in Weller \
grants a stay.
"""
SENTENCES = re.split(r"(?<=[.”]) (?=[A-Z“])", TEXT.strip())
STRANGERS = "not never officially reportedly secretly all some former three million only against north signed".split()
DROPPABLE = {"the", "a", "an", "that", "also"}


def bare(word):
    """Return the word as it is compared."""
    return re.sub(r"\W+", "", word).lower()


def sentences_of(size):
    return [sentence.split() for sentence in SENTENCES if len(sentence.split()) >= size]


def inserted(words, k, rng):
    return [*words[:k], rng.choice(STRANGERS), *words[k:]]


def substituted(words, k, rng):
    return [*words[:k], rng.choice([w for w in STRANGERS if w != bare(words[k])]), *words[k + 1 :]]


def doubled(words, k, rng):
    return [*words[: k + 1], *words[k:]]


def swapped(words, k, rng):
    j = rng.choice([j for j in range(len(words)) if bare(words[j]) != bare(words[k])])
    changed = list(words)
    changed[k], changed[j] = changed[j], changed[k]
    return changed


def deleted(words, k, rng):
    inner = [j for j in range(1, len(words) - 1) if bare(words[j]) not in DROPPABLE]
    j = rng.choice(inner)
    return [*words[:j], *words[j + 1 :]]


def another_real_word(words, k, rng):
    letters = "abcdefghijklmnopqrstuvwxyz"
    candidates = [
        (j, word[:i] + letter + word[i + 1 :])
        for j, word in enumerate(words)
        if word.isalpha() and word.islower()
        for i in range(len(word))
        for letter in letters
        if letter != word[i]
    ]
    real = [(j, new) for j, new in candidates if _lexicon.is_word(new)]
    j, new = rng.choice(real)
    return [*words[:j], new, *words[j + 1 :]]


@pytest.mark.parametrize("change", [inserted, substituted, doubled, swapped, deleted, another_real_word])
def test_no_single_token_change_passes(change):
    """No inserted, substituted, doubled, swapped, deleted or respelt word passes anywhere in any sentence."""
    rng = random.Random(7)
    for words in sentences_of(7):
        for k in range(len(words)):
            quote = " ".join(change(words, k, rng))
            assert spans(TEXT, quote) is None, quote


def test_no_digit_change_passes():
    """No digit may change, go or come, and no sign inside a number may go or become another."""
    for words in sentences_of(4):
        sentence = " ".join(words)
        for found in re.finditer(r"\d", sentence):
            before, after = sentence[: found.start()], sentence[found.end() :]
            for digit in "0123456789":
                if digit != found[0]:
                    assert spans(TEXT, before + digit + after) is None
            assert spans(TEXT, before + found[0] + "8" + after) is None
            if before[-1:].isdigit() or after[:1].isdigit():
                assert spans(TEXT, before + after) is None
        for found in re.finditer(r"(?<=\d)[.:–](?=\d)", sentence):
            before, after = sentence[: found.start()], sentence[found.end() :]
            for sign in ("", " ", ",", "/"):
                assert spans(TEXT, before + sign + after) is None, before + sign + after


def test_no_cut_inside_a_token_passes():
    """A quote that begins or ends inside a word or a number does not pass."""
    for words in sentences_of(5):
        sentence = " ".join(words)
        for at in range(12, len(sentence) - 12):
            if sentence[at - 1].isalnum() and sentence[at].isalnum():
                head, tail = sentence[:at], sentence[at:]
                assert not re.search(re.escape(head) + r"\b", TEXT) and spans(TEXT, head) is None, head
                assert re.search(r"(?<!\w)" + re.escape(tail), TEXT) or spans(TEXT, tail) is None, tail


def test_every_slip_of_an_ordinary_word_passes():
    """One slip that makes no word is seen through."""
    rng = random.Random(11)
    for words in sentences_of(7):
        for k, word in enumerate(words[1:-1], 1):
            if not (word.isalpha() and word.islower() and len(word) > 4 and _lexicon.is_plain_word(word)):
                continue
            at = rng.randrange(1, len(word) - 1)
            slip = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            if slip != word and not _lexicon.is_word(slip):
                quote = " ".join([*words[:k], slip, *words[k + 1 :]])
                assert spans(TEXT, quote), quote


def test_every_run_of_whole_words_is_found_where_it_stands():
    """Any run of whole words is found, and the span holds exactly those words."""
    words = [(found.start(), found.end()) for found in re.finditer(r"\S+", TEXT)]
    for k in range(0, len(words) - 6, 3):
        start, end = words[k][0], words[k + 5][1]
        quote = TEXT[start:end]
        found = anchor(TEXT, quote)
        assert found.match == "verbatim"
        assert bare(found.exact) == bare(quote)


PIECES = (
    "the a rose fell 3.5 1,250 million not never said Brandt U.S. -4 30-45 $20 café naïve Ⅻ ² ½ ﬁ İ 政 府 й e\u0301 "
    "&amp; [3] \u200b \u00ad — “ ” ’ ( ) … ... * ** _ < > <b> </b> \\n \\u2019 â€™ % can't re-sign\n \r\n \n\n"
)
WORDS = st.sampled_from(PIECES.split(" "))
MESS = st.lists(st.one_of(WORDS, st.text(max_size=6)), max_size=40).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(MESS, MESS)
def test_any_text_gets_an_answer(article, quote):
    """Whatever the two texts hold, the answer is spans in order inside the article, or a message."""
    found = anchor(article, quote)
    if hasattr(found, "spans"):
        edges = [edge for span in found.spans for edge in span]
        assert edges == sorted(edges) and edges[0] >= 0 and edges[-1] <= len(article)
        assert found.exact.split(" … ")[0].strip()
    else:
        assert found.message


@settings(max_examples=200, deadline=None)
@given(MESS, st.integers(0, 60), st.integers(1, 60))
def test_a_copied_run_of_words_is_never_altered(article, start, size):
    """Words copied from an article are found, unless the copy cuts a value or is too short."""
    quote = " ".join(article.split()[start : start + size])
    found = anchor(" ".join(article.split()), quote)
    assert hasattr(found, "spans") or found.reason in ("too_short", "cut_token")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="aeé\u0301İßﬁæøłñ²½ÀÿВй\u0306政か\u3099👍 .-\u00ad\u200b", max_size=80))
def test_offsets_stay_true_under_folding(noise):
    """Whatever stands before and after, the span of a plain sentence is that sentence."""
    article = f"{noise} \n\n The deal is signed today. \n\n {noise}"
    [(start, end)] = spans(article, "The deal is signed today.")
    assert article[start:end] == "The deal is signed today."
