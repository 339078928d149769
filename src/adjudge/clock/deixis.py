"""Date words that count from the anchor: "yesterday", "in two weeks", "within 24 hours", "in the coming days"."""

from datetime import date, timedelta

from adjudge.clock.days import DAY, Days
from adjudge.clock.said import COUNT, UNIT, Rule, Said, anchored, moved, rules
from adjudge.clock.words import number

# Words of vague length ("coming days") are read as a week: reports seldom mean more by them.
_VAGUE = timedelta(days=7)


def _at(days: int) -> Rule:
    return anchored(lambda said, anchor: (anchor + days * DAY,) * 2)


def _offset(sign: int) -> Rule:
    def rule(said: Said, anchor: date) -> Days | None:
        day = moved(anchor, sign * number(said["count"]), said["unit"])
        return (day, day) if day else None

    return anchored(rule)


def _stretch(sign: int) -> Rule:
    """The stretch of so many units up to the anchor, or from it."""

    def rule(said: Said, anchor: date) -> Days | None:
        other = moved(anchor, sign * (number(said["count"]) if said["count"] else 1), said["unit"])
        if other is None:
            return None
        return (other, anchor) if sign < 0 else (anchor, other)

    return anchored(rule)


def _within(said: Said) -> Days | None:
    return _stretch(-1 if said.tense == "past" else 1)(said)


def _coming_days(said: Said, anchor: date) -> Days:
    return anchor + DAY, anchor + _VAGUE


def _recent_days(said: Said, anchor: date) -> Days:
    return anchor - _VAGUE, anchor - DAY


def _overnight(said: Said, anchor: date) -> Days:
    return (anchor, anchor + DAY) if said.tense == "future" else (anchor - DAY, anchor)


_PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
_OVER = r"(?:in|over|during|within|for|across|throughout)?\s*"
RULES = rules(
    (r"(?:(?:earlier|later|late|early) )?(?:today|tonight)", _at(0)),
    (r"(?:earlier in |later in )?the day|(?:(?:earlier|later|late|early) )?this (?:morning|afternoon|evening)", _at(0)),
    (r"(?:the|that|this) (?:same|very) (?:day|morning|afternoon|evening)|same day|that (?:day|evening|afternoon)", _at(0)),
    (rf"(?:(?:early|late|earlier) )?yesterday{_PART}|(?:late |early )?last night|last evening", _at(-1)),
    (r"(?:the )?(?:previous|preceding|prior) (?:day|night|evening)|(?:the )?(?:day|night|evening) (?:before|earlier)", _at(-1)),
    (rf"(?:(?:early|late) )?tomorrow{_PART}", _at(1)),
    (r"(?:the )?(?:very )?(?:next|following) (?:day|morning)|(?:the )?(?:day|morning) after", _at(1)),
    (r"(?:the )?day before yesterday", _at(-2)),
    (r"(?:the )?day after tomorrow", _at(2)),
    (r"overnight", anchored(_overnight)),
    (rf"{COUNT}{UNIT} (?:ago|earlier|before|previously|back|prior)", _offset(-1)),
    (rf"in {COUNT}{UNIT}(?:'s? time)?", _offset(1)),
    (rf"{COUNT}{UNIT} (?:later|from now|from today|hence|after|afterwards)", _offset(1)),
    (rf"within (?:the )?(?:next |coming |following )?{COUNT}{UNIT}(?:'s? time)?", _within),
    (rf"within (?:the )?(?:last|past|previous) {COUNT}{UNIT}", _stretch(-1)),
    (rf"{_OVER}(?:the )?(?:last|past|previous|preceding) {COUNT}{UNIT}", _stretch(-1)),
    (rf"{_OVER}(?:the )?(?:next|coming|following) {COUNT}{UNIT}", _stretch(1)),
    (r"(?:in|over|during|within|for) the (?:last|past) (?P<count>)(?P<unit>day|week|month|year)", _stretch(-1)),
    (r"(?:in|over|during|within|for) the next (?P<count>)(?P<unit>day|week|month|year)", _stretch(1)),
    # "the coming week" may be the next seven days or the next calendar week.
    (r"(?:in|over|during|within|for) the (?:coming|following|upcoming) (?:week|month|quarter|year)", lambda said: None),
    (rf"{_OVER}the (?:coming|next few|following|upcoming|days ahead|next several|next couple of) ?(?:few )?days?"
     r"|in the days ahead", anchored(_coming_days)),
    (rf"{_OVER}(?:the )?(?:recent|last few|past few|last several|past several) days", anchored(_recent_days)),
)  # fmt: skip
