"""What a model says of the arguments of a dispute, checked: ids that exist, carriers of the right kind, nothing talked into it.

No mark changes a verdict, and code only ever lowers one: to `not_in_evidence`, or to none at all.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from adjudge.ground.asides import to_a_model
from adjudge.ground.speech import names_another_verdict, strange_numbers, unquoted
from adjudge.model.adjudication import Adjudication
from adjudge.model.base import Frozen
from adjudge.model.calls import Call
from adjudge.model.claims import Claim
from adjudge.model.criteria import Criterion
from adjudge.wire.arguments import Mark, Says, WireArgument, WireArguments

# A side that needs more than this has no argument that a moderator reads in time; each side has its own room, so
# that one which floods does not crowd the other out.
MOST_SENT, MOST_CHARACTERS = 40, 24_000
# A paragraph of 250 words; the sides write 10 to 120.
LONGEST_SENT = 1_500
# The prompt asks for four on each side.
MOST_CARRIERS = 6
# Half as long again as 30 words take.
LONGEST_WHY = 300
FACTS = ("occurred", "denied", "absence")
_NO_FACT = {
    "scheduled": "a plan, not a fact", "intended": "a plan, not a fact", "forecast": "a forecast, not a fact", "opinion": "an opinion, not a fact",
    "live": "a report that may still change, not a fact", "background": "background, not the event",
}  # fmt: skip
# What has no width, reorders or acts. Written out: what a category holds changes with Python's tables, and a request
# must not change with them.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
_ADDRESS = re.compile(r"\bhttps?://\S+|\b[\w.-]+\.[a-z]{2,}/\S+", re.IGNORECASE)


class Marked(Frozen):
    """What stands of the model's word on one argument; without a mark nothing of it stands."""

    mark: Mark | None = None
    says: Says | None = None
    for_: tuple[str, ...] = ()
    """Ids of verified claims and of criteria."""
    against: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    """What the model named for a mark that could not stand on it."""
    why: str = ""
    """The model's own sentence."""
    notes: tuple[str, ...] = ()
    addresses_model: bool = False
    """True where the model says that the argument speaks to it."""


class Marks(Frozen):
    """The marks of a dispute's arguments by their ids, what was cut before anybody read them, and the calls."""

    marked: dict[str, Marked] = Field(default={})
    cut: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
    is_read: bool = False
    """True where a model was asked, or its kept answer used."""
    why_not: str = ""
    """Where it was not: why."""


@dataclass(frozen=True)
class Given:
    """What a model was given: the arguments by their ids, and the record whose claims and criteria may carry them."""

    record: Adjudication
    arguments: Mapping[str, str]
    claims: Mapping[str, Claim]
    criteria: Mapping[str, Criterion]
    withdrawn: Mapping[str, str]
    """Claims that the fold set aside because another corrects them, and what it said."""


def given(record: Adjudication, arguments: Mapping[str, str]) -> Given:
    """Put together what may be named."""
    claims = {claim.id: claim for found in record.claims for claim in found.claims if claim.is_verified}
    dropped = [gone for one in record.judged for gone in one.dropped if gone.says.startswith("withdrawn by")]
    return Given(record, arguments, claims, {one.id: one for one in record.criteria.criteria}, {gone.claim: gone.says for gone in dropped})


def sendable(arguments: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Give what a model is sent of the arguments, in their order, and say what was cut.

    An argument that addresses a model is never sent: it could speak about the others.
    """
    sent: dict[str, str] = {}
    cut: list[str] = []
    for side in dict.fromkeys(name[0] for name in arguments):
        own = {name: plain(text) for name, text in arguments.items() if name[0] == side}
        own = {name: text for name, text in own.items() if text and not to_a_model(text)}
        room = MOST_CHARACTERS
        for name, text in list(own.items())[:MOST_SENT]:
            if room < min(len(text), LONGEST_SENT):
                break
            sent[name] = text[:LONGEST_SENT]
            room -= len(sent[name])
            if len(text) > LONGEST_SENT:
                cut.append(f"{name}: a model read the first {LONGEST_SENT:,} of its {len(text):,} characters")
        unsent = [name for name in own if name not in sent]
        if unsent:
            cut.append(f"from {unsent[0]} on ({len(unsent)} in all), by quotation alone: more than a model is given of one side")
    return sent, tuple(cut)


def plain(text: str) -> str:
    r"""Give a text on one line without what hides or acts; nothing of an argument has to be quoted from it.

    >>> plain("It\u200b is\n\x1b[2J  so.")
    'It is [2J so.'
    """
    return " ".join(_HIDDEN.sub("", " ".join(text.split())).split())


def complaints(wire: WireArguments, asked: Given) -> list[str]:
    """Say everything that does not hold, in sentences that a model can act on."""
    return [*_counts(wire, asked), *(said for one in _first_of_each(wire, asked).values() for said in _objections(one, asked))]


def _counts(wire: WireArguments, asked: Given) -> Iterator[str]:
    names = [one.argument for one in wire.arguments]
    for name in asked.arguments:
        if names.count(name) != 1:
            yield f"{name}: {names.count(name)} marks were given and one is asked for"
    unknown = [name[:20] for name in dict.fromkeys(names) if name not in asked.arguments]
    if unknown:
        yield f"there is no argument {', '.join(unknown[:10])}"


def _objections(one: WireArgument, asked: Given) -> Iterator[str]:
    unknown = _unknown((*one.for_, *one.against), asked)
    if unknown:
        yield f"{one.argument}: there is no claim or criterion {', '.join(unknown[:10])}"
    if not one.addresses_model and (why := _fails(one, asked)):
        yield f"{one.argument}: {one.mark} cannot stand: {why}"


def ground(wire: WireArguments, asked: Given) -> dict[str, Marked]:
    """Check every mark; the first on an argument stands, and one that was not asked about is left out."""
    first = _first_of_each(wire, asked)
    return {
        name: _marked(first[name], asked) if name in first else Marked(notes=("the model gave it no mark",)) for name in asked.arguments
    }


def _first_of_each(wire: WireArguments, asked: Given) -> dict[str, WireArgument]:
    first: dict[str, WireArgument] = {}
    for one in wire.arguments:
        if one.argument in asked.arguments:
            first.setdefault(one.argument, one)
    return first


def _marked(one: WireArgument, asked: Given) -> Marked:
    if one.addresses_model:
        return Marked(addresses_model=True, notes=("the model says that it speaks to a model, so its mark is dropped",))
    unknown = _unknown((*one.for_, *one.against), asked)
    notes = [f"named as a carrier, and no verified claim or criterion: {', '.join(unknown[:5])}"] if unknown else []
    why, another = _why(one, asked)
    notes += [another] if another else []
    failing = _fails(one, asked)
    if failing or one.mark == "not_in_evidence":
        lowered = [f"{failing} (the model says {one.mark})"] if failing else []
        offered = _known((*one.for_, *one.against), asked) if failing else ()
        return Marked(mark="not_in_evidence", says=one.says, offered=offered, why="" if failing else why, notes=(*lowered, *notes))
    for_, against = _known(one.for_, asked), _known(one.against, asked)
    notes += _cautions(one, for_ if one.mark == "supported" else against, asked)
    if one.mark == "supported" and against:
        notes.append("quotes stand against it too")
    return Marked(mark=one.mark, says=one.says, for_=for_, against=against, why=why, notes=tuple(notes))


def _fails(one: WireArgument, asked: Given) -> str:
    """Say why a mark cannot stand on what it names; empty where it can."""
    if one.mark == "not_in_evidence":
        return ""
    names = _known(one.for_ if one.mark == "supported" else one.against, asked)
    claims = [asked.claims[name] for name in names if name in asked.claims]
    if not names:
        return "no verified claim and no criterion carries it"
    if withdrawn := [asked.withdrawn[claim.id] for claim in claims if claim.id in asked.withdrawn]:
        claims = [claim for claim in claims if claim.id not in asked.withdrawn]
        if not claims:
            return f"what carries it was {withdrawn[0]}"
    if one.says == "other":
        return "what it says is nothing that articles or rules could show"
    if one.says == "rules":
        return "" if any(name in asked.criteria for name in names) else "only the rules' own words show what they ask"
    if not claims:
        return "words of the rules show nothing that anybody did or said"
    if one.says == "happened" and not any(claim.kind in FACTS for claim in claims):
        return _what_it_is(claims)
    return ""


def _cautions(one: WireArgument, names: Sequence[str], asked: Given) -> Iterator[str]:
    """What a mark that stands does not tell by itself."""
    claims = [asked.claims[name] for name in names if name in asked.claims]
    if claims and not any(claim.kind in FACTS for claim in claims):
        yield _what_it_is(claims)
    yield from (f"{claim.id}: {asked.withdrawn[claim.id]}" for claim in claims if claim.id in asked.withdrawn)
    strange = _strange(asked.arguments[one.argument], names, asked) if one.mark == "supported" else []
    if strange:
        yield f"{', '.join(strange[:5])}: in none of the quotes that carry it"


def _what_it_is(claims: Sequence[Claim]) -> str:
    return "; ".join(dict.fromkeys(_NO_FACT[claim.kind] for claim in claims))


def _strange(argument: str, names: Sequence[str], asked: Given) -> list[str]:
    """The figures of an argument that nothing which carries it has; those of an address are none of its own."""
    articles = {article.id: article for article in asked.record.articles}
    said = [asked.record.market.question]
    for name in names:
        if claim := asked.claims.get(name):
            article = articles[claim.article]
            said += [
                *(quote.exact for quote in claim.quotes),
                claim.when_words,
                article.title,
                article.published.words if article.published else "",
            ]
        else:
            said.append(asked.criteria[name].quote.exact)
    return strange_numbers(_ADDRESS.sub(" ", argument), " ".join(said), " ".join(said))


def _why(one: WireArgument, asked: Given) -> tuple[str, str]:
    """The model's sentence: without quotation marks on words that nobody wrote, and not at all where it names a verdict."""
    said = " ".join(one.why.split())[:LONGEST_WHY]
    if names_another_verdict(said, None, asked.record):
        return "", "its sentence names another verdict and is left out"
    names = _known((*one.for_, *one.against), asked)
    texts = [quote.exact for name in names if name in asked.claims for quote in asked.claims[name].quotes]
    texts += [asked.criteria[name].quote.exact for name in names if name in asked.criteria]
    return unquoted(said, [asked.arguments[one.argument], *texts])[0], ""


def _known(names: Sequence[str], asked: Given) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names[:MOST_CARRIERS] if name in asked.claims or name in asked.criteria))


def _unknown(names: Sequence[str], asked: Given) -> list[str]:
    return [name[:20] for name in dict.fromkeys(names) if name not in asked.claims and name not in asked.criteria]
