"""Metaculus posts: yes/no and multiple choice questions; numbers and dates have no outcome to name."""

from functools import partial

from adjudge.errors import MarketError
from adjudge.markets.build import build
from adjudge.markets.found import Found, Refused, Seen
from adjudge.markets.value import Node, as_node, name, nodes, present, strings, text, when
from adjudge.model.market import Market

_CODE_FOR = {"ambiguous": "ambiguous", "annulled": "annulled"}
_KINDS = ("binary", "multiple_choice")


def find(node: Node) -> list[Seen] | None:
    """Find the question or the questions in a post; None where it is no post."""
    question = as_node(node.get("question"))
    if "resolution_criteria" in question or "possibilities" in question:
        return [_found(question, node)]
    group = as_node(node.get("group_of_questions"))
    if group:
        return [_found({**_shared(group), **member}, node) for member in nodes(group.get("questions"))]
    if as_node(node.get("conditional")):
        return [Refused("is a Metaculus conditional, which has no answer of its own; give one of its questions")]
    if "resolution_criteria" in node and "type" in node:
        return [_found(node, {})]
    return None


def _shared(group: Node) -> dict[str, object]:
    return {key: group[key] for key in ("resolution_criteria", "fine_print") if text(group, key)}


def _found(question: Node, post: Node) -> Seen:
    kind = text(question, "type")
    if kind not in _KINDS:
        return Refused(f"is a Metaculus {kind or 'untyped'} question, which has no yes/no or choice answer, and adjudge decides only between named outcomes")
    names = (text(post, "slug") if "group_of_questions" not in post else "", text(question, "id"), text(post, "id"), name(question, "label"))
    return Found(names, name(question, "title") or name(post, "title"), partial(_market, question, post))


def _market(question: Node, post: Node, source: str) -> Market:
    outcomes = _outcomes(question, source)
    # The background text stays out: it is context, and Metaculus settles by these two fields alone.
    rules = [part for part in (text(question, "resolution_criteria"), text(question, "fine_print")) if part]
    return build(
        source,
        question=name(question, "title") or name(post, "title"),
        rules="\n\n".join(rules),
        outcomes=outcomes,
        created=when(question, "created_at") or when(post, "created_at"),
        group=name(question, "label"),
        platform=_platform(question, post, outcomes),
    )


def _outcomes(question: Node, source: str) -> list[str]:
    if text(question, "type") == "binary":
        return ["Yes", "No"]
    options = [option.strip() for option in strings(question.get("options"))]
    if len(options) < 2:
        raise MarketError(f"{source} does not list two or more options that can be read")
    return options


def _platform(question: Node, post: Node, outcomes: list[str]) -> dict[str, object]:
    is_binary = text(question, "type") == "binary"
    post_id = text(post, "id") or text(question, "post_id")
    return dict(
        name="metaculus",
        ids=present(post=post_id, question=text(question, "id"), slug=text(post, "slug")),
        url=f"https://www.metaculus.com/questions/{post_id}/" if post_id else "",
        codes={outcome: outcome.lower() if is_binary else outcome for outcome in outcomes},
        code_for=_CODE_FOR,
        mapping="Metaculus settles on yes or no or an option, or as ambiguous or annulled",
        event=name(post, "title") if text(question, "label") else "",
        opens=when(question, "open_time"),
        closes=when(question, "scheduled_close_time", "actual_close_time"),
        expected=when(question, "scheduled_resolve_time"),
        status=text(question, "status") or text(post, "status"),
        settled=_settled(question, is_binary),
    )


def _settled(question: Node, is_binary: bool) -> str | None:
    resolution = text(question, "resolution")
    return {"yes": "Yes", "no": "No"}.get(resolution, resolution) if is_binary and resolution else resolution or None
