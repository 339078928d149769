"""Builds markets from parsed values; whatever is wrong with them becomes one sentence."""

import json
from datetime import UTC, date, datetime
from typing import Any

from pydantic import ValidationError

from adjudge.errors import MarketError
from adjudge.model.market import Market

# Articles are refused beyond this too; the longest real rules are under 20,000 characters.
LONGEST = 400_000


def build(name: str, **fields: Any) -> Market:
    """Make the market, or say in one sentence what it lacks."""
    if not _is_text(fields.get("question")):
        raise MarketError(f"{name} has no question")
    if not _is_text(fields.get("rules")):
        raise MarketError(f"{name} has no rules, so nothing can be decided from it")
    if "\x00" in fields["question"] + fields["rules"]:
        raise MarketError(f"{name} holds a NUL character, so it is damaged")
    if max(len(fields["question"]), len(fields["rules"])) > LONGEST:
        raise MarketError(f"{name} has a text of more than {LONGEST:,} characters, which no market has")
    try:
        market = Market.model_validate(fields)
        # JSON can spell half of a surrogate pair, which no file can hold and no digest can be taken of.
        json.dumps(market.model_dump(mode="json"), ensure_ascii=False).encode()
    except ValidationError as wrong:
        raise MarketError(f"{name}: {_first(wrong)}") from wrong
    except UnicodeEncodeError as half:
        raise MarketError(f"{name} holds half a character, so it is damaged") from half
    return market


def instant(value: object) -> datetime | None:
    """Give a moment in UTC from an aware datetime or ISO text with a zone; None where it is neither."""
    if isinstance(value, str):
        value = _from_iso(value)
    if not isinstance(value, datetime) or value.tzinfo is None:
        return None
    try:
        return value.astimezone(UTC)
    except OverflowError:
        return None


def stated_instant(value: object, name: str, key: str) -> datetime:
    """Give the moment that a person wrote, or say what a moment looks like."""
    moment = instant(value)
    if moment is None:
        shown = value.isoformat() if isinstance(value, date) else value
        raise MarketError(f"{name}: {key} must be a date with time and zone such as 2025-11-01T12:00:00Z, not {clip(shown)}")
    return moment


def clip(value: object, limit: int = 60) -> str:
    """Quote a value from a file in a message without letting it fill the screen."""
    shown = repr(value[: limit + 1] if isinstance(value, str) else value)
    return shown if len(shown) <= limit + 2 else shown[:limit] + "…"


def _from_iso(text: str) -> datetime | None:
    try:
        # Some platforms write hours only in the offset ("+00"), which is ISO and which 3.11 reads.
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _first(wrong: ValidationError) -> str:
    error = wrong.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in error["loc"])
    says = error["msg"].removeprefix("Value error, ")
    return f"{where}: {says}" if where else says
