"""Limitless markets, whose rules are HTML."""

from functools import partial

from adjudge.markets.build import LONGEST, build
from adjudge.markets.found import Found, Seen
from adjudge.markets.rich import from_html
from adjudge.markets.value import Node, figures, name, nodes, present, text, when
from adjudge.model.market import Market


def find(node: Node) -> list[Seen] | None:
    """Find the market or the members of a group; None where it is neither."""
    if "title" not in node or not ({"expirationTimestamp", "winningOutcomeIndex", "proxyTitle"} & node.keys()):
        return None
    members = nodes(node.get("markets"))
    return [_found(member, node) for member in members] or [_found(node, {})]


def _found(node: Node, group: Node) -> Found:
    return Found((text(node, "slug"), text(node, "id"), text(node, "conditionId")), name(node, "title"), partial(_market, node, group))


def _market(node: Node, group: Node, source: str) -> Market:
    markup = text(node, "description") or text(group, "description")
    # Beyond the limit the raw markup goes on as it is, only to be refused for its length.
    rules = from_html(markup) if len(markup) <= LONGEST else markup
    outcomes = _outcomes(rules)
    return build(
        source,
        question=name(group, "title") or name(node, "title"),
        rules=rules,
        outcomes=outcomes,
        created=when(node, "createdAt"),
        group=name(node, "title") if group else "",
        platform=_platform(node, group, outcomes),
    )


def _outcomes(rules: str) -> list[str]:
    # The payload calls the two sides yes and no; the rules of its price markets call them Up and Down.
    return ["Up", "Down"] if 'resolve to "Up"' in rules and '"Down"' in rules else ["Yes", "No"]


def _platform(node: Node, group: Node, outcomes: list[str]) -> dict[str, object]:
    winner = node.get("winningOutcomeIndex")
    slug = text(group, "slug") or text(node, "slug")
    return dict(
        name="limitless",
        ids=present(id=text(node, "id"), slug=text(node, "slug"), condition=text(node, "conditionId")),
        url=f"https://limitless.exchange/markets/{slug}" if slug else "",
        codes={outcome: str(index) for index, outcome in enumerate(outcomes)},
        mapping="Limitless settles on an outcome index, 0 being the first",
        is_neg_risk=bool(text(node, "negRiskRequestId")),
        event=name(group, "title"),
        opens=when(node, "startAt"),
        closes=when(node, "expirationTimestamp"),
        status=text(node, "status").lower(),
        settled=outcomes[winner] if winner in (0, 1) and not isinstance(winner, bool) else None,
        prices=dict(zip(outcomes, figures(node.get("prices")), strict=False)),
    )
