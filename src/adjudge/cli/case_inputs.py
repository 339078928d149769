"""What the commands on cases are given, made into values, and how they tell what they did."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from adjudge.cli import inputs
from adjudge.errors import InputError, UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from adjudge.model.adjudication import Options
    from adjudge.model.article import Article
    from adjudge.model.market import Clarification, Market
    from adjudge.store.case import Case
    from adjudge.store.contents import Dispute, Proposal
    from adjudge.store.entry import Entry
    from adjudge.store.log import Store

# The longest argument of the collected disputes has a tenth of this.
LONGEST_TEXT = 200_000


class Material(NamedTuple):
    """What was read for a case, and when reading began."""

    market: "Market | None"
    articles: "list[Article]"
    fetched: "datetime"


def material(market: str | None, pick: str | None, articles: Sequence[str], published: Sequence[str]) -> Material:
    """Read the market and the articles that were named; nothing is stored before all of them are read."""
    from datetime import UTC, datetime

    inputs.one_stdin(market or "", articles)
    if pick and not market:
        raise UsageError("--pick needs -m MARKET")
    fetched = datetime.now(UTC).replace(microsecond=0)
    sources = inputs.article_sources(articles) if articles else []
    dates = inputs.published_for(published, sources)
    return Material(_market(market, pick) if market else None, [_article(*pair) for pair in zip(sources, dates, strict=True)], fetched)


def _market(source: str, pick: str | None) -> "Market":
    from adjudge.markets import read_market

    return read_market(source, pick=pick)


def _article(source: str, date: str | None) -> "Article":
    from adjudge.reading import read_article

    return read_article(source, published=date)


def clarifications(words: str | None, said: str, said_by: str) -> "list[Clarification]":
    """Read the clarification that was given, if one was."""
    if words is None:
        if said or said_by:
            raise UsageError("--said and --said-by need --clarification")
        return []
    from adjudge.model.market import Clarification

    return [Clarification(at=inputs.moment(said, "--said") if said else None, by=said_by, text=_text(words, "--clarification"))]


def proposal(outcome: str | None, at: str, decide_by: str, argument: str | None, *, market: "Market | None") -> "Proposal | None":
    """Read the proposal that was given, if one was; its outcome must be the market's."""
    if outcome is None:
        if at or decide_by or argument:
            raise UsageError("--proposed-at, --decide-by and --proposer need --proposed OUTCOME")
        return None
    from adjudge.casework.deciding import answer_of
    from adjudge.store.contents import Proposal

    if market is None:
        raise InputError("a proposal needs the case's market: give it with -m")
    named, code = answer_of(market, outcome, "--proposed: ")
    moments = [inputs.moment(words, option) if words else None for words, option in ((at, "--proposed-at"), (decide_by, "--decide-by"))]
    return Proposal(outcome=named, code=code, at=moments[0], decide_by=moments[1], text=_text(argument, "--proposer") if argument else "")


def disputes(given: Sequence[str]) -> "list[Dispute]":
    """Read what is said against a proposal."""
    from adjudge.store.contents import Dispute

    return [Dispute(text=_text(words, "--disputer")) for words in given]


def market_in(store: "Store", case: str) -> "Market | None":
    """Give the market of a case that there may not be yet."""
    from adjudge.store.case import Case

    return Case(store, case).market if store.entries(case) else None


def _text(words: str, option: str) -> str:
    """Take a text as it was given, or out of the file that it names."""
    try:
        path = Path(words)
        text = path.read_text(encoding="utf-8") if len(words) < 1000 and path.is_file() else words
    except (OSError, ValueError) as error:
        raise InputError(f"{option}: {words!r} cannot be read as UTF-8 text") from error
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise InputError(f"{option}: the text is {'empty' if not text.strip() else f'longer than {LONGEST_TEXT:,} characters'}")
    return text.strip()


def as_of(words: str) -> "datetime | Literal['latest-article'] | None":
    """Read the moment that a verdict is to speak about; None is now."""
    if words == "latest-article":
        return words
    return inputs.moment(words, "--as-of") if words else None


def options(reports_needed: int, attest: str | None, *, allow_missing: bool, votes: int) -> "Options":
    """Read what was asked for that bears on the verdict."""
    from adjudge.model.adjudication import Options

    return Options(reports_needed=reports_needed, attest=inputs.attestation(attest), allow_missing=allow_missing, votes=votes)


def two_records(case: "Case", before: int | None, after: int | None) -> tuple[int, int]:
    """Choose the two adjudications to compare: those named, else the last two."""
    numbers = [entry.number for entry in case.of_kind("adjudication")]
    if len(numbers) < 2 and (before is None or after is None):
        raise InputError(
            f"the case {case.name!r} has {len(numbers) or 'no'} adjudication{'' if len(numbers) == 1 else 's'}, and a comparison needs two; `adjudge case check` makes one"
        )
    new = numbers[-1] if after is None else after
    earlier = [number for number in numbers if number < new]
    old = (earlier[-1] if earlier else numbers[0]) if before is None else before
    if old == new:
        raise UsageError(f"entry {old} is the same on both sides")
    return old, new


def actor(by: str | None) -> str:
    """Say who does this: the name given, else the environment's, else that of the login."""
    import getpass

    named = by if by is not None else os.environ.get("ADJUDGE_ACTOR", "")
    if by is not None and not by.strip():
        raise UsageError("--by needs a name")
    try:
        return named.strip() or getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def told(entry: "Entry") -> str:
    """Say in one line what was put on a case."""
    from adjudge.reports.terminal import clean

    return clean(f"{entry.case} {entry.number} {entry.kind}: {entry.says}", keep_newlines=False) + "\n"


def listed(name: str, entries: "Sequence[Entry]") -> str:
    """Say in one line where a case stands."""
    from adjudge.reports.terminal import clean
    from adjudge.reports.words import instant

    newest = {entry.kind: entry.says for entry in entries}
    question = next((entry.says for entry in entries if entry.kind == "market"), "")
    stands = f"decided: {newest['decision']}" if "decision" in newest else newest.get("adjudication", "not checked yet")
    return clean(f"{name:<24} {instant(entries[-1].moment)}  {stands}  | {question}", keep_newlines=False) + "\n"


def as_json(value: Any) -> str:
    """Write JSON that holds nothing that a terminal acts on."""
    import json

    from adjudge.reports.terminal import UNSAFE

    return (
        UNSAFE.sub(lambda found: json.dumps(found[0])[1:-1].replace("\x7f", "\\u007f"), json.dumps(value, ensure_ascii=False, indent=2))
        + "\n"
    )
