"""The model's own verdict, asked for in one plain question: a baseline, and never a part of a verdict."""

from collections.abc import Sequence
from datetime import datetime

from adjudge.model.article import Article
from adjudge.model.base import iso
from adjudge.model.calls import Answer, Ask
from adjudge.model.market import Market
from adjudge.pipeline.admission import admit_articles, admit_market
from adjudge.pipeline.materials import NOT_STATED
from adjudge.prompting import Rendered, fence, newest, render
from adjudge.suite.cases import Check
from adjudge.suite.summary import Ending
from adjudge.wire.oneshot import WireOneShot

PROMPT = "oneshot"


def one_shot(check: Check, ask: Ask) -> Ending:
    """Ask for the verdict on one check; raises a `ModelError` where there is no answer."""
    market, articles = check.materials()
    answer: Answer[WireOneShot] = ask(question(market, articles, check.as_of), WireOneShot, lambda value: ())
    said = answer.value
    # Forms of one answer: "resolved" to Yes is resolved_yes, and an outcome beside not_yet says nothing.
    side = {"yes": "resolved_yes", "no": "resolved_no"}.get((said.outcome or "").casefold()) if said.verdict == "resolved" and market.is_binary else None
    sides = {"resolved_yes": "Yes", "resolved_no": "No"}
    verdict = side or said.verdict
    return Ending(
        verdict=verdict, cause=said.cause if verdict == "ambiguous" else None,
        outcome=sides.get(verdict) or (said.outcome if verdict == "resolved" else None),
        default_if_unresolved=said.default_if_unresolved if verdict == "ambiguous" else None,
    )  # fmt: skip


def question(market: Market, articles: Sequence[Article], as_of: datetime) -> Rendered:
    """Render the question; the same material takes part as in a check."""
    admitted, _ = admit_market(market, as_of)
    kept, _ = admit_articles(articles, as_of)
    notes = [f"{iso(note.at) if note.at else NOT_STATED}, by {note.by or 'the platform'}:\n{fence('clarification', note.text)}" for note in admitted.clarifications]
    return render(newest(PROMPT), {
        "question": fence("question", market.question), "outcomes": "; ".join(" ".join(outcome.split()) for outcome in market.outcomes),
        "rules": fence("rules", market.rules), "clarifications": "\n\n".join(notes) or "none", "moment": iso(as_of),
        "articles": "\n\n".join(_article(article) for article in kept) or "none",
    })  # fmt: skip


def _article(article: Article) -> str:
    stated = f"Title: {article.title or NOT_STATED}\nOutlet: {article.outlet or NOT_STATED}\nPublished: {article.published.words if article.published else NOT_STATED}"
    return f"{fence('stated', stated)}\n{fence('article', article.text)}"
