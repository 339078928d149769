"""Which zone words mean which place."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from adjudge.clock import read_zone
from adjudge.clock.zones import find_zones, names_wrong_season


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("ET", "America/New_York"),
        ("EST", "America/New_York"),
        ("(EDT)", "America/New_York"),
        ("Eastern Time", "America/New_York"),
        ("Eastern", "America/New_York"),
        ("Eastern Time (ET)", "America/New_York"),
        ("in the ET timezone", "America/New_York"),
        ("PT (Los Angeles time)", "America/Los_Angeles"),
        ("Mountain Standard Time", "America/Denver"),
        ("UTC", "UTC"),
        ("GMT", "UTC"),
        ("Z", None),
        ("BST", "Europe/London"),
        ("London time", "Europe/London"),
        ("CET", "Europe/Berlin"),
        ("Central European Time", "Europe/Berlin"),
        ("Kyiv time", "Europe/Kyiv"),
        ("Kyiv", "Europe/Kyiv"),
        ("local time in Kyiv", "Europe/Kyiv"),
        ("Moscow local time", "Europe/Moscow"),
        ("MSK", "Europe/Moscow"),
        ("India Standard Time", "Asia/Kolkata"),
        ("UTC+3", "Etc/GMT-3"),
        ("GMT-05:00", "Etc/GMT+5"),
        ("UTC+5:30", "Asia/Kolkata"),
        ("America/Toronto", "America/Toronto"),
        ("IST", None),
        ("local time", None),
        ("ET or PT", None),
        ("UTC+25", None),
        ("Atlantis time", None),
        ("Nowhere/Land", None),
        ("", None),
    ],
)
def test_zone_words_name_a_place(words: str, key: str | None) -> None:
    """Abbreviations, names, cities and offsets lead to one zone, or to none where they could mean several."""
    assert read_zone(words) == (ZoneInfo(key) if key else None)


def test_zones_are_found_in_order_and_without_overlap() -> None:
    """A name that holds an abbreviation or the words "local time" is one mention."""
    found = find_zones("at 5 PM Kyiv local time (10 AM ET), Eastern Time")
    assert [mention.words for mention in found] == ["Kyiv local time", "ET", "Eastern Time"]


@pytest.mark.parametrize(
    ("words", "month", "wrong"),
    [("EST", 7, True), ("EST", 1, False), ("EDT", 1, True), ("PDT", 7, False), ("ET", 7, False)],
)
def test_an_abbreviation_out_of_season_is_noticed(words: str, month: int, wrong: bool) -> None:
    """Standard time in summer, and daylight time in winter, are a slip of the rules."""
    assert names_wrong_season(words, datetime(2025, month, 9, 12, tzinfo=read_zone(words))) is wrong
