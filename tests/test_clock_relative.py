"""What interval_of makes of the date words of a report."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adjudge.clock import interval_of

WEDNESDAY = "2025-11-26"


def days(words: str, tense: str, anchor: str | None = WEDNESDAY) -> str | None:
    """The interval as "first last", or one date where both are the same."""
    found = interval_of(words, anchor, tense)
    return found and " ".join(dict.fromkeys(day.isoformat() for day in found))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("today", "2025-11-26"),
        ("earlier in the day", "2025-11-26"),
        ("yesterday", "2025-11-25"),
        ("late last night", "2025-11-25"),
        ("the day before", "2025-11-25"),
        ("the day before yesterday", "2025-11-24"),
        ("overnight", "2025-11-25 2025-11-26"),
        ("overnight into Tuesday", "2025-11-24 2025-11-25"),
        ("Monday night into Tuesday", "2025-11-24 2025-11-25"),
        ("two days ago", "2025-11-24"),
        ("48 hours ago", "2025-11-24"),
        ("a month ago", "2025-10-26"),
        ("a year ago", "2024-11-26"),
        ("in the past 24 hours", "2025-11-25 2025-11-26"),
        ("over the past week", "2025-11-19 2025-11-26"),
        ("three days later", "2025-11-29"),
        ("the following day", "2025-11-27"),
        ("the same day", "2025-11-26"),
    ],
)
def test_words_that_count_back_from_the_anchor(words: str, expected: str) -> None:
    """Offsets are exact days, stretches end with the anchor, and a night belongs to both its days."""
    assert days(words, "past") == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("tomorrow morning", "2025-11-27"),
        ("the day after tomorrow", "2025-11-28"),
        ("in two weeks", "2025-12-10"),
        ("in ten days' time", "2025-12-06"),
        ("a week from today", "2025-12-03"),
        ("a week from Monday", "2025-12-08"),
        ("the week after next", "2025-12-08 2025-12-14"),
        ("within 24 hours", "2025-11-26 2025-11-27"),
        ("in the next two weeks", "2025-11-26 2025-12-10"),
        ("in the coming days", "2025-11-27 2025-12-03"),
        ("later this week", "2025-11-26 2025-11-30"),
        ("for the rest of the month", "2025-11-26 2025-11-30"),
    ],
)
def test_words_that_count_on_from_the_anchor(words: str, expected: str) -> None:
    """ "within" starts with the anchor, "coming" with the day after it."""
    assert days(words, "future") == expected


@pytest.mark.parametrize(
    ("words", "tense", "expected"),
    [
        ("on Wednesday", "past", "2025-11-26"),
        ("on Thursday", "past", "2025-11-20"),
        ("late on Friday night", "past", "2025-11-21"),
        ("before dawn on Tuesday", "past", "2025-11-25"),
        ("Monday at around 9 p.m. ET", "past", "2025-11-24"),
        ("last Wednesday", "past", "2025-11-19"),
        ("this past Monday", "past", "2025-11-24"),
        ("on Monday of last week", "past", "2025-11-17"),
        ("two Fridays ago", "past", "2025-11-14"),
        ("on Thursday", "future", "2025-11-27"),
        ("on Monday", "future", "2025-12-01"),
        ("this Friday", "future", "2025-11-28"),
        ("next Friday", "future", "2025-12-05"),
        ("this coming Monday", "future", "2025-12-01"),
        ("Monday next week", "future", "2025-12-01"),
        ("from Monday to Wednesday", "future", "2025-12-01 2025-12-03"),
        ("on Wednesday", "future", None),
        ("on Friday", "none", None),
        ("this Friday", "past", None),
    ],
)
def test_weekdays_take_their_side_from_the_tense(words: str, tense: str, expected: str | None) -> None:
    """Reports call today by its name, so a past weekday may be today; what the tense does not settle is not read."""
    assert days(words, tense) == expected


@pytest.mark.parametrize(
    ("words", "tense", "expected"),
    [
        ("last week", "past", "2025-11-17 2025-11-23"),
        ("next week", "future", "2025-12-01 2025-12-07"),
        ("next week's", "future", "2025-12-01 2025-12-07"),
        ("earlier this week", "past", "2025-11-24 2025-11-26"),
        ("over the weekend", "past", "2025-11-22 2025-11-23"),
        ("over the weekend", "future", "2025-11-29 2025-11-30"),
        ("next weekend", "future", "2025-12-06 2025-12-07"),
        ("earlier this month", "past", "2025-11-01 2025-11-26"),
        ("earlier in November", "past", "2025-11-01 2025-11-26"),
        ("next month", "future", "2025-12-01 2025-12-31"),
        ("last quarter", "past", "2025-07-01 2025-09-30"),
        ("last year", "past", "2024-01-01 2024-12-31"),
        ("the end of the week", "future", "2025-11-28"),
        ("the end of Thursday", "future", "2025-11-27"),
        ("the end of next month", "future", "2025-12-31"),
        ("at the beginning of November", "past", "2025-11-01"),
        ("early December", "future", "2025-12-01 2025-12-10"),
        ("mid-November", "past", "2025-11-11 2025-11-20"),
        ("late last month", "past", "2025-10-21 2025-10-31"),
        ("the second half of November", "past", "2025-11-16 2025-11-30"),
        ("the first half of next year", "future", "2026-01-01 2026-06-30"),
        ("the week of November 3", "past", "2025-11-03 2025-11-09"),
    ],
)
def test_periods_and_their_parts(words: str, tense: str, expected: str) -> None:
    """Weeks run from Monday to Sunday but end, as a deadline, on Friday; months fall into tens of days."""
    assert days(words, tense) == expected


@pytest.mark.parametrize(
    ("words", "tense", "expected"),
    [
        ("October 16", "past", "2025-10-16"),
        ("Nov. 30", "past", "2024-11-30"),
        ("16 October", "future", "2026-10-16"),
        ("11/24", "past", "2025-11-24"),
        ("November 24 and 25", "past", "2025-11-24 2025-11-25"),
        ("between October 30 and November 2", "past", "2025-10-30 2025-11-02"),
        ("on the 24th", "past", "2025-11-24"),
        ("the 3rd of next month", "future", "2025-12-03"),
        ("in December", "past", "2024-12-01 2024-12-31"),
        ("in December", "future", "2025-12-01 2025-12-31"),
        ("in March of last year", "past", "2024-03-01 2024-03-31"),
        ("in the first quarter", "past", "2025-01-01 2025-03-31"),
        ("in the first quarter", "future", "2026-01-01 2026-03-31"),
        ("Halloween", "past", "2025-10-31"),
        ("Thanksgiving", "future", "2025-11-27"),
        ("Easter", "future", "2026-04-05"),
        ("the day before Thanksgiving", "past", "2025-11-26"),
        ("on the eve of Dec 5", "future", "2025-12-04"),
        ("two days after Halloween", "past", "2025-11-02"),
        ("Tuesday, November 25", "past", "2025-11-25"),
        ("Tuesday, November 24", "past", None),
        ("November 24", "none", "2025-11-24"),
        ("May 24", "none", None),
    ],
)
def test_a_missing_year_comes_from_the_tense(words: str, tense: str, expected: str | None) -> None:
    """The past takes the latest year that has come, the future the next; a wrong weekday makes the date void."""
    assert days(words, tense) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("by Friday", "2025-11-26 2025-11-28"),
        ("by the end of the month", "2025-11-26 2025-11-30"),
        ("until December 15", "2025-11-26 2025-12-15"),
        ("until January", "2025-11-26 2026-01-01"),
        ("before Christmas", "2025-11-26 2025-12-24"),
        ("before the end of the month", "2025-11-26 2025-11-30"),
    ],
)
def test_deadlines_in_reports_start_with_the_anchor(words: str, expected: str) -> None:
    """What is to come "by" or "before" a day may come from the anchor on."""
    assert days(words, "future") == expected


@pytest.mark.parametrize(
    ("words", "expected"), [("since Monday", "2025-11-24 2025-11-26"), ("since October 16", "2025-10-16 2025-11-26")]
)
def test_since_ends_with_the_anchor(words: str, expected: str) -> None:
    """What has lasted "since" a day has lasted up to the anchor."""
    assert days(words, "past") == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("November 9, 2025", "2025-11-09"),
        ("Nov 9th, 2025", "2025-11-09"),
        ("9 November 2025", "2025-11-09"),
        ("09.11.2025", "2025-11-09"),
        ("2025-11-09", "2025-11-09"),
        ("11/24/2025", "2025-11-24"),
        ("on November 9, 2025, at 7:00 PM ET", "2025-11-09"),
        ("Q4 2025", "2025-10-01 2025-12-31"),
        ("February 2024", "2024-02-01 2024-02-29"),
        ("in 2024", "2024-01-01 2024-12-31"),
        ("Christmas 2024", "2024-12-25"),
    ],
)
def test_a_full_date_needs_no_anchor(words: str, expected: str) -> None:
    """What names its year means the same wherever it stands."""
    assert days(words, "none", None) == expected
    assert days(words, "past") == expected


@pytest.mark.parametrize(
    "words", ["yesterday", "last Friday", "November 9", "in December", "Thanksgiving", "next week", "by Friday"]
)
def test_without_an_anchor_nothing_relative_is_read(words: str) -> None:
    """An undated article leaves its relative words, and a day without a year, unknown."""
    assert days(words, "past", None) is None


@pytest.mark.parametrize(
    "words",
    ["", "soon", "recently", "days later", "hours after", "a few days ago", "nearly a week ago", "the 24-hour window", "in the 1990s",
     "in the coming weeks", "within days", "early next week", "February 30", "11/09/2025", "in due course", "fiscal year 2026"],
)  # fmt: skip
def test_vague_words_are_not_read(words: str) -> None:
    """Words that name no days give none, rather than a guess."""
    assert days(words, "past") is None
    assert days(words, "future") is None


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 90))
def test_counting_back_and_on_are_mirror_images(anchor: date, count: int) -> None:
    """So many days ago, and in so many days, lie that far on either side."""
    assert interval_of(f"{count} days ago", anchor, "past") == (anchor - timedelta(count),) * 2
    assert interval_of(f"in {count} days", anchor, "future") == (anchor + timedelta(count),) * 2


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.sampled_from(["past", "future"]))
def test_a_month_and_day_lie_on_the_side_of_the_tense(anchor: date, tense: str) -> None:
    """A date without a year lies within the year before a past anchor, or the year after a future one."""
    first, last = interval_of("November 9", anchor, tense)
    assert first == last
    assert timedelta(0) <= (anchor - first if tense == "past" else first - anchor) < timedelta(366)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["past", "future", "none"]))
def test_no_words_break_the_reader(words: str, tense: str) -> None:
    """Any words give an ordered interval or none."""
    found = interval_of(words, WEDNESDAY, tense)
    assert found is None or found[0] <= found[1]


def test_nested_words_end() -> None:
    """Words that hang on words that hang on words are cut off rather than followed for ever."""
    assert days("the day before " * 30 + "Friday", "past") is None
