"""How a proposal stands: the word follows from the verdict and the market's own codes, and from nothing else."""

from datetime import timedelta

import make
import make_dispute
import pytest

from adjudge.dispute import read_answer
from adjudge.dispute.judging import judge
from adjudge.dispute.proposal import proposed_on, read_liveness
from adjudge.errors import UsageError
from adjudge.model.adjudication import Alternative, Verdict
from adjudge.model.market import Platform

UMA = make_dispute.UMA


def verdict(name, cause=None, outcome=None, alternatives=(), **more):
    line = {"not_yet": 6, "ambiguous": 9}.get(name, 8)
    ways = tuple(Alternative(given=f"reading {number}", verdict=one, outcome=out) for number, (one, out) in enumerate(alternatives))
    return Verdict(name=name, cause=cause, outcome=outcome, line=line, why="so it says", alternatives=ways, **more)


YES, NO, OPEN = verdict("resolved_yes", outcome="Yes"), verdict("resolved_no", outcome="No"), verdict("not_yet")
INSUFFICIENT, CONFLICT, STANDARD = (verdict("ambiguous", cause) for cause in ("insufficient", "conflict", "standard"))
SPLIT = verdict("ambiguous", "split", outcome="50-50")
PARTED = verdict("ambiguous", "criteria", alternatives=(("resolved_yes", "Yes"), ("resolved_no", "No")))
EITHER_OPEN_OR_NO = verdict("ambiguous", "criteria", alternatives=(("not_yet", None), ("resolved_no", "No")))
BOTH_NO = verdict("ambiguous", "criteria", alternatives=(("resolved_no", "No"), ("resolved", "no")))
RULED = verdict("not_yet", platform_ruling="Yes")
AFTER, BEFORE = make.AFTER, make.OPEN_AT

TABLE = [
    ("Yes", YES, AFTER, "holds"),
    ("p2", YES, AFTER, "holds"),
    ("yes", YES, AFTER, "holds"),
    ("No", YES, AFTER, "contradicted"),
    ("p1", NO, AFTER, "holds"),
    ("Yes", NO, AFTER, "contradicted"),
    ("Yes", OPEN, BEFORE, "premature"),
    ("No", OPEN, BEFORE, "premature"),
    ("Yes", INSUFFICIENT, AFTER, "cannot_be_said"),
    ("No", CONFLICT, AFTER, "cannot_be_said"),
    ("Yes", STANDARD, AFTER, "cannot_be_said"),
    ("Yes", SPLIT, AFTER, "contradicted"),
    ("Yes", PARTED, AFTER, "cannot_be_said"),
    ("Yes", EITHER_OPEN_OR_NO, AFTER, "cannot_be_said"),
    ("Yes", BOTH_NO, AFTER, "contradicted"),
    ("No", BOTH_NO, AFTER, "holds"),
    ("Yes", RULED, BEFORE, "holds"),
    ("No", RULED, BEFORE, "contradicted"),
    ("p4", RULED, BEFORE, "contradicted"),
    ("p4", OPEN, BEFORE, "holds"),
    ("p4", YES, AFTER, "contradicted"),
    ("too early", OPEN, BEFORE, "holds"),
    ("p4", INSUFFICIENT, AFTER, "contradicted"),
    ("p4", PARTED, AFTER, "contradicted"),
    ("p3", OPEN, BEFORE, "premature"),
    ("p3", YES, AFTER, "contradicted"),
    ("p3", INSUFFICIENT, AFTER, "cannot_be_said"),
    ("p3", SPLIT, AFTER, "holds"),
    ("50-50", SPLIT, AFTER, "holds"),
    ("p3", CONFLICT, AFTER, "cannot_be_said"),
]


@pytest.mark.parametrize(("words", "found", "as_of", "word"), TABLE)
def test_the_word_follows_from_the_verdict(words, found, as_of, word):
    """Holds, contradicted, premature or cannot be said, for labels and for codes."""
    market = make.market(platform=UMA)
    record = make.record(market=market, verdict=found, under_strict=found, as_of=as_of)
    assert judge(read_answer(words, market), record).word == word


def test_readings_that_part_say_where_each_leads():
    """The moderator sees which reading gives what."""
    record = make.record(verdict=PARTED)
    assert "reading 0: Yes; reading 1: No" in judge(read_answer("Yes", record.market), record).why


def test_an_answer_carries_its_label_and_its_code():
    """In most requests p1 is not Yes; the market's own map says which is which."""
    market = make.market(platform=UMA.model_copy(update={"codes": {"Yes": "p1", "No": "p2"}}))
    assert [(one.label, one.code) for one in (read_answer("p1", market), read_answer("no", market))] == [("Yes", "p1"), ("No", "p2")]


def test_a_code_without_a_mapping_is_refused():
    """What p2 stands for is not guessed."""
    for platform in (None, Platform(name="uma"), Platform(name="polymarket")):
        with pytest.raises(UsageError, match=r"mapping is not known, so give the outcome's name"):
            read_answer("p2", make.market(platform=platform))


def test_an_answer_that_the_market_does_not_have_is_refused():
    """The message lists what it has."""
    with pytest.raises(UsageError, match="'Maybe' is none of Yes, No, p1, p2, p3"):
        read_answer("Maybe", make.market(platform=UMA))


@pytest.mark.parametrize(("words", "length"), [("2h", timedelta(hours=2)), ("7200", timedelta(hours=2)), ("1d 30m", timedelta(days=1, minutes=30)), ("90min", timedelta(minutes=90))])  # fmt: skip
def test_a_liveness_is_read(words, length):
    """Days, hours, minutes, and bare seconds as the oracle gives them."""
    assert read_liveness(words) == length


@pytest.mark.parametrize("words", ["", "soon", "-2h", "0h", "2 weeks", "999999d", "2h later"])
def test_what_is_no_length_of_time_is_refused(words):
    """Nothing is guessed."""
    with pytest.raises(UsageError, match="--liveness"):
        read_liveness(words)


@pytest.mark.parametrize(("status", "code"), [("proposed p2", "p2"), ("resolved p2", ""), ("requested", ""), ("", "")])
def test_a_payload_says_what_was_proposed(status, code):
    """Only what still waits."""
    assert proposed_on(make.market(platform=Platform(name="uma", status=status))) == code


def test_an_article_later_than_the_proposal_takes_no_part_in_its_judgement():
    """The same proposal cannot be said at its time, and holds as of now."""
    found = make_dispute.later_article()
    assert (found.judgement.word, found.judgement_now.word, found.differs) == ("cannot_be_said", "holds", True)
    assert (len(found.then.articles), len(found.now.articles)) == (0, 1)
