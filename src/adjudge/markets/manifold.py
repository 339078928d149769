"""Manifold's markets: yes/no, and choices with answers; their descriptions are rich text or plain."""

import re
from datetime import datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from adjudge.errors import MarketError
from adjudge.markets.build import build
from adjudge.markets.found import Found, Refused, Seen
from adjudge.markets.rich import from_document
from adjudge.markets.value import Node, figure, name, nodes, present, text, when
from adjudge.model.market import Market

_CHOICES = ("MULTIPLE_CHOICE", "FREE_RESPONSE")
_SETTLED = {"YES": "Yes", "NO": "No", "MKT": "MKT", "CANCEL": "N/A"}
_UPDATE = re.compile(r"^[ ]*(?:[-*•] )?Update (\d{4}-\d\d-\d\d) \(PST\)(?: \(([^)\n]{1,80})\))?:", re.MULTILINE)


def find(node: Node) -> list[Seen] | None:
    """Find the market in a Manifold object, or its answers where each settles by itself; None where it is neither."""
    if "outcomeType" not in node or "question" not in node:
        return None
    answers = nodes(node.get("answers"))
    if node.get("outcomeType") == "MULTIPLE_CHOICE" and node.get("shouldAnswersSumToOne") is False and answers:
        return [_answer_found(node, answer) for answer in answers]
    if text(node, "outcomeType") not in ("BINARY", *_CHOICES):
        return [Refused(_refusal(text(node, "outcomeType")))]
    return [Found((text(node, "slug"), text(node, "id"), text(node, "url")), name(node, "question"), partial(_market, node))]


def _refusal(kind: str) -> str:
    spoken = kind.lower().replace("_", " ")
    return f"is a Manifold {spoken} market, which has no yes/no or choice answer, and adjudge decides only between named outcomes"


def _answer_found(node: Node, answer: Node) -> Found:
    return Found((name(answer, "text"), text(answer, "id")), name(answer, "text"), partial(_answer, node, answer))


def _answer(node: Node, answer: Node, source: str) -> Market:
    """Read one answer of a market whose answers settle by themselves as a yes/no market."""
    settled = _SETTLED.get(text(answer, "resolution"))
    prices = present(Yes=figure(answer.get("probability")))
    facts = _platform(node, codes={"Yes": "YES", "No": "NO"}, settled=settled, prices=prices)
    return _built(node, source, outcomes=["Yes", "No"], group=name(answer, "text"), platform=facts)


def _market(node: Node, source: str) -> Market:
    if node.get("outcomeType") == "BINARY":
        facts = _platform(node, codes={"Yes": "YES", "No": "NO"}, settled=_SETTLED.get(text(node, "resolution")), prices=_binary_prices(node))
        return _built(node, source, outcomes=["Yes", "No"], platform=facts)
    answers = {name(answer, "text"): answer for answer in nodes(node.get("answers")) if name(answer, "text")}
    if len(answers) < 2:
        raise MarketError(f"{source} has fewer than two different answers to choose between")
    codes = {outcome: text(answer, "id") for outcome, answer in answers.items() if text(answer, "id")}
    prices = present(**{outcome: figure(answer.get("probability")) for outcome, answer in answers.items()})
    return _built(node, source, outcomes=list(answers), platform=_platform(node, codes=codes, settled=_chosen(node, codes), prices=prices))


def _built(node: Node, source: str, *, outcomes: list[str], platform: dict[str, object], group: str = "") -> Market:
    rules, notes = _apart(_description(node))
    return build(
        source,
        question=name(node, "question"),
        rules=rules,
        outcomes=outcomes,
        created=when(node, "createdTime"),
        group=group,
        clarifications=notes,
        platform=platform,
    )


def _description(node: Node) -> str:
    # The document keeps links and struck words, which the platform's own plain text loses.
    description = node.get("description")
    rich = from_document(description) if isinstance(description, dict) else ""
    return rich or text(node, "description", "textDescription")


def _apart(description: str) -> tuple[str, list[dict[str, object]]]:
    """Split off the dated updates that the platform appends to a description."""
    heads = list(_UPDATE.finditer(description))
    if not heads or not description[: heads[0].start()].strip():
        return description, []
    ends = [head.start() for head in heads[1:]] + [len(description)]
    notes = [_note(head, description[head.start() : end].strip()) for head, end in zip(heads, ends, strict=True)]
    return description[: heads[0].start()].rstrip("\n"), notes


def _note(head: re.Match[str], words: str) -> dict[str, object]:
    return {"at": _end_of_day(head[1]), "by": head[2] or "", "text": words}


def _end_of_day(day: str) -> datetime | None:
    """Give the last second of the day: a note of unknown hour counts only once it must have been there."""
    try:
        return datetime.combine(datetime.fromisoformat(day).date(), time(23, 59, 59), ZoneInfo("America/Los_Angeles"))
    except ValueError:
        return None


def _platform(node: Node, *, codes: dict[str, str], settled: str | None, prices: dict[str, str]) -> dict[str, object]:
    return dict(
        name="manifold",
        ids=present(id=text(node, "id"), slug=text(node, "slug"), creator=text(node, "creatorUsername")),
        url=text(node, "url"),
        codes=codes,
        code_for={"cancel": "CANCEL", "market": "MKT"},
        mapping="Manifold settles YES, NO, an answer's id, MKT (by percentage) or CANCEL (N/A)",
        closes=when(node, "closeTime"),
        status="resolved" if node.get("isResolved") is True else "open",
        settled=settled,
        prices=prices,
    )


def _binary_prices(node: Node) -> dict[str, str]:
    return present(Yes=figure(node.get("probability")))


def _chosen(node: Node, codes: dict[str, str]) -> str | None:
    resolution = text(node, "resolution")
    by_code = {code: outcome for outcome, code in codes.items()}
    return by_code.get(resolution) or _SETTLED.get(resolution) if resolution else None
