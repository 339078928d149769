"""Date words about weekdays, weeks, months and years: "last Friday", "later this month", "the end of the week"."""

from datetime import date

from adjudge.clock.days import (
    DAY,
    Days,
    month_days,
    quarter_days,
    shift_months,
    week_days,
    year_days,
)
from adjudge.clock.said import STEPS, WHICH, Said, anchored, rules
from adjudge.clock.words import (
    MONTH,
    NUMBER,
    WEEKDAY,
    month_number,
    number,
    weekday_number,
)


def _period(name: str, anchor: date, step: int) -> Days:
    """The week, weekend, month, quarter or year so many steps from that of the anchor."""
    if name in ("week", "weekend"):
        monday, sunday = week_days(anchor + 7 * step * DAY)
        return (monday, sunday) if name == "week" else (monday + 5 * DAY, sunday)
    if name == "year":
        return year_days(anchor.year + step)
    month = shift_months(anchor.replace(day=1), step * (3 if name == "quarter" else 1))
    return month_days(month.year, month.month) if name == "month" else quarter_days(month.year, (month.month + 2) // 3)


def _named_period(said: Said, anchor: date) -> Days:
    days = _period(said["period"], anchor, STEPS[said["which"]])
    # "this weekend", told on a Monday of what has happened, is the one just over.
    over = said["period"] == "weekend" and said.tense == "past" and days[0] > anchor
    return _period("weekend", anchor, -1) if over else days


def _second_next(said: Said, anchor: date) -> Days:
    return _period(said["period"], anchor, 2 if said["way"] == "after next" else -2)


def _weekend(said: Said, anchor: date) -> Days | None:
    """The weekend that a tense points at; one that is under way is meant by both tenses."""
    if anchor.weekday() >= 5:
        return _period("weekend", anchor, 0)
    return {"past": _period("weekend", anchor, -1), "future": _period("weekend", anchor, 0)}.get(said.tense)


def _part_of_period(said: Said, anchor: date) -> Days:
    """ "earlier this month" ends with the anchor, "later this week" begins with it."""
    first, last = _period(said["period"], anchor, 0)
    return (first, anchor) if said["part"] == "earlier" else (anchor, last)


def _part_of_month(said: Said, anchor: date) -> Days | None:
    """ "earlier in November", said in November, ends with the anchor; said later, it is the month."""
    days = said.inner("whole")
    if days is None or not days[0] <= anchor <= days[1]:
        return days
    return (days[0], anchor) if said["part"] == "earlier" else (anchor, days[1])


def _rest(said: Said, anchor: date) -> Days | None:
    whole = said.inner("whole", "future")
    return (max(anchor, whole[0]), whole[1]) if whole and whole[1] >= anchor else None


def _bare_weekday(said: Said, anchor: date) -> Days | None:
    """A weekday alone: reports call today by its name, so the past may be today; the future is then not read."""
    step = weekday_number(said["weekday"]) - anchor.weekday()
    if said.tense == "past":
        return (anchor + (step - 7 if step > 0 else step) * DAY,) * 2
    if said.tense == "future" and step:
        return (anchor + step % 7 * DAY,) * 2
    return None


def _which_weekday(said: Said, anchor: date) -> Days | None:
    """ "last Friday" is the latest before the anchor, "this Friday" of its week, "next Friday" of the week after."""
    weekday, step = weekday_number(said["weekday"]), STEPS[said["which"]]
    if step < 0:
        return (anchor - ((anchor.weekday() - weekday - 1) % 7 + 1) * DAY,) * 2
    if said["which"] in ("next", "the next"):
        return (week_days(anchor)[0] + (7 + weekday) * DAY,) * 2
    if step > 0:
        return (anchor + ((weekday - anchor.weekday() - 1) % 7 + 1) * DAY,) * 2
    day = week_days(anchor)[0] + weekday * DAY
    contradicts = day < anchor if said.tense == "future" else day > anchor and said.tense == "past"
    return None if contradicts else (day, day)


def _weekday_of_week(said: Said, anchor: date) -> Days:
    monday = week_days(anchor)[0] + 7 * STEPS[said["which"]] * DAY
    return (monday + weekday_number(said["weekday"]) * DAY,) * 2


def _weekdays_back(said: Said, anchor: date) -> Days:
    weekday = weekday_number(said["weekday"])
    latest = anchor - ((anchor.weekday() - weekday - 1) % 7 + 1) * DAY
    return (latest - 7 * (number(said["count"]) - 1) * DAY,) * 2


def _end_of_week(said: Said, anchor: date) -> Days:
    """A week ends, in reports, with the working week."""
    return (week_days(anchor)[0] + (7 * STEPS[said["which"]] + 4) * DAY,) * 2


def _week_of(said: Said) -> Days | None:
    days = said.inner("whole")
    return week_days(days[0]) if days and days[0] == days[1] else None


def _end(said: Said) -> Days | None:
    whole = said.inner("whole")
    return (whole[1],) * 2 if whole else None


def _start(said: Said) -> Days | None:
    whole = said.inner("whole")
    return (whole[0],) * 2 if whole else None


def _third(said: Said) -> Days | None:
    """The first ten days of a month, the next ten, or what remains; other periods have no usual thirds."""
    whole = said.inner("whole")
    if whole is None or not 27 <= (whole[1] - whole[0]).days <= 30:
        return None
    first, last = whole
    if said["part"] == "early":
        return first, first + 9 * DAY
    return (first + 10 * DAY, first + 19 * DAY) if said["part"].startswith("mid") else (first + 20 * DAY, last)


def _half(said: Said) -> Days | None:
    whole = said.inner("whole")
    if whole is None or (whole[1] - whole[0]).days < 27:
        return None
    first, last = whole
    middle = date(first.year, 6, 30) if (last - first).days > 300 else first + 14 * DAY
    if 30 < (last - first).days < 300:
        return None
    return (first, middle) if said["half"] == "first" else (middle + DAY, last)


def _which_month(said: Said, anchor: date) -> Days:
    month, step = month_number(said["month"]), STEPS[said["which"]]
    if step < 0:
        return month_days(anchor.year - (month >= anchor.month), month)
    if step > 0:
        return month_days(anchor.year + (month <= anchor.month), month)
    return month_days(anchor.year, month)


def _words_of_year(said: Said, anchor: date) -> Days | None:
    year = anchor.year + STEPS[said["which"]]
    return said.read(f"{said['whole']}, {year}", anchor, said.tense) or said.read(
        f"{said['whole']} {year}", anchor, said.tense
    )


def _day_of_month(said: Said, anchor: date) -> Days:
    month = shift_months(anchor.replace(day=1), STEPS[said["which"]])
    return (month.replace(day=int(said["day"])),) * 2


def _ordinal_day(said: Said, anchor: date) -> Days | None:
    """ "the 24th": the latest such day that has come, or the next to come."""
    step = 1 if said.tense == "future" else -1
    for months in (0, step, 2 * step):
        month = shift_months(anchor.replace(day=1), months)
        try:
            day = month.replace(day=int(said["day"]))
        except ValueError:
            continue
        if said.tense != "none" and (day - anchor).days * step >= 0:
            return day, day
    return None


_WD = rf"(?P<weekday>{WEEKDAY})"
_PERIOD = r"(?P<period>week|weekend|month|quarter|year)"
_SPAN = r"(?P<whole>.+)"
_PART = r"(?:morning|afternoon|evening|night)"
_CALENDAR = rf"(?P<whole>.*(?:{MONTH}|quarter|half|day|eve|christmas|easter|thanksgiving).*)"
_IN = r"(?:(?:in|at|over|during|on) )?"
RULES = rules(
    (rf"{_WD}", anchored(_bare_weekday)),
    (rf"(?:(?:early|earlier|late|later|on|in|the|morning|night|evening|of) )*{_WD} {_PART}", anchored(_bare_weekday)),
    (rf"(?:(?:early|late|earlier|later) (?:on )?|(?:on )?(?:the )?{_PART} of ){_WD}", anchored(_bare_weekday)),
    (rf"(?:(?:early|late) )?{WHICH} {_WD}(?: {_PART})?", anchored(_which_weekday)),
    (rf"{_WD},? (?:of )?{WHICH} week", anchored(_weekday_of_week)),
    (rf"{WHICH} week(?:'s| on) {_WD}", anchored(_weekday_of_week)),
    (rf"(?P<count>{NUMBER}) (?P<weekday>[a-z]{{3,6}}days?) ago", anchored(_weekdays_back)),
    (r"(?:over |at |during |on |for )?(?:the|this|that) weekend|weekend", anchored(_weekend)),
    (rf"{_IN}{WHICH} {_PERIOD}", anchored(_named_period)),
    (rf"{_IN}the {_PERIOD} (?P<way>after next|before last)", anchored(_second_next)),
    (rf"(?P<part>earlier|later) (?:in )?(?:this|the|the current) {_PERIOD}", anchored(_part_of_period)),
    (rf"(?:(?:in|for|over|during|throughout) )?the (?:rest|remainder|remaining (?:days|weeks|months|part)) (?:of|in) {_SPAN}",
     anchored(_rest)),
    (rf"(?P<part>earlier|later) in (?P<whole>{MONTH})", anchored(_part_of_month)),
    (rf"{_IN}(?:the )?week of {_SPAN}", _week_of),
    (rf"{_IN}(?:the )?end of {WHICH} week", anchored(_end_of_week)),
    (rf"{_IN}(?:the )?(?:very )?(?:end|last day) of {_SPAN}", _end),
    (rf"{_IN}(?:the )?(?:start|beginning|first day) of {_SPAN}", _start),
    (rf"{_IN}(?P<part>early|mid|late)(?:[ -]in)?[ -](?:the )?{_SPAN}", _third),
    (rf"{_IN}(?:the )?(?P<half>first|second) half of {_SPAN}", _half),
    (rf"{_IN}(?P<which>last|next|this|this past|this coming|the previous) (?P<month>{MONTH})", anchored(_which_month)),
    (rf"{_IN}{_CALENDAR} (?:of )?{WHICH} year", anchored(_words_of_year)),
    (rf"(?:on )?the (?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of|day of) {WHICH} month", anchored(_day_of_month)),
    (r"(?:on )?the (?P<day>\d{1,2})(?:st|nd|rd|th)", anchored(_ordinal_day)),
    (r"(?:the )?year[- ]end", anchored(lambda said, anchor: (year_days(anchor.year)[1],) * 2)),
    (r"(?:the )?month[- ]end", anchored(lambda said, anchor: (month_days(anchor.year, anchor.month)[1],) * 2)),
)  # fmt: skip
