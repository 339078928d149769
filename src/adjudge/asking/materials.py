"""The values that fill the ask prompt: the texts, the record's judgement as data, the conversation; no moment and no computed instant."""

from collections.abc import Iterator, Sequence

from adjudge.asking.shapes import Answered
from adjudge.ground.ask import admitted
from adjudge.ground.speech import OTHER_VERDICT
from adjudge.model.adjudication import Adjudication, Judged
from adjudge.model.article import Article
from adjudge.model.base import iso
from adjudge.model.claims import Claim
from adjudge.model.criteria import Criterion, Path
from adjudge.prompting import fence
from adjudge.reports.words import LINES

NONE = "none"
NOT_STATED = "not stated"
# A follow-up leans on what was just said; older turns cost more than they help.
LAST_TURNS = 6
# As many as the findings are given.
MOST_CLAIMS = 300


def values(record: Adjudication, question: str, *, supposed: str | None, before: Sequence[Answered]) -> dict[str, str]:
    """Fill the prompt."""
    return {
        "market": _market(record),
        "articles": "\n\n".join(_article(article) for article in record.articles) or NONE,
        "record": fence("record", "\n".join(_record(record))),
        "conversation": _conversation(before),
        "supposed": fence("supposed", supposed) if supposed else NONE,
        "question": fence("asked", question),
    }


def _market(record: Adjudication) -> str:
    market = admitted(record)
    parts = [f"question:\n{fence('question', market.question)}", f"Outcomes: {'; '.join(map(_line, market.outcomes))}"]
    parts += [f"group:\n{fence('group', market.group)}"] if market.group else []
    parts.append(f"rules:\n{fence('rules', market.rules)}")
    for number, note in enumerate(market.clarifications, 1):
        said = iso(note.at) if note.at else NOT_STATED
        parts.append(f"N{number}, said {said}, by {_line(note.by) or 'the platform'}:\n{fence('clarification', note.text)}")
    return "\n\n".join(parts)


def _article(article: Article) -> str:
    stated = [
        f"Title: {_line(article.title) or NOT_STATED}",
        f"Outlet: {_line(article.outlet) or NOT_STATED}",
        f"Published: {article.published.words if article.published else NOT_STATED}",
    ]
    return f"{article.id}:\n{fence('stated', chr(10).join(stated))}\n{fence('article', article.text)}"


def _record(record: Adjudication) -> Iterator[str]:
    verdict = record.verdict
    yield f"Verdict: {verdict.name}" + (f", cause {verdict.cause}" if verdict.cause else "") + (f", outcome {_line(verdict.outcome)}" if verdict.outcome else "")
    yield f"Because: {LINES.get(verdict.line, 'not stated')}"
    if verdict.platform_ruling:
        yield f"An official ruling declares: {_line(verdict.platform_ruling)}"
    yield "Criteria:"
    yield from (line for criterion in record.criteria.criteria for line in _criterion(criterion, record))
    yield "Paths:"
    yield from (_path(path) for path in record.criteria.paths)
    yield "Claims whose quotes were found in their articles:"
    yield from [line for claims in record.claims for claim in claims.claims if claim.is_verified for line in _claim(claim)][: 2 * MOST_CLAIMS]


def _criterion(criterion: Criterion, record: Adjudication) -> Iterator[str]:
    yield f"{criterion.id} ({criterion.role}): {_line(criterion.strict)}" + (f" [intended: {_line(criterion.intended)}]" if criterion.intended else "")
    yield f"  words ({criterion.quote.where}): {_line(criterion.quote.exact)}"
    yield from (_state(one, record) for one in record.judged if one.criterion == criterion.id)


def _state(one: Judged, record: Adjudication) -> str:
    # The model's own sentence, not code's: code's may name an instant that it worked out.
    why = record.findings.on(one.criterion, one.reading).why
    dropped = f"; set aside by rule: {', '.join(f'{drop.claim} ({drop.rule})' for drop in one.dropped)}" if one.dropped else ""
    return f"  {one.reading}: {one.state}; for {_ids(one.for_)}; against {_ids(one.against)}; noted {_ids(one.noted)}{dropped}; {_line(why)}"


def _ids(names: Sequence[str]) -> str:
    return ", ".join(names) or NONE


def _path(path: Path) -> str:
    if path.kind == "default":
        return f"{_line(path.outcome)}: the default"
    none_of = f", none of {', '.join(path.none_of)}" if path.none_of else ""
    return f"{_line(path.outcome)} ({path.kind}): all of {', '.join(path.all_of)}{none_of}"


def _claim(claim: Claim) -> Iterator[str]:
    bears = ", ".join(f"{one.stance} {one.criterion}" for one in claim.bears_on) or NONE
    who = claim.voice + (f" ({_line(claim.name)})" if claim.name else "")
    yield f"{claim.id} {claim.kind}; bears on: {bears}; when: {_line(claim.when_words) or NOT_STATED}; says so: {who}; {_line(claim.statement)}"
    yield f"  quote: {' / '.join(_line(quote.exact) for quote in claim.quotes)}"


def _conversation(before: Sequence[Answered]) -> str:
    """Earlier questions with what was verified of their answers; what code computed of the clock stays out."""
    turns = [turn for turn in before if turn.by == "model"][-LAST_TURNS:]
    return fence("conversation", "\n\n".join("\n".join(_turn(turn)) for turn in turns)) if turns else NONE


def _turn(turn: Answered) -> Iterator[str]:
    yield f"Asked: {turn.question}" + (f" [supposing: {_line(turn.supposed)}]" if turn.supposed else "")
    for sentence in turn.sentences:
        # What was talked into an answer once is not handed to the next one as something said.
        if sentence.kind == "aside" or any(OTHER_VERDICT in mark for mark in sentence.marks):
            continue
        quotes = "; ".join(f"{one.source}: {_line(one.quote.exact)}" for one in turn.quotes_of(sentence))
        yield f"{sentence.kind}: {_line(sentence.text)}" + (f" [{quotes}]" if quotes else "")


def _line(text: str) -> str:
    return " ".join(text.split())
