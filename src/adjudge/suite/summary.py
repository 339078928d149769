"""What of a record is kept for comparison: enough to explain a difference without the record."""

import json
from collections.abc import Iterator
from typing import Any

from adjudge.model.adjudication import Adjudication, Verdict
from adjudge.model.base import Frozen, iso
from adjudge.model.calls import Call
from adjudge.model.claims import Claim, ClaimSet
from adjudge.model.criteria import Criteria, Path
from adjudge.prompting import digest

# Long enough that no two texts of one repository meet.
_SHORT = 16


class Ending(Frozen):
    """The verdict as it is compared."""

    verdict: str
    cause: str | None = None
    outcome: str | None = None
    default_if_unresolved: str | None = None
    platform_ruling: str | None = None

    @property
    def words(self) -> str:
        """The verdict in a few words."""
        more = self.cause or (self.outcome if self.verdict == "resolved" else None)
        return f"{self.verdict} ({more})" if more else self.verdict


class Said(Frozen):
    """One claim as it is compared."""

    id: str
    kind: str
    bears: tuple[str, ...] = ()
    when: tuple[str | None, str | None] = (None, None)
    through: str | None = None
    quotes: tuple[str, ...] = ()
    unanchored: tuple[str, ...] = ()
    """Quotes that the model gave and the article does not hold."""
    rejected: str | None = None


class Found(Frozen):
    """The state of one criterion under one reading."""

    criterion: str
    reading: str
    proposed: str
    state: str
    truth: str
    claims: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


class Made(Frozen):
    """What the record was made of, so that the cause of a difference can be named."""

    inputs: str
    """Digest of rules, articles, moment and options."""
    prompts: dict[str, str] = {}
    schemas: dict[str, str] = {}
    models: tuple[str, ...] = ()
    answers: dict[str, str] = {}
    """Digest of each answer, by what it answers."""
    files: dict[str, str] = {}
    """The recording of each answer, inside the folder of recordings."""


class Summary(Frozen):
    """One record, reduced to what is compared."""

    ending: Ending
    line: int
    confidence: float
    rules: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    pivot: str = ""
    criteria: dict[str, str] = {}
    paths: tuple[str, ...] = ()
    window: tuple[str | None, str | None] = (None, None)
    articles: dict[str, str] = {}
    claims: tuple[Said, ...] = ()
    found: tuple[Found, ...] = ()
    cover: str = ""
    lacks: tuple[str, ...] = ()
    """What the label asks for and the record does not show."""
    made: Made


def summarize(record: Adjudication, lacks: tuple[str, ...] = ()) -> Summary:
    """Reduce a record to what is compared."""
    window = record.criteria.clock.window
    return Summary(
        ending=ending(record.verdict),
        line=record.verdict.line,
        confidence=record.confidence.value,
        rules=tuple(dict.fromkeys(fired.rule for fired in record.fired)),
        flags=tuple(dict.fromkeys(flag.code for flag in record.flags)),
        pivot=record.settle.pivot_says or record.settle.pivot or "",
        criteria=_criteria(record.criteria),
        paths=tuple(_path(path) for path in record.criteria.paths),
        window=(window.opens and iso(window.opens), window.closes and iso(window.closes)),
        articles={article.id: f"{article.sha256[:_SHORT]} {article.outlet or article.title}".strip() for article in record.articles},
        claims=tuple(_said(claim) for claims in record.claims for claim in claims.claims),
        found=tuple(Found(criterion=one.criterion, reading=one.reading, proposed=one.proposed, state=one.state, truth=one.truth, claims=(*one.for_, *one.against), dropped=tuple(f"{drop.claim}: {drop.rule}" for drop in one.dropped)) for one in record.judged),
        cover=f"{record.cover.level} by {', '.join(record.cover.by)}" if record.cover.by else record.cover.level,
        lacks=lacks,
        made=_made(record),
    )  # fmt: skip


def ending(verdict: Verdict) -> Ending:
    """Give the verdict as it is compared."""
    return Ending(verdict=verdict.name, cause=verdict.cause, outcome=verdict.outcome, default_if_unresolved=verdict.default_if_unresolved, platform_ruling=verdict.platform_ruling)


def _criteria(criteria: Criteria) -> dict[str, str]:
    return {one.id: f"{one.role}{f', {one.mode}' if one.mode else ''}: {one.quote.exact}" for one in criteria.criteria}


def _path(path: Path) -> str:
    none_of = f" without {', '.join(path.none_of)}" if path.none_of else ""
    return f"{path.outcome} ({path.kind}): {', '.join(path.all_of) or path.clause or 'implied'}{none_of}"


def _said(claim: Claim) -> Said:
    happened = claim.happened
    return Said(
        id=claim.id,
        kind=claim.kind,
        bears=tuple(f"{one.stance} {one.criterion}" for one in claim.bears_on),
        when=(happened.earliest and iso(happened.earliest), happened.latest and iso(happened.latest)),
        through=claim.through and iso(claim.through),
        quotes=tuple(quote.exact for quote in claim.quotes),
        unanchored=tuple(quote.given for quote in claim.rejected_quotes),
        rejected=claim.rejected,
    )


def _made(record: Adjudication) -> Made:
    made = record.provenance
    options = record.options.model_dump_json()
    inputs = [made.rules_sha256, record.market.question, *sorted(made.articles_sha256.values()), iso(record.as_of), options, *(note.text for note in record.market.clarifications)]
    return Made(
        inputs=_short(inputs),
        prompts={name: text[:_SHORT] for name, text in made.prompts.items()},
        schemas={name: text[:_SHORT] for name, text in made.schemas.items()},
        models=tuple(sorted({f"{asked} answered by {answered}" for asked in made.models_asked for answered in made.models_answered or ("nobody",)})),
        answers=_answers(record),
        files=dict(roles(record)),
    )


def _answers(record: Adjudication) -> dict[str, str]:
    given = {"criteria": record.answers.criteria, **{f"claims {name}": answer for name, answer in record.answers.claims.items()}}
    given |= {f"findings {number}": answer for number, answer in enumerate(record.answers.findings)}
    return {name: _short(answer) for name, answer in given.items()}


def roles(record: Adjudication) -> Iterator[tuple[str, str]]:
    """Give what each question asked about, with the recording that answers it."""
    read: list[ClaimSet] = [claims for claims in record.claims if claims.article in record.answers.claims]
    articles = iter(read)
    for call in (call for call in record.provenance.calls if call.attempt == 1):
        prompt = call.prompt.partition(".")[0]
        about = f" {next(articles).article}" if prompt == "claims" else f" {call.sample}" if prompt == "findings" else ""
        yield f"{prompt}{about}", recording_of(call)


def recording_of(call: Call) -> str:
    """Give the name that a folder of recordings has for the answer to a question."""
    return f"{call.prompt}/{call.fingerprint[:32]}.json"


def _short(value: Any) -> str:
    return digest(json.dumps(value, sort_keys=True, ensure_ascii=False))[:_SHORT]
