"""Where an event lies against a window, when only its date words and its report are known."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adjudge.clock import (
    DateOnly,
    Interval,
    event_interval,
    interval_of,
    is_open,
    place,
    union,
    window_of,
)


def at(text: str) -> datetime:
    """A moment in UTC, written short."""
    return datetime.fromisoformat(f"{text}+00:00")


def short(interval: Interval) -> tuple[str | None, str | None]:
    """Both ends of an interval to the minute."""
    ends = (interval.earliest, interval.latest)
    return tuple(moment and moment.strftime("%m-%d %H:%M") for moment in ends)  # type: ignore[return-value]


OPENS, CLOSES = at("2025-11-01T04:00"), at("2025-12-01T04:59")
NINTH = (date(2025, 11, 9), date(2025, 11, 9))


@pytest.mark.parametrize(
    ("time_of_day", "zones", "expected"),
    [
        (None, ["ET"], ("11-09 05:00", "11-10 04:59")),
        (None, ["Kyiv time"], ("11-08 22:00", "11-09 21:59")),
        (None, ["Kyiv", "ET"], ("11-08 22:00", "11-10 04:59")),
        (None, None, ("11-08 10:00", "11-10 11:59")),
        (None, ["IST"], ("11-08 10:00", "11-10 11:59")),
        (None, ["ET", "local time"], ("11-08 10:00", "11-10 11:59")),
        ("19:40", ["ET"], ("11-10 00:40", "11-10 00:40")),
        ("7:40 p.m.", ["ET"], ("11-10 00:40", "11-10 00:40")),
        ("19:40", None, ("11-09 05:40", "11-10 07:40")),
        ("in the evening", ["ET"], ("11-09 05:00", "11-10 04:59")),
        ("7:40", ["ET"], ("11-09 05:00", "11-10 04:59")),
        ("midnight", ["ET"], ("11-09 05:00", "11-10 04:59")),
    ],
)
def test_days_become_an_interval(time_of_day: str | None, zones: list[str] | None, expected: tuple[str, str]) -> None:
    """A known zone gives its own day, an unknown one every clock on Earth, and only an exact time narrows it."""
    assert short(event_interval(NINTH, time_of_day, zones, published=None, happened=True)) == expected


def test_a_repeated_hour_stays_open() -> None:
    """A time that the clocks show twice leaves both showings possible."""
    second = (date(2025, 11, 2),) * 2
    assert short(event_interval(second, "01:30", ["ET"], published=None, happened=True)) == (
        "11-02 05:30",
        "11-02 06:30",
    )


@pytest.mark.parametrize(
    ("days", "published", "happened", "expected"),
    [
        (NINTH, at("2025-11-09T15:00"), True, ("11-09 05:00", "11-09 15:00")),
        (NINTH, at("2025-11-09T15:00"), False, ("11-09 05:00", "11-10 04:59")),
        (NINTH, DateOnly(date(2025, 11, 9)), True, ("11-09 05:00", "11-10 04:59")),
        (NINTH, at("2025-11-08T15:00"), True, (None, "11-08 15:00")),
        (None, at("2025-11-09T15:00"), True, (None, "11-09 15:00")),
        (None, at("2025-11-09T15:00"), False, (None, None)),
        (None, None, True, (None, None)),
    ],
)
def test_publication_caps_what_has_happened(days, published, happened, expected) -> None:  # type: ignore[no-untyped-def]
    """A report cannot tell of a past event that lies after it; what is still to come is not capped."""
    assert short(event_interval(days, None, ["ET"], published=published, happened=happened)) == expected


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [
        ("2025-11-01T04:00", "2025-12-01T04:59", "inside"),
        ("2025-11-09T00:00", "2025-11-09T00:00", "inside"),
        ("2025-11-30T00:00", "2025-12-01T04:59:59", "inside"),
        ("2025-11-30T00:00", "2025-12-01T05:00", "straddles"),
        ("2025-11-01T03:59", "2025-11-01T04:00", "straddles"),
        ("2025-10-01T00:00", "2026-01-01T00:00", "straddles"),
        ("2025-10-01T00:00", "2025-11-01T03:59", "outside_before"),
        ("2025-12-01T05:00", "2025-12-02T00:00", "outside_after"),
        (None, "2025-10-31T00:00", "outside_before"),
        ("2025-12-02T00:00", None, "outside_after"),
        (None, "2025-11-09T00:00", "unknown"),
        ("2025-11-09T00:00", None, "unknown"),
        (None, None, "unknown"),
    ],
)
def test_an_event_counts_only_when_all_of_it_lies_inside(
    earliest: str | None, latest: str | None, expected: str
) -> None:
    """Both ends of the window count, its last minute to the second; what straddles or is not known is never inside."""
    assert place(Interval(earliest and at(earliest), latest and at(latest)), OPENS, CLOSES) == expected


def test_without_an_opening_nothing_is_too_early() -> None:
    """A "by D" window takes in whatever had happened by then, even when only the report's date is known."""
    assert place(Interval(None, at("2025-11-09T00:00")), None, CLOSES) == "inside"
    assert place(Interval(None, None), None, CLOSES) == "unknown"
    assert place(Interval(at("2025-11-09T00:00"), None), None, CLOSES) == "unknown"


def test_without_a_close_nothing_is_too_late() -> None:
    """A window that no date ends takes in whatever lies after its opening."""
    assert place(Interval(at("2025-11-09T00:00"), None), OPENS, None) == "inside"


def test_next_week_in_moscow_begins_on_sunday_in_new_york() -> None:
    """A Monday in Moscow starts eight hours before a Sunday night deadline in New York, so the week straddles it."""
    window = window_of("Yes if the envoys meet by November 30, 2025, 11:59 PM ET.", "2025-11-01T00:00Z")
    assert window is not None
    week = interval_of("next week", "2025-11-26", "future")
    in_moscow = event_interval(week, None, ["Moscow"], published=at("2025-11-26T12:00"), happened=False)
    assert in_moscow.earliest == datetime(2025, 11, 30, 16, tzinfo=ZoneInfo("America/New_York"))
    assert window[1] - in_moscow.earliest == timedelta(hours=7, minutes=59)
    assert place(in_moscow, *window) == "straddles"
    assert place(event_interval(week, None, None, published=None, happened=False), *window) == "straddles"


def test_several_anchors_make_one_interval() -> None:
    """Where the words hang on one of several days, the event lies in the union, unknown where one of them is."""
    one, other = Interval(at("2025-11-08T00:00"), at("2025-11-09T00:00")), Interval(at("2025-11-09T00:00"), None)
    assert union([one, one]) == one
    assert union([one, other]) == Interval(one.earliest, None)
    assert union([]) == Interval(None, None)


def test_a_window_is_open_through_its_last_minute() -> None:
    """The minute of the close still counts, the next one does not, and no close never ends."""
    assert is_open(at("2025-12-01T04:59:59"), CLOSES)
    assert not is_open(at("2025-12-01T05:00"), CLOSES)
    assert is_open(at("2099-01-01T00:00"), None)


moments = st.datetimes(datetime(2025, 10, 1), datetime(2026, 1, 1), timezones=st.just(UTC))


@settings(max_examples=100, deadline=None)
@given(moments, moments, moments)
def test_every_moment_of_an_interval_agrees_with_its_place(one: datetime, other: datetime, event: datetime) -> None:
    """If an interval is inside or outside, so is each moment in it."""
    interval = Interval(min(one, other), max(one, other))
    where = place(interval, OPENS, CLOSES)
    if where != "straddles" and interval.earliest <= event <= interval.latest:
        assert place(Interval(event, event), OPENS, CLOSES) == where
