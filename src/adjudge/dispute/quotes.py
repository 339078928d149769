"""A claim as a moderator needs it: its words, one sentence of context, who says so, how much that weighs, when."""

from collections.abc import Iterator

from adjudge.anchor import context
from adjudge.clock import place
from adjudge.dispute.shapes import Dispute
from adjudge.dispute.sides import claims_of, is_later, tier
from adjudge.model.adjudication import Judged
from adjudge.model.article import Article
from adjudge.model.claims import Claim
from adjudge.model.quote import Quote
from adjudge.reports.html_links import Linked
from adjudge.reports.parts import Item, shorten
from adjudge.reports.words import KINDS, MATCHES, PLACES, articles_by_id, instant, outlet, published, span, voice

# A quote is a sentence or three; the record has it all.
_QUOTE, _CONTEXT, _GLIMPSE = 600, 400, 90


class Evidence:
    """The claims and articles of a dispute as of now, each knowing whether it came after the proposal."""

    def __init__(self, dispute: Dispute) -> None:
        self.dispute = dispute
        self.record = dispute.now
        self.claims = claims_of(dispute.now)
        self.articles = articles_by_id(dispute.now)

    def is_later(self, claim: Claim) -> bool:
        """True where the claim's article came after the proposal."""
        return is_later(self.record, claim.article, self.dispute.proposal.at)

    def bearings(self, claim: Claim) -> tuple[str, ...]:
        """Name the criteria that a claim was counted, noted or dropped on; where none took it up, those it was read for."""
        touched = [one.criterion for one in self.record.judged if claim.id in _names(one)]
        return tuple(dict.fromkeys(touched)) or tuple(bearing.criterion for bearing in claim.bears_on)

    def full(self, claim: Claim, label: str) -> Item:
        """Show a claim by its quotes with everything that weighs it."""
        first, *rest = [_quoted(quote) for quote in claim.quotes]
        item = Linked(first, label, name=f"quote {claim.id}", to=(claim.id, *self.bearings(claim)))
        around = Item(sentence_around(claim.quotes[0], self.articles.get(claim.article)), "context", "muted")
        return item.over(*map(Item, rest), around if around.text else None, *self._weighed(claim), *_cautions(claim))

    def _weighed(self, claim: Claim) -> Iterator[Item]:
        article = self.articles.get(claim.article)
        headline = " (headline)" if claim.in_headline else ""
        yield Item(
            f"{voice(claim)}{outlet(article)} [{claim.article}]{headline}; {tier(claim, self.record.criteria.sources)}", "source", "muted"
        )
        yield Item(f"{self._when(claim)}; {published(article)}", "dates", "muted")
        yield Item(_match(claim.quotes[0]), "match", "muted")
        if self.is_later(claim):
            yield Item("published after the proposal: it takes no part in the judgement at the proposal's time", tone="open")

    def _when(self, claim: Claim) -> str:
        words = f" (“{claim.when_words}”)" if claim.when_words else ""
        if claim.kind == "absence":
            return f"speaks up to {instant(claim.through) if claim.through else 'its publication at most'}{words}"
        window = self.record.criteria.clock.window
        return f"event {span(claim.happened)}{words}: {PLACES[place(claim.happened, window.opens, window.closes)]}"

    def carrier(self, name: str, label: str, weighs: str) -> Item | None:
        """Show a claim by its quote, its source and tier, as what carries something else; None where there is no such claim."""
        claim = self.claims.get(name)
        if claim is None or not claim.quotes:
            return None
        kind = "" if claim.kind == "occurred" else f"{KINDS[claim.kind]}; "
        source = f"{voice(claim)}{outlet(self.articles.get(claim.article))} [{claim.article}]; {tier(claim, self.record.criteria.sources)}"
        told = "; ".join(filter(None, (source, weighs, "published after the proposal" if self.is_later(claim) else "")))
        item = Linked(_quoted(claim.quotes[0]), label, to=(claim.id, *self.bearings(claim)))
        return item.over(Item(f"{kind}{told}", "source", "muted"))

    def glimpse(self, name: str, label: str = "") -> Item:
        """Show a claim in one line, for lists where it is only pointed at."""
        claim = self.claims.get(name)
        if claim is None or not claim.quotes:
            return Item(name, label)
        later = ", after the proposal" if self.is_later(claim) else ""
        words = (
            shorten(claim.quotes[0].exact, _GLIMPSE)
            if len(claim.quotes[0].exact) <= _GLIMPSE
            else f"{claim.quotes[0].exact[:_GLIMPSE].rstrip()}…"
        )
        return Linked(f"“{words}” {outlet(self.articles.get(claim.article))}{later}", label, "muted", to=(name,))


def in_the_rules(criterion: str) -> str:
    """Name the place in the market's texts where a criterion is quoted from."""
    return f"{criterion} in the rules"


def _names(judged: Judged) -> set[str]:
    return {*judged.for_, *judged.against, *judged.noted, *(dropped.claim for dropped in judged.dropped)}


def _quoted(quote: Quote) -> str:
    return f"“{shorten(quote.exact, _QUOTE)}”"


def _match(quote: Quote) -> str:
    says = "verbatim" if quote.match == "verbatim" else f"{quote.match}: {MATCHES[quote.match]}"
    edits = f" ({'; '.join(quote.edits)})" if quote.edits else ""
    return f"{says}{edits}{f'; stands {quote.occurrences} times in the article' if quote.occurrences > 1 else ''}"


def _cautions(claim: Claim) -> Iterator[Item]:
    for note in (note for quote in claim.quotes for note in quote.context if note.flag != "attribution"):
        yield Item(f"{note.flag} stands outside the quote: “{note.words}”", tone="open")
    if claim.withdraws:
        yield Item(f"withdraws: {claim.withdraws}", tone="open")


def sentence_around(quote: Quote, article: Article | None) -> str:
    """Give the sentence that holds a quote; where the quote is all of it, the one before, else the one after."""
    text = article.texts().get(quote.where, "") if article else ""
    start, end = quote.sentence or (quote.spans[0][0], quote.spans[-1][1])
    if not 0 <= start < end <= len(text):
        return ""
    whole = _one_line(text[start:end])
    if len(whole) > len(_one_line(quote.exact)) + 3:
        return shorten(whole, _CONTEXT)
    if before := _sentence_at(text, len(text[:start].rstrip()) - 1):
        return f"before it: {shorten(before, _CONTEXT)}"
    after = _sentence_at(text, end + len(text[end:]) - len(text[end:].lstrip()))
    return f"after it: {shorten(after, _CONTEXT)}" if after else ""


def _sentence_at(text: str, position: int) -> str:
    if not 0 <= position < len(text):
        return ""
    found = context(text, [(position, position + 1)]).sentence
    return _one_line(text[found.start : found.end])


def _one_line(text: str) -> str:
    return " ".join(text.split())
