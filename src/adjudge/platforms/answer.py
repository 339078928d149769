"""What a verdict means on the platform, by the market's own mapping; where none can be read there is no code."""

from adjudge.model.adjudication import Adjudication, Verdict
from adjudge.model.base import Frozen
from adjudge.model.market import Market, Platform, PlatformName
from adjudge.platforms.final import has_default, is_final, split_is_even

_OPEN_QUESTION = ("criteria", "conflict", "standard")


class PlatformAnswer(Frozen):
    """What to give the platform; without a `code` there is nothing to give, and `says` why."""

    platform: PlatformName
    code: str | None = None
    label: str = ""
    """How the platform's own pages call it."""
    says: str


def answer(market: Market, adjudication: Adjudication) -> PlatformAnswer | None:
    """Say what the verdict means on the market's platform; None where the market comes from none."""
    platform = market.platform
    if platform is None:
        return None
    outcome = _outcome(adjudication.verdict)
    if outcome is not None:
        return _for_outcome(platform, outcome, by_ruling=adjudication.verdict.platform_ruling is not None)
    if adjudication.verdict.cause == "insufficient":
        return _none(platform, "the evidence is insufficient, and no platform code stands for that")
    return _WITHOUT_OUTCOME[platform.name](platform, adjudication)


def _outcome(verdict: Verdict) -> str | None:
    if verdict.platform_ruling is not None:
        return verdict.platform_ruling
    plain = {"resolved_yes": "Yes", "resolved_no": "No", "resolved": None}
    return verdict.outcome or plain[verdict.name] if verdict.name in plain else None


def _for_outcome(platform: Platform, outcome: str, *, by_ruling: bool) -> PlatformAnswer:
    if not platform.codes:
        return _none(platform, _unmapped(platform), label=outcome)
    codes = {name.casefold(): code for name, code in platform.codes.items()}
    code = codes.get(outcome.casefold())
    if code is None:
        return _none(platform, f"the market's mapping does not name {outcome!r}", label=outcome)
    whose = "the platform's own ruling" if by_ruling else "the verdict"
    return _some(platform, code, outcome, f"{whose} is {outcome!r}; the market's mapping says: {platform.mapping}")


def _unmapped(platform: Platform) -> str:
    if platform.name == "polymarket":
        return "the market's UMA request was not read, so what p1 and p2 stand for is not known"
    return next((note for note in platform.notes if "p1" in note or "map" in note), "the market's mapping cannot be read")


def _uma(platform: Platform, adjudication: Adjudication) -> PlatformAnswer:
    if not platform.codes:
        return _none(platform, _unmapped(platform))
    if adjudication.verdict.name == "not_yet":
        return _too_early(platform, adjudication)
    return _unknown(platform, adjudication)


def _too_early(platform: Platform, adjudication: Adjudication) -> PlatformAnswer:
    if is_final(adjudication):
        return _none(platform, "the final time has passed, after which p4 may not be used")
    listed = "early" in platform.code_for
    says = "the verdict is not_yet, before the final time" + ("" if listed else "; the request's map lists no p4, which is the oracle's own \"too early\"")
    return _some(platform, platform.code_for.get("early", "p4"), "too early", says)


def _unknown(platform: Platform, adjudication: Adjudication) -> PlatformAnswer:
    """Give p3 where the request and the moment allow it."""
    verdict = adjudication.verdict
    if "unknown" not in platform.code_for:
        return _none(platform, "the request's map has no code for unknown or 50-50")
    if platform.is_neg_risk:
        return _none(platform, "the market belongs to a neg-risk group, where p3 may not be used")
    if is_final(adjudication) is False:
        return _none(platform, "the final time has not passed, before which p3 may not be used")
    if verdict.cause in _OPEN_QUESTION and has_default(adjudication):
        return _none(platform, "the rules have a default, so p3 may not be used; a person must decide")
    return _some(platform, platform.code_for["unknown"], "unknown/50-50", f"the verdict is ambiguous: {verdict.cause}")


def _polymarket(platform: Platform, adjudication: Adjudication) -> PlatformAnswer:
    return _none(platform, _unmapped(platform))


def _yes_or_no_only(platform: Platform, adjudication: Adjudication) -> PlatformAnswer:
    return _none(platform, f"{platform.name.capitalize()} settles only on an outcome, and the verdict is {_spoken(adjudication.verdict)}")


def _manifold(platform: Platform, adjudication: Adjudication) -> PlatformAnswer:
    verdict = adjudication.verdict
    if verdict.cause == "split" and split_is_even(adjudication):
        return _some(platform, "MKT", "50%", "the rules' own clause splits the market evenly")
    if verdict.cause == "split":
        return _some(platform, "CANCEL", "N/A", "the rules' own clause voids the market")
    if verdict.cause in _OPEN_QUESTION and is_final(adjudication) is not False and not has_default(adjudication):
        return _some(platform, "CANCEL", "N/A", f"the verdict is ambiguous: {verdict.cause}, and the rules have no default")
    return _none(platform, f"the verdict is {_spoken(verdict)}, which Manifold has no resolution for yet")


def _metaculus(platform: Platform, adjudication: Adjudication) -> PlatformAnswer:
    """Tell a question that is at fault (annulled) from a world that stays unclear (ambiguous)."""
    verdict = adjudication.verdict
    if verdict.cause == "split":
        return _some(platform, "annulled", "Annulled", "the rules' own clause voids the question")
    if verdict.cause not in _OPEN_QUESTION or is_final(adjudication) is False:
        return _none(platform, f"the verdict is {_spoken(verdict)}, which Metaculus has no resolution for yet")
    if verdict.cause == "criteria":
        return _some(platform, "annulled", "Annulled", "the question's own wording gives different answers on this evidence")
    return _some(platform, "ambiguous", "Ambiguous", f"what happened stays unclear: {verdict.cause}")


_WITHOUT_OUTCOME = {
    "uma": _uma,
    "polymarket": _polymarket,
    "kalshi": _yes_or_no_only,
    "limitless": _yes_or_no_only,
    "manifold": _manifold,
    "metaculus": _metaculus,
}


def _spoken(verdict: Verdict) -> str:
    return f"{verdict.name}: {verdict.cause}" if verdict.cause else verdict.name


def _some(platform: Platform, code: str, label: str, says: str) -> PlatformAnswer:
    return PlatformAnswer(platform=platform.name, code=code, label=label, says=says)


def _none(platform: Platform, says: str, *, label: str = "") -> PlatformAnswer:
    return PlatformAnswer(platform=platform.name, label=label, says=f"no code: {says}")
