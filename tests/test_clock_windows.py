"""What window_of reads in a rules sentence, and when it abstains."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adjudge.clock import window_of

CREATED = "2025-10-20T15:00Z"
DAY = "2025-11-09T05:00 2025-11-10T04:59"


def read(text: str, created: str | None = CREATED) -> str | None:
    """The window as "opens closes" to the minute in UTC, "-" for no opening."""
    found = window_of(text, created)
    return found and " ".join(f"{moment:%Y-%m-%dT%H:%M}" if moment else "-" for moment in found)


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("Yes if the bridge reopens by November 9, 2025, 11:59 PM ET.", "- 2025-11-10T04:59"),
        ("Yes if the bridge reopens by November 9, 2025.", "- 2025-11-10T04:59"),
        ("Yes if the bridge reopens by November, 9, 2025, 11:59 PM ET.", "- 2025-11-10T04:59"),
        ("Yes if the bridge reopens by Nov. 9,2025 11:59PM ET", "- 2025-11-10T04:59"),
        ("Yes if the bridge reopens by November 9, 2025 (11:59:59 PM ET).", "- 2025-11-10T04:59"),
        ("Yes if the bridge reopens by 11:59 p.m. E.T. on November 9th, 2025.", "- 2025-11-10T04:59"),
        ("Yes if the bridge reopens by 11:59 PM ET on November 9, 2025, 11:59 PM ET.", "- 2025-11-10T04:59"),
        ("Yes if the bridge reopens by the end of the day on Sunday, November 9, 2025.", "- 2025-11-10T04:59"),
        ("Yes if the bridge reopens on or before November 9, 2025, Eastern Time.", "- 2025-11-10T04:59"),
        ("Yes if the bridge reopens no later than noon ET on November 9, 2025.", "- 2025-11-09T17:00"),
        ("Yes if the bridge reopens on November 9, 2025 by 6 p.m. Eastern.", "- 2025-11-09T23:00"),
        ("Void if the race is postponed after November 9, 2025 (11:59 PM ET).", "- 2025-11-10T04:59"),
        ("Void if the race is rescheduled to a date beyond November 9, 2025.", "- 2025-11-10T04:59"),
        ("The resolution date is November 9, 2025, 5 PM ET.", "- 2025-11-09T22:00"),
        ("Yes if it happens by November 9, 2025, 11:59 PM ET (8:59 PM PT).", "- 2025-11-10T04:59"),
        ("Nothing by October 31, 11:59 PM ET? The vote may remain open until November 9, 2025, 12:00 PM ET.", None),
        ("If nothing is out by November 7, 2025, it may remain open until November 9, 2025, 12 PM ET.", "- 2025-11-09T17:00"),
    ],
)  # fmt: skip
def test_a_deadline_is_the_last_minute_that_counts(text: str, window: str | None) -> None:
    """A deadline closes with its printed minute, a bare date at 23:59, and neither says when the window opens."""
    assert read(text) == window


@pytest.mark.parametrize(
    ("text", "closes"),
    [
        ("before December 1, 2025", "2025-12-01T04:59"),
        ("prior to 1 December 2025", "2025-12-01T04:59"),
        ("before December", "2025-12-01T04:59"),
        ("before 2026", "2026-01-01T04:59"),
        ("before Q1 2026", "2026-01-01T04:59"),
        ("before the end of 2025", "2026-01-01T04:59"),
        ("before 12:00 PM ET on December 1, 2025", "2025-12-01T17:00"),
    ],
)
def test_before_a_day_ends_with_the_day_before(text: str, closes: str) -> None:
    """ "before D" ends one minute before D begins; "before" a printed time ends with that minute."""
    assert read(f"Yes if the mine floods {text}.") == f"- {closes}"


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("between November 3 and November 9, 2025, 11:59 PM ET", "2025-11-03T05:00 2025-11-10T04:59"),
        ("between November 3, and November 9, 2025 ET", "2025-11-03T05:00 2025-11-10T04:59"),
        ("between November 3. 4:00 PM, and November 9, 2025, 11:59 PM ET", "2025-11-03T21:00 2025-11-10T04:59"),
        ("between November 3 4:10 PM ET and November 9, 2025, 11:59 PM ET", "2025-11-03T21:10 2025-11-10T04:59"),
        ("between November 3, 2025, ET and November 9, 2025", "2025-11-03T05:00 2025-11-10T04:59"),
        ("between November 3 (12:00 PM ET) and November 9, 2025 (12:00 PM ET)", "2025-11-03T17:00 2025-11-09T17:00"),
        ("between November 3, 2025, 21:00 and November 9, 2025, 23:59 in the ET timezone", "2025-11-04T02:00 2025-11-10T04:59"),
        ("from 12:00 PM ET on November 3 to 12:00 PM ET November 9, 2025", "2025-11-03T17:00 2025-11-09T17:00"),
        ("between November 3 and 9, 2025", "2025-11-03T05:00 2025-11-10T04:59"),
        ("from 3 to 9 November 2025", "2025-11-03T05:00 2025-11-10T04:59"),
        ("from Monday, November 3, 2025 through Sunday, November 9, 2025", "2025-11-03T05:00 2025-11-10T04:59"),
        ("from 11/03/2025 through 11/30/2025", "2025-11-03T05:00 2025-12-01T04:59"),
        ("from 2025-11-03T00:00:00Z to 2025-11-09T23:59:59Z", "2025-11-03T00:00 2025-11-09T23:59"),
        ("on November 5, 2025 between 9:30 AM and 4:00 PM ET", "2025-11-05T14:30 2025-11-05T21:00"),
        ("between 9:30 AM and 4:00 PM ET on November 5, 2025", "2025-11-05T14:30 2025-11-05T21:00"),
        ("after November 1, 2025, 3 PM ET, and before December 1, 2025, 3 PM ET", "2025-11-01T19:00 2025-12-01T20:00"),
        ("after November 1, 2025 and before December 1, 2025", "2025-11-02T04:00 2025-12-01T04:59"),
        ("no earlier than November 3, 2025 and no later than November 9, 2025", "2025-11-03T05:00 2025-11-10T04:59"),
        ("between now and November 9, 2025", None),
        ("between November 12, 2025 and November 9, 2025", None),
    ],
)  # fmt: skip
def test_a_range_has_both_ends(text: str, window: str | None) -> None:
    """A range opens at 00:00 and closes at 23:59 unless times are printed, and one zone serves both ends."""
    assert read(f"Yes if the ferry sinks {text}, else no.") == window


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("The index is checked on November 9, 2025, 12:00 PM ET.", "2025-11-09T17:00 2025-11-09T17:00"),
        ("The derby is scheduled for November 9, 8:00 PM ET.", "2025-11-10T01:00 2025-11-10T01:00"),
        ("The hearing on November 9 at 14:00 CET decides.", "2025-11-09T13:00 2025-11-09T13:00"),
        ("The derby is scheduled for November 9:", DAY),
        ("The regatta is scheduled for November 9-November 10.", "2025-11-09T05:00 2025-11-11T04:59"),
        ("The council meets November 9-10, 2025.", "2025-11-09T05:00 2025-11-11T04:59"),
        ("On October 19 a levy was announced that starts on November 9, 2025 at 12:01 a.m.", "2025-11-09T05:01 2025-11-09T05:01"),
    ],
)  # fmt: skip
def test_an_occasion_is_a_day_or_a_moment(text: str, window: str) -> None:
    """A day gives its first and last minute, a moment is both ends at once."""
    assert read(text) == window


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("Will the king abdicate in November?", "2025-11-01T04:00 2025-12-01T04:59"),
        ("Will the king abdicate in 2026?", "2026-01-01T05:00 2027-01-01T04:59"),
        ("Will the king abdicate in Q1 2026?", "2026-01-01T05:00 2026-04-01T03:59"),
        ("Will the king abdicate by the end of 2025?", "- 2026-01-01T04:59"),
        ("Will the king abdicate by Friday?", "- 2025-10-25T03:59"),
        ("Will the king abdicate this week?", "2025-10-20T04:00 2025-10-27T03:59"),
        ("Will the king abdicate by Monday?", None),
        ("Will the king abdicate by June?", None),
        ("Will the king speak at the November meeting?", None),
        ("What will the November 2025 election bring?", None),
        ("The king may abdicate.", None),
    ],
)
def test_months_years_and_weekdays_are_windows_too(text: str, window: str | None) -> None:
    """A title's month, quarter, year or weekday is read against the creation; "by June" may mean two things."""
    assert read(text) == window


@pytest.mark.parametrize(
    ("text", "closes"),
    [
        ("23:59 UTC on November 9, 2025", "2025-11-09T23:59"),
        ("9 November 2025, 23:59 Kyiv time", "2025-11-09T21:59"),
        ("the 9th of November, 2025, 23:59 local time in Kyiv", "2025-11-09T21:59"),
        ("09.11.2025 18:00 MSK", "2025-11-09T15:00"),
        ("November 9, 2025, 11:59 PM PT (Los Angeles time)", "2025-11-10T07:59"),
        ("November 9, 2025, 23:59 (UTC+2)", "2025-11-09T21:59"),
        ("2025-11-09T23:59:00+02:00", "2025-11-09T21:59"),
        ("July 9, 2026, 11:59 PM EST", "2026-07-10T03:59"),
        ("July 9, 2026, 23:59 London time", "2026-07-09T22:59"),
        ("1800 GMT on November 9, 2025", "2025-11-09T18:00"),
    ],
)
def test_zone_words_decide_the_offset(text: str, closes: str) -> None:
    """Zones are places, so their offset follows the date; an abbreviation out of season means the wall clock."""
    assert read(f"Yes if the vessel docks by {text}.") == f"- {closes}"


@pytest.mark.parametrize(
    ("text", "created", "window"),
    [
        ("by January 31, 11:59 PM ET", "2025-11-20T00:00Z", "- 2026-02-01T04:59"),
        ("by November 27, 11:59 PM ET", "2025-11-20T00:00Z", "- 2025-11-28T04:59"),
        ("by November 27, 11:59 PM ET", None, None),
        ("by November 10", "2025-11-20T00:00Z", None),
        ("between September 30 and June 30, 2026", "2025-09-30T12:00Z", "2025-09-30T04:00 2026-07-01T03:59"),
        ("between November 17, 2025 and June 30", "2025-11-18T00:00Z", "2025-11-17T05:00 2026-07-01T03:59"),
        ("by March 31, 2024, 11:59 PM ET", "2025-01-10T00:00Z", None),
        ("by February 30, 2026", "2025-11-20T00:00Z", None),
    ],
)
def test_a_missing_year_comes_from_the_creation(text: str, created: str | None, window: str | None) -> None:
    """A close takes the first year that is not over, a start the latest before its end; a past close is not read."""
    assert read(f"Yes if the dam holds {text}.", created) == window


@pytest.mark.parametrize(
    "words",
    [
        "November 9, 2025, 11:59 ET",
        "midnight ET on November 9, 2025",
        "November 9, 2025, 11:59 PM IST",
        "November 9, 2025, 11:59 PM local time",
        "November 9, 2025, 11:59 PM XQT",
        "06/07/2026",
        "market close on November 9, 2025",
        "sunset on November 9, 2025",
        "November 9, 2025, 11:59 PM ET or November 12, 2025, 11:59 PM ET",
        "November 9, 10, and 11",
        "3-5 PM ET on November 9, 2025",
    ],
)
def test_what_can_be_read_twice_is_not_read(words: str) -> None:
    """An unknown zone, a time without its half of the day, midnight, and rival dates make the parser abstain."""
    assert read(f"Yes if the vessel docks by {words}.") is None


def test_the_clocks_may_skip_or_repeat_a_deadline() -> None:
    """A skipped minute is read by the offset before the change, a repeated one is its first showing."""
    assert read("by March 8, 2026, 2:30 AM ET", "2026-03-01T00:00Z") == "- 2026-03-08T07:30"
    assert read("by November 2, 2025, 1:30 AM ET") == "- 2025-11-02T05:30"


WHOLE = """On October 2, 2025, the minister said that she might resign.

This market will resolve to "Yes" if she resigns by November 9, 2025, 11:59 PM ET. Otherwise, "No".

If the ministry is dissolved by December 1, 2025, this market will resolve 50-50."""


def test_in_whole_rules_the_resolving_sentence_prints_the_window() -> None:
    """Background and fallback dates do not stand in the way of the sentence that says how the market resolves."""
    assert read(WHOLE) == "- 2025-11-10T04:59"


def test_whole_rules_without_such_a_sentence_are_not_read() -> None:
    """A fallback date alone is not the window of a market about one occasion."""
    text = "The gala is on November 5, 2025. If it is not held by November 9, 2025, this market will resolve to No."
    assert read(text) is None


def test_addresses_and_markup_carry_no_dates() -> None:
    """A date inside a link is not a date of the rules."""
    text = "Yes if [it](https://news.test/2025/01/02/november-1-2025) sinks by **November 9, 2025** (https://x.test/2025-12-01)."
    assert read(text) == "- 2025-11-10T04:59"


def test_a_distractor_number_is_not_a_date() -> None:
    """Prices, scores, list numbers and the verb "may" are left alone."""
    assert read("Top 5 March upsets may 9 times out of 10 cost $1,500.") is None


@settings(max_examples=60, deadline=None)
@given(st.datetimes(min_value=datetime(2025, 10, 21), max_value=datetime(2027, 12, 31)))
def test_a_printed_utc_minute_is_read_back(moment: datetime) -> None:
    """Whatever minute is printed in UTC with its date is the minute that closes the window."""
    minute = moment.replace(second=0, microsecond=0, tzinfo=UTC)
    for printed in (
        f"{minute:%B %d, %Y, %H:%M} UTC",
        f"{minute:%I:%M %p} UTC on {minute:%d %B %Y}",
        f"{minute:%Y-%m-%dT%H:%MZ}",
    ):
        assert window_of(f"Yes if it rains by {printed}.", CREATED) == (None, minute)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_the_parser(text: str) -> None:
    """Any text gives a window or none, never an error."""
    found = window_of(text, CREATED)
    assert found is None or found[0] is None or found[0] <= found[1]


@pytest.mark.parametrize("piece", ["May 1-", "11:59 PM ", "](x", "between ", "a. ", " \n", "5 of "])
def test_a_hostile_text_is_not_read(piece: str) -> None:
    """Endless repetition gives no window, in time that grows with the text and no faster."""
    assert window_of(piece * (12_000 // len(piece)), CREATED) is None
