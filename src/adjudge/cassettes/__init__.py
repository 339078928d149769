"""Recorded answers: one file for a question and its re-ask, found by what was asked."""

from adjudge.cassettes.hygiene import Scanned, scan
from adjudge.cassettes.shelf import (
    Play,
    Recordings,
    answers,
    record,
    recordings_in,
    replay,
    shipped,
    unrecorded,
)

__all__ = ["Play", "Recordings", "Scanned", "answers", "record", "recordings_in", "replay", "scan", "shipped", "unrecorded"]
