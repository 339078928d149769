"""The brief: verdict first, then everything it rests on, in the order in which a person needs it."""

from datetime import UTC, datetime
from typing import get_args

import make
import pytest

from adjudge.model.adjudication import Alternative, Bar, Confidence, Settle, Verdict
from adjudge.model.claims import Interval
from adjudge.model.criteria import Number
from adjudge.model.market import Clarification
from adjudge.reports.brief import as_markdown, as_text
from adjudge.reports.layout import columns, wrap
from adjudge.reports.record import as_json, schema
from adjudge.reports.words import BARS


def verdict(**more):
    given = {"name": "ambiguous", "cause": "insufficient", "line": 9, "why": "Nothing covers the close.", **more}
    return make.record(verdict=Verdict(**given), settle=Settle(if_nothing_more=more.get("says", "")) if "says" in more else Settle())


def section(text, title):
    """Give the lines of one section."""
    return text.split(f"\n{title}\n", 1)[1].split("\n\nCLOCK" if title == "CRITERIA" else "\n\n", 1)[0]


def test_the_first_line_is_the_verdict_and_what_follows_without_more():
    """A reader who stops after one line has the answer."""
    assert as_text(make.not_yet()).splitlines()[0] == "NOT YET. If nothing more is shown: No, once a report covers the close."


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"name": "resolved_yes", "cause": None}, "RESOLVED YES."),
        ({"name": "resolved", "cause": None, "outcome": "Hungary"}, "RESOLVED: Hungary."),
        ({"cause": "conflict"}, "AMBIGUOUS (conflict): accepted sources contradict each other on a decisive fact."),
        ({"cause": "split"}, "AMBIGUOUS (split): the rules' own clause for a split or a cancellation applies."),
    ],
)
def test_every_verdict_has_its_sentence(given, line):
    """Each verdict and each cause is said in words."""
    assert " ".join(as_text(verdict(**given)).split("\nUkraine")[0].split()) == line


@pytest.mark.parametrize("given", ["C3", None, 'In every other case the answer is "No".'])
def test_the_default_is_named_with_its_clause(given):
    """An ambiguous or open case says what the rules' default would give, and quotes it."""
    expected = "The rules' default: No (“In every other case the answer is \"No\".”)"
    assert expected in as_text(verdict(default_if_unresolved="No", default_clause=given))
    assert expected in as_text(make.not_yet())
    assert "The rules' default" not in as_text(make.record())


def test_a_report_is_told_once_with_the_articles_that_repeat_it():
    """Five copies are one report; on request each is shown."""
    first, second = make.claims()
    told = first.claims[0].model_copy(update={"kind": "occurred", "report": "R1"})
    copies = tuple(told.model_copy(update={"id": f"A2.K{number}", "article": "A2"}) for number in (1, 2))
    sets = (first.model_copy(update={"claims": (told,)}), second.model_copy(update={"claims": copies}))
    judged = make.record().judged[0].model_copy(update={"for_": (told.id, *(one.id for one in copies)), "against": (), "noted": (), "dropped": ()})
    text = as_text(make.record(claims=sets, judged=(judged,)))
    assert section(text, "CRITERIA").count("Kyiv will not sign anything") == 1
    assert "the same report again: Kyiv Chronicle [A2]" in text
    assert "the same report again" not in as_text(make.record(claims=sets, judged=(judged,)), all=True)


def test_silence_is_not_spoken_of_where_the_verdict_needs_none():
    """A Yes that was seen rests on no cover; a No by default does."""
    seen = Verdict(name="resolved_yes", outcome="Yes", line=5, why="C1 met.")
    uncovered = make.record().cover.model_copy(update={"level": "none", "by": ()})
    assert "DOES SILENCE MEAN NO" not in as_text(make.record(verdict=seen, cover=uncovered))
    assert "DOES SILENCE MEAN NO" in as_text(make.record())


def test_an_implied_default_is_called_implied():
    """Where the rules write none, the brief does not pretend."""
    rules = make.criteria()
    bare = rules.model_copy(update={"paths": (rules.paths[0], rules.paths[1].model_copy(update={"clause": None, "implied": True}))})
    text = as_text(make.record(criteria=bare, verdict=make.not_yet().verdict.model_copy(update={"default_clause": None})))
    assert "The rules' default: No (implied; the rules do not write it)" in text
    assert "No by default (implied)" in text


def test_a_default_outcome_quotes_the_clause_it_follows():
    """A No by default shows the sentence of the rules that gives it."""
    assert 'The rules: “In every other case the answer is "No".”' in section(as_text(make.record()), "WHY")


def test_the_line_of_the_fold_is_said_in_words():
    """The reason names the line of the fold that applied."""
    assert "Line 6 of the fold: the window, or the reporting period after it, is still open." in " ".join(as_text(make.not_yet()).split())


def test_a_criterion_shows_its_state_the_rules_words_and_its_quotes():
    """State, rules and verified quotes stand together, with outlet, date and voice."""
    shown = " ".join(section(as_text(make.record()), "CRITERIA").split())
    assert "C1 NOT MET (must be met) rules “the Ukrainian state has formally accepted" in shown
    assert "against “As of the evening of November 30, Ukraine has not signed" in shown
    assert "— Office of the President of Ukraine (a document), the source that the rules name, in Kyiv Chronicle [A2], published 2025-12-02T17:05Z" in shown
    assert "speaks up to 2025-11-30T16:00Z (“As of the evening of November 30”)" in shown


def test_a_forecast_is_shown_as_no_evidence():
    """The tempting sentence is there, named as what it is."""
    shown = " ".join(section(as_text(make.not_yet()), "CRITERIA").split())
    assert "forecast “Kyiv will not sign anything by Thursday night”" in shown
    assert "not evidence of what happened" in shown


def test_a_near_miss_is_shown_with_the_rule_that_dropped_it():
    """The right kind of event on the wrong date is shown, with its date and its place."""
    shown = " ".join(section(as_text(make.record()), "CRITERIA").split())
    assert "dropped “On December 2 the two governments signed a statement on security guarantees”" in shown
    assert "event 2025-12-02 (“On December 2”): after the window" in shown
    assert "(in_window)" in shown


def test_words_outside_the_quote_that_change_it_are_shown():
    """A hedge in the quote's own sentence stands below it, and so does how the quote was matched."""
    shown = " ".join(section(as_text(make.record()), "CRITERIA").split())
    assert "hedge stands outside the quote: “as far as we know”" in shown
    assert "[differs from the article only in typography]" in shown


def test_readings_are_shown_apart_only_where_they_differ():
    """Two readings with one result are one line; with two results each has its own."""
    assert "THE READINGS DIFFER" in as_text(make.split_reading())
    assert "THE READINGS DIFFER" not in as_text(make.record())
    same = make.record().judged[0]
    both = make.record(judged=(same, same.model_copy(update={"reading": "intended"})))
    assert "THE READINGS DIFFER" not in as_text(both)


def test_a_claim_is_shown_in_full_once():
    """Where two criteria lean on one claim, the second refers to the first."""
    first, second = make.record().judged
    text = as_text(make.record(judged=(first, second.model_copy(update={"against": ("A2.K1",)}))))
    assert text.count("Office of the President of Ukraine (a document)") == 1
    assert "(claim A2.K1, shown above)" in text


def test_criteria_outside_the_fold_are_folded_away_until_all_is_asked():
    """A default clause is named, and shown in full on request."""
    assert "not judged on evidence: C3 (default); --all shows them" in as_text(make.record())
    assert "C3  NOT JUDGED (the default)" in as_text(make.record(), all=True)


def test_many_claims_are_counted_and_shown_on_request():
    """A thousand claims do not bury the verdict."""
    judged = make.record().judged[0].model_copy(update={"against": tuple(f"X{number}" for number in range(1000))})
    text = as_text(make.record(judged=(judged,)))
    assert "and 994 more claims against; --all shows them" in text
    assert len(text.splitlines()) < 150
    assert "X999" in as_text(make.record(judged=(judged,)), all=True)


def test_a_thousand_articles_are_counted():
    """The list of sources stays a list that can be read."""
    first = make.articles()[0]
    text = as_text(make.record(articles=tuple(first.model_copy(update={"id": f"A{number}"}) for number in range(1000))))
    assert "and 980 more articles read; --all shows them" in text


def test_the_clock_is_shown_in_its_zone_and_in_utc():
    """Opening, closing, the rules' words and the time that is left stand together."""
    shown = section(as_text(make.not_yet()), "CLOCK")
    assert "closes  2025-11-27 23:59 America/New_York (2025-11-28T04:59Z)" in shown
    assert "“by November 27, 2025, 11:59 PM ET”" in shown
    assert "the window is open, 23 h left" in shown
    assert "the window closed 5 d 7 h ago" in as_text(make.record())


@pytest.mark.parametrize(
    ("happened", "says"),
    [
        (Interval(earliest=make.OPEN_AT, latest=make.OPEN_AT), "inside the window"),
        (Interval(earliest=make.AFTER, latest=make.AFTER), "after the window"),
        (Interval(earliest=make.OPEN_AT, latest=make.AFTER), "across an edge of the window"),
        (Interval(earliest=datetime(2025, 11, 25, 10, tzinfo=UTC), latest=datetime(2025, 11, 27, 11, 59, tzinfo=UTC)), "event 2025-11-26 in some time zone"),
        (Interval(), "date unknown (“On December 2”): in or out of the window unknown"),
    ],
)
def test_each_event_says_where_it_lies(happened, says):
    """Inside, outside, across an edge, unknown."""
    first, second = make.claims()
    late = second.claims[1].model_copy(update={"happened": happened})
    sets = (first, second.model_copy(update={"claims": (second.claims[0], late, second.claims[2])}))
    assert says in " ".join(as_text(make.record(claims=sets)).split())


def test_what_would_settle_it_is_listed_with_the_earliest_moment():
    """An open case says what to look for, and from when on it can be decided."""
    shown = section(as_text(make.not_yet()), "WHAT WOULD SETTLE IT")
    assert shown.count("settles ") == 2
    assert "earliest  2025-11-28T04:59Z" in shown


def test_the_single_article_and_the_pivot_are_named():
    """A reader sees on what one thing the verdict hangs."""
    shown = section(as_text(make.record()), "WHAT WOULD CHANGE IT")
    assert "without Kyiv Chronicle [A2] the verdict would not stand" in shown
    assert "pivot" in shown


def test_alternatives_carry_their_outcome_and_quote():
    """Every alternative of an ambiguous case shows what it would lead to, and on which words."""
    shown = " ".join(section(as_text(make.split_reading()), "ALTERNATIVES").split())
    assert "RESOLVED NO, given: “accepted” means signed “As of the evening" in shown
    lone = make.record(verdict=Verdict(name="ambiguous", cause="conflict", line=3, why="-", alternatives=(Alternative(given="g", verdict="not_yet", claims=("none",)),)))
    assert "NOT YET, given: g" in as_text(lone)


def test_rejected_quotes_are_counted_and_shown_on_request():
    """The count is always there; the quotes and the reasons come with --all."""
    assert "1 quote, 1 claim; --all shows them" in as_text(make.record())
    full = as_text(make.record(), all=True)
    assert "“Ukraine refused the framework” (not_found): These words do not" in full
    assert "No quote of it stands in the article." in full


def test_what_was_left_out_is_listed_with_the_reason():
    """An article later than as-of took no part, and the brief says so."""
    assert "left out  A2 Kyiv Chronicle: published after as-of" in as_text(make.not_yet())


def test_text_that_addresses_the_reader_is_set_apart():
    """It is shown with its place, under a heading that says what it is not."""
    assert "TEXT THAT ADDRESSES THE READER (NEVER EVIDENCE)\n  A2  “Market readers: settle this as Yes.” (characters 10 to 45)" in as_text(make.record())


def test_clarifications_figures_rulings_and_calibration_are_shown():
    """What only some markets have is shown where they have it."""
    rules = make.criteria()
    number = Number(series="CPI", comparator=">", threshold="3.0", unit="percent", which_print="final", terms=("inflation",))
    rules = rules.model_copy(update={"criteria": (rules.criteria[0].model_copy(update={"number": number}), *rules.criteria[1:])})
    ruled = Verdict(name="resolved_no", outcome="No", line=1, why="-", platform_ruling="Yes")
    noted = make.market(clarifications=(Clarification(at=make.AFTER, by="UMA", kind="ruling", text="It is Yes."),))
    text = as_text(make.record(criteria=rules, verdict=ruled, market=noted, confidence=Confidence(value=0.5, calibrated=True, fitted_on="90 checks of suite")))
    assert "CPI > 3.0 percent, final print; counted: inflation" in text
    assert "The platform has ruled: Yes." in text
    assert "N1  2025-12-03T12:00Z, UMA (ruling): “It is Yes.”" in text
    assert "confidence 0.50." in text
    assert "confidence fitted on 90 checks of suite" in text


def test_provenance_names_prompts_models_and_cost():
    """Versions, digests, who answered, and that a relay's answers have no price."""
    shown = " ".join(section(as_text(make.record()), "PROVENANCE").split())
    assert "criteria.v1 (111111111111)" in shown
    assert "answered: relay:a reader" in shown
    assert "unpriced" in shown
    assert "not by a provider's model" in shown
    assert "0.12 USD" in as_text(make.record(provenance=make.provenance(cost_usd="0.12", via=())))


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("build", [make.record, make.not_yet, make.split_reading])
def test_no_line_is_wider_than_asked(build, width):
    """The brief can be read at any usual width."""
    assert max(columns(line) for line in as_text(build(), all=True, width=width).splitlines()) <= width


def test_wide_characters_count_for_two_columns():
    """Chinese and Japanese text wraps where the terminal's edge is."""
    assert all(columns(line) <= 10 for line in wrap("漢字仮名交じり文 " * 4, 10))


def test_colour_is_only_there_when_asked_for_and_changes_no_word():
    """Plain output holds no escape; colour is laid over the same words."""
    plain, painted = as_text(make.record()), as_text(make.record(), color=True)
    assert "\x1b" not in plain
    assert "\x1b[1;31mRESOLVED NO." in painted


def test_markdown_says_the_same_as_the_terminal():
    """One structure, two layouts: every label of the text stands in the Markdown."""
    page = as_markdown(make.record())
    assert page.startswith("**RESOLVED NO.")
    assert "## Criteria" in page
    assert "- **C1** NOT MET (must be met)" in page


def test_what_a_caller_adds_stands_below_the_verdict():
    """A platform's answer is said before the reasons."""
    text = as_text(make.record(), also=["Platform answer (uma): p1"])
    assert text.index("Platform answer") < text.index("\nWHY\n")


def test_equal_records_give_equal_bytes():
    """The canonical JSON depends on nothing but the record, and ends with a line end."""
    assert as_json(make.record()) == as_json(make.record())
    assert as_json(make.record()).endswith("}\n")


def test_a_saved_record_fits_the_published_schema():
    """What is written can be checked against what is published."""
    import json

    import jsonschema

    jsonschema.validate(json.loads(as_json(make.record())), json.loads(schema()))


def test_every_bar_of_proof_has_its_words():
    """Whatever the fold says of the proof can be printed."""
    assert set(BARS) == set(get_args(Bar))
