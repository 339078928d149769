"""The record: one document that holds what was read, what was verified and what was decided."""

from typing import Any, Literal

from pydantic import Field

from adjudge.model.article import Article
from adjudge.model.base import Frozen, Instant
from adjudge.model.calls import Call
from adjudge.model.claims import ClaimSet, Place
from adjudge.model.criteria import Criteria
from adjudge.model.findings import Finding, Findings, Reading, State
from adjudge.model.market import Market

SCHEMA = "adjudge.adjudication/1"

Name = Literal["resolved_yes", "resolved_no", "resolved", "not_yet", "ambiguous"]
Cause = Literal["criteria", "conflict", "standard", "insufficient", "split"]
CoverLevel = Literal["complete", "until", "none"]
Bar = Literal["reached", "single_report", "party_only", "anonymous_only", "too_few", "wrong_source", "none"]
Truth = Literal["true", "false", "unknown"]


class Flag(Frozen):
    """Something that a person should know, with where it comes from."""

    code: str
    says: str


class Fired(Frozen):
    """A named rule that changed something, and what."""

    rule: str
    says: str


class Alternative(Frozen):
    """A reading or an open fact, the outcome it would lead to, and the claims behind it."""

    given: str
    verdict: Name
    outcome: str | None = None
    claims: tuple[str, ...] = ()


class Verdict(Frozen):
    """The answer of the fold."""

    name: Name
    cause: Cause | None = None
    outcome: str | None = None
    line: int
    """The line of the fold that gave it."""
    why: str
    default_if_unresolved: str | None = None
    default_clause: str | None = None
    platform_ruling: str | None = None
    """The outcome that an official ruling declared; the rest is the fold's own."""
    alternatives: tuple[Alternative, ...] = ()


class Dropped(Frozen):
    """A claim that the model leaned on and a rule took away from a criterion."""

    claim: str
    rule: str
    says: str


class Judged(Frozen):
    """A criterion as the fold sees it under one reading: what was proposed, what is left."""

    criterion: str
    reading: Reading
    proposed: State
    state: State
    truth: Truth
    for_: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    bar: Bar = "none"
    reports: int = 0
    held_back: Literal["contradiction", "bar"] | None = None
    placed: Place | None = None
    is_final: bool = False
    """True where nothing later can turn it: an impossibility, or the breach of what had to hold."""
    why: str = ""


class Cover(Frozen):
    """How far the evidence speaks about the window."""

    level: CoverLevel
    until: Instant | None = None
    by: tuple[str, ...] = ()
    """Claim ids, article ids, or `attested`."""
    says: str = ""


class Attestation(Frozen):
    """A person's word that a search was made; it counts as cover up to its instant."""

    words: str
    until: Instant


class Options(Frozen):
    """What the caller asked for that bears on the verdict."""

    reports_needed: int = 1
    attest: Attestation | None = None
    allow_missing: bool = False
    votes: int = 1


class LeftOut(Frozen):
    """Something given that took no part, and why."""

    what: str
    why: str


class Confidence(Frozen):
    """How likely careful moderators would give this verdict, from documented features."""

    value: float
    calibrated: bool = False
    fitted_on: str = ""
    """What a calibrated one was fitted on: checks, suites, readers, date."""
    features: dict[str, float] = {}


class Settle(Frozen):
    """What would decide the market, when that can be, and what happens without it."""

    would_settle: tuple[str, ...] = ()
    earliest: Instant | None = None
    earliest_says: str = ""
    if_nothing_more: str = ""
    pivot: str | None = None
    pivot_says: str = ""
    hangs_on_article: str | None = None
    """The single article whose absence would change the verdict."""


class Provenance(Frozen):
    """What made this record, so that it can be made again."""

    package: str
    rules_sha256: str
    articles_sha256: dict[str, str]
    prompts: dict[str, str]
    schemas: dict[str, str]
    models_asked: tuple[str, ...] = ()
    models_answered: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: str | None = None


class Answers(Frozen):
    """The model's answers as given; everything else in the record follows from them and the inputs."""

    criteria: dict[str, Any]
    claims: dict[str, dict[str, Any]]
    findings: tuple[dict[str, Any], ...]


class Adjudication(Frozen):
    """The whole record of one check; rendering adds nothing to it."""

    schema_: Literal["adjudge.adjudication/1"] = Field(default=SCHEMA, alias="schema")
    as_of: Instant
    market: Market
    articles: tuple[Article, ...]
    left_out: tuple[LeftOut, ...] = ()
    options: Options = Options()
    criteria: Criteria
    claims: tuple[ClaimSet, ...]
    findings: Findings
    judged: tuple[Judged, ...]
    cover: Cover
    verdict: Verdict
    under_strict: Verdict
    under_intended: Verdict | None = None
    confidence: Confidence
    settle: Settle
    flags: tuple[Flag, ...] = ()
    fired: tuple[Fired, ...] = ()
    answers: Answers
    provenance: Provenance
