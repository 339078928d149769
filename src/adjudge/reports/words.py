"""What the record's codes mean to a person who did not write them."""

from datetime import datetime, timedelta

from adjudge.clock import show
from adjudge.clock.instants import FURTHEST_AHEAD, FURTHEST_BEHIND
from adjudge.model.adjudication import Adjudication, Verdict
from adjudge.model.article import Article
from adjudge.model.claims import Claim, Interval
from adjudge.reports.parts import Tone

_VERDICTS = {"resolved_yes": "RESOLVED YES", "resolved_no": "RESOLVED NO", "not_yet": "NOT YET"}
_CAUSES = {
    "criteria": "the rules can be read in ways that lead to different verdicts",
    "conflict": "accepted sources contradict each other on a decisive fact",
    "standard": "whether the reports reach the bar that the rules set is a judgement",
    "insufficient": "the articles do not decide it",
    "split": "the rules' own clause for a split or a cancellation applies",
}
LINES = {
    1: "an official ruling declares the outcome",
    2: "two readings of the rules, or two windows that they allow, give different verdicts",
    3: "a path to an outcome would hold but for a contradiction, or but for the bar of proof",
    4: "paths to two outcomes hold and the rules do not rank them",
    5: "one path to an outcome holds",
    6: "the window, or the reporting period after it, is still open",
    7: "a decisive criterion is unclear, straddles an edge, or lacks a source that the rules name",
    8: "nothing else holds, the rules have a default, and the evidence covers the window",
    9: "nothing holds, and the evidence does not cover the window",
}
DEFAULT_LINE = 8
STATES = {
    "met": "MET",
    "not_met": "NOT MET",
    "impossible": "IMPOSSIBLE NOW",
    "conflict": "CONTRADICTED",
    "unclear": "UNCLEAR",
    "silent": "NOTHING FOUND",
}
ROLES = {
    "requires": "must be met",
    "excludes": "must not apply",
    "early": "decides early if met",
    "split": "splits the market if met",
    "default": "the default",
    "window": "the window",
    "evidence": "what evidence counts",
    "source": "the source",
    "finality": "when it is final",
    "definition": "a definition",
}
VOICES = {
    "named_official": "an official",
    "party": "a party's own statement",
    "all_parties": "all principal parties",
    "document": "a document",
    "outlet": "the outlet's own voice",
    "witness": "a named person without authority over the fact",
    "anonymous": "unnamed sources",
}
KINDS = {
    "occurred": "happened",
    "denied": "denied",
    "absence": "nothing of the kind",
    "scheduled": "schedule",
    "intended": "intention",
    "forecast": "forecast",
    "opinion": "opinion",
    "live": "still changing",
    "background": "background",
}
PLACES = {
    "inside": "inside the window",
    "outside_before": "before the window",
    "outside_after": "after the window",
    "straddles": "across an edge of the window",
    "unknown": "in or out of the window unknown",
}
BARS = {
    "reached": "the bar of proof is reached",
    "single_report": "one report in an outlet's own voice reaches the bar",
    "party_only": "only one side's own statements, which do not reach the bar",
    "anonymous_only": "only unnamed sources, which do not reach the bar",
    "too_few": "too few independent reports",
    "wrong_source": "not from the source that the rules name",
    "none": "",
}
MATCHES = {
    "folded": "differs from the article only in typography",
    "near": "differs from the article in small edits",
    "stitched": "joined from several places",
}


def headline(verdict: Verdict) -> str:
    """Give the verdict in one sentence."""
    if verdict.name == "ambiguous":
        return f"AMBIGUOUS ({verdict.cause}): {_CAUSES.get(verdict.cause or '', 'a person must decide')}."
    return f"{short(verdict.name, verdict.outcome)}."


def short(name: str, outcome: str | None) -> str:
    """Give a verdict's name with its outcome.

    >>> short("resolved", "Hungary"), short("not_yet", None)
    ('RESOLVED: Hungary', 'NOT YET')
    """
    return _VERDICTS.get(name) or (f"RESOLVED: {outcome}" if name == "resolved" else name.upper())


def verdict_words(verdict: Verdict) -> str:
    """Give a verdict in a few words, with its outcome or its cause."""
    cause = f" ({verdict.cause})" if verdict.cause else ""
    return f"{short(verdict.name, verdict.outcome)}{cause}"


def tone(verdict: Verdict) -> Tone:
    """Say which colour a verdict has."""
    return {"resolved_yes": "good", "resolved_no": "bad", "resolved": "good"}.get(verdict.name, "open")  # type: ignore[return-value]


def instant(moment: datetime) -> str:
    """Write an instant in UTC, to the minute.

    >>> from datetime import UTC
    >>> instant(datetime(2025, 11, 28, 4, 59, tzinfo=UTC))
    '2025-11-28T04:59Z'
    """
    return show(moment, "UTC")


def local(moment: datetime, zone: str) -> str:
    """Write an instant on the rules' own clock, then in UTC; an unknown zone leaves UTC alone."""
    try:
        return show(moment, zone or "UTC")
    except (ValueError, OSError, LookupError):
        return instant(moment)


def span(interval: Interval) -> str:
    """Write an interval as one day, one instant, or from and to.

    >>> from datetime import UTC
    >>> day = datetime(2025, 11, 28, tzinfo=UTC)
    >>> span(Interval(earliest=day, latest=day + timedelta(days=1)))
    '2025-11-28'
    """
    first, last = interval.earliest, interval.latest
    if first is None or last is None:
        return _half(first, last)
    if first == last:
        return instant(first)
    if _is_midnight(first) and (_is_midnight(last) or _is_midnight(last + timedelta(minutes=1))):
        return _days(first, last - timedelta(seconds=1))
    if _is_midnight(first + FURTHEST_AHEAD) and _is_midnight(last - FURTHEST_BEHIND + timedelta(minutes=1)):
        return f"{_days(first + FURTHEST_AHEAD, last - FURTHEST_BEHIND)} in some time zone"
    return f"{instant(first)} to {instant(last)}"


def _days(first: datetime, last: datetime) -> str:
    return f"{first.date()}" if first.date() == last.date() else f"{first.date()} to {last.date()}"


def _half(first: datetime | None, last: datetime | None) -> str:
    if first:
        return f"{instant(first)} or later"
    return f"{instant(last)} or earlier" if last else "date unknown"


def _is_midnight(moment: datetime) -> bool:
    return (moment.hour, moment.minute, moment.second) == (0, 0, 0)


def duration(length: timedelta) -> str:
    """Write a length of time in its two largest units.

    >>> duration(timedelta(days=3, hours=4, minutes=5))
    '3 d 4 h'
    """
    minutes = int(abs(length).total_seconds() // 60)
    units = ((minutes // 1440, "d"), (minutes // 60 % 24, "h"), (minutes % 60, "min"))
    given = [f"{count} {unit}" for count, unit in units if count]
    return " ".join(given[:2]) or "less than a minute"


def outlet(article: Article | None) -> str:
    """Name an article by its outlet, else by what is known of it."""
    if article is None:
        return "an unknown article"
    return article.outlet or article.source or article.title or "an unnamed outlet"


def published(article: Article | None) -> str:
    """Say when an article was published, as exactly as it states."""
    if article is None or article.published is None:
        return "no publication date"
    stated = article.published
    return f"published {instant(stated.latest) if stated.is_exact else stated.words}"


def voice(claim: Claim) -> str:
    """Say whose word a claim is, up to the name of the outlet that has it."""
    after = f", after {claim.derives_from}" if claim.derives_from else ""
    source = {"itself": ", the source that the rules name", "reported": ", reporting the source that the rules name", "no": ""}[claim.named_source]
    if claim.voice == "outlet" and not claim.name:
        return f"in its own voice{after}{source}: "
    who = f"{claim.name} ({VOICES[claim.voice]})" if claim.name else VOICES[claim.voice]
    return f"{who}{after}{source}, in "


def sentence(text: str, *, capital: bool = True) -> str:
    """Give words as a sentence, with a capital and a full stop.

    >>> sentence("the window is open")
    'The window is open.'
    """
    begun = text[:1].upper() + text[1:] if capital else text
    return begun if not begun or begun.endswith((".", "!", "?")) else f"{begun}."


def plural(count: int, one: str, many: str = "") -> str:
    """Count things in words.

    >>> plural(1, "quote"), plural(2, "quote")
    ('1 quote', '2 quotes')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def articles_by_id(record: Adjudication) -> dict[str, Article]:
    """Index the articles of a record."""
    return {article.id: article for article in record.articles}
