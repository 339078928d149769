"""Whether a saved record still holds: its texts, its quotes and its fold, made again from what it carries."""

from collections.abc import Iterator
from dataclasses import dataclass

from adjudge.decide import headline
from adjudge.errors import AdjudgeError
from adjudge.model.adjudication import Adjudication
from adjudge.model.claims import ClaimSet
from adjudge.pipeline.admission import admit_articles
from adjudge.pipeline.record import adjudicate, package_version
from adjudge.prompting import digest

CANNOT_SEE = (
    "whether an article is authentic, or was ever published by the outlet that it names",
    "whether the model read everything that an article says, or judged well what it read",
    "whether answers and texts were replaced together, consistently, before the record was saved",
    "the account of calls, tokens and cost, which only the endpoint knows",
)
# The parts that follow from inputs and answers, in the order in which a difference is worth naming.
DERIVED = ("criteria", "findings", "judged", "cover", "verdict", "under_strict", "under_intended", "confidence", "settle", "flags", "fired")


@dataclass(frozen=True)
class Verification:
    """What does not hold, and what a reader should know beside it."""

    problems: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """True where everything that can be checked holds."""
        return not self.problems


def verify(record: Adjudication) -> Verification:
    """Anchor every quote again and fold again; a record of another version may be folded differently today."""
    problems = list(_texts(record))
    same_version = record.provenance.package == package_version()
    try:
        again = _made_again(record)
    except (AdjudgeError, ValueError) as error:
        return Verification((*problems, f"the record cannot be made again from its own answers: {error}"), ())
    problems += _claims(record.claims, again.claims)
    differing = [name for name in DERIVED if getattr(record, name) != getattr(again, name)]
    notes = list(_notes(record, again, differing, same_version))
    if same_version:
        problems += [f"{name} is not what the record's own inputs and answers give" for name in differing]
    return Verification(tuple(problems), tuple(notes))


def _texts(record: Adjudication) -> Iterator[str]:
    made = record.provenance
    if made.rules_sha256 != digest(record.market.rules):
        yield "the rules are not the text whose digest the record names"
    if set(made.articles_sha256) != {article.id for article in record.articles}:
        yield "the articles are not those whose digests the record names"
    for article in record.articles:
        if made.articles_sha256.get(article.id, article.sha256) != article.sha256:
            yield f"{article.id}: the text is not the one whose digest the record names"
    admitted, _ = admit_articles(record.articles, record.as_of)
    if tuple(article.id for article in admitted) != tuple(article.id for article in record.articles):
        yield "the articles are not in their canonical order, or one of them is later than as_of"


def _made_again(record: Adjudication) -> Adjudication:
    return adjudicate(
        record.market,
        record.articles,
        record.answers,
        as_of=record.as_of,
        options=record.options,
        left_out=record.left_out,
        provenance=record.provenance,
    )


def _claims(recorded: tuple[ClaimSet, ...], again: tuple[ClaimSet, ...]) -> Iterator[str]:
    """Name each claim whose quotes or reading are not what anchoring them again gives."""
    before = {claim.id: claim for claims in recorded for claim in claims.claims}
    after = {claim.id: claim for claims in again for claim in claims.claims}
    for name in [*before, *(name for name in after if name not in before)]:
        if name not in after or name not in before:
            yield f"{name}: {'stands only in the record' if name in before else 'is missing from the record'}"
        elif before[name].quotes != after[name].quotes:
            yield f"{name}: its quotes do not stand where the record says"
        elif before[name] != after[name]:
            yield f"{name}: it is not what the recorded answer gives"
    if [claims.model_copy(update={"claims": ()}) for claims in recorded] != [claims.model_copy(update={"claims": ()}) for claims in again]:
        yield "what the record says of an article as a whole is not what the recorded answer gives"


def _notes(record: Adjudication, again: Adjudication, differing: list[str], same_version: bool) -> Iterator[str]:
    quotes = sum(len(claim.quotes) for claims in again.claims for claim in claims.claims)
    yield f"{len(record.articles)} articles, {quotes} quotes anchored again, folded again as of the record's own moment"
    if not same_version:
        yield f"made by {record.provenance.package}, checked by {package_version()}"
        if "verdict" in differing:
            yield f"today's fold gives another verdict: {headline(again.verdict)} instead of {headline(record.verdict)}"
        elif differing:
            yield f"today's fold gives the same verdict, and differs in {', '.join(differing)}"
    for blind in CANNOT_SEE:
        yield f"not checked here: {blind}"
