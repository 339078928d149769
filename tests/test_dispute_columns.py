"""The quotes for and against side by side, where a terminal is wide enough; one below the other where it is not."""

import re
from dataclasses import replace

import make
import pytest
from test_dispute_brief import disputed

from adjudge.dispute.brief import brief_of
from adjudge.dispute.writing import as_text
from adjudge.reports.html_links import Linked
from adjudge.reports.layout import columns, text_of
from adjudge.reports.parts import Brief, Item, Section

RULE = " │ "


def quotes(text):
    """Give the lines of the section of quotes."""
    return text.split("\nQUOTES\n", 1)[1].split("\n\nWHAT IS MISSING", 1)[0].split("\n\nNEAR MISSES", 1)[0].splitlines()


def row(*sides):
    return Brief(Item("Q"), (), (Section("quotes", (Linked("Yes or No", look="columns", below=sides),), spaced=True),))


@pytest.mark.parametrize("wide", [0, 80, 119])
def test_a_narrow_terminal_shows_them_one_below_the_other(wide):
    """Just as before."""
    assert as_text(disputed(), wide=wide) == as_text(disputed())
    assert RULE not in as_text(disputed(), wide=wide)


@pytest.mark.parametrize("wide", [120, 121, 160])
def test_a_wide_terminal_shows_both_sides_at_once(wide):
    """Labels above, one rule from top to bottom, and no line wider than the terminal."""
    text = as_text(disputed(), width=100, wide=wide)
    head, *body = quotes(text)
    assert head == "  Yes or No"
    places = {line.index(RULE.rstrip(), 4) for line in body}
    assert len(places) == 1
    assert [part.strip() for part in body[0].split(RULE)] == ["for Yes", "for No"]
    assert max(map(columns, body)) <= wide
    assert not any(line != line.rstrip() for line in body)


def test_what_is_not_side_by_side_keeps_the_width_that_the_eye_follows():
    """Only the quotes take the room."""
    text = as_text(disputed(), width=100, wide=160)
    rest = [line for line in text.splitlines() if line not in quotes(text)]
    assert max(map(columns, rest)) <= 100


def test_both_layouts_say_the_same():
    """Word for word."""

    def words(wide):
        return sorted(re.findall(r"\w+", "\n".join(quotes(as_text(disputed(), width=100, wide=wide)))))

    assert words(0) == words(140)


def test_colours_take_no_room():
    """The rule stands where it stands without them."""
    plain = as_text(disputed(), wide=140)
    painted = as_text(disputed(), wide=140, color=True)
    assert "\x1b[1mfor Yes\x1b[0m" in painted
    assert [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in painted.splitlines()] == plain.splitlines()


def test_wide_characters_and_hostile_ones_keep_the_columns_apart():
    """What an article holds can neither move the rule nor act."""
    sides = (Item("“香港の港が再開した” \x1b[2J\u202e" * 9, "for Yes"), Item("“No│” " * 30, "for No\n\nFORGED"))
    shown = text_of(row(*sides), wide=120).splitlines()
    assert not {"\x1b", "\u202e"} & set("".join(shown))
    body = shown[shown.index("  Yes or No") + 1 :]
    assert {columns(line[: line.index(RULE.rstrip(), 4)]) for line in body} == {4 + (120 - 4 - 3) // 2}
    assert "FORGED" not in [line.strip() for line in shown]


def test_a_side_without_a_partner_stands_alone():
    """Nothing is lost where there are one or three."""
    first, second, third = (Item(f"“{name}”", name) for name in ("one", "two", "three"))
    assert "“one”" in text_of(row(first), wide=120)
    shown = text_of(row(first, second, third), wide=120)
    assert all(f"“{name}”" in shown for name in ("one", "two", "three"))
    assert "│" not in text_of(row(), wide=120)


def test_every_row_of_a_brief_has_two_sides():
    """Also where there are more outcomes than two."""
    outcomes = ("Kyiv", "Moscow", "Neither")
    market = make.market(outcomes=outcomes)
    found = brief_of(disputed(make.record(market=market, verdict=replace_outcome()), "Neither"))
    rows = next(section for section in found.sections if section.title == "quotes").items
    assert [len(item.below) for item in rows] == [2] * len(rows)
    assert replace(rows[0], below=()).below == ()


def replace_outcome():
    return make.record().verdict.model_copy(update={"name": "resolved", "outcome": "Neither"})
