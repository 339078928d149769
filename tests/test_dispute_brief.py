"""The dispute brief: reading order, what is said aloud, what is folded away, and what blind hides."""

import json
from datetime import UTC, datetime, timedelta
from itertools import takewhile

import make
import make_dispute
import pytest
from test_reports_safety import ACTIVE, poisoned

from adjudge.dispute import Proposal, assemble, read_answer
from adjudge.dispute.brief import brief_of
from adjudge.dispute.quotes import sentence_around
from adjudge.dispute.shapes import Dispute
from adjudge.dispute.sides import near_misses, sides_of, tier
from adjudge.dispute.writing import as_json, as_markdown, as_text
from adjudge.model.adjudication import Cover, Verdict
from adjudge.model.claims import Claim
from adjudge.model.criteria import Path, Sources

ORDER = ["THE PROPOSAL", "CLOCK", "CRITERIA", "QUOTES", "NEAR MISSES (THEY DO NOT COUNT)", "WHAT THE PROPOSER ARGUES", "WHAT THE DISPUTER ARGUES",
         "REJECTED QUOTES AND INJECTION", "THE TOOL'S VERDICT", "PROVENANCE"]  # fmt: skip


def disputed(record=None, answer="No", then=None, texts=None, **more):
    """Give a dispute on the framework, by default one whose proposal came after everything."""
    now = record or make.record()
    proposal = Proposal(
        **{"answer": read_answer(answer, now.market), "at": make.AFTER, "deadline": make.AFTER + timedelta(minutes=95), **more}
    )
    return assemble(proposal, then or now, now, texts or {})


def titles(text):
    return [line for line in text.splitlines() if line and line.upper() == line and not line.startswith(" ")]


def section(text, title):
    """Give the lines of one section, white space squeezed."""
    blocks = text.split(f"\n{title}\n", 1)[1].split("\n\n")
    return " ".join(" ".join(takewhile(lambda block: block.startswith("  "), blocks)).split())


def test_the_order_is_that_of_the_decision():
    """Question and answer, how it stands, the measure, the evidence, the arguments, the tool, the footer."""
    text = as_text(disputed(texts={"proposer": "It is so.", "disputer": "It is not."}))
    lines = text.splitlines()
    assert lines[0] == make.market().question
    assert lines[1] == "Proposed: No, on 2025-12-03T12:00Z"
    assert [title for title in titles(text) if title in ORDER] == ORDER


def test_the_first_line_says_how_it_stands_and_why():
    """With the label, the word and the reason, then the bar and what follows with its clause."""
    said = section(as_text(disputed(), width=200), "THE PROPOSAL")
    assert said.startswith("No HOLDS: Nothing met the criterion by the close")
    assert "bar the two governments first, else credible reports" in said
    assert "follows if nothing more is shown: No stands." in said
    assert 'clause C3: “In every other case the answer is "No".”' in said


def test_a_code_stands_beside_its_label():
    """The moderator posts the code."""
    assert "Yes (p2) HOLDS" in as_text(make_dispute.dispute("Yes"), width=200)


def test_what_came_later_is_shown_beside_the_judgement():
    """The line is judged at the proposal; as of now stands below it where it differs."""
    said = section(as_text(make_dispute.later_article(), width=200), "THE PROPOSAL")
    assert said.startswith("Whether No (p1) holds CANNOT BE SAID")
    assert "1 article came later and took no part" in said
    assert "now as of 2026-04-03T12:00Z: No (p1) HOLDS" in said


def test_without_a_difference_nothing_is_said_twice():
    """One moment, one verdict."""
    text = as_text(make_dispute.dispute())
    assert "now  " not in text
    assert text.count("line 5 of the fold") == 1


@pytest.mark.parametrize(("minutes", "says"), [(95, "1 h 35 min left to decide"), (-30, "the deadline passed 30 min ago"), (None, "no deadline to decide by was given")])  # fmt: skip
def test_the_clock_says_how_long_is_left(minutes, says):
    """Counted from the moment spoken about, never from a clock of its own."""
    deadline = make.AFTER + timedelta(minutes=minutes) if minutes else None
    said = section(as_text(disputed(deadline=deadline), width=200), "CLOCK")
    assert f"left {says}" in said
    assert ("decide by 2025-12-03 08:35 America/New_York (2025-12-03T13:35Z)" in said) == (minutes == 95)


def test_criteria_stand_verbatim_with_their_state_and_others_are_folded_away():
    """What no path leans on is only named."""
    said = section(as_text(disputed(), width=200), "CRITERIA")
    assert "C1 NOT MET (must be met)" in said
    assert "“the Ukrainian state has formally accepted a framework" in said
    assert "without effect on the verdict by themselves: C3 (the default)" in said
    assert "In every other case" not in said


def test_a_state_that_was_another_one_at_the_proposal_is_told():
    """Both moments, on the same line."""
    text = as_text(disputed(then=make.not_yet(), answer="Yes", at=make.OPEN_AT), width=200)
    assert "NOT MET (must be met); at the proposal: NOTHING FOUND" in text
    assert "Yes IS PREMATURE" in text


def test_a_state_that_only_the_bar_holds_back_says_so():
    """Met in the finding, and not yet by the rules."""
    judged = make.record().judged[0].model_copy(update={"state": "met", "truth": "unknown", "held_back": "bar"})
    assert "C1 MET, but held back by the bar of proof (must be met)" in section(
        as_text(disputed(make.record(judged=(judged,))), width=200), "CRITERIA"
    )


def test_clarifications_are_in_the_order_of_time_and_marked_where_later():
    """Later than the proposal, later than the moment spoken about, and neither."""
    days = [make_dispute.note(f"Note of day {day}", datetime(2025, 12, day, tzinfo=UTC)) for day in (9, 1, 3)]
    market = make.market(clarifications=tuple(days))
    said = section(as_text(disputed(make.record(market=market), at=datetime(2025, 12, 2, tzinfo=UTC)), width=200), "CLARIFICATIONS")
    assert [said.index(f"Note of day {day}") for day in (1, 3, 9)] == sorted(said.index(f"Note of day {day}") for day in (1, 3, 9))
    assert said.count("LATER THAN THE PROPOSAL") == 1
    assert said.index("left out") > said.index("day 9")


def test_the_two_sides_stand_beside_each_other_and_silence_is_said_aloud():
    """Between Yes and No what speaks for one speaks against the other, so it is said once."""
    said = section(as_text(disputed(), width=200), "QUOTES")
    assert "Nobody argues for Yes, or against No" in said
    assert "for No “As of the evening of November 30, Ukraine has not signed" in said
    assert "named source" in said
    assert "match verbatim" in said
    assert "published 2025-12-02T17:05Z" in said


def test_among_many_outcomes_each_has_its_two_sides():
    """An outcome that nobody argues for is told as well."""
    market = make.market(outcomes=("Hungary", "Serbia", "Neither"))
    rules = make.criteria(
        paths=(Path(outcome="Hungary", kind="trigger", all_of=("C1",)), Path(outcome="Neither", kind="default", clause="C3"))
    )
    record = make.record(market=market, criteria=rules, verdict=Verdict(name="resolved", outcome="Neither", line=8, why="so"))
    said = section(as_text(disputed(record, "Neither"), width=200), "QUOTES")
    assert "Nobody argues for Hungary:" in said
    assert "Nobody argues for Serbia:" in said
    assert "Nobody argues for the contrary of Neither" in said
    assert [sides.outcome for sides in sides_of(record)] == ["Hungary", "Serbia", "Neither"]


def test_the_best_quote_is_that_of_the_highest_standing():
    """A named source before an outlet, an outlet before a side; of equal ones the one that needs least trust."""
    base = make.claims()[1].claims[0]
    ranks = {
        "named": {"named_source": "itself"},
        "outlet": {"named_source": "no", "voice": "outlet"},
        "unnamed": {"named_source": "no", "voice": "anonymous"},
    }
    claims = tuple(base.model_copy(update={"id": f"A2.{name}", **more}) for name, more in ranks.items())
    judged = make.record().judged[0].model_copy(update={"against": ("A2.unnamed", "A2.outlet", "A2.named")})
    record = make.record(claims=(make.claims()[1].model_copy(update={"claims": claims}),), judged=(judged,), cover=Cover(level="none"))
    assert sides_of(record)[0].against == ("A2.named", "A2.outlet", "A2.unnamed")


@pytest.mark.parametrize(("more", "regime", "said"), [
    ({"named_source": "itself"}, "preferred", "named source"), ({"named_source": "reported"}, "only", "reporting the named source"),
    ({"voice": "outlet"}, "consensus", "qualifying"), ({"voice": "outlet"}, "only", "other"), ({"voice": "party"}, "consensus", "other"), ({"voice": "anonymous"}, "either", "other"),
])  # fmt: skip
def test_the_tier_is_the_rules_own(more, regime, said):
    """Named source, qualifying, other."""
    claim = Claim(**{"id": "A1.K1", "article": "A1", "statement": "s", "kind": "occurred", "voice": "outlet", **more})
    assert tier(claim, Sources(regime=regime)) == said


def test_a_quote_comes_with_one_sentence_of_context():
    """The sentence that holds it; where the quote is all of it, a neighbour."""
    ledger, chronicle = make.articles()
    part, whole = (
        make.claims()[0].claims[1].quotes[0],
        make.quote("MOSCOW - An American delegation will come to Moscow next week, a senior Kremlin aide said on Wednesday.", make.LEDGER),
    )
    last = make.quote("On December 2 the two governments signed a statement on security guarantees.", make.CHRONICLE)
    assert sentence_around(whole, ledger).startswith("after it: With the main meeting")
    assert sentence_around(last, chronicle).startswith("before it: ")
    assert "as far as we know" in sentence_around(
        part.model_copy(update={"sentence": (make.LEDGER.index("Ukraine has"), len(make.LEDGER))}), ledger
    )
    assert sentence_around(part, None) == ""


def test_near_misses_say_why_they_do_not_count():
    """The right event on the wrong date first, what was only foretold last."""
    found = near_misses(make.record())
    assert [(miss.claim, miss.why.split(" (")[0]) for miss in found] == [
        ("A2.K2", "the right kind of event, on a date after the window"), ("A1.K1", "forecast: shows nothing that has happened"),
    ]  # fmt: skip


def test_readings_stand_only_where_they_differ():
    """With the verdict under each."""
    assert "READINGS" not in titles(as_text(disputed()))
    said = section(as_text(disputed(make.split_reading(), "Yes"), width=200), "READINGS")
    assert "strict RESOLVED NO" in said
    assert "intended RESOLVED YES" in said
    assert "Whether Yes holds CANNOT BE SAID" in as_text(disputed(make.split_reading(), "Yes"), width=200)


def test_what_is_missing_is_named_with_the_earliest_moment():
    """And what would settle it."""
    said = section(as_text(disputed(make.not_yet(), "Yes", at=make.OPEN_AT), width=200), "WHAT IS MISSING AND WOULD SETTLE IT")
    assert "a document that Ukraine signed by the close" in said
    assert "earliest the window closes" in said


def test_at_most_three_arguments_of_a_side_are_shown_and_all_are_in_the_json():
    """And how they were checked is said honestly."""
    text = "\n\n".join(f"Argument {number}." for number in range(7))
    found = disputed(texts={"proposer": text})
    shown = as_text(found, width=200)
    assert shown.count("mark  not in the evidence") == 3
    assert "and 4 more arguments; the JSON has them all" in shown
    assert "no model reads these texts" in shown
    assert len(json.loads(as_json(found))["arguments"]) == 7


def test_rejected_quotes_and_injected_text_are_counted():
    """Both, in numbers."""
    said = section(as_text(disputed(), width=200), "REJECTED QUOTES AND INJECTION")
    assert "1 quote, 1 claim" in said
    assert "1 passage in the articles addresses the reader" in said


def test_blind_puts_what_the_tool_concludes_behind_the_evidence():
    """No state, no word, no verdict stands before the quotes and the arguments."""
    text = as_text(disputed(texts={"proposer": "It is so."}), blind=True, width=200)
    found = titles(text)
    assert found.index("THE PROPOSAL") > found.index("WHAT THE PROPOSER ARGUES") > found.index("QUOTES")
    before = text[: text.index("\nTHE PROPOSAL\n")]
    assert not any(word in before for word in ("HOLDS", "NOT MET", "RESOLVED"))
    assert "CRITERIA, AS JUDGED" in found


def test_the_json_is_the_whole_dispute_and_reads_back():
    """With both records; equal disputes give equal bytes."""
    found = make_dispute.later_article()
    assert Dispute.model_validate(json.loads(as_json(found))) == found
    assert json.loads(as_json(found))["schema"] == "adjudge.dispute/1"
    assert as_json(found) == as_json(make_dispute.later_article())


@pytest.mark.parametrize(
    "text", ["\x1b[2J\u202eevil", "@everyone <@1> [x](http://y) ||s||", "\nTHE PROPOSAL\n  Yes HOLDS: forged", "\ud800\U000e0041"]
)
@pytest.mark.parametrize("build", [make.record, make.not_yet, make.split_reading])
def test_no_text_acts_whatever_a_record_holds(build, text):
    """No control, no bidi mark, no mention, no line of its own."""
    clean = disputed(build(), "Yes", texts={"proposer": f"“{text}” it says. {text}", "disputer": text})
    keep = frozenset({"id", "criterion", "claim", "article", "for_", "against", "noted", "by", "word", "mark", "standing", "side"})
    found = clean.model_copy(update={"now": poisoned(clean.now, text, keep=keep), "then": poisoned(clean.then, text, keep=keep)})
    for blind in (False, True):
        plain, markdown = as_text(found, blind=blind), as_markdown(found, blind=blind)
        assert not ACTIVE.search(plain)
        assert not ACTIVE.search(markdown)
        assert "@everyone" not in markdown
        assert plain.count("\nTHE PROPOSAL\n") == 1
    assert not ACTIVE.search(as_json(found))


def test_nothing_is_shown_that_no_section_owns():
    """Every section has a title and every title stands once."""
    found = brief_of(disputed(texts={"proposer": "a", "disputer": "b"}))
    names = [section.title for section in found.sections]
    assert len(names) == len(set(names))
