"""The values that fill the prompts: a function of rules, admitted clarifications and articles, and of nothing else."""

from collections.abc import Mapping, Sequence

from adjudge.model.article import Article
from adjudge.model.base import iso
from adjudge.model.claims import Claim, ClaimSet
from adjudge.model.criteria import Criteria, Criterion
from adjudge.model.market import Market
from adjudge.prompting import fence

# Beyond this many claims a reading of them all is no longer careful; what is left out is flagged.
MOST_CLAIMS = 300
# The order in which claims are kept when there are too many.
KEPT_FIRST = ("occurred", "denied", "absence", "live", "scheduled", "intended", "forecast", "opinion", "background")
NOT_STATED = "not stated"


def criteria_values(market: Market) -> dict[str, str]:
    """Fill the criteria prompt."""
    notes = [_note(number, note) for number, note in enumerate(market.clarifications, 1)]
    return {
        "question": fence("question", market.question),
        "group": fence("group", market.group) if market.group else "none",
        "outcomes": fence("outcomes", "\n".join(market.outcomes)),
        "created": iso(market.created) if market.created else NOT_STATED,
        "rules": fence("rules", market.rules),
        "clarifications": "\n\n".join(notes) or "none",
    }


def _note(number: int, note) -> str:
    said = iso(note.at) if note.at else NOT_STATED
    return (
        f"N{number}, said {said}, by {_one_line(note.by) or 'the platform'}"
        + (f", stated kind: {note.kind}" if note.kind else "")
        + "\n"
        + fence("clarification", note.text)
    )


def claims_values(market: Market, criteria: Criteria, article: Article) -> dict[str, str]:
    """Fill the claims prompt; the article comes last and carries no number of its own."""
    return {"market": _market_block(market, criteria), "article": _article_block(article)}


def _market_block(market: Market, criteria: Criteria) -> str:
    lines = [f"Question: {market.question}", f"Subject: {criteria.subject}"]
    if criteria.sources.names:
        lines.append(f"Sources that the rules name: {'; '.join(criteria.sources.names)}")
    lines += ["Criteria:", *(_criterion_line(criterion) for criterion in criteria.criteria if criterion.role not in ("default", "source"))]
    return "The market:\n" + fence("market", "\n".join(lines))


def _criterion_line(criterion: Criterion) -> str:
    mode = f", {criterion.mode}" if criterion.mode else ""
    line = f"{criterion.id} ({criterion.role}{mode}): {criterion.strict}"
    if criterion.intended:
        line += f" [intended reading: {criterion.intended}]"
    if criterion.number and criterion.number.terms:
        line += f" [words counted: {', '.join(criterion.number.terms)}]"
    return line


def _article_block(article: Article) -> str:
    stated = [
        f"Title: {_one_line(article.title) or NOT_STATED}",
        f"Outlet: {_one_line(article.outlet) or NOT_STATED}",
        f"Author: {_one_line(article.author) or NOT_STATED}",
        f"Published: {article.published.words if article.published else NOT_STATED}",
    ]
    return "About the article:\n" + fence("stated", "\n".join(stated)) + "\n\nThe article:\n" + fence("article", article.text)


def findings_values(
    market: Market, criteria: Criteria, claim_sets: Sequence[ClaimSet], articles: Sequence[Article]
) -> tuple[dict[str, str], bool]:
    """Fill the findings prompt with verified claims only; True where some had to be left out."""
    shown = _kept(claim_sets)
    by_id = {article.id: article for article in articles}
    blocks = [_claims_block(claims, by_id[claims.article], shown) for claims in claim_sets]
    total = sum(claim.is_verified for claims in claim_sets for claim in claims.claims)
    values = {
        "question": fence("question", market.question),
        "outcomes": "; ".join(_one_line(outcome) for outcome in market.outcomes),
        "criteria": _criteria_block(criteria),
        "claims": fence("claims", "\n\n".join(blocks)),
    }
    return values, total > len(shown)


def arguments_values(
    market: Market, criteria: Criteria, claim_sets: Sequence[ClaimSet], articles: Sequence[Article], arguments: Mapping[str, str]
) -> tuple[dict[str, str], bool]:
    """Fill the arguments prompt, with claims as the findings get them; True where some had to be left out."""
    shared, is_trimmed = findings_values(market, criteria, claim_sets, articles)
    lines = [line for criterion in criteria.criteria for line in (_criterion_line(criterion), _words_line(criterion))]
    # A fence for each, so that no argument can pose as the one after it.
    fenced = [f"{name}:\n{fence('argument', text)}" for name, text in arguments.items()]
    return shared | {"criteria": fence("criteria", "\n".join(lines)), "arguments": "\n\n".join(fenced)}, is_trimmed


def _words_line(criterion: Criterion) -> str:
    return f"  words ({criterion.quote.where}): {_one_line(criterion.quote.exact)}"


def _kept(claim_sets: Sequence[ClaimSet]) -> set[str]:
    verified = [claim for claims in claim_sets for claim in claims.claims if claim.is_verified]
    ranked = sorted(range(len(verified)), key=lambda index: (KEPT_FIRST.index(verified[index].kind), index))
    return {verified[index].id for index in ranked[:MOST_CLAIMS]}


def _criteria_block(criteria: Criteria) -> str:
    judged = [criterion for criterion in criteria.criteria if criterion.id in criteria.judged]
    beside = [
        criterion for criterion in criteria.criteria if criterion.id not in criteria.judged and criterion.role not in ("default", "window")
    ]
    lines = [f"Judge these: {', '.join(criterion.id for criterion in judged)}", *(_criterion_line(criterion) for criterion in judged)]
    if beside:
        lines += ["Beside them, for what words mean and who may prove it:", *(_criterion_line(criterion) for criterion in beside)]
    lines += ["Paths:", *(_path_line(path) for path in criteria.paths)]
    return fence("criteria", "\n".join(lines))


def _path_line(path) -> str:
    if path.kind == "default":
        return f"{path.outcome}: default"
    none_of = f", none of {', '.join(path.none_of)}" if path.none_of else ""
    return f"{path.outcome} ({path.kind}): all of {', '.join(path.all_of)}{none_of}"


def _claims_block(claims: ClaimSet, article: Article, shown: set[str]) -> str:
    published = article.published.words if article.published else NOT_STATED
    head = f"{article.id}: outlet {_one_line(article.outlet) or NOT_STATED}; published {published}"
    lines = [head, f"  covers: {_one_line(claims.covers)}", f"  about the market's subject: {'yes' if claims.subject else 'not shown'}"]
    return "\n".join([*lines, *(_claim_lines(claim) for claim in claims.claims if claim.id in shown)])


def _claim_lines(claim: Claim) -> str:
    bears = ", ".join(f"{one.stance} {one.criterion}" for one in claim.bears_on) or "none"
    who = claim.voice + (f" ({_one_line(claim.name)})" if claim.name else "")
    more = [f"when: {_one_line(claim.when_words) or NOT_STATED}", f"says so: {who}"]
    if claim.kind == "absence":
        more.append(f"speaks {_one_line(claim.speaks_words) or 'up to its publication'}")
    if claim.derives_from:
        more.append(f"rests on: {_one_line(claim.derives_from)}")
    if claim.measure:
        more.append(f"figure: {claim.measure.value} {claim.measure.unit} ({claim.measure.period}; {claim.measure.status})")
    if claim.withdraws:
        more.append(f"withdraws: {_one_line(claim.withdraws)}")
    if claim.in_headline:
        more.append("headline only")
    quotes = " / ".join(_one_line(quote.exact) for quote in claim.quotes)
    return f"  {claim.id} {claim.kind}; bears on: {bears}; {'; '.join(more)}\n    {_one_line(claim.statement)}\n    quote: {quotes}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
