"""A model's reading of a window: turned into moments, compared with the words, flagged where it is odd."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from adjudge.clock import Reading, cross_check, window_from

CREATED = "2025-10-20T15:00Z"

BY = Reading("by November 9, 2025, 11:59 PM ET", None, None, "2025-11-09", "23:59", "ET", "by")
BARE = Reading("by November 9, 2025", None, None, "2025-11-09", None, None, "by")
BEFORE = Reading("before December 1, 2025", None, None, "2025-12-01", None, None, "before", inclusive=False)
RANGE = Reading(
    "between November 3 and November 9, 2025, 11:59 PM ET", "2025-11-03", None, "2025-11-09", "23:59", "ET", "between"
)
TIMED = Reading(
    "from November 3, 2025, 4 PM to November 9, 2025, 6 PM Kyiv time",
    "2025-11-03", "16:00", "2025-11-09", "18:00", "Kyiv time", "between",
)  # fmt: skip
MOMENT = Reading("checked on November 9, 2025 at 12:00 PM PT", None, None, "2025-11-09", "12:00", "PT", "on")
DAY = Reading("on November 9, 2025", None, None, "2025-11-09", None, None, "on")
MONTH = Reading("in November 2025", "2025-11-01", None, "2025-11-30", None, None, "in")
YEARLESS = Reading("by January 5, 11:59 PM ET", None, None, "2026-01-05", "23:59", "ET", "by")
# The parser abstains on these, so that only their parts can be checked.
DIAL = Reading("by November 9, 2025, 11:59 ET", None, None, "2025-11-09", "23:59", "ET", "by")
SUNSET = Reading("by sunset on November 9, 2025 (Kyiv time)", None, None, "2025-11-09", None, "Kyiv time", "by")
RIVALS = Reading(
    "by November 9, 2025, 5 PM ET or November 20, 2025, 6 PM ET", None, None, "2025-11-20", "18:00", "ET", "by"
)
PARSED = [BY, BARE, BEFORE, RANGE, TIMED, MOMENT, DAY, MONTH, YEARLESS]
ABSTAINED = [DIAL, SUNSET, RIVALS]


@pytest.mark.parametrize(
    ("reading", "opens", "closes"),
    [
        (BY, None, "2025-11-10T04:59"),
        (BARE, None, "2025-11-10T04:59"),
        (BEFORE, None, "2025-12-01T04:59"),
        (replace(BEFORE, inclusive=True), None, "2025-12-02T04:59"),
        (RANGE, "2025-11-03T05:00", "2025-11-10T04:59"),
        (TIMED, "2025-11-03T14:00", "2025-11-09T16:00"),
        (MOMENT, "2025-11-09T20:00", "2025-11-09T20:00"),
        (DAY, "2025-11-09T05:00", "2025-11-10T04:59"),
        (replace(BY, closes_time="24:00"), None, "2025-11-10T05:00"),
        (replace(BY, zone="IST"), None, None),
        (replace(BY, closes_date="2025-02-30"), None, None),
        (replace(BY, closes_date=None), None, None),
    ],
)
def test_a_reading_becomes_moments(reading: Reading, opens: str | None, closes: str | None) -> None:
    """Local fields become UTC; fields that no calendar or zone knows give no close."""
    found = window_from(reading, CREATED)
    assert [moment and moment.strftime("%Y-%m-%dT%H:%M") for moment in (found.opens, found.closes)] == [opens, closes]


@pytest.mark.parametrize("reading", PARSED)
def test_a_right_reading_agrees(reading: Reading) -> None:
    """A reading that means what the parser reads is accepted, with both ends in UTC."""
    found = cross_check(reading, CREATED)
    assert (found.agreement, found.alternatives, found.difference) == ("agree", (), "")
    assert found.closes is not None and found.closes.tzinfo is UTC


@pytest.mark.parametrize("reading", ABSTAINED)
def test_where_the_parser_abstains_the_parts_are_checked(reading: Reading) -> None:
    """A reading whose dates, times and zone stand in the words passes though the parser gives no window."""
    found = cross_check(reading, CREATED)
    assert (found.agreement, found.difference) == ("parser_abstains", "")
    assert found.closes == window_from(reading, CREATED).closes


def _months(day: date, step: int) -> date:
    month = day.month - 1 + step
    return date(day.year + month // 12, month % 12 + 1, min(day.day, 28))


def _errors(reading: Reading) -> Iterator[tuple[str, Reading]]:
    """The slips that readers make: a wrong month, year or day, a flipped half of the day, another zone, swapped ends."""
    for name in ("opens", "closes"):
        day, clock = getattr(reading, f"{name}_date"), getattr(reading, f"{name}_time")
        if day:
            at = date.fromisoformat(day)
            slips = (
                _months(at, 1),
                _months(at, -1),
                _months(at, 12),
                _months(at, -12),
                at + timedelta(1),
                at - timedelta(1),
            )
            for kind, slip in zip(("month", "month", "year", "year", "day", "day"), slips, strict=True):
                yield kind, replace(reading, **{f"{name}_date": slip.isoformat()})
        if clock:
            yield "half of the day", replace(reading, **{f"{name}_time": f"{(int(clock[:2]) + 12) % 24:02}{clock[2:]}"})
    for zone in ("UTC", "PT", "ET", "Moscow time"):
        if zone != (reading.zone or "ET"):
            yield "zone", replace(reading, zone=zone)
    if reading.opens_date:
        yield "swapped", replace(
            reading, opens_date=reading.closes_date, opens_time=reading.closes_time,
            closes_date=reading.opens_date, closes_time=reading.opens_time,
        )  # fmt: skip


def test_an_injected_error_is_caught_where_the_parser_reads() -> None:
    """Every slip in a field disagrees with the parser, and the difference says so in a sentence."""
    checked = [(kind, cross_check(wrong, CREATED)) for reading in PARSED for kind, wrong in _errors(reading)]
    assert len(checked) > 80
    assert [kind for kind, found in checked if found.agreement != "disagree"] == []
    assert all(found.difference.endswith(".") for _, found in checked)


def test_an_injected_error_is_caught_where_the_parser_abstains() -> None:
    """The parts alone show a wrong month, year, day or zone; only a half of the day that is not printed stays open."""
    checked = [(kind, cross_check(wrong, CREATED)) for reading in ABSTAINED for kind, wrong in _errors(reading)]
    assert {kind for kind, found in checked if found.agreement != "disagree"} <= {"half of the day"}


def test_a_difference_quotes_words_and_fields_and_no_computed_moment() -> None:
    """A re-ask may not carry a moment that code computed, so no UTC and no converted time stands in the sentence."""
    for reading in PARSED:
        for _, wrong in _errors(reading):
            said = cross_check(wrong, CREATED).difference
            given = f"{reading.words} {wrong}"
            assert all(piece in given for piece in re.findall(r"\d[\d:-]*", said)), said


def test_a_disagreement_shows_both_windows_and_keeps_the_parsed_one() -> None:
    """Until a person or a re-ask settles it, the ends are the parser's and both readings are listed."""
    found = cross_check(replace(BY, closes_date="2025-11-19"), CREATED)
    parsed, filled = datetime(2025, 11, 10, 4, 59, tzinfo=UTC), datetime(2025, 11, 20, 4, 59, tzinfo=UTC)
    assert (found.closes, found.alternatives) == (parsed, ((None, parsed), (None, filled)))
    assert found.difference == (
        "The words say 'November 9, 2025, 11:59 PM ET', which does not fit closes_date '2025-11-19' with boundary 'by'."
    )


@pytest.mark.parametrize(
    ("reading", "code"),
    [
        (replace(BY, words="by March 31, 2024, 11:59 PM ET", closes_date="2024-03-31"), "year_past_in_future_market"),
        (DIAL, "time_without_meridiem_am_pm"),
        (
            Reading("by July 9, 2026, 5 PM EST", None, None, "2026-07-09", "17:00", "EST", "by"),
            "standard_zone_in_summer",
        ),
        (
            Reading("by November 9, 2025, 12:00 AM ET", None, None, "2025-11-09", "00:00", "ET", "by"),
            "midnight_deadline",
        ),
        (RANGE, "start_without_year"),
        (replace(BY, words="by Friday, November 9, 2025, 11:59 PM ET"), "weekday_mismatch"),
        (replace(BY, words="by November 9, 2025, 11:59 PM IST", zone="IST"), "unknown_zone"),
        (Reading("by March 8, 2026, 2:30 AM ET", None, None, "2026-03-08", "02:30", "ET", "by"), "dst_gap"),
        (Reading("by November 2, 2025, 1:30 AM ET", None, None, "2025-11-02", "01:30", "ET", "by"), "dst_fold"),
        (replace(TIMED, opens_date="2025-11-12"), "ends_before_it_starts"),
        (replace(BY, closes_date=None), "no_close"),
    ],
)
def test_odd_windows_carry_a_defect(reading: Reading, code: str) -> None:
    """What a person should look at is flagged with a code and a sentence, and not repaired."""
    found = cross_check(reading, CREATED).defects
    assert [defect.code for defect in found] == [code]
    assert found[0].sentence.endswith(".")


@pytest.mark.parametrize("reading", [BY, BARE, BEFORE, TIMED, MOMENT, DAY, MONTH])
def test_sound_windows_carry_none(reading: Reading) -> None:
    """A plain window is not flagged."""
    assert window_from(reading, CREATED).defects == ()
