"""How stated moments are read, shown, and turned into the day that "today" means."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adjudge.clock import DateOnly, anchor_day, parse_instant, parse_published, show


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2025-11-30T23:59Z", "2025-11-30T23:59:00+00:00"),
        ("2025-11-30T23:59:30-05:00", "2025-12-01T04:59:30+00:00"),
        ("2025-11-30 23:59+0200", "2025-11-30T21:59:00+00:00"),
        (" 2025-11-30T23:59Z ", "2025-11-30T23:59:00+00:00"),
    ],
)
def test_an_instant_needs_its_offset(text: str, utc: str) -> None:
    """A moment with an offset is that moment."""
    assert parse_instant(text) == datetime.fromisoformat(utc)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2025-11-30T23:59", "has no zone: end it with Z or an offset"),
        ("2025-11-30", "is a day, not a moment: add a time and an offset"),
        ("November 30", "is not an ISO date or moment"),
        ("2025-02-30", "is not an ISO date or moment"),
        ("", "is not an ISO date or moment"),
    ],
)
def test_what_is_no_instant_is_refused_with_a_reason(text: str, says: str) -> None:
    """The message repeats the value and says what to add."""
    with pytest.raises(ValueError, match=says):
        parse_instant(text)


def test_a_publication_may_be_a_bare_date() -> None:
    """A date-only publication stays a date, which lasts fifty hours around the world."""
    found = parse_published("2025-11-30")
    assert found == DateOnly(date(2025, 11, 30))
    assert found.earliest == datetime(2025, 11, 29, 10, 0, tzinfo=UTC)
    assert found.latest == datetime(2025, 12, 1, 11, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("published", "zones", "days"),
    [
        ("2025-11-26", None, [26]),
        (date(2025, 11, 26), None, [26]),
        ("2025-11-26T01:00+03:00", None, [26]),
        ("2025-11-26T02:00Z", None, [25, 26]),
        ("2025-11-26T11:00Z", None, [25, 26, 27]),
        ("2025-11-26T02:00Z", ["America/New_York"], [25]),
        ("2025-11-26T02:00Z", ["America/New_York", "Europe/Kyiv"], [25, 26]),
    ],
)
def test_today_depends_on_where_it_is_said(published: str | date, zones: list[str] | None, days: list[int]) -> None:
    """A stated offset or a known zone gives one day; UTC alone leaves every day that it was somewhere."""
    found = anchor_day(published, zones and [ZoneInfo(key) for key in zones])
    assert [day.day for day in found] == days


def test_an_anchor_needs_a_zone() -> None:
    """A naive time says nothing about the day."""
    with pytest.raises(ValueError, match="has no zone"):
        anchor_day(datetime(2025, 11, 26, 2))


def test_people_see_the_wall_clock_first() -> None:
    """The local time stands with its zone, and UTC behind it."""
    moment = datetime(2025, 12, 1, 4, 59, tzinfo=UTC)
    assert show(moment, "America/New_York") == "2025-11-30 23:59 America/New_York (2025-12-01T04:59Z)"
    assert show(moment, "UTC") == "2025-12-01T04:59Z"


@settings(max_examples=60, deadline=None)
@given(st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)))
def test_what_is_written_is_read_back(moment: datetime) -> None:
    """ISO text and moments are two writings of the same thing."""
    assert parse_instant(moment.isoformat()) == moment
