"""One check as it is scored: what was expected, what came, and what it took."""

from collections import Counter
from collections.abc import Iterator

from adjudge.model.adjudication import Adjudication
from adjudge.model.base import Frozen
from adjudge.suite.cases import Check
from adjudge.suite.labels import lacking
from adjudge.suite.run import Failure
from adjudge.suite.summary import Ending, ending


class Account(Frozen):
    """What the model returned and what it cost."""

    quotes: dict[str, int] = {}
    """How many quotes matched in which way; the rejected ones by reason."""
    claims: int = 0
    rejected_claims: int = 0
    calls: int = 0
    reasks: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: str | None = None


class Scored(Frozen):
    """One check beside its label."""

    id: str
    case: str
    label: Ending
    got: Ending | None = None
    agrees: bool = False
    """True where the verdict is the expected one in everything that the label states."""
    default_asked: bool = False
    """True where the label names the default that applies."""
    confidence: float | None = None
    calibrated: bool = False
    features: dict[str, float] = {}
    traps: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    """What kind of market it is, as far as its rules and their reading show."""
    asked_for: int = 0
    shown: int = 0
    """Quotes and clauses that the label asks for, and those of them that the record shows."""
    proposal: str | None = None
    binary: bool = True
    account: Account = Account()
    seconds: float = 0
    error: str | None = None
    prompts: dict[str, str] = {}
    models: tuple[str, ...] = ()


def scored(check: Check, record: Adjudication, seconds: float = 0) -> Scored:
    """Set a record beside its label."""
    label, got = check.label, ending(record.verdict)
    wanted = len(label.quotes) + len(label.criteria)
    return Scored(
        id=check.id, case=check.case, label=label_of(check), got=got, agrees=label.agrees(got), default_asked=label.default_if_unresolved is not None,
        confidence=record.confidence.value, calibrated=record.confidence.calibrated, features=record.confidence.features,
        traps=label.traps, kinds=tuple(_kinds(record)), asked_for=wanted, shown=wanted - len(lacking(record, label)), proposal=label.proposal,
        binary=record.market.is_binary, account=_account(record), seconds=round(seconds, 3),
        prompts=record.provenance.prompts, models=record.provenance.models_answered,
    )  # fmt: skip


def unscored(check: Check, failure: Failure) -> Scored:
    """A check without a verdict, which counts neither as right nor as wrong."""
    return Scored(id=check.id, case=check.case, label=label_of(check), traps=check.label.traps, proposal=check.label.proposal, error=f"{failure.kind}: {failure.says}")


def label_of(check: Check) -> Ending:
    """Give the expected verdict in the form of a given one."""
    label = check.label
    sides = {"resolved_yes": "Yes", "resolved_no": "No"}
    return Ending(verdict=label.expected, cause=label.cause, outcome=label.outcome or sides.get(label.expected), default_if_unresolved=label.default_if_unresolved, platform_ruling=label.platform_ruling)


def _kinds(record: Adjudication) -> Iterator[str]:
    rules, market = record.criteria, record.market
    judged = [criterion for criterion in rules.criteria if criterion.id in rules.judged]
    yield "binary" if market.is_binary else "multi-outcome"
    yield f"source: {rules.sources.regime}"
    found = {
        "in a group": bool(market.group) or bool(market.platform and market.platform.is_neg_risk),
        "clarified": bool(market.clarifications),
        "must hold to the end": any(criterion.mode == "holds" for criterion in judged),
        "a figure": any(criterion.number and not criterion.number.terms for criterion in judged),
        "words counted": any(criterion.number and criterion.number.terms for criterion in judged),
        "no deadline": rules.clock.window.closes is None,
        "with defects": bool(rules.defects),
    }
    yield from (name for name, holds in found.items() if holds)


def _account(record: Adjudication) -> Account:
    claims = [claim for claims in record.claims for claim in claims.claims]
    matched = Counter(quote.match for claim in claims for quote in claim.quotes)
    rejected = Counter(f"rejected: {quote.reason}" for claim in claims for quote in claim.rejected_quotes)
    made = record.provenance
    return Account(
        quotes=dict(sorted((matched + rejected).items())), claims=len(claims), rejected_claims=sum(not claim.is_verified for claim in claims),
        calls=len(made.calls), reasks=sum(call.attempt > 1 for call in made.calls),
        input_tokens=made.input_tokens, output_tokens=made.output_tokens, cost_usd=made.cost_usd,
    )  # fmt: skip
