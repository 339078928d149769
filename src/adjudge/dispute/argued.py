"""What each side argues, as it is shown: the mark, who gave it, and beneath it the words that carry it."""

from collections.abc import Iterator

from adjudge.dispute import panel
from adjudge.dispute.arguments import strongest
from adjudge.dispute.quotes import Evidence, in_the_rules
from adjudge.dispute.shapes import MARKS, Argument, Dispute, Passage
from adjudge.dispute.sides import counted, tier
from adjudge.reports.html_links import Linked
from adjudge.reports.parts import Item, Section, Tone, shorten
from adjudge.reports.words import outlet, plural

_TONES: dict[str, Tone] = {"supported": "good", "contradicted": "bad", "not_in_evidence": "open"}
_JUDGES = {"quotation": "judged by code, by what it quotes", "paraphrase": "judged by a model, by what it says"}
_SAYS = {"rules": "; a point about the rules", "expected": "; about what is planned or thought"}
# Two quotes a side under an argument: what is third does not decide it, and the JSON has all.
_STRONGEST, _CARRIERS, _ARGUMENT, _PASSAGE, _CUT = 3, 2, 400, 160, 4


def arguments(evidence: Evidence) -> Iterator[Section]:
    """Show the strongest arguments of each side, and say how they were checked."""
    dispute = evidence.dispute
    for side in ("proposer", "disputer"):
        found = [one for one in dispute.arguments if one.side == side]
        items = [_argument(evidence, one) for one in strongest(found, side, _STRONGEST)]
        rest = len(found) - len(items)
        more = [Item(f"and {plural(rest, 'more argument', 'more arguments')}; the JSON has them all", tone="muted")] if rest else []
        if items:
            yield Section(f"what the {side} argues", (*items, *more), spaced=True)
    if dispute.arguments:
        yield Section("how the arguments were checked", (Item(dispute.reading.says, tone="muted"), *_cut(dispute)))


def _cut(dispute: Dispute) -> Iterator[Item]:
    yield from (Item(said, "cut", "open") for said in dispute.reading.cut[:_CUT])
    if rest := len(dispute.reading.cut[_CUT:]):
        yield Item(f"and {rest} more; the JSON has them all", tone="muted")


def injected(dispute: Dispute) -> Item | None:
    """Count the arguments that read like instructions to a model."""
    count = sum(bool(one.addresses) for one in dispute.arguments)
    if not count:
        return None
    reads, them = ("reads", "it") if count == 1 else ("read", "them")
    return Item(f"{plural(count, 'argument')} {reads} like instructions to a model: no model was given {them}", tone="open")


def _argument(evidence: Evidence, argument: Argument) -> Item:
    by = _JUDGES[argument.by] + (_SAYS.get(argument.says or "", "") if argument.by == "paraphrase" else "")
    head = Item(shorten(" ".join(argument.text.split()), _ARGUMENT))
    to_a_model = [
        f"“{shorten(words, _PASSAGE)}” reads like an instruction to a model; no model was given it" for words in argument.addresses
    ]
    return head.over(
        Item(f"{MARKS[argument.mark]}; {by}", "mark", _TONES[argument.mark]),
        *(Item(said, "injected", "open") for said in to_a_model[:1]),
        *(_carried(evidence, argument) if argument.by == "paraphrase" else _quoting(evidence, argument)),
        *(Item(note, "note", "open") for note in argument.notes),
    )


def _quoting(evidence: Evidence, argument: Argument) -> Iterator[Item]:
    if not argument.passages:
        yield Item("it quotes nothing", tone="muted")
    yield from (_passage(evidence, one) for one in argument.passages)


def _passage(evidence: Evidence, passage: Passage) -> Item:
    article = evidence.articles.get(passage.where)
    where = f" in {f'{outlet(article)} [{article.id}]' if article else passage.where}" if passage.where else ""
    later = ", published after the proposal" if passage.where in panel.later_articles(evidence.dispute) else ""
    claim = next((evidence.claims[name] for name in passage.claims if name in evidence.claims), None)
    weight = f" ({tier(claim, evidence.record.criteria.sources)})" if claim else ""
    words = shorten(" ".join(passage.given.split()), _PASSAGE)
    return Linked(f"“{words}”{where}{weight}{later}: {passage.says}", tone="muted", to=passage.claims)


def _carried(evidence: Evidence, argument: Argument) -> Iterator[Item]:
    """The model's sentence, then the quotes behind the mark, and what the argument itself quotes."""
    if argument.why:
        yield Item(argument.why, "why", "muted")
    yield from _carriers(evidence, argument, argument.for_, "for")
    yield from _carriers(evidence, argument, argument.against, "against")
    yield from _carriers(evidence, argument, argument.offered, "offered")
    yield from (_passage(evidence, one) for one in argument.passages)


def _carriers(evidence: Evidence, argument: Argument, names: tuple[str, ...], label: str) -> Iterator[Item]:
    own, other = counted(evidence.record, argument.side, evidence.dispute.proposal.answer.label)
    for name in names[:_CARRIERS]:
        weighs = "the tool counts it for this side" if name in own else "the tool counts it for the other side" if name in other else ""
        if item := evidence.carrier(name, label, weighs) or _rule(evidence, name, label):
            yield item
    if rest := len(names[_CARRIERS:]):
        yield Item(f"and {rest} more {label}; the JSON has them all", tone="muted")


def _rule(evidence: Evidence, name: str, label: str) -> Item | None:
    found = evidence.record.criteria.named(name)
    if found is None:
        return None
    where = f"the {found.quote.where}" if not found.quote.where.startswith("N") else f"clarification {found.quote.where}"
    return Linked(f"“{shorten(found.quote.exact, _ARGUMENT)}” ({where}, {name})", label, to=(in_the_rules(name),))
