"""The library's front: read, check and verify, put together from the floors below."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Literal

from adjudge.model.adjudication import Adjudication, Options
from adjudge.model.article import Article
from adjudge.model.market import Market

if TYPE_CHECKING:
    from adjudge.cassettes import Recordings
    from adjudge.llm import Budget
    from adjudge.model.calls import Ask
    from adjudge.pipeline.verifying import Verification
    from adjudge.settings import Settings

LATEST_ARTICLE = "latest-article"


def check(
    market: Market,
    articles: Sequence[Article],
    *,
    as_of: datetime | Literal["latest-article"] | None = None,
    settings: "Settings | None" = None,
    options: Options = Options(),
    recordings: "Recordings | None" = None,
    wait: bool = False,
    ask: "Ask | None" = None,
    budget: "Budget | None" = None,
    on_progress: Callable[[str, int, int], None] = lambda step, done, total: None,
) -> Adjudication:
    """Judge a market by articles and give the whole record.

    `as_of` is the moment that the verdict speaks about (default: now; it never reaches the model). Raises a
    `ModelError` where an answer is missing, which is never a verdict; finished answers are kept, so a rerun
    asks only for the rest. `ask` takes the place of settings and recordings altogether; a `budget` is shared with
    whatever else is given it, instead of the limit of the settings for this run alone.
    """
    from adjudge.llm import connect, map_all
    from adjudge.pipeline.flow import check as run
    from adjudge.settings import load

    settings = settings or load()
    moment = moment_of(as_of, articles)
    spread = partial(map_all, concurrency=settings.lanes)
    if ask is not None:
        return run(market, articles, as_of=moment, ask=ask, map_all=_listed(spread), options=options, on_progress=on_progress)
    with connect(settings, recordings or default_recordings(settings), wait=wait, budget=budget) as connection:
        return run(market, articles, as_of=moment, ask=connection, map_all=_listed(spread), options=options, on_progress=on_progress)


def _listed(spread: Callable) -> Callable:
    return lambda function, items: spread(function, list(items))


def moment_of(as_of: datetime | str | None, articles: Sequence[Article]) -> datetime:
    """Give the moment that a verdict speaks about: now, the newest publication, or the one given."""
    from adjudge.errors import UsageError

    if as_of is None:
        return datetime.now(UTC).replace(microsecond=0)
    if isinstance(as_of, datetime):
        if as_of.tzinfo is None:
            raise UsageError("as_of needs a time zone")
        return as_of.astimezone(UTC)
    stated = [article.published.latest for article in articles if article.published]
    if as_of != LATEST_ARTICLE:
        raise UsageError(f"as_of is a moment or {LATEST_ARTICLE!r}, not {as_of!r}")
    if not stated:
        raise UsageError(f"{LATEST_ARTICLE}: no article states when it was published")
    return max(stated)


def default_recordings(settings: "Settings", *, fresh: bool = False) -> "Recordings":
    """Play what ships; where there is something to call, ask for the rest and keep the answers."""
    from adjudge import cassettes

    if not settings.can_call:
        return cassettes.replay(cassettes.shipped())
    return cassettes.Recordings(cassettes.shipped(), keep=cassettes.answers(settings.url), fresh=fresh)


def verify(record: "str | bytes | Adjudication") -> "Verification":
    """Anchor and fold a saved record again, offline; raises a `RecordError` where it is no record."""
    from adjudge.pipeline.verifying import verify as run

    return run(record if isinstance(record, Adjudication) else parse_record(record))


def parse_record(text: str | bytes) -> Adjudication:
    """Read a record, or say in one sentence why it is none."""
    import json

    from pydantic import ValidationError

    from adjudge.errors import RecordError
    from adjudge.model.adjudication import SCHEMA

    try:
        data = json.loads(text)
    except ValueError as error:
        raise RecordError(f"this is no JSON, so it is no record: {error}") from error
    if not isinstance(data, dict) or "schema" not in data:
        raise RecordError("this JSON carries no `schema`, so it is no record of adjudge")
    if data["schema"] != SCHEMA:
        raise RecordError(f"the record is of schema {data['schema']!r} and this version knows {SCHEMA!r}")
    try:
        return Adjudication.model_validate_json(json.dumps(data))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise RecordError(
            f"the record does not fit its schema: {'.'.join(map(str, first['loc']))}: {first['msg']} ({error.error_count()} in all)"
        ) from None
