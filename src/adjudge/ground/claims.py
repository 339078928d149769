"""What an article claims, checked against the article: each quote located, each date placed, each doubt noted."""

import re
from collections.abc import Iterator, Sequence

from adjudge.ground.asides import asides_of, overlaps
from adjudge.ground.quotes import locate
from adjudge.ground.times import happened, speaks_through
from adjudge.model.article import Article
from adjudge.model.claims import Aside, Bearing, Claim, ClaimSet, Interval, Measure, Utterance
from adjudge.model.criteria import Criteria
from adjudge.model.market import Market
from adjudge.model.quote import Quote, RejectedQuote
from adjudge.wire.claims import WireClaim, WireClaimSet

# The prompt asks for 25 at most; twice that is a reader that repeats itself, and the rest is not weighed.
MOST_CLAIMS = 50
# Words of markets and odds; where the rules themselves use them they are the subject and not a price.
_PRICES = re.compile(
    r"\b(?:odds|bettors?|polymarket|kalshi|manifold markets|metaculus|prediction markets?|implied (?:probability|chance)|(?-i:Yes|YES) shares?)\b",
    re.IGNORECASE,
)
# A denial verb or a condition that governs the words right behind it.
_GOVERNS = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|refut\w+|reject\w*|dismiss\w*|no\s+(?:evidence|indication|sign|confirmation)|not\s+(?:true|confirmed)|whether|unless|if|did(?:\s+not|n['\u2019]t)|has(?:\s+not|n['\u2019]t)|never)"
    r"(?:\s+(?:that|whether|if|the|any|a|claims?|reports?|suggestions?|of|had|has|it|they|he|she)){0,5}\s*[\"\u201c\u2018']?\s*$",
    re.IGNORECASE,
)


def complaints(wire: WireClaimSet, article: Article, criteria: Criteria) -> list[str]:
    """Say everything that does not hold, in sentences that a model can act on."""
    return [*_quote_complaints(wire, article), *_id_complaints(wire, criteria)]


def _quote_complaints(wire: WireClaimSet, article: Article) -> Iterator[str]:
    for claim in wire.claims[:MOST_CLAIMS]:
        if not claim.quotes:
            yield f"{claim.id}: it has no quote"
        for quote in claim.quotes:
            found = _locate(quote, article, claim.in_headline)
            if isinstance(found, RejectedQuote):
                yield f"{claim.id}: the quote {quote[:120]!r}: {found.message}"
    if wire.subject_quote and isinstance(found := _locate(wire.subject_quote, article, False), RejectedQuote):
        yield f"subject_quote {wire.subject_quote[:120]!r}: {found.message}"


def _id_complaints(wire: WireClaimSet, criteria: Criteria) -> Iterator[str]:
    ids = [claim.id for claim in wire.claims]
    if len(set(ids)) != len(ids):
        yield "claims: every id must be used once"
    for claim in wire.claims[:MOST_CLAIMS]:
        unknown = [bearing.criterion for bearing in claim.bears_on if criteria.named(bearing.criterion) is None]
        if unknown:
            yield f"{claim.id}: there is no criterion {', '.join(unknown)}"
    if len(wire.claims) > MOST_CLAIMS:
        yield f"claims: {len(wire.claims)} were given and at most 25 were asked for; keep the decisive ones"


def _locate(quote: str, article: Article, in_headline: bool) -> Quote | RejectedQuote:
    return locate(quote, article.texts(), ("title", "body") if in_headline else ("body", "title"))


def ground(wire: WireClaimSet, article: Article, criteria: Criteria, market: Market) -> ClaimSet:
    """Build an article's claims; what no quote carries is kept and says why it supports nothing."""
    asides = asides_of(article.text, tuple(wire.addressed_to_reader))
    first = _first_of_each(wire.claims[:MOST_CLAIMS])
    subject = _locate(wire.subject_quote, article, False) if wire.subject_quote else None
    claims = tuple(_claim(claim, first, article, criteria, market, asides) for claim in first.values())
    return ClaimSet(
        article=article.id,
        covers=wire.covers,
        subject=subject if isinstance(subject, Quote) and not overlaps(subject.spans, asides if subject.where == "body" else ()) else None,
        claims=claims,
        asides=asides,
        flags=("claims_trimmed",) if len(wire.claims) > MOST_CLAIMS else (),
    )


def _first_of_each(claims: Sequence[WireClaim]) -> dict[str, WireClaim]:
    """Ids used twice keep the first; a repeated claim is one claim."""
    first: dict[str, WireClaim] = {}
    seen = set()
    for claim in claims:
        key = (claim.kind, tuple(claim.quotes), claim.statement)
        if key not in seen:
            seen.add(key)
            first.setdefault(claim.id, claim)
    return first


def _claim(
    wire: WireClaim, claims: dict[str, WireClaim], article: Article, criteria: Criteria, market: Market, asides: Sequence[Aside]
) -> Claim:
    located = [_locate(quote, article, wire.in_headline) for quote in wire.quotes]
    quotes = tuple(quote for quote in located if isinstance(quote, Quote))
    ends = speaks_through(wire, claims, article) if wire.kind == "absence" else Interval()
    return Claim(
        id=_id(article, wire.id),
        article=article.id,
        statement=wire.statement,
        kind=wire.kind,
        quotes=quotes,
        rejected_quotes=tuple(quote for quote in located if isinstance(quote, RejectedQuote)),
        bears_on=tuple(Bearing(criterion=one.criterion, stance=one.stance) for one in wire.bears_on if criteria.named(one.criterion)),
        in_headline=bool(quotes) and all(quote.where == "title" for quote in quotes),
        when_words=wire.when.words if wire.when else "",
        happened=happened(wire, claims, article),
        speaks_words=_speaks_words(wire) if wire.kind == "absence" else "",
        through=ends.latest,
        through_at_least=ends.earliest,
        voice=wire.voice,
        name=wire.name,
        derives_from=wire.derives_from,
        named_source=_named_source(wire, article, criteria),
        measure=Measure(**wire.measure.model_dump()) if wire.measure else None,
        utterance=Utterance(**wire.utterance.model_dump()) if wire.utterance else None,
        withdraws=_id(article, wire.withdraws) if wire.withdraws in claims else wire.withdraws,
        flags=_flags(wire, quotes),
        rejected=_rejection(quotes, article, market, asides, bool(wire.quotes)),
    )


def _speaks_words(wire: WireClaim) -> str:
    """Say in the article's words from when, through when and of what an absence speaks."""
    parts = (
        ("from", wire.absent_from and wire.absent_from.words),
        ("through", wire.absent_through and wire.absent_through.words),
        ("of", wire.counts),
    )
    return "; ".join(f"{name}: {words}" for name, words in parts if words)


def _id(article: Article, name: str) -> str:
    return f"{article.id}.{name}"


def _flags(wire: WireClaim, quotes: Sequence[Quote]) -> tuple[str, ...]:
    """What stands outside the quotes in their own sentences, and how the claim was made."""
    notes = {f"{note.flag}_outside_quote" for quote in quotes for note in quote.context}
    if wire.in_headline or (quotes and all(quote.where == "title" for quote in quotes)):
        notes.add("headline_only")
    return tuple(sorted(notes))


def _rejection(quotes: Sequence[Quote], article: Article, market: Market, asides: Sequence[Aside], was_quoted: bool) -> str | None:
    if not quotes:
        return "none of its quotes stands in the article" if was_quoted else "it has no quote"
    body = [quote for quote in quotes if quote.where == "body"]
    if any(overlaps(quote.spans, asides) for quote in body):
        return "not evidence: its quote addresses the reader, a model or the market"
    if any(_is_price(quote, market) for quote in quotes):
        return "not evidence: its quote speaks of a market's prices or traders"
    governed = [words for quote in quotes if (words := _governing(quote, article))]
    if governed and len(governed) == len(quotes):
        return f"its quote leaves out the words that govern it: {governed[0]!r}"
    return None


def _is_price(quote: Quote, market: Market) -> bool:
    found = _PRICES.search(quote.exact)
    return bool(found) and found[0].casefold() not in f"{market.question}\n{market.rules}".casefold()


def _governing(quote: Quote, article: Article) -> str | None:
    """Words right before the quote, in its own sentence, that turn what it says."""
    if quote.sentence is None:
        return None
    text = article.texts()[quote.where]
    before = text[quote.sentence[0] : quote.spans[0][0]]
    found = _GOVERNS.search(before)
    return " ".join(found[0].split()) if found else None


def _named_source(wire: WireClaim, article: Article, criteria: Criteria):
    """An article is the named source's own only where its outlet or address bears the name."""
    if wire.named_source != "itself":
        return wire.named_source
    mast = f"{article.outlet} {article.author} {article.url}".casefold()
    words = {word for name in criteria.sources.names for word in re.findall(r"\w{3,}", name.casefold())} - {"the", "and", "for", "official"}
    return "itself" if any(word in mast for word in words) else "reported"
