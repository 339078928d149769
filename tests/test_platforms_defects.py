"""Defects of a market, found before any article is read and without a model."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from adjudge.markets import read_market
from adjudge.model.market import Market, Platform
from adjudge.platforms import defects, written_window

CREATED = datetime(2026, 4, 1, tzinfo=UTC)
QUESTION = "Will the Harrow Bridge open by June 30?"
RULES = "Resolves to Yes if the Harrow Bridge opens by June 30, 2026, 11:59 PM ET."
SHARED = Path(__file__).parent.parent.parent / "shared" / "data"


def codes(question=QUESTION, rules=RULES, *, created=CREATED, group="", closes=None, expected=None):
    platform = Platform(name="kalshi", closes=closes, expected=expected) if closes else None
    return [flag.code for flag in defects(Market(question=question, rules=rules, created=created, group=group, platform=platform))]


def test_a_sound_market_has_no_defect():
    """Flags are worth reading only if sound markets have none."""
    assert codes() == []


@pytest.mark.parametrize(
    ("question", "rules", "code"),
    [
        ("Will Player D score by June 30?", "Resolves to Yes if Player D scores by June 30, 2026, 11:59 PM ET.", "placeholder"),
        (QUESTION, f"{RULES} The source is [source].", "placeholder"),
        (QUESTION, f"{RULES} It closes on <insert date here>.", "placeholder"),
        ("Harrow Bridge open by ___?", RULES, "placeholder"),
        ("Will the bridge open?", "Resolves to Yes if the bridge opens.", "no_deadline"),
        (QUESTION.replace("June 30", "June 30, 2025"), RULES.replace("2026", "2025"), "deadline_before_opening"),
        (QUESTION, "Resolves to Yes if the Harrow Bridge opens by June 30, 2026, 11:59 PM IST.", "unknown_zone"),
        (QUESTION, RULES.replace("June 30", "May 31"), "title_body_date"),
        ("Will the Harrow Bridge open before July?", RULES.replace("June 30", "May 31"), "title_body_date"),
        ("Will Ilse Brandvold visit Tessaly by June 30?", "Yes if Otto Karlsen lands in Quillon by June 30, 2026, 11:59 PM ET.", "title_body_subject"),
    ],
)
def test_each_defect_is_flagged(question, rules, code):
    """Exactly that one, with a sentence for a person."""
    assert codes(question, rules) == [code]


@pytest.mark.parametrize(
    ("question", "rules"),
    [
        ("Will the bridge open before July?", RULES),
        ("Will the bridge open before July 1?", RULES),
        ("Will the Fed act by June 30?", "Yes if the listed body acts by June 30, 2026, 11:59 PM ET."),
        ("Will the bridge open this week?", "Resolves to Yes if the bridge opens this week."),
        (QUESTION, f"{RULES} See [the source](https://harrow.example) and [link](https://harrow.example)."),
        ("Will Player A. Smith score by June 30?", "Yes if Player A. Smith scores by June 30, 2026, 11:59 PM ET."),
        ("Will Russian troops leave by June 30?", "Yes if Russia's army leaves by June 30, 2026, 11:59 PM ET."),
    ],
)
def test_what_only_looks_like_a_defect_is_not_flagged(question, rules):
    """The same day in other words, links, initials and bound names are in order."""
    assert codes(question, rules) == []


def test_a_published_end_that_differs_is_flagged_and_one_of_the_same_day_is_not():
    """Platforms round to a day; the written end wins."""
    assert codes(closes=datetime(2026, 6, 30, tzinfo=UTC)) == []
    assert codes(closes=datetime(2026, 7, 1, 12, tzinfo=UTC)) == []
    assert codes(closes=datetime(2026, 8, 30, tzinfo=UTC)) == ["published_end_differs"]
    assert codes(closes=datetime(2026, 5, 30, tzinfo=UTC), expected=datetime(2026, 7, 1, 4, tzinfo=UTC)) == []


def test_empty_rules_are_the_only_defect_that_is_told():
    """There is nothing else to look at."""
    assert codes(rules=" \n") == ["rules_empty"]


def test_a_label_can_be_a_blank_too():
    """Groups are made ahead of their members."""
    assert codes(group="Person K") == ["placeholder"]


def test_runs_of_white_space_cost_nothing():
    """A hostile text is read within bounds, and its window all the same."""
    market = Market(question=QUESTION, rules=RULES.replace(" by ", " by" + " " * 200_000), created=CREATED)
    assert written_window(market.model_copy(update={"rules": RULES + " " * 200_000})) == written_window(Market(question=QUESTION, rules=RULES))
    assert defects(market)[:0] == ()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here")
def test_a_real_title_whose_body_is_about_another_race_is_flagged():
    """The title names a driver and one grand prix, the body a different one."""
    path = SHARED / "payloads" / "polymarket_gamma" / "market_negrisk__will-esteban-ocon-win-the-2025-italy-gp-pole.json"
    assert "title_body_subject" in {flag.code for flag in defects(read_market(path))}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here")
def test_real_markets_are_rarely_flagged_for_their_titles():
    """Of some eighty real markets, no more than three."""
    flagged = []
    for path in sorted([*(SHARED / "payloads").rglob("*.json"), *(SHARED / "markets").glob("*.md")]):
        try:
            market = read_market(path)
        except Exception:
            continue
        flagged += [flag for flag in defects(market) if flag.code in ("title_body_subject", "title_body_date", "placeholder", "unknown_zone")]
    assert len(flagged) <= 3
