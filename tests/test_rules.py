"""The named rules, one by one: what each takes away, and that none of them ever adds."""

from datetime import UTC, datetime, timedelta

import pytest
from build import (
    AFTER, AFTER_WINDOW, BEFORE_WINDOW, CLOSES, DURING, INSIDE, ON_THE_EDGE, UNDATED, WINDOW,
    case, claim, criteria, criterion, finding, published, quote,
)  # fmt: skip

from adjudge.decide import decide, flags_of, headline, rules_fired, settle
from adjudge.model.adjudication import Attestation, Options
from adjudge.model.claims import Interval, Measure, Utterance
from adjudge.model.criteria import Clock, Defect, Number, Path, Sources, Window
from adjudge.model.findings import Finding


def verdict(case_, ruling=None):
    return headline(decide(case_, ruling).verdict)


def fired(case_):
    return {one.rule for one in rules_fired(case_, decide(case_))}


def flags(case_):
    return {one.code for one in flags_of(case_, decide(case_))}


SILENT = (finding("silent", for_=()),)
LATE_ARTICLE = {"A9": AFTER - timedelta(hours=1)}


# no_quote_no_fact


def test_a_claim_without_a_quote_supports_nothing():
    """The event is told and no quote carries it, so it was never told."""
    bare = case(claim(quotes=(), rejected="none of its quotes stands in the article"))
    assert verdict(bare) == "ambiguous (insufficient)"
    assert "no_quote_no_fact" in fired(bare)


def test_an_invented_id_supports_nothing():
    """A finding that leans on a claim nobody made is silence."""
    assert verdict(case(claim(), found=[finding(for_=["A7.K9"])])) == "ambiguous (insufficient)"


# only_what_happened


@pytest.mark.parametrize("kind", ["scheduled", "intended", "forecast", "opinion", "live", "background", "denied", "absence"])
def test_only_an_occurrence_meets_a_trigger(kind):
    """Whatever else an article says about the event, it does not make it so."""
    told = case(claim(kind=kind))
    assert verdict(told) == "ambiguous (insufficient)"
    assert "only_what_happened" in fired(told)


# in_window


@pytest.mark.parametrize(("happened", "expected"), [
    (INSIDE, "resolved_yes"),
    (BEFORE_WINDOW, "ambiguous (insufficient)"),
    (AFTER_WINDOW, "ambiguous (insufficient)"),
    (ON_THE_EDGE, "ambiguous (insufficient)"),
    (UNDATED, "ambiguous (insufficient)"),
])  # fmt: skip
def test_an_event_counts_when_its_whole_interval_lies_inside(happened, expected):
    """Outside, astride the edge and undated decide nothing."""
    assert verdict(case(claim(happened=happened))) == expected


def test_an_event_astride_the_edge_stays_open_even_where_silence_is_covered():
    """Cover cannot turn an event that may lie inside into a No."""
    astride = case(claim(happened=ON_THE_EDGE), cover=["A9"], dated=LATE_ARTICLE)
    assert (verdict(astride), decide(astride).verdict.line) == ("ambiguous (insufficient)", 7)


def test_what_dates_one_claim_dates_all_of_the_same_event():
    """An undated article about a meeting that another dates before the window does not keep the point open."""
    dated, undated = claim(happened=BEFORE_WINDOW), claim("A2.K1", happened=UNDATED)
    apart = case(dated, undated, found=[finding(for_=["A1.K1", "A2.K1"])], cover=["A9"], dated=LATE_ARTICLE)
    assert verdict(apart) == "ambiguous (insufficient)"
    one = apart.under(findings=apart.findings.model_copy(update={"same_event": (("A1.K1", "A2.K1"),)}))
    assert verdict(one) == "resolved_no"


def test_claims_whose_dates_contradict_each_other_are_not_one_event():
    """A group that cannot be one event dates nothing."""
    inside, outside = claim(), claim("A2.K1", happened=BEFORE_WINDOW)
    told = case(inside, outside, found=[finding(for_=["A1.K1", "A2.K1"])])
    assert verdict(told.under(findings=told.findings.model_copy(update={"same_event": (("A1.K1", "A2.K1"),)}))) == "resolved_yes"


def test_an_event_just_outside_leaves_the_way_to_the_default_free():
    """A dated event outside the window is no event inside it."""
    assert verdict(case(claim(happened=BEFORE_WINDOW), cover=["A9"], dated=LATE_ARTICLE)) == "resolved_no"


def test_the_event_itself_just_after_the_close_is_evidence_that_it_did_not_happen_inside():
    """The first block came twenty minutes late. Weeks later, or by an unnamed source, it says nothing about the window."""
    late = Interval(earliest=CLOSES + timedelta(minutes=20), latest=CLOSES + timedelta(minutes=21))
    weeks = Interval(earliest=CLOSES + timedelta(days=10), latest=CLOSES + timedelta(days=11))
    after = {"dated": {"A1": CLOSES + timedelta(days=12)}, "as_of": CLOSES + timedelta(days=13)}
    assert verdict(case(claim(happened=late), **after)) == "resolved_no"
    assert verdict(case(claim(happened=weeks), **after)) == "ambiguous (insufficient)"
    assert verdict(case(claim(happened=late, voice="anonymous"), **after)) == "ambiguous (insufficient)"
    assert verdict(case(claim(happened=late), found=SILENT, **after)) == "ambiguous (insufficient)"


def test_an_event_after_the_moment_spoken_about_never_counts():
    """The proposal came first."""
    early = datetime(2025, 11, 11, tzinfo=UTC)
    assert verdict(case(claim(), as_of=early, dated={"A1": early})) == "not_yet"


# no_early_default


def test_silence_before_the_close_is_not_yet_however_well_covered():
    """The default waits for the end of the window."""
    assert verdict(case(found=SILENT, as_of=DURING, cover=["A9"], dated={"A9": DURING})) == "not_yet"


def test_an_early_trigger_is_not_blocked():
    """What has happened has happened, however long the window still runs."""
    assert verdict(case(claim(), as_of=DURING)) == "resolved_yes"


@pytest.mark.parametrize(("voice", "name", "expected"), [
    ("named_official", "The registrar", "resolved_no"),
    ("document", "", "resolved_no"),
    ("named_official", "", "not_yet"),
    ("anonymous", "", "not_yet"),
    ("outlet", "", "not_yet"),
])  # fmt: skip
def test_impossibility_needs_a_named_official_or_a_document(voice, name, expected):
    """Only then is the default given before the close."""
    gone = claim(stance="against", voice=voice, name=name)
    assert verdict(case(gone, found=[finding("impossible", for_=(), against=["A1.K1"])], as_of=DURING)) == expected


def test_a_plan_called_off_is_not_impossible():
    """A denial or a cancellation leaves the window open."""
    off = claim(stance="against", voice="named_official")
    assert verdict(case(off, found=[finding("not_met", for_=(), against=["A1.K1"])], as_of=DURING)) == "not_yet"


HOLDS = criteria(criterion(mode="holds"))


def test_a_state_that_must_hold_is_met_only_at_the_end_and_with_cover():
    """Still true is not yet true to the end."""
    held = claim(kind="absence", happened=UNDATED, through=AFTER)
    assert verdict(case(held, as_of=DURING, rules=HOLDS, dated={"A1": DURING})) == "not_yet"
    assert verdict(case(held, rules=HOLDS, dated={"A1": AFTER})) == "ambiguous (insufficient)"
    assert verdict(case(held, rules=HOLDS, cover=["A1.K1"], dated={"A1": AFTER})) == "resolved_yes"


def test_silence_about_what_must_hold_is_never_the_default():
    """Nothing reported means, if anything, that it held."""
    assert verdict(case(found=SILENT, rules=HOLDS, cover=["A9"], dated=LATE_ARTICLE)) == "ambiguous (insufficient)"


def test_a_breach_decides_at_once():
    """What had to hold was broken inside the window."""
    broken = claim(stance="against")
    assert verdict(case(broken, found=[finding("not_met", for_=(), against=["A1.K1"])], rules=HOLDS, as_of=DURING)) == "resolved_no"


def test_a_breach_told_by_unnamed_sources_decides_nothing():
    """An anonymous word carries no early path."""
    broken = claim(stance="against", voice="anonymous")
    assert verdict(case(broken, found=[finding("not_met", for_=(), against=["A1.K1"])], rules=HOLDS, as_of=DURING)) == "not_yet"


def test_a_breach_by_one_sides_word_alone_waits():
    """The bar that a trigger must pass, a breach must pass too."""
    broken = claim(stance="against", voice="party")
    assert verdict(case(broken, found=[finding("not_met", for_=(), against=["A1.K1"])], rules=HOLDS, as_of=DURING)) == "not_yet"


# no_late_not_yet


@pytest.mark.parametrize(
    ("after", "expected"),
    [(timedelta(0), "not_yet"), (timedelta(seconds=59), "not_yet"), (timedelta(minutes=1), "ambiguous (insufficient)")],
)
def test_the_whole_closing_minute_counts_and_the_next_does_not(after, expected):
    """A deadline of 11:59 PM ends when 11:59 PM has passed."""
    assert verdict(case(found=SILENT, at=CLOSES + after)) == expected


def reporting(until=None, event=None):
    rules = [criterion(), *([criterion("C2", role="finality")] if event else [])]
    return criteria(*rules, clock=Clock(window=WINDOW, reporting_until=until, reporting_event=event))


def test_a_reporting_period_keeps_the_market_open_until_its_outer_date():
    """May remain open until."""
    rules = reporting(until=CLOSES + timedelta(days=5))
    assert verdict(case(found=SILENT, rules=rules)) == "not_yet"
    assert "reporting_period" in flags(case(found=SILENT, rules=rules))
    assert verdict(case(found=SILENT, rules=rules, at=CLOSES + timedelta(days=6))) == "ambiguous (insufficient)"


def test_a_reporting_period_ends_with_the_publication():
    """Once certified."""
    rules = reporting(event="C2")
    assert verdict(case(found=SILENT, rules=rules)) == "not_yet"
    done = [*SILENT, finding(on="C2")]
    assert verdict(case(claim(on="C2", happened=AFTER_WINDOW), found=done, rules=rules)) == "ambiguous (insufficient)"


def test_a_split_may_come_as_long_as_the_rules_wait():
    """No chart will be published, it is said three days after the weekend; after the waiting it is said too late."""
    until = CLOSES + timedelta(days=8)
    paths = (YES, Path(outcome="cancelled", kind="split", all_of=("C2",)))
    rules = criteria(criterion(), criterion("C2", role="split"), paths=paths, clock=Clock(window=WINDOW, reporting_until=until))
    found = [finding("silent", for_=()), finding(on="C2", for_=["A1.K2"])]
    said = claim("A1.K2", on="C2", happened=Interval(earliest=CLOSES + timedelta(days=3), latest=CLOSES + timedelta(days=4)))
    assert verdict(case(said, found=found, rules=rules, dated={"A1": CLOSES + timedelta(days=5)}, as_of=CLOSES + timedelta(days=6))) == "ambiguous (split)"
    late = claim("A1.K2", on="C2", happened=Interval(earliest=until + timedelta(days=1), latest=until + timedelta(days=2)))
    assert verdict(case(late, found=found, rules=rules, dated={"A1": until + timedelta(days=3)}, as_of=until + timedelta(days=4))) == "ambiguous (insufficient)"


def test_a_figure_on_which_sources_differ_is_out():
    """What the rules wait for has come, twice; before anything has come they wait on."""
    number = Number(series="seats", comparator=">=", threshold="300", which_print="final")
    rules = criteria(criterion(number=number), clock=Clock(window=WINDOW, reporting_event="C1"))
    told = (claim(measure=Measure(series="seats", value="303", status="final")), claim("A2.K1", stance="against", measure=Measure(series="seats", value="287", status="final")))
    assert verdict(case(*told, found=[finding("conflict", against=["A2.K1"])], rules=rules, dated=LATER)) == "ambiguous (conflict)"
    assert verdict(case(found=SILENT, rules=rules)) == "not_yet"


def test_no_deadline_never_closes():
    """What cannot be read as a deadline cannot pass."""
    rules = criteria(window=Window())
    assert verdict(case(found=SILENT, rules=rules)) == "not_yet"
    assert "no_deadline" in flags(case(found=SILENT, rules=rules))


def test_before_the_window_opens_is_said():
    """A window can lie wholly ahead."""
    early = WINDOW.opens - timedelta(days=3)
    assert "before_window" in flags(case(found=SILENT, as_of=early, dated={}))


def test_an_occasion_that_is_over_closes_the_window_before_its_fallback_date():
    """During the press conference means until it ends."""
    over = criterion("C2", role="window")
    rules = criteria(criterion(), over, clock=Clock(window=WINDOW, occasion_over="C2"))
    ended = claim("A1.K2", on="C2")
    assert verdict(case(ended, found=SILENT, rules=rules, as_of=DURING)) == "not_yet"
    found = [*SILENT, finding(on="C2", for_=["A1.K2"])]
    assert verdict(case(ended, found=found, rules=rules, as_of=DURING)) == "ambiguous (insufficient)"
    assert (
        verdict(case(ended, found=found, rules=rules, as_of=DURING, cover=["A1"], dated={"A1": DURING - timedelta(hours=1)}))
        == "resolved_no"
    )


# silence_needs_cover


def test_silence_without_cover_is_insufficient_and_carries_the_default():
    """The articles do not say."""
    silent = decide(case(found=SILENT)).verdict
    assert (silent.name, silent.cause, silent.default_if_unresolved, silent.line) == ("ambiguous", "insufficient", "No", 9)


@pytest.mark.parametrize(("published_at", "expected", "flag"), [
    (CLOSES + timedelta(minutes=1), "resolved_no", None),
    (CLOSES, "resolved_no", "cover_gap"),
    (CLOSES - timedelta(hours=24), "resolved_no", "cover_gap"),
    (CLOSES - timedelta(hours=25), "ambiguous (insufficient)", None),
])  # fmt: skip
def test_cover_reaches_the_close_or_stops_at_most_a_day_short(published_at, expected, flag):
    """An article on the subject speaks up to its publication."""
    covered = case(found=SILENT, cover=["A9"], dated={"A9": published_at})
    assert verdict(covered) == expected
    assert (flag in flags(covered)) is bool(flag)


def test_cover_that_stops_short_must_lie_in_the_last_tenth_of_the_window():
    """A day is too long a gap in a window of two days."""
    short = Window(opens=CLOSES - timedelta(days=2), closes=CLOSES, zone="UTC")
    rules = criteria(window=short)
    assert verdict(case(found=SILENT, rules=rules, cover=["A9"], dated={"A9": CLOSES - timedelta(hours=12)})) == "ambiguous (insufficient)"
    assert verdict(case(found=SILENT, rules=rules, cover=["A9"], dated={"A9": CLOSES - timedelta(hours=4)})) == "resolved_no"


def test_an_undated_article_covers_nothing():
    """Nobody knows up to when it speaks."""
    assert verdict(case(found=SILENT, cover=["A9"], dated={"A9": None})) == "ambiguous (insufficient)"


def test_an_article_without_a_quoted_subject_covers_nothing():
    """What it is about must stand in it."""
    assert verdict(case(found=SILENT, cover=["A9"], dated=LATE_ARTICLE, subject=False)) == "ambiguous (insufficient)"


@pytest.mark.parametrize(("kind", "voice", "expected"), [
    ("absence", "outlet", "resolved_no"),
    ("occurred", "outlet", "resolved_no"),
    ("absence", "anonymous", "ambiguous (insufficient)"),
    ("forecast", "outlet", "ambiguous (insufficient)"),
])  # fmt: skip
def test_only_a_statement_on_record_covers(kind, voice, expected):
    """Forecasts and unnamed sources say nothing about what did not happen."""
    told = claim(kind=kind, voice=voice, happened=BEFORE_WINDOW, stance="against")
    assert verdict(case(told, found=SILENT, cover=["A1.K1"], dated={"A1": AFTER})) == expected


def test_an_absence_speaks_up_to_what_it_says():
    """No call through November 20, said in December, leaves ten days open."""
    told = claim(kind="absence", through=DURING, happened=UNDATED, stance="against")
    assert verdict(case(told, found=SILENT, cover=["A1.K1"], dated={"A1": AFTER})) == "ambiguous (insufficient)"


def test_an_absence_whose_end_cannot_be_placed_covers_nothing():
    """It says up to when it speaks, and nobody can tell when that is."""
    told = claim(kind="absence", through=None, happened=UNDATED, stance="against")
    assert verdict(case(told, found=SILENT, cover=["A1.K1"], dated={"A1": AFTER})) == "ambiguous (insufficient)"


def test_a_denial_that_is_not_met_alone_is_never_a_no():
    """Not met in the articles at hand is not the same as did not happen."""
    told = claim(kind="denied", stance="against", happened=UNDATED)
    assert verdict(case(told, found=[finding("not_met", for_=(), against=["A1.K1"])])) == "ambiguous (insufficient)"


def test_a_partial_transcript_covers_nothing():
    """That a word is missing from a part proves nothing about the whole."""
    part = Utterance(speaker="X", occasion="speech", from_transcript=True, complete=False)
    told = claim(kind="absence", happened=UNDATED, through=AFTER, stance="against", utterance=part)
    assert verdict(case(told, found=SILENT, cover=["A1.K1"], dated={"A1": AFTER})) == "ambiguous (insufficient)"


def test_an_attested_search_is_cover_and_is_recorded_as_a_persons_word():
    """A moderator's word, up to the moment it names."""
    attested = Options(attest=Attestation(words="Reuters and AP searched", until=CLOSES + timedelta(hours=7)))
    assert verdict(case(found=SILENT, options=attested)) == "resolved_no"
    assert "attested_cover" in flags(case(found=SILENT, options=attested))
    short = Options(attest=Attestation(words="Reuters searched", until=DURING))
    assert verdict(case(found=SILENT, options=short)) == "ambiguous (insufficient)"


def test_a_missing_article_is_never_followed_by_a_default():
    """What was not read might have held the event."""
    assert verdict(case(found=SILENT, cover=["A9"], dated=LATE_ARTICLE, missing=("A2",))) == "ambiguous (insufficient)"


def test_a_missing_article_keeps_even_an_impossibility_and_a_held_state_open():
    """What was not read might have held the correction, or the breach."""
    gone = claim(stance="against", voice="document")
    told = case(gone, found=[finding("impossible", for_=(), against=["A1.K1"])], as_of=DURING)
    assert (verdict(told), verdict(told.under(missing=("A2",)))) == ("resolved_no", "not_yet")
    held = case(claim(kind="absence", happened=UNDATED), rules=HOLDS, cover=["A1.K1"], dated={"A1": AFTER})
    assert (verdict(held), verdict(held.under(missing=("A2",)))) == ("resolved_yes", "ambiguous (insufficient)")


def test_trimmed_claims_are_never_followed_by_a_default():
    """What was not weighed might have held the event."""
    assert verdict(case(found=SILENT, cover=["A9"], dated=LATE_ARTICLE, trimmed=True)) == "ambiguous (insufficient)"


# source_regime


@pytest.mark.parametrize(("claims", "expected"), [
    ([claim(voice="outlet")], "resolved_yes"),
    ([claim(voice="document")], "resolved_yes"),
    ([claim(voice="all_parties")], "resolved_yes"),
    ([claim(voice="party")], "ambiguous (standard)"),
    ([claim(voice="party"), claim("A2.K1", voice="party")], "ambiguous (standard)"),
    ([claim(voice="anonymous")], "ambiguous (standard)"),
    ([claim(voice="anonymous"), claim("A2.K1", voice="anonymous")], "resolved_yes"),
    ([claim(voice="anonymous"), claim("A2.K1", voice="anonymous", report="R-A1")], "ambiguous (standard)"),
])  # fmt: skip
def test_a_consensus_is_two_reports_or_one_own_voice_report(claims, expected):
    """A party's word is no report however often it is printed, and copies are one report."""
    assert verdict(case(*claims, found=[finding(for_=[one.id for one in claims])])) == expected


def test_a_headline_is_no_report():
    """The body outranks it: "It is official" above an unnamed diplomat's word makes nothing official."""
    told = [claim(voice="anonymous"), claim("A2.K1", voice="outlet", in_headline=True)]
    assert verdict(case(*told, found=[finding(for_=["A1.K1", "A2.K1"])])) == "ambiguous (standard)"
    assert verdict(case(claim(in_headline=True))) == "ambiguous (standard)"


def test_an_outlet_that_repeats_another_does_not_state_the_fact_itself():
    """Nor does a lead in the outlet's voice above an unnamed source of the same report."""
    assert verdict(case(claim(derives_from="Corvus"))) == "ambiguous (standard)"
    lead = [claim(voice="outlet"), claim("A1.K2", voice="anonymous")]
    assert verdict(case(*lead, found=[finding(for_=["A1.K1", "A1.K2"])])) == "ambiguous (standard)"


def test_a_bar_that_is_not_reached_keeps_an_open_market_open():
    """Before the close one side's word is not yet, and says so."""
    told = case(claim(voice="party"), as_of=DURING)
    assert verdict(told) == "not_yet"
    assert "bar_not_met" in flags(told)


def test_two_reports_can_be_demanded():
    """`--reports-needed 2` makes one own-voice report too few."""
    assert "single_report" in flags(case(claim()))
    assert verdict(case(claim(), options=Options(reports_needed=2))) == "ambiguous (standard)"
    both = [claim(), claim("A2.K1")]
    assert verdict(case(*both, found=[finding(for_=["A1.K1", "A2.K1"])], options=Options(reports_needed=2))) == "resolved_yes"


def only(announces):
    return criteria(sources=Sources(regime="only", names=("The Bureau",), announces=announces))


def test_only_the_named_source_counts_where_the_rules_say_only():
    """The same fact from another source is not what the rules accept."""
    assert verdict(case(claim(), rules=only(False))) == "ambiguous (insufficient)"
    assert verdict(case(claim(named_source="itself"), rules=only(False))) == "resolved_yes"
    second_hand = case(claim(named_source="reported"), rules=only(False))
    assert verdict(second_hand) == "resolved_yes"
    assert "second_hand" in flags(second_hand)


def test_where_the_source_must_announce_its_silence_is_silence():
    """With cover it is the default."""
    assert verdict(case(found=SILENT, rules=only(True), cover=["A9"], dated=LATE_ARTICLE)) == "resolved_no"


def test_where_the_source_is_only_where_to_look_its_absence_is_insufficient():
    """And what would settle it names the source."""
    missing = case(found=SILENT, rules=only(False), cover=["A9"], dated=LATE_ARTICLE)
    assert verdict(missing) == "ambiguous (insufficient)"
    assert any("The Bureau" in line for line in settle(missing, decide(missing)).would_settle)


def test_a_preferred_source_suffices_alone_and_others_do_without_it():
    """Preferred is first, not only."""
    rules = criteria(sources=Sources(regime="preferred", names=("The Bureau",)))
    assert verdict(case(claim(voice="party", named_source="itself"), rules=rules)) == "resolved_yes"
    assert verdict(case(claim(), rules=rules)) == "resolved_yes"
    assert verdict(case(claim(voice="party"), rules=rules)) == "ambiguous (standard)"


# clarification_rank


def test_a_ruling_is_named_beside_the_folds_own_verdict():
    """The platform's word does not hide what the evidence says."""
    ruled = decide(case(found=SILENT), "Yes").verdict
    assert (ruled.platform_ruling, ruled.name) == ("Yes", "ambiguous")


def test_a_status_blocks_what_rests_on_nothing_later():
    """Too early, said after the evidence, holds; said before it, it does not."""
    late, early = datetime(2025, 11, 15, tzinfo=UTC), datetime(2025, 11, 5, tzinfo=UTC)
    assert verdict(case(claim(), as_of=DURING, statuses=(late,))) == "not_yet"
    assert verdict(case(claim(), statuses=(late,))) == "ambiguous (insufficient)"
    assert verdict(case(claim(), as_of=DURING, statuses=(early,))) == "resolved_yes"


# contradiction


def denied(voice="outlet", **more):
    return claim("A2.K1", kind="denied", stance="against", voice=voice, happened=UNDATED, **more)


LATER = {"A2": datetime(2025, 11, 16, tzinfo=UTC)}


@pytest.mark.parametrize(("affirms", "denies", "expected"), [
    ("outlet", "outlet", "ambiguous (conflict)"),
    ("outlet", "party", "ambiguous (conflict)"),
    ("document", "party", "resolved_yes"),
    ("party", "party", "ambiguous (insufficient)"),
    ("outlet", "document", "ambiguous (conflict)"),
    ("outlet", "anonymous", "resolved_yes"),
])  # fmt: skip
def test_a_current_denial_of_equal_standing_holds_a_fact_back(affirms, denies, expected):
    """Whatever the model made of it."""
    told = case(claim(voice=affirms), denied(denies), found=[finding(against=["A2.K1"])], dated=LATER)
    assert verdict(told) == expected


def test_one_partys_denial_defeats_a_path_that_needs_that_party():
    """One side's word, denied by the other, is no conflict between accepted sources."""
    told = case(claim(voice="party"), denied("party"), found=[finding("conflict", against=["A2.K1"])], cover=["A2.K1"], dated={"A2": AFTER})
    assert verdict(told) == "resolved_no"


def test_a_contradiction_in_an_open_market_is_not_yet_and_contested():
    """There is time for one side to be corrected."""
    told = case(claim(), denied(), found=[finding("conflict", against=["A2.K1"])], dated=LATER, as_of=DURING)
    assert verdict(told) == "not_yet"
    assert "contested" in flags(told)


def test_a_denial_made_before_the_event_is_an_intention():
    """It cannot deny what had not happened."""
    told = case(claim(), denied(), found=[finding(against=["A2.K1"])], dated={"A2": INSIDE.earliest - timedelta(days=1)})
    assert verdict(told) == "resolved_yes"


@pytest.mark.parametrize(("through", "at_least", "expected"), [
    (INSIDE.latest + timedelta(hours=12), INSIDE.earliest, "resolved_yes"),
    (INSIDE.latest - timedelta(hours=1), None, "resolved_yes"),
    (INSIDE.latest + timedelta(hours=12), INSIDE.latest, "ambiguous (conflict)"),
])  # fmt: skip
def test_an_absence_denies_only_what_it_speaks_past(through, at_least, expected):
    """ "Nothing until Tuesday" beside "on Tuesday afternoon": both can be so; "nothing through Thursday" cannot."""
    frame = claim("A2.K1", kind="absence", stance="against", through=through, through_at_least=at_least)
    assert verdict(case(claim(), frame, found=[finding(against=["A2.K1"])], dated=LATER)) == expected


@pytest.mark.parametrize(("voice", "expected"), [("outlet", "resolved_yes"), ("document", "ambiguous (conflict)")])
def test_the_frame_of_a_report_does_not_deny_what_it_tells(voice, expected):
    """ "The first recall since 1974", an outlet writes of the recall; somebody else in its report may still deny it."""
    frame = claim("A1.K2", kind="absence", voice=voice, stance="against")
    assert verdict(case(claim(), frame, found=[finding(against=["A1.K2"])], dated={"A1": AFTER - timedelta(hours=1)})) == expected


def test_an_event_that_no_denial_reaches_stands_by_itself():
    """What was denied on the 15th was another event than that of the 20th; alone below the bar, it does not stand."""
    later = Interval(earliest=datetime(2025, 11, 20, tzinfo=UTC), latest=datetime(2025, 11, 21, tzinfo=UTC))
    told = (claim(), claim("A3.K1", happened=later), denied())
    found = [finding(for_=["A1.K1", "A3.K1"], against=["A2.K1"])]
    when = {"A2": datetime(2025, 11, 15, tzinfo=UTC), "A3": datetime(2025, 11, 22, tzinfo=UTC)}
    assert verdict(case(*told, found=found, dated=when)) == "resolved_yes"
    below = (claim(), claim("A3.K1", happened=later, voice="party"), denied())
    assert verdict(case(*below, found=found, dated=when)) == "ambiguous (conflict)"


def test_days_that_are_those_of_the_window_lie_inside_it():
    """ "Over the weekend", told somewhere on Earth, in a market on that weekend; a single day or a day more stays open."""
    weekend = Window(opens=datetime(2025, 11, 7, 5, tzinfo=UTC), closes=datetime(2025, 11, 10, 4, 59, tzinfo=UTC), zone="America/New_York")
    somewhere = Interval(earliest=datetime(2025, 11, 6, 10, tzinfo=UTC), latest=datetime(2025, 11, 10, 11, 59, tzinfo=UTC))
    longer = Interval(earliest=datetime(2025, 11, 5, 10, tzinfo=UTC), latest=datetime(2025, 11, 10, 11, 59, tzinfo=UTC))
    assert verdict(case(claim(happened=somewhere), rules=criteria(window=weekend))) == "resolved_yes"
    assert verdict(case(claim(happened=longer), rules=criteria(window=weekend))) == "ambiguous (insufficient)"
    day = Window(opens=datetime(2025, 11, 9, 5, tzinfo=UTC), closes=datetime(2025, 11, 10, 4, 59, tzinfo=UTC), zone="America/New_York")
    that_day = Interval(earliest=datetime(2025, 11, 8, 10, tzinfo=UTC), latest=datetime(2025, 11, 10, 11, 59, tzinfo=UTC))
    assert verdict(case(claim(happened=that_day), rules=criteria(window=day))) == "ambiguous (insufficient)"
    counted = claim(happened=that_day, measure=Measure(series="seats", value="60", status="final"))
    assert verdict(case(counted, rules=criteria(window=day))) == "resolved_yes"


def test_a_disputed_exclusion_is_a_conflict_like_a_disputed_event():
    """Whether it was only a rehearsal is told two ways."""
    rules = criteria(
        criterion("C1"),
        criterion("C2", role="excludes"),
        paths=(Path(outcome="Yes", kind="trigger", all_of=("C1",), none_of=("C2",)), Path(outcome="No", kind="default")),
    )
    applies, does_not = claim("A2.K1", on="C2", happened=UNDATED), claim("A3.K1", on="C2", stance="against")
    found = [finding(), finding("conflict", on="C2", for_=["A2.K1"], against=["A3.K1"])]
    assert verdict(case(claim(), applies, does_not, found=found, rules=rules)) == "ambiguous (conflict)"


def test_a_correction_withdraws_what_it_corrects():
    """The lead that was withdrawn supports nothing."""
    note = claim("A2.K1", stance="against", kind="denied", happened=UNDATED)
    told = case(claim(), note, found=[finding()], supersedes=[("A2.K1", "A1.K1")], dated=LATER)
    assert verdict(told) == "ambiguous (insufficient)"


def test_an_earlier_article_withdraws_nothing():
    """A correction comes after what it corrects."""
    told = case(claim(), denied(), found=[finding()], supersedes=[("A2.K1", "A1.K1")], dated={"A2": datetime(2025, 11, 2, tzinfo=UTC)})
    assert verdict(told) == "resolved_yes"


def test_an_articles_own_correction_note_needs_no_second_opinion():
    """The note at the end withdraws the lead."""
    note = claim("A1.K2", kind="denied", stance="against", happened=UNDATED, withdraws="A1.K1")
    assert verdict(case(claim(), note, found=[finding()])) == "ambiguous (insufficient)"


# never_raised


@pytest.mark.parametrize("state", ["silent", "unclear", "not_met", "conflict"])
def test_code_never_makes_more_of_a_claim_than_was_proposed(state):
    """Even a perfect claim does not lift a state that the findings set lower."""
    assert not verdict(case(claim(), found=[finding(state)])).startswith("resolved")


def test_a_claim_read_as_against_cannot_stand_for():
    """The two readings of one claim must agree."""
    assert verdict(case(claim(stance="against"))) == "ambiguous (insufficient)"


# the other clocks, figures and counts


def test_evidence_after_the_rules_own_cut_off_does_not_count():
    """Neither as a fact nor as cover."""
    rules = criteria(clock=Clock(window=WINDOW, evidence_until=CLOSES + timedelta(hours=2)))
    assert verdict(case(claim(), rules=rules, dated={"A1": AFTER})) == "ambiguous (insufficient)"
    assert verdict(case(claim(), rules=rules, dated={"A1": CLOSES})) == "resolved_yes"
    assert verdict(case(found=SILENT, rules=rules, cover=["A9"], dated={"A9": AFTER})) == "ambiguous (insufficient)"


def test_evidence_published_later_about_an_event_inside_counts_and_is_flagged():
    """The window is for the event, not for the report."""
    late = case(claim(), dated={"A1": AFTER})
    assert verdict(late) == "resolved_yes"
    assert "published_later" in flags(late)


@pytest.mark.parametrize(("value", "approximate", "status", "expected"), [
    ("3.1", False, "final", "resolved_yes"),
    ("3.0", False, "final", "ambiguous (insufficient)"),
    ("3.0", True, "final", "ambiguous (insufficient)"),
    ("3.4", False, "preliminary", "ambiguous (insufficient)"),
])  # fmt: skip
def test_a_figure_must_pass_its_threshold_in_the_print_that_counts(value, approximate, status, expected):
    """Rounded figures that straddle it and preliminary ones leave it open."""
    number = Number(series="inflation", comparator=">", threshold="3.0", which_print="final")
    measured = claim(measure=Measure(series="inflation", value=value, approximate=approximate, status=status))
    assert verdict(case(measured, rules=criteria(criterion(number=number)))) == expected


@pytest.mark.parametrize(("value", "status", "which_print", "expected"), [
    ("2.9", "final", "final", "resolved_no"),
    ("2.9", "preliminary", "first", "resolved_no"),
    ("2.9", "preliminary", "any", "not_yet"),
    ("3.1", "final", "final", "not_yet"),
])  # fmt: skip
def test_a_figure_rules_its_criterion_out_only_where_it_misses_and_can_no_longer_change(value, status, which_print, expected):
    """`impossible` is proposed in every row; the window is open."""
    number = Number(series="inflation", comparator=">", threshold="3.0", which_print=which_print)
    told = claim(voice="named_official", stance="against", measure=Measure(series="inflation", value=value, status=status))
    found = [finding("impossible", for_=(), against=("A1.K1",))]
    assert verdict(case(told, found=found, rules=criteria(criterion(number=number)), as_of=DURING)) == expected


def test_a_figure_is_placed_by_its_period_and_not_by_an_instant():
    """Turnout of the day of the vote lies in no time zone; a figure wholly outside the window still does not count."""
    rules = criteria(criterion(number=Number(series="turnout", comparator=">=", threshold="60")))
    measure = Measure(series="turnout", value="61", status="final")
    assert verdict(case(claim(happened=ON_THE_EDGE, measure=measure), rules=rules)) == "resolved_yes"
    assert verdict(case(claim(happened=BEFORE_WINDOW, measure=measure), rules=rules)) == "ambiguous (insufficient)"
    assert verdict(case(claim(happened=ON_THE_EDGE), rules=rules)) == "ambiguous (insufficient)"


def test_counted_words_are_counted_by_code():
    """Three mentions asked for, two in the quotes."""

    number = Number(series="mentions", comparator=">=", threshold="3", terms=("tariff",))
    rules = criteria(criterion(number=number))
    said = claim(quotes=(quote("tariffs here and a tariff there"),))
    assert verdict(case(said, rules=rules)) == "ambiguous (insufficient)"
    more = claim(quotes=(quote("tariffs here and a tariff there, tariff again"),))
    assert verdict(case(more, rules=rules)) == "resolved_yes"


# readings, splits, rivals, groups


def test_readings_that_part_on_this_evidence_are_a_matter_for_a_person():
    """And readings that agree are not."""
    rules = criteria(criterion(intended="C1 by purpose."))
    parted = [finding(), finding("silent", for_=(), reading="intended")]
    told = decide(case(claim(), found=parted, rules=rules)).verdict
    assert (headline(told), told.line, len(told.alternatives)) == ("ambiguous (criteria)", 2, 2)
    assert verdict(case(claim(), found=[finding(), finding(reading="intended")], rules=rules)) == "resolved_yes"


def test_two_windows_that_part_are_a_matter_for_a_person():
    """The fold runs under both."""
    other = Window(opens=WINDOW.opens, closes=datetime(2025, 11, 10, tzinfo=UTC), zone="UTC")
    rules = criteria(clock=Clock(window=WINDOW, alternative=other))
    assert verdict(case(claim(), rules=rules)) == "ambiguous (criteria)"
    assert verdict(case(found=SILENT, rules=rules)) == "ambiguous (insufficient)"


def test_a_point_that_only_the_rules_leave_open_is_a_matter_of_the_criteria():
    """What a placeholder stands for is nothing that another article could settle."""
    open_ = finding("unclear", for_=())
    rules = criteria(defects=(Defect(code="placeholder", why="{LINE} is nothing", quote=quote("the treaty is signed", "rules")),))
    assert verdict(case(claim(), found=[open_], rules=rules)) == "ambiguous (criteria)"
    assert verdict(case(claim(), found=[open_])) == "ambiguous (insufficient)"


def test_what_nothing_binds_is_a_matter_of_the_criteria_as_soon_as_the_event_is_shown():
    """More than {LINE} seats: the final count is there, and waiting settles nothing; without a count there is nothing to decide."""
    rules = criteria(defects=(Defect(code="placeholder", why="{LINE} is nothing", quote=quote("the treaty is signed", "rules")),))
    assert verdict(case(claim(), found=[finding("unclear")], rules=rules, as_of=DURING)) == "ambiguous (criteria)"
    assert verdict(case(claim(kind="live"), found=[finding("unclear")], rules=rules, as_of=DURING)) == "not_yet"
    assert verdict(case(claim(), found=[finding("unclear")], as_of=DURING)) == "not_yet"


def test_a_defect_alone_is_a_flag():
    """It matters only where its readings lead apart."""
    rules = criteria(defects=(Defect(code="placeholder", why="Player D is nobody"),))
    assert verdict(case(claim(), rules=rules)) == "resolved_yes"
    assert "placeholder" in flags(case(claim(), rules=rules))


def two(*paths):
    return criteria(criterion("C1"), criterion("C2", role="early"), paths=paths)


YES = Path(outcome="Yes", kind="trigger", all_of=("C1",))
NO = Path(outcome="No", kind="early", all_of=("C2",))
BOTH = (claim(), claim("A1.K2", on="C2"))
BOTH_MET = (finding(), finding(on="C2", for_=["A1.K2"]))


def test_two_outcomes_that_the_rules_do_not_rank_are_ambiguous():
    """And a rank settles it."""
    assert verdict(case(*BOTH, found=BOTH_MET, rules=two(YES, NO))) == "ambiguous (criteria)"
    ranked = Path(outcome="No", kind="early", all_of=("C2",), precedence=2)
    assert verdict(case(*BOTH, found=BOTH_MET, rules=two(YES, ranked))) == "resolved_yes"


def test_an_early_path_to_no_decides_before_the_close():
    """Cancelled means No."""
    found = [finding("silent", for_=()), finding(on="C2", for_=["A1.K2"])]
    assert verdict(case(*BOTH, found=found, rules=two(YES, NO), as_of=DURING)) == "resolved_no"


def test_unnamed_sources_never_carry_an_early_path():
    """Not even two of them, which would meet a trigger."""
    told = (claim(voice="anonymous", on="C2"), claim("A2.K1", voice="anonymous", on="C2"))
    found = [finding("silent", for_=()), finding(on="C2", for_=["A1.K1", "A2.K1"])]
    assert verdict(case(*told, found=found, rules=two(YES, NO), as_of=DURING)) == "not_yet"


def test_the_rules_own_split_is_printed_as_decided_by_the_rules():
    """50-50 is not doubt."""
    rules = criteria(criterion("C1"), criterion("C2", role="split"), paths=(YES, Path(outcome="50-50", kind="split", all_of=("C2",))))
    found = [finding("silent", for_=()), finding(on="C2", for_=["A1.K2"])]
    split = decide(case(*BOTH, found=found, rules=rules)).verdict
    assert (headline(split), split.outcome) == ("ambiguous (split)", "50-50")


def test_a_lapse_that_the_rules_send_to_50_50_is_a_default_and_needs_cover_like_any_other():
    """Time that ran out is no event: silence alone shows nothing."""
    rules = criteria(paths=(Path(outcome="Yes", kind="trigger", all_of=("C1",)), Path(outcome="50-50", kind="default", clause="C9")))
    quiet = case(found=SILENT, rules=rules, cover=["A9"], dated=LATE_ARTICLE)
    lapsed = decide(quiet).verdict
    assert (headline(lapsed), lapsed.outcome, lapsed.line) == ("ambiguous (split)", "50-50", 8)
    uncovered = decide(case(found=SILENT, rules=rules)).verdict
    assert (headline(uncovered), uncovered.default_if_unresolved) == ("ambiguous (insufficient)", "50-50")
    assert verdict(case(found=SILENT, rules=rules, cover=["A9"], dated=LATE_ARTICLE, as_of=DURING)) == "not_yet"


def test_an_exclusion_that_applies_defeats_the_path_and_its_silence_does_not():
    """Exclusions need showing."""
    rules = criteria(
        criterion("C1"),
        criterion("C2", role="excludes"),
        paths=(Path(outcome="Yes", kind="trigger", all_of=("C1",), none_of=("C2",)), Path(outcome="No", kind="default")),
    )
    assert verdict(case(*BOTH, found=[finding(), Finding(criterion="C2", state="silent")], rules=rules)) == "resolved_yes"
    assert verdict(case(*BOTH, found=BOTH_MET, rules=rules)) == "ambiguous (insufficient)"
    assert verdict(case(*BOTH, found=[finding(), Finding(criterion="C2", state="unclear")], rules=rules)) == "ambiguous (insufficient)"


def test_other_outcomes_are_resolved_by_name():
    """A market of four parties has no Yes."""
    rules = criteria(criterion(), paths=(Path(outcome="Union", kind="trigger", all_of=("C1",)),))
    assert verdict(case(claim(), rules=rules, outcomes=("Union", "Front", "Greens", "Other"))) == "resolved: Union"
    silent = decide(
        case(found=SILENT, rules=rules, outcomes=("Union", "Front", "Greens", "Other"), cover=["A9"], dated=LATE_ARTICLE)
    ).verdict
    assert (headline(silent), silent.default_if_unresolved) == ("ambiguous (insufficient)", None)


def test_what_would_follow_if_nothing_more_is_shown_is_the_fold_after_the_close():
    """Not a guess: the same evidence, later."""
    told = case(claim(voice="party"), as_of=DURING)
    assert "ambiguous (standard)" in settle(told, decide(told)).if_nothing_more


def test_the_single_article_that_a_verdict_hangs_on_is_named():
    """And two that each suffice are not."""
    alone = case(claim())
    assert settle(alone, decide(alone)).hangs_on_article == "A1"
    both = case(claim(), claim("A2.K1"), found=[finding(for_=["A1.K1", "A2.K1"])])
    assert settle(both, decide(both)).hangs_on_article is None


def test_published_helper_is_exact_by_default():
    """The builder's articles are published at an instant."""
    assert published(AFTER).is_exact
