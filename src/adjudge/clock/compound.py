"""Date words built on other date words: "until January", "since Monday", "the day before Thanksgiving"."""

from collections.abc import Callable
from datetime import date

from adjudge.clock.days import DAY, Days
from adjudge.clock.said import COUNT, UNIT, Said, anchored, moved, rules
from adjudge.clock.words import number


def _until(said: Said, anchor: date) -> Days | None:
    """From the anchor to the last day named; "until January" ends when January begins."""
    days = said.inner("whole", "future") if said.tense != "past" else None
    if days is None:
        return None
    starts = said["word"] in ("until", "till") and (days[1] - days[0]).days > 7
    last = days[0] if starts else days[1]
    return (anchor, last) if last >= anchor else None


def _before(said: Said, anchor: date) -> Days | None:
    """From the anchor to the day before the one named, or through the end of a period that is named by its end."""
    days = said.inner("whole", "future") if said.tense != "past" else None
    if days is None:
        return None
    last = days[1] if "end of" in said["whole"] else days[0] - DAY
    return (anchor, last) if last >= anchor else None


def _since(said: Said, anchor: date) -> Days | None:
    days = said.inner("whole", "past")
    return (days[0], anchor) if days and days[0] <= anchor else None


def _between(said: Said) -> Days | None:
    """A range of two expressions; the tense fixes the end nearer to the anchor, and that end the other."""
    if said.tense == "future":
        first = said.inner("first")
        last = said.read(said["last"], first[0], "future") if first else None
    else:
        last = said.inner("last")
        first = said.read(said["first"], last[1], "past") if last else None
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None


def _night_into(said: Said) -> Days | None:
    last = said.inner("last")
    if last is None or last[0] != last[1]:
        return None
    first = said.read(said["first"], last[0], "past") if said["first"] else (last[0] - DAY,) * 2
    return (first[0], last[1]) if first and first[1] + DAY == last[0] else None


def _eve(said: Said) -> Days | None:
    return _counted(said, lambda days: days[0] - DAY)


def _from_day(said: Said) -> Days | None:
    """So many days before or after a day that the words themselves name."""
    count, unit = number(said["count"]) if said["count"] else 1, said["unit"] or "day"
    if unit in ("hour", "minute", "night"):
        return None
    if said["way"] in ("before", "prior to", "ahead of"):
        return _counted(said, lambda days: moved(days[0], -count, unit))
    if said["way"] == "from":  # "a week from Monday" counts from the Monday to come
        days = said.inner("whole", "future")
        day = moved(days[1], count, unit) if days else None
        return (day, day) if day else None
    return _counted(said, lambda days: moved(days[1], count, unit))


def _counted(said: Said, count: Callable[[Days], date | None]) -> Days | None:
    """The counted day on the right side of the anchor, though the day it is counted from may lie on the other."""
    tenses = [said.tense] if said.tense == "none" or said.anchor is None else ["past", "future"]
    found = [day for tense in tenses if (days := said.inner("whole", tense)) and (day := count(days))]
    if said.anchor is not None and said.tense == "past":
        found = sorted(day for day in found if day <= said.anchor)[-1:]
    elif said.anchor is not None and said.tense == "future":
        found = sorted(day for day in found if day >= said.anchor)
    return (found[0], found[0]) if found else None


_SPAN = r"(?P<whole>.+)"
_WAY = r"(?P<way>before|prior to|ahead of|after|following|from)"
RULES = rules(
    (rf"(?P<word>until|till|through|by|up to|no later than|on or before) {_SPAN}", anchored(_until)),
    (rf"(?:before|prior to|ahead of) (?!dawn|noon|midday|dusk|midnight|\d+:){_SPAN}", anchored(_before)),
    (rf"(?:ever )?since {_SPAN}", anchored(_since)),
    (r"(?:between|from) (?P<first>.+?) (?:and|to|through|until|till) (?P<last>.+)", _between),
    (r"(?P<first>\D+ \d{1,2}(?:, \d{4})?) ?(?:-|to|through) ?(?P<last>\D+ \d{1,2}(?:, \d{4})?)", _between),
    (r"(?P<first>\S+) (?:through|to) (?P<last>\S+)", _between),
    (r"overnight (?:on )?(?P<first>\S+) (?:to|into) (?P<last>\S+)", _night_into),
    (r"overnight (?P<first>)(?:to|into) (?P<last>.+)", _night_into),
    (r"(?P<first>\S+) (?:night )?(?:into|to) (?P<last>\S+?)(?: morning)?", _night_into),
    (rf"(?:on )?(?:the )?eve of {_SPAN}", _eve),
    (rf"(?:on )?(?:the )?(?P<count>)(?P<unit>day|week|month) {_WAY} {_SPAN}", _from_day),
    (rf"{COUNT}{UNIT} {_WAY} {_SPAN}", _from_day),
)  # fmt: skip
