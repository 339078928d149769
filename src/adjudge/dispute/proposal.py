"""What a person means by a proposed outcome: its label, or the code that the market's own platform gives it."""

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
    known = [*market.outcomes, *(market.platform.codes.values() if market.platform else ()), *(market.platform.code_for.values() if market.platform else ())]
    hint = ""
    if name.casefold() in _UMA_CODES and not (market.platform and market.platform.codes):
        hint = "; the market's mapping is not known, so give the outcome's name"
    raise UsageError(f"--proposed: {name!r} is none of {', '.join(dict.fromkeys(known))}{hint}")
