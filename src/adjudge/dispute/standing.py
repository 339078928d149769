"""The line that a moderator reads first: how the proposal stands, the bar of proof, and what follows by itself."""

from collections.abc import Iterator

from adjudge.decide.bar import weigh
from adjudge.dispute.judging import outcome_of
from adjudge.dispute.quotes import in_the_rules
from adjudge.dispute.shapes import WORDS, Dispute, Judgement, Proposal
from adjudge.dispute.sides import claims_of, is_later
from adjudge.model.adjudication import Adjudication, Judged
from adjudge.model.claims import Claim
from adjudge.model.criteria import Path, Sources
from adjudge.reports.html_links import Linked
from adjudge.reports.parts import Item, Section, Tone
from adjudge.reports.words import BARS, instant, plural, sentence, short

TONES: dict[str, Tone] = {"holds": "good", "contradicted": "bad", "premature": "open", "cannot_be_said": "open"}
_REGIMES = {
    "only": "only {names}",
    "preferred": "{names} first, else credible reports",
    "consensus": "a consensus of credible reporting",
    "either": "{names}, or credible reports",
    "unstated": "not stated in the rules; weighed as a consensus",
}
_KINDS = {
    "outlet": "own-voice report", "all_parties": "own-voice report", "party": "party claim",
    "named_official": "official source", "document": "official source",
    "witness": "witness", "anonymous": "unnamed source",
}  # fmt: skip
# The first two are always counted out loud: on them most disputes turn.
_COUNTED = ("own-voice report", "party claim", "official source", "witness", "unnamed source")


def proposed(proposal: Proposal) -> str:
    """Name the proposed answer with its label and its code."""
    answer = proposal.answer
    return f"{answer.label} ({answer.code})" if answer.code and answer.code != answer.label else answer.label


def standing(dispute: Dispute) -> Section:
    """Say how the proposal stands at its own time, as of now where that differs, and what follows."""
    judged = dispute.judgement
    items = [Item(line(dispute.proposal, judged), tone=TONES[judged.word])]
    items.append(Item(_moments(dispute), tone="muted"))
    if dispute.differs:
        now = dispute.judgement_now
        items.append(Item(f"as of {instant(dispute.now.as_of)}: {line(dispute.proposal, now)}", "now", TONES[now.word]))
    shown = dispute.now if dispute.differs else dispute.then
    return Section(
        "the proposal",
        (
            *items,
            Item(f"{_regime(shown.criteria.sources)}{' (as of now)' if dispute.differs else ''}", "bar").over(*_bar(shown)),
            *_follows(shown),
        ),
    )


def line(proposal: Proposal, judged: Judgement) -> str:
    """Say in one line how a proposal stands and why."""
    name = proposed(proposal)
    head = f"Whether {name} holds {WORDS[judged.word]}" if judged.word == "cannot_be_said" else f"{name} {WORDS[judged.word]}"
    return f"{head}: {sentence(judged.why, capital=False)}"


def _moments(dispute: Dispute) -> str:
    at = dispute.proposal.at
    late = sum(is_later(dispute.now, article.id, at) for article in dispute.now.articles)
    notes = sum(bool(said.at and at < said.at <= dispute.now.as_of) for said in dispute.now.market.clarifications)
    came = [plural(count, what) for count, what in ((late, "article"), (notes, "clarification")) if count]
    after = f" {' and '.join(came)} came later and took no part." if came else " Nothing that was given came later."
    return f"Judged as of the proposal, {instant(at)}.{after}"


def _regime(sources: Sources) -> str:
    names = " or ".join(sources.names) or "the named source"
    return _REGIMES[sources.regime].format(names=names)


def _bar(record: Adjudication) -> Iterator[Item]:
    """Count who affirms each condition of a path, and say whether that reaches the bar."""
    claims = claims_of(record)
    weighed = [one for one in record.judged if one.reading == "strict" and _needs_bar(record, one)]
    for one in weighed:
        for_ = [claims[name] for name in one.for_ if name in claims]
        says = f"{_counts(for_)}; {_reached(record, one, for_)}" if for_ else "nothing that counts affirms it: not met"
        yield Linked(says, one.criterion, to=(one.criterion,))


def _needs_bar(record: Adjudication, one: Judged) -> bool:
    found = record.criteria.named(one.criterion)
    return found is not None and found.role in ("requires", "early", "split")


def _counts(claims: list[Claim]) -> str:
    reports = {kind: {claim.report or claim.article for claim in claims if _KINDS[claim.voice] == kind} for kind in _COUNTED}
    return ", ".join(plural(len(reports[kind]), kind) for kind in _COUNTED if reports[kind] or kind in _COUNTED[:2])


def _reached(record: Adjudication, one: Judged, for_: list[Claim]) -> str:
    if one.held_back == "contradiction":
        return "not met: it is contradicted"
    weighed = weigh(for_, record.criteria.sources, record.options.reports_needed)
    return f"{'met' if weighed.is_reached else 'not met'}: {BARS[weighed.bar]}"


def _follows(record: Adjudication) -> Iterator[Item]:
    """Say what happens if nothing more is shown, with the clause that makes it so."""
    nothing_more = record.settle.if_nothing_more or f"{short(record.verdict.name, record.verdict.outcome)} stands"
    default = record.criteria.default
    path = _winning(record)
    clause = None if path and path.kind != "default" else default
    item = Item(f"if nothing more is shown: {sentence(nothing_more, capital=False)}", "follows")
    yield item.over(*(_by_path(record, path) if path and clause is None else _by_default(record, clause)))


def _winning(record: Adjudication) -> Path | None:
    """The path that a decided market was decided by."""
    outcome = outcome_of(record.verdict) if record.verdict.name.startswith("resolved") or record.verdict.cause == "split" else None
    truths = {one.criterion: one.truth for one in record.judged if one.reading == "strict"}
    paths = [path for path in record.criteria.paths if path.outcome == outcome]
    holding = [path for path in paths if path.kind != "default" and all(truths.get(name) == "true" for name in path.all_of)]
    return next(iter((*holding, *(path for path in paths if path.kind == "default"))), None)


def _by_path(record: Adjudication, path: Path) -> Iterator[Item]:
    for name in path.all_of:
        if found := record.criteria.named(name):
            yield Linked(f"clause {name}: “{found.quote.exact}”", to=(in_the_rules(name),))


def _by_default(record: Adjudication, default: Path | None) -> Iterator[Item]:
    if default is None:
        yield Item("the rules name no outcome for want of evidence", tone="muted")
        return
    clause = record.criteria.named(default.clause or "")
    words = f"“{clause.quote.exact}”" if clause else "implied; the rules do not write it"
    yield Linked(f"{f'clause {clause.id}' if clause else 'its clause'}: {words}", to=(in_the_rules(clause.id),) if clause else ())
