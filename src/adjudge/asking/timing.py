"""Questions about the clock, which code answers from the record; what is not surely one of them goes to the model."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from adjudge.asking.shapes import Answered
from adjudge.clock import is_open
from adjudge.ground.ask import Reference, Sentence
from adjudge.model.adjudication import Adjudication
from adjudge.model.criteria import Window
from adjudge.model.quote import Quote
from adjudge.reports.words import duration, instant, local, verdict_words

# The whole question must be one of these: "when does the ceasefire end" is about the world, not about the clock.
_IT = r"(?:it|this|the\s+(?:market|window|question|case)|this\s+market)"
_PATTERNS = (
    rf"how\s+(?:long|much\s+time)\s+(?:is|do\s+we\s+have|have\s+we|does\s+{_IT}\s+have|remains?)(?:\s+(?:left|got|still))?(?:\s+(?:until|till|before)\s+(?:the\s+(?:close|deadline|end)|{_IT}\s+(?:closes|ends)))?",
    r"(?:how\s+much\s+)?time\s+(?:is\s+)?(?:left|remaining)",
    rf"when\s+(?:does|did|will|is)\s+{_IT}\s+(?:close|end|open|start|over|expire)",
    r"(?:what|when)\s+(?:is|was)\s+the\s+(?:deadline|close|closing\s+time|window|cut-?off)",
    rf"(?:is|has)\s+{_IT}\s+(?:still\s+|already\s+|now\s+)?(?:open|closed|over|ended|expired)(?:\s+(?:yet|now))?",
    r"has\s+the\s+deadline\s+(?:already\s+)?passed(?:\s+yet)?",
)
_CLOCK = re.compile("|".join(f"(?:{one})" for one in _PATTERNS), re.IGNORECASE)
# A deadline names a minute, and the whole of that minute still counts.
_MINUTE = timedelta(minutes=1)


def is_about_the_clock(question: str) -> bool:
    """True for a question that is about the market's clock and nothing else.

    >>> is_about_the_clock("How long is left?"), is_about_the_clock("When does the ceasefire end?")
    (True, False)
    """
    return bool(_CLOCK.fullmatch(" ".join(question.split()).rstrip(" ?.!")))


def on_the_clock(record: Adjudication, question: str) -> Answered | None:
    """Answer a question about the clock as of the record's moment; None for any other question."""
    if not is_about_the_clock(question):
        return None
    references = tuple(_references(record))
    numbers = tuple(one.number for one in references)
    said = [*_window(record.criteria.clock.window, record.as_of), *_more(record)]
    return Answered(
        question=question,
        by="code",
        as_of=record.as_of,
        verdict=verdict_words(record.verdict),
        is_answered=True,
        sentences=tuple(Sentence(kind="computed", text=text, references=numbers if number == 0 else ()) for number, text in enumerate(said)),
        references=references,
        named={one.source: "the rules" if one.source == "rules" else one.source for one in references},
    )


def _references(record: Adjudication) -> Iterator[Reference]:
    clock = record.criteria.clock
    found: list[Quote] = [words for words in (clock.words, clock.evidence_words, clock.reporting_words) if words]
    for number, quote in enumerate(found, 1):
        yield Reference(number=number, source=quote.where, quote=quote)


def _window(window: Window, as_of: datetime) -> Iterator[str]:
    if window.closes is None:
        yield "The rules set no deadline that code could read, so nothing closes by the clock."
        return
    yield f"The window closes at {_both(window.closes, window.zone)}; that whole minute still counts."
    if window.opens and as_of < window.opens:
        yield f"As of {instant(as_of)} it has not opened; it opens at {_both(window.opens, window.zone)}, in {duration(window.opens - as_of)}."
    elif is_open(as_of, window.closes):
        yield f"As of {instant(as_of)} it is open, with {duration(window.closes + _MINUTE - as_of)} left."
    else:
        yield f"As of {instant(as_of)} it has been closed for {duration(as_of - window.closes - _MINUTE)}."


def _more(record: Adjudication) -> Iterator[str]:
    clock = record.criteria.clock
    if clock.alternative and clock.alternative.closes:
        yield f"The text also allows a window that closes at {_both(clock.alternative.closes, clock.alternative.zone)}."
    if clock.evidence_until:
        yield f"Evidence counts until {_both(clock.evidence_until, clock.window.zone)}."
    if clock.reporting_until:
        yield f"The rules keep the market open for a publication until {_both(clock.reporting_until, clock.window.zone)}."
    if clock.occasion_over:
        yield f"The window ends earlier if {clock.occasion_over} is met: the one occasion is over."


def _both(moment: datetime, zone: str) -> str:
    there, utc = local(moment, zone), instant(moment)
    return there if utc in there else f"{there} ({utc})"
