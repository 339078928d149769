"""All time reasoning: windows from rules, intervals from reports, and where one lies in the other. Reads no clock."""

from adjudge.clock.check import CheckedWindow, cross_check
from adjudge.clock.defects import Defect
from adjudge.clock.instants import (
    DateOnly,
    anchor_day,
    parse_instant,
    parse_published,
    show,
)
from adjudge.clock.place import (
    Interval,
    Placement,
    event_interval,
    is_open,
    place,
    union,
)
from adjudge.clock.places import zones_of_place
from adjudge.clock.reading import Reading, WindowResult, window_from
from adjudge.clock.relative import Tense, interval_of
from adjudge.clock.windows import window_of
from adjudge.clock.zones import read_zone

__all__ = [
    "CheckedWindow",
    "DateOnly",
    "Defect",
    "Interval",
    "Placement",
    "Reading",
    "Tense",
    "WindowResult",
    "anchor_day",
    "cross_check",
    "event_interval",
    "interval_of",
    "is_open",
    "parse_instant",
    "parse_published",
    "place",
    "read_zone",
    "show",
    "union",
    "window_from",
    "window_of",
    "zones_of_place",
]
