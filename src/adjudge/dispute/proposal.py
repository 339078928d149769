"""What a person means by a proposed outcome: its label, or the code that the market's own platform gives it."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from adjudge.dispute.shapes import Answer, Meaning
from adjudge.errors import UsageError
from adjudge.model.market import Market, Platform

# What the platforms call the answers that are no outcome.
_MEANINGS: dict[str, Meaning] = {"early": "early", "unknown": "unknown"}
_SPOKEN: dict[str, Meaning] = {
    "too early": "early", "too_early": "early", "early": "early",
    "unknown": "unknown", "50-50": "unknown", "50/50": "unknown", "unknown/50-50": "unknown", "split": "unknown",
}  # fmt: skip
_LABELS: dict[str, str] = {"early": "too early", "unknown": "unknown/50-50"}
_UMA_CODES = ("p1", "p2", "p3", "p4")


def read_answer(words: str, market: Market) -> Answer:
    """Read an outcome's label or a platform's code; an outcome of that very name comes first."""
    name = words.strip()
    labels = {outcome.casefold(): outcome for outcome in market.outcomes}
    platform = market.platform
    if name.casefold() in labels:
        outcome = labels[name.casefold()]
        return Answer(label=outcome, code=_code_of(outcome, platform))
    return _by_code(name, platform) or _by_word(name, platform) or _unknown(name, market)


def _code_of(outcome: str, platform: Platform | None) -> str | None:
    codes = {label.casefold(): code for label, code in platform.codes.items()} if platform else {}
    return codes.get(outcome.casefold())


def _by_code(name: str, platform: Platform | None) -> Answer | None:
    if platform is None:
        return None
    for outcome, code in platform.codes.items():
        if code.casefold() == name.casefold():
            return Answer(label=outcome, code=code)
    for kind, code in platform.code_for.items():
        if code.casefold() == name.casefold():
            return Answer(label=_LABELS.get(kind, kind), code=code, stands_for=_MEANINGS.get(kind, "other"))
    # The oracle's own "too early" holds whether or not the request's map lists it.
    if platform.name == "uma" and platform.codes and name.casefold() == "p4":
        return Answer(label=_LABELS["early"], code="p4", stands_for="early")
    return None


def _by_word(name: str, platform: Platform | None) -> Answer | None:
    meaning = _SPOKEN.get(name.casefold())
    if meaning is None:
        return None
    code = platform.code_for.get(meaning) if platform else None
    if platform and platform.name == "uma" and platform.codes and meaning == "early":
        code = code or "p4"
    return Answer(label=_LABELS[meaning], code=code, stands_for=meaning)


def _unknown(name: str, market: Market) -> Answer:
    known = [
        *market.outcomes,
        *(market.platform.codes.values() if market.platform else ()),
        *(market.platform.code_for.values() if market.platform else ()),
    ]
    hint = ""
    if name.casefold() in _UMA_CODES and not (market.platform and market.platform.codes):
        hint = "; the market's mapping is not known, so give the outcome's name"
    raise UsageError(f"--proposed: {name!r} is none of {', '.join(dict.fromkeys(known))}{hint}")


_PART = re.compile(r"(\d{1,6})\s*(d|h|min|m|s)?", re.IGNORECASE)
_SECONDS = {"d": 86400, "h": 3600, "min": 60, "m": 60, "s": 1, "": 1}


def read_liveness(words: str) -> timedelta:
    """Read how long a proposal can be disputed; a bare number is seconds, as the oracle gives it.

    >>> read_liveness("2h"), read_liveness("1d 30min"), read_liveness("7200")
    (datetime.timedelta(seconds=7200), datetime.timedelta(days=1, seconds=1800), datetime.timedelta(seconds=7200))
    """
    parts = _PART.findall(words)
    if not parts or _PART.sub("", words).strip() or not 0 < sum(map(_seconds, parts)) <= 366 * 86400:
        raise UsageError(f"--liveness: {words!r} is no length of time such as 2h, 90min or 1d")
    return timedelta(seconds=sum(map(_seconds, parts)))


def _seconds(part: tuple[str, str]) -> int:
    return int(part[0]) * _SECONDS[part[1].lower()]


@dataclass(frozen=True, slots=True)
class Stated:
    """What is known of a proposal before anybody is asked: each part may be missing."""

    answer: str = ""
    """A code or a label, as `read_answer` takes it."""
    at: datetime | None = None
    deadline: datetime | None = None


def stated_on(market: Market) -> Stated:
    """Give what the market's own payload says was proposed."""
    return Stated(proposed_on(market), market.platform.proposed if market.platform else None)


def proposed_on(market: Market) -> str:
    """Give the code that the platform says was proposed and not yet settled on; empty where it says none."""
    status = market.platform.status if market.platform else ""
    return status.removeprefix("proposed ") if status.startswith("proposed ") else ""
