"""Group the days, times and zones that stand together, and read the word that says what they bound."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from zoneinfo import ZoneInfo

from adjudge.clock.mentions import DayMention, TimeMention, find_days, find_times
from adjudge.clock.roles import role_of
from adjudge.clock.zones import ZoneMention, find_zones

Token = DayMention | TimeMention | ZoneMention


@dataclass(frozen=True, slots=True)
class Stamp:
    """A point on the calendar as printed: a day, a time of day, a zone, and its place in the text."""

    start: int
    end: int
    day: DayMention | None = None
    time: TimeMention | None = None
    zone: ZoneMention | None = None
    role: str = "on"
    contradicts: bool = False

    def may_be_either_half(self, zone: ZoneInfo) -> bool:
        """Whether AM and PM cannot be told apart: a time as on a dial, in a country that does not count to 24."""
        return self.time is not None and not self.time.sure and zone.key.startswith("America/")


_BY = re.compile(r"\b(?:by|before)\b")
_GLUE = re.compile(r"T|[\s,.;:()\[\]/-]*(?:(?:at|on|by|of|in|the|before|@|exactly|precisely|sharp|and)\b[\s,(]*){0,3}")
_ORPHAN_GLUE = re.compile(r"[\s,]*(?:between|from)\s*")
_RANGE_GAP = re.compile(
    r"[\s,;.)]*(?P<word>(?:and|to|through|thru|until|till|up to)\b|-)[\s,]*"
    r"(?P<bound>(?:(?:on|at|the|including|by|before|prior to|ending|end|of|until|no later than|or|close)\b\s*)*)",
    re.IGNORECASE,
)


def find_stamps(text: str) -> list[Stamp]:
    """The stamps of a text, in order, each with the role that the words before it give it."""
    tokens = sorted([*find_days(text), *find_times(text), *find_zones(text)], key=lambda token: token.start)
    stamps = _group(_apart(tokens), text)
    return [replace(stamp, role=_role(stamp, text)) for stamp in stamps]


def _role(stamp: Stamp, text: str) -> str:
    inner = text[stamp.day.end : stamp.time.start] if stamp.day and stamp.time else ""
    return "by" if _BY.search(inner) else role_of(text, stamp.start, stamp.end)


def _apart(tokens: list[Token]) -> list[Token]:
    """Drop tokens that lie inside an earlier one."""
    kept: list[Token] = []
    for token in tokens:
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
    return kept


def _group(tokens: list[Token], text: str) -> list[Stamp]:
    stamps: list[Stamp] = []
    for token in tokens:
        joined = _join(stamps[-1], token, text) if stamps else None
        if joined is not None:
            stamps[-1] = joined
        elif not isinstance(token, ZoneMention):
            stamps.append(_stamp(token))
    return stamps


def _stamp(token: DayMention | TimeMention) -> Stamp:
    if isinstance(token, DayMention):
        return Stamp(token.start, token.end, day=token)
    return Stamp(token.start, token.end, time=token)


def _join(stamp: Stamp, token: Token, text: str) -> Stamp | None:
    """The stamp with one more part, or None where the token starts something new."""
    gap = text[stamp.end : token.start]
    if not _GLUE.fullmatch(gap):
        return None
    if isinstance(token, ZoneMention):
        return _join_zone(stamp, token, gap)
    if "-" in gap and stamp.time is not None:
        return None
    if isinstance(token, TimeMention):
        return _join_time(stamp, token, gap)
    if stamp.day is None and not re.search(r"\band\b|-", gap):
        return replace(stamp, end=token.end, day=token)
    return None


def _join_zone(stamp: Stamp, token: ZoneMention, gap: str) -> Stamp | None:
    if re.search(r"\b(?:by|before|and)\b", gap):
        return None
    if stamp.zone is None:
        return replace(stamp, end=token.end, zone=token)
    if stamp.zone.zone == token.zone or "(" in gap or "/" in gap:
        return replace(stamp, end=token.end)
    return None


def _join_time(stamp: Stamp, token: TimeMention, gap: str) -> Stamp | None:
    if stamp.day is None or re.search(r"\band\b", gap):
        return None
    if stamp.time is None:
        return replace(stamp, end=token.end, time=token)
    if stamp.time.at == token.at:
        return replace(stamp, end=token.end)
    # A second time in brackets repeats the first in another zone; any other second time contradicts it.
    bracketed = "(" in gap or "/" in gap
    return replace(stamp, end=token.end, contradicts=stamp.contradicts or not bracketed)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two stamps that the text joins to one range, by a dash or a word; `before` when the end is excluded."""

    first: Stamp
    last: Stamp
    before: bool = False
    dashed: bool = False


def find_pairs(text: str, stamps: list[Stamp]) -> list[Pair]:
    """The ranges that neighbouring stamps form ("between A and B", "A to B", "A-B")."""
    pairs = [pair for first, last in pairwise(stamps) if (pair := _pair(text, first, last)) is not None]
    return [_share_day(pair, stamps) for pair in pairs]


def _pair(text: str, first: Stamp, last: Stamp) -> Pair | None:
    gap = _RANGE_GAP.fullmatch(text[first.end : last.start])
    if gap is None or "unclear" in (first.role, last.role):
        return None
    opened = first.role in ("from", "start", "after") or bool(
        _ORPHAN_GLUE.search(text, max(0, first.start - 9), first.start)
    )
    if gap["word"].lower() == "and" and not opened:
        return None
    if first.role in ("by", "before") and gap["word"] != "-":
        return None
    bound = gap["bound"].lower()
    excluded = bool(re.search(r"before|prior", bound)) and "or before" not in bound
    return Pair(first, last, before=excluded, dashed=gap["word"] == "-")


def _share_day(pair: Pair, stamps: list[Stamp]) -> Pair:
    """Give a bare time of day in a range the day of its partner, or of the stamp just before."""
    first, last = pair.first, pair.last
    day = first.day or last.day or _day_before(first, stamps)
    return replace(pair, first=replace(first, day=first.day or day), last=replace(last, day=last.day or day))


def _day_before(stamp: Stamp, stamps: list[Stamp]) -> DayMention | None:
    earlier = [other for other in stamps if other.end <= stamp.start and other.day is not None and other.time is None]
    return earlier[-1].day if earlier else None
