"""The anchor as a specification: which writings of a quote are found, which are refused, and what is said."""

import threading

import pytest

from adjudge.anchor import Anchored, Rejected, anchor, spans
from adjudge.anchor._memo import Memo

ARTICLE = """\
GENEVA — The harbour talks resumed on Tuesday, mediators said, after a café owner’s offer of a quiet room.

“We’re not there yet,” said Ruth Maren, the lead negotiator. “The two sides may sign a protocol by November \
30, but nobody has promised it.” She also noted that the long-term plan costs $1,250.5 million, up from $980 million.

Between 30–45 soldiers were moved. Losses fell by −0.4% after a 7–2 vote in the U.S. Senate at 11:59 p.m. on Friday. \
The board has rejected the earlier offer. The union accepted a new one; a non-binding text follows. He isn't going to \
appeal. Only a few members objected to the text. The committee was not able to publish the minutes. Turnout reached \
61.8% in the second round. The ministry re-signed the contract. The spokesman confirmed the resistance of the workers to \
the reform of the pension system in the northern provinces.
"""

HARMLESS = {
    "as written": "The harbour talks resumed on Tuesday",
    "straight quote marks": '"We\'re not there yet," said Ruth Maren',
    "other quote marks around it": "«We’re not there yet»",
    "another dash": "GENEVA -- The harbour talks resumed",
    "a dash for a comma": "resumed on Tuesday — mediators said",
    "a non-breaking hyphen": "the long\u2011term plan",
    "a no-break space": "The\u00a0harbour\u202ftalks\u2009resumed",
    "line breaks and tabs": "The harbour\n  talks\tresumed",
    "a soft hyphen": "The har\u00adbour talks re\u00adsumed",
    "zero-width characters": "The har\u200bbour\ufeff talks",
    "accents left out": "after a cafe owner's offer",
    "accents decomposed": "after a cafe\u0301 owner’s offer",
    "upper case": "THE HARBOUR TALKS RESUMED",
    "a bracketed capital": "[t]he harbour talks resumed",
    "an HTML entity": "We&rsquo;re not there yet",
    "a doubly escaped entity": "We&amp;rsquo;re not there yet",
    "HTML tags": "The <b>harbour</b> talks resumed",
    "Markdown": "The **harbour talks** resumed on _Tuesday_",
    "a Markdown link": "The [harbour talks](https://example.org/a_(b)) resumed",
    "mojibake": "Weâ€™re not there yet",
    "a lost character": "We\ufffdre not there yet",
    "JSON escapes": "We\\u2019re not there yet,\\u201d said Ruth Maren",
    "an article left out": "The two sides may sign protocol by November 30",
    "also left out": "She noted that the long-term plan costs",
    "that left out": "She also noted the long-term plan costs",
    "a comma left out": "The harbour talks resumed on Tuesday mediators said",
    "a blank for a hyphen": "the long term plan costs",
    "a number without its comma": "the long-term plan costs $1250.5 million",
    "a hyphen for an en dash in a range": "Between 30-45 soldiers were moved",
    "a hyphen for a minus": "Losses fell by -0.4% after",
    "one slip of the keys": "The spokesman confirmed the resostance of the workers",
    "swapped letters": "The spokesman confirmed the resistance of the wrokers",
    "percent for %": "Turnout reached 61.8 percent in the second round",
    "an acronym without dots": "vote in the US Senate at 11:59 pm on Friday",
    "a full stop too many": "Only a few members objected to the text..",
    "a leading ellipsis": "… Only a few members objected",
    "paragraphs run together": "a quiet room. “We’re not there yet,”",
}

ALTERED = {
    "an inserted not": ("The two sides may not sign a protocol", "altered"),
    "a dropped not": ("The committee was able to publish the minutes", "altered"),
    "a dropped contraction": ("He is going to appeal", "altered"),
    "another modal": ("The two sides will sign a protocol", "altered"),
    "an inserted adverb": ("The harbour talks formally resumed on Tuesday", "altered"),
    "a changed digit": ("the long-term plan costs $1,258.5 million", "altered"),
    "a moved decimal point": ("the long-term plan costs $125.05 million", "altered"),
    "a point for a comma": ("the long-term plan costs $1.250.5 million", "altered"),
    "another currency": ("the long-term plan costs €1,250.5 million", "altered"),
    "another scale": ("the long-term plan costs $1,250.5 billion", "altered"),
    "another day": ("may sign a protocol by November 29", "altered"),
    "another weekday": ("The harbour talks resumed on Thursday", "altered"),
    "a lost sign": ("Losses fell by 0.4% after a 7–2 vote", "altered"),
    "a range run together": ("Between 3045 soldiers were moved", "altered"),
    "a score without its dash": ("after a 7 2 vote in the U.S. Senate", "altered"),
    "a time without its colon": ("Senate at 1159 p.m. on Friday", "altered"),
    "another name": ("said Ruth Marsh, the lead negotiator", "altered"),
    "another acronym": ("vote in the U.N. Senate at 11:59", "altered"),
    "a real word for another": ("The committee was not able to publish the minuses", "altered"),
    "not able against notable": ("The committee was notable to publish the minutes", "altered"),
    "re-signed against resigned": ("The ministry resigned the contract", "altered"),
    "few without its a": ("Only few members objected to the text", "altered"),
    "swapped words": ("The talks harbour resumed on Tuesday", "altered"),
    "a doubled word": ("The harbour harbour talks resumed on Tuesday", "altered"),
    "a dropped word": ("The talks resumed on Tuesday", "altered"),
    "something added at the end": ("The harbour talks resumed on Tuesday in a unanimous vote", "altered"),
    "a bracketed number that is not there": ("The harbour [12] talks resumed on Tuesday", "altered"),
    "a cut amount": ("250.5 million, up from $980 million", "cut_token"),
    "a cut currency sign": ("1,250.5 million, up from $980 million", "cut_token"),
    "a cut range": ("45 soldiers were moved", "cut_token"),
    "a cut sign": ("0.4% after a 7–2 vote", "cut_token"),
    "a cut number at the end": ("Turnout reached 61", "cut_token"),
    "a cut compound": ("binding text follows", "cut_token"),
    "a cut contraction": ("He isn", "cut_token"),
    "a cut word": ("The spokesman confirmed the resistance of the work", "cut_token"),
    "an ellipsis over a negation": ("The committee was … able to publish the minutes", "hidden_negation"),
    "an ellipsis over a refusal": ("The board has … the earlier offer", "hidden_negation"),
    "fragments of two sentences": ("The two sides may sign … in the second round", "stitched_fragment"),
    "sentences in the wrong order": ("Turnout reached 61.8% in the second round. Only a few members objected to the text.", "altered"),
    "one word": ("talks", "too_short"),
    "no word": ("“…”", "too_short"),
    "nothing": ("", "too_short"),
    "another text": ("Rainfall in the valley doubled over the decade", "not_found"),
}  # fmt: skip


@pytest.mark.parametrize("quote", HARMLESS.values(), ids=HARMLESS.keys())
def test_harmless_difference_is_found(quote):
    """A quote that differs in writing only is found."""
    assert isinstance(anchor(ARTICLE, quote), Anchored)


@pytest.mark.parametrize(("quote", "reason"), ALTERED.values(), ids=ALTERED.keys())
def test_alteration_is_refused(quote, reason):
    """A quote that says something else is refused, with the reason."""
    found = anchor(ARTICLE, quote)
    assert isinstance(found, Rejected)
    assert found.reason == reason
    assert spans(ARTICLE, quote) is None


def test_spans_are_offsets_into_the_text_as_given():
    """The offsets cut the article's own characters out of the article as given."""
    [(start, end)] = spans(ARTICLE, '"we\'re not there yet"')
    assert ARTICLE[start:end] == "We’re not there yet"


@pytest.mark.parametrize(
    ("quote", "match"),
    [
        ("The harbour talks resumed", "verbatim"),
        ("the HARBOUR talks — resumed", "folded"),
        ("The spokesman confirmed the resostance of the workers", "near"),
        ("The harbour talks … mediators said", "stitched"),
    ],
)
def test_match_says_how(quote, match):
    """The result says whether characters, tokens, permitted edits or parts made the match."""
    assert anchor(ARTICLE, quote).match == match


def test_edits_are_named():
    """Every permitted edit of a near match is listed."""
    assert anchor(ARTICLE, "The spokesman confirmed resostance of the workers").edits == (
        "without 'the'",
        "'resistance' for 'resostance'",
    )


def test_the_gap_of_an_ellipsis_is_listed():
    """A gap says how many words it leaves out, and the exact text shows it."""
    found = anchor(ARTICLE, "The harbour talks … mediators said")
    assert found.edits == ("leaves out 3 words",)
    assert found.exact == "The harbour talks … mediators said"


def test_the_articles_own_characters_are_kept():
    """What is stored is what the article says, never what the model wrote."""
    assert anchor(ARTICLE, "spokesman confirmed the resostance").exact == "spokesman confirmed the resistance"


def test_occurrences_are_counted():
    """A quote that stands in several places says so and comes with its surroundings."""
    text = "Talks failed. On Monday, talks failed again; on Friday talks failed for good."
    found = anchor(text, "talks failed")
    assert found.occurrences == 3
    assert found.spans[0] == (0, 12)
    assert (found.prefix, found.suffix) == ("", ". On Monday, talks failed again;")


def test_whole_sentences_may_be_stitched_in_order():
    """Whole sentences in their order are accepted without an ellipsis, as one span each."""
    quote = "Between 30–45 soldiers were moved. The board has rejected the earlier offer."
    found = anchor(ARTICLE, quote)
    assert found.match == "stitched"
    assert len(found.spans) == 2


def test_an_ellipsis_across_sentences_needs_one_sentence_edge():
    """Across sentences one side of the gap must be the edge of a sentence."""
    assert anchor(ARTICLE, "Between 30–45 soldiers were moved … objected to the text").match == "stitched"


def test_the_article_may_double_a_word():
    """A word that the article doubles by mistake may stand once in the quote."""
    assert spans("He spoke of of the the deal at length.", "He spoke of the deal at length") == [(0, 37)]


def test_the_article_may_have_the_slip():
    """A slip of the keys may be the article's own."""
    assert spans("This was an attenpt to reach a deal.", "This was an attempt to reach a deal")


def test_a_name_is_never_a_slip():
    """A name one letter away is another name."""
    assert (
        anchor("Officials told Maria Andersen about the plan.", "Officials told Maria Anderson about the plan").reason
        == "altered"
    )


def test_a_page_number_may_stand_inside_a_sentence():
    """A page number on its own line inside a sentence is furniture of the page."""
    assert spans(
        "The ministers met and\n\n12\n\nagreed to extend the truce.", "The ministers met and agreed to extend the truce"
    )


def test_a_word_split_by_a_line_break_reads_either_way():
    """A hyphen at a line end may belong to the word or to the line."""
    text = "They reached the mid-\npoint of a self-\ngoverning period of rule."
    assert spans(text, "They reached the midpoint of a self-governing period")


def test_footnote_marks_are_left_out_but_never_join_numbers():
    """A footnote mark may be left out; what stood on both sides of it stays apart."""
    text = "It won 45[3] seats,† a record⁷ for the party, on an area of 10² metres."
    assert spans(text, "It won 45 seats, a record for the party")
    for quote in ("It won 453 seats", "an area of 102 metres", "an area of 10 metres"):
        assert anchor(text, quote).reason == "altered"


def test_an_advertisement_between_sentences_is_stepped_over():
    """What the page puts between two sentences does not part them."""
    text = "The vote was close.\n\nSign up for our newsletter\n\nThe chair then resigned."
    assert len(spans(text, "The vote was close. The chair then resigned.")) == 2


def test_markup_around_the_words_belongs_to_the_span():
    """A span reaches over the markup that hangs on its first and last word."""
    text = "See [the text](https://example.org/x) and <b>the annex</b> now."
    assert anchor(text, "the text and the annex").exact == "[the text](https://example.org/x) and <b>the annex</b>"


@pytest.mark.parametrize(
    ("article", "quote", "is_there"),
    [
        ("İSTANBUL: İmamoğlu’nun açıklaması yapıldı.", "imamoğlu'nun açıklaması yapıldı", True),
        ("Переговоры не состоялись в Женеве.", "переговоры не состоялись", True),
        ("Переговоры не состоялись в Женеве.", "переговоры состоялись в Женеве", False),
        ("Новый договор подписан вчера.", "новыи\u0306 договор подписан", True),
        ("Новый договор подписан вчера.", "новыи договор подписан", False),
        ("政府は11月30日に協定に署名しなかったと発表した。", "協定に署名しなかった", True),
        ("政府は11月30日に協定に署名しなかったと発表した。", "協定に署名した", False),
        ("政府は11月30日に協定に署名しなかったと発表した。", "1月30日に協定に署名", False),
        ("双方尚未达成协议。", "双方已达成协议", False),
        ("สองฝ่ายไม่ลงนามในข้อตกลง", "ไม่ลงนามในข้อตกลง", True),
        ("समझौता नहीं हुआ है।", "समझौता नही हुआ है", False),
        ("الاتفاق لم يوقع بعد.", "الاتفاق يوقع بعد", False),
        ("정부는 협정에 서명하지 않았다.", "협정에 서명하지 않았다", True),
        ("We won! 🎉🇫🇷 The team goes on.", "We won! 🎉🇫🇷 The team", True),
        ("ﬁrst oﬃce ﬁnal report", "first office final report", True),
        ("ＡＢＣ reported １，２５０ units", "ABC reported 1,250 units", True),
        ("Die Straße ist größer.", "Die Strasse ist grosser", True),
    ],
)
def test_other_scripts(article, quote, is_there):
    """Other scripts fold and refuse by the same rules, and their offsets stay true."""
    found = spans(article, quote)
    assert bool(found) is is_there
    if found:
        assert article[slice(*found[0])][-1] in article


def test_offsets_survive_characters_that_grow_when_folded():
    """A letter that becomes two when folded does not shift what follows."""
    text = "İİİ ß ﬃ &amp;amp; The deal is signed."
    [(start, end)] = spans(text, "the deal is signed")
    assert text[start:end] == "The deal is signed"


def test_the_message_is_the_repair():
    """A rejection says what the article says and what the quote says."""
    assert (
        anchor(ARTICLE, "The two sides will sign a protocol").message
        == 'article says "may sign", quote says "will sign"'
    )


@pytest.mark.parametrize(
    ("quote", "message"),
    [
        ("45 soldiers were moved", 'article says "30–45 soldiers", quote says "45 soldiers"'),
        ("The board has … the earlier offer", 'turn the sense: "rejected"'),
        ("He isn", 'article says "isn\'t", quote says "isn"'),
        ("Rainfall in the valley doubled", "article does not contain this quote"),
    ],
)
def test_the_message_names_the_fault(quote, message):
    """The message for a cut, a gap or nothing at all says which."""
    assert message in anchor(ARTICLE, quote).message


def test_the_best_window_is_the_articles_text():
    """A rejection shows the nearest window of the article in the article's own words."""
    found = anchor(ARTICLE, "the harbour talks resumed on Thursday, mediators said")
    assert found.best == "The harbour talks resumed on Tuesday, mediators said"
    assert found.differences == (("Tuesday, mediators", "Thursday, mediators"),)


def test_memo_forgets_the_oldest_text():
    """The memo holds a bounded amount of text and keeps what was used last."""
    memo = Memo(most=10)
    first = memo.index("aaaa")
    memo.index("bbbb")
    assert memo.index("aaaa") is first
    memo.index("cccc")
    assert len(memo) == 2
    assert memo.index("aaaa") is first


def test_memo_does_not_keep_a_text_beyond_its_bound():
    """A text longer than the bound is indexed but not kept."""
    memo = Memo(most=3)
    memo.index("aaaa")
    assert len(memo) == 0


def test_threads_may_share_the_anchor():
    """Several threads anchoring in several texts get the same answers as one."""
    texts = [f"{ARTICLE} Edition {k} closed." for k in range(8)]
    found = []
    threads = [
        threading.Thread(target=lambda: found.extend(spans(text, "two sides may sign") is not None for text in texts))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 32
