"""The part of a brief that says where it comes from: articles, what was rejected, models, prompts and cost."""

from collections.abc import Iterator

from adjudge.model.adjudication import Adjudication
from adjudge.model.article import Article
from adjudge.model.claims import Claim
from adjudge.reports.evidence import Case
from adjudge.reports.parts import Item, Section, shorten, some
from adjudge.reports.words import KINDS, instant, outlet, plural, published

# Enough to recognise a text by, in lists where the record has it in full.
_GLIMPSE = 160
# A dispute has a handful of articles; a longer list would push what follows off the screen.
_LISTED = 20


def articles(case: Case) -> Section:
    """List what was read and what was left out, with the reason."""
    limit = case.limit if case.everything else _LISTED
    read = [_article(case, one) for one in case.record.articles]
    left = [Item(f"{one.what}: {one.why}", "left out", "open") for one in case.record.left_out]
    return Section("articles read", (*some(read, limit, "articles read"), *some(left, limit, "left out")))


def _article(case: Case, article: Article) -> Item:
    notes = [Item(note, tone="muted") for note in article.notes] if case.everything else []
    return Item(f"{outlet(article)}, {published(article)}: {article.title or shorten(article.text, 60)}", article.id).over(_address(article.url), *notes)


def _address(url: str) -> Item | None:
    return Item(url, tone="muted") if url else None


def clarifications(case: Case) -> Section:
    """List what the platform or the creator said later, and what each was taken for."""
    kinds = {note.id: note.kind for note in case.record.criteria.notes}
    items = []
    for number, said in enumerate(case.record.market.clarifications, 1):
        kind = kinds.get(f"N{number}") or said.kind or "not read as anything"
        when = f"{instant(said.at)}, " if said.at else ""
        items.append(Item(f"{when}{said.by or 'unsigned'} ({kind}): “{shorten(said.text, 10**6 if case.everything else _GLIMPSE)}”", f"N{number}"))
    return Section("clarifications", tuple(items))


def flags(case: Case) -> Section:
    """List the flags; text that addresses the reader has its own section."""
    found = [Item(f"{flag.code}: {flag.says}", tone="open") for flag in case.record.flags if flag.code != "addressed_to_reader"]
    return Section("flags", some(found, case.limit, "flags"))


def asides(case: Case) -> Section:
    """Show text that addresses the reader, the model or the market; it was not taken as evidence."""
    found = [(one.article, aside) for one in case.record.claims for aside in one.asides]
    items = [Item(f"“{shorten(aside.text, _GLIMPSE)}” (characters {aside.start} to {aside.end})", article, "open") for article, aside in found]
    return Section("text that addresses the reader (never evidence)", some(items, case.limit, "of this kind"))


def fired(case: Case) -> Section:
    """Name the rules that changed something, one line a rule; each occasion on request."""
    if case.everything:
        return Section("rules that fired", tuple(Item(f"{one.rule}: {one.says}") for one in case.record.fired))
    said: dict[str, list[str]] = {}
    for one in case.record.fired:
        said.setdefault(one.rule, []).append(one.says)
    return Section("rules that fired", tuple(Item(f"{rule}: {first}{f' (and {len(rest)} more)' if rest else ''}") for rule, (first, *rest) in said.items()))


def rejected(case: Case) -> Section:
    """Count the quotes and claims that did not pass; show each with its reason on request."""
    claims = [claim for claim in case.claims.values() if claim.rejected]
    quotes = [(claim, quote) for claim in case.claims.values() for quote in claim.rejected_quotes]
    others = len(case.record.criteria.rejected) + len(case.record.findings.complaints)
    counts = ((len(quotes), "quote"), (len(claims), "claim"), (others, "other complaint"))
    given = ", ".join(plural(count, what) for count, what in counts if count)
    if not given:
        return Section("rejected", (Item("nothing: every quote stands in its text", tone="muted"),))
    return Section("rejected", (Item(given if case.everything else f"{given}; --all shows them"), *(_rejections(case) if case.everything else ())))


def _rejections(case: Case) -> Iterator[Item]:
    for claim in case.claims.values():
        for quote in claim.rejected_quotes:
            nearest = Item(f"“{shorten(quote.best, _GLIMPSE)}”", "nearest") if quote.best else None
            yield Item(f"“{shorten(quote.given, _GLIMPSE)}” ({quote.reason}): {quote.message}", f"quote of {claim.id}").over(nearest)
        if claim.rejected:
            yield Item(f"{claim.rejected} In the model's words: {claim.statement}", f"claim {claim.id}")
    for complaint in (*case.record.criteria.rejected, *case.record.findings.complaints):
        yield Item(complaint, "complaint")


def unused(case: Case) -> Section:
    """On request, list the verified claims that no criterion took up."""
    used = {name for one in case.record.judged for name in (*one.for_, *one.against, *one.noted, *(gone.claim for gone in one.dropped))}
    rest = [claim for claim in case.claims.values() if claim.is_verified and claim.id not in used]
    return Section("other verified claims", tuple(_glimpse(claim) for claim in rest) if case.everything else ())


def _glimpse(claim: Claim) -> Item:
    return Item(f"{KINDS[claim.kind]}: “{shorten(claim.quotes[0].exact, _GLIMPSE)}” [{claim.article}]", claim.id)


def provenance(case: Case) -> Section:
    """Say what made the record, by digest, and what it cost."""
    made = case.record.provenance
    prompts = ", ".join(f"{name} ({digest[:12]})" for name, digest in made.prompts.items())
    items = [Item(f"{made.package}; prompts {prompts}"), Item(_models(case.record)), Item(_cost(case.record))]
    if made.via:
        items.append(Item(f"answered via {', '.join(made.via)}: by whoever read the prompts there, not by a provider's model"))
    if case.record.confidence.fitted_on:
        items.append(Item(f"confidence fitted on {case.record.confidence.fitted_on}"))
    if case.everything:
        items += [Item(made.rules_sha256, "rules"), *(Item(digest, name) for name, digest in made.articles_sha256.items())]
    return Section("provenance", tuple(items))


def _models(record: Adjudication) -> str:
    made = record.provenance
    return f"model asked: {', '.join(made.models_asked) or 'none'}; answered: {', '.join(made.models_answered) or 'none'}"


def _cost(record: Adjudication) -> str:
    made = record.provenance
    tokens = f"{made.input_tokens:,} tokens in, {made.output_tokens:,} out"
    cost = f"{made.cost_usd} USD" if made.cost_usd is not None else "unpriced"
    return f"{plural(len(made.calls), 'call')}; {tokens}; {cost}"
