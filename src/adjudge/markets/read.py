"""The one way in: a path, a URL, stdin or a text, recognised by its shape."""

from pathlib import Path

from adjudge.errors import MarketError, UsageError
from adjudge.markets.ancillary import looks_like_ancillary
from adjudge.markets.build import clip
from adjudge.markets.file import looks_like_file, parse_file
from adjudge.markets.found import choose
from adjudge.markets.raw import Raw, decode, is_url, load
from adjudge.markets.shapes import find_markets, parse_json
from adjudge.markets.uma import read_text
from adjudge.markets.urls import published_at
from adjudge.model.market import Market


def read_market(source: str | Path, *, text: str | None = None, pick: str | None = None) -> Market:
    """Read a market from a file, a URL, `-` for stdin, or a text already at hand, which `source` then only names.

    Where a response holds several markets, `pick` chooses one by slug, id or place (1 is the first);
    without it a `MarketError` lists them.
    """
    if text is not None:
        return _recognise(_at_hand(text, repr(str(source))), pick)
    if is_url(source):
        return _from_url(str(source), pick)
    return _recognise(load(source), pick)


def _at_hand(text: str, name: str) -> Raw:
    """Put a text through the checks that a file passes."""
    try:
        return Raw(decode(text.encode(), name), name)
    except UnicodeEncodeError as half:
        raise MarketError(f"{name} holds half a character, so it is not a text") from half


def _from_url(url: str, pick: str | None) -> Market:
    # The guarded fetch costs an import that files never need.
    from adjudge.reading.fetch import DATA, get

    address = published_at(url)
    # HTML is let through so that the refusal can say what to give instead.
    fetched = get(address.url, types=(*DATA, "text/markdown", "text/html"), raises=MarketError)
    return _recognise(Raw(decode(fetched.body, repr(address.url)), repr(address.url)), pick or address.pick)


def _recognise(raw: Raw, pick: str | None) -> Market:
    start = raw.text.lstrip()[:1]
    if start in ("{", "["):
        return choose(find_markets(parse_json(raw.text, raw.name)), pick, raw.name).read(raw.name)
    if pick is not None:
        raise UsageError(f"{raw.name} holds one market, so there is nothing to choose with {clip(pick)}")
    if looks_like_file(raw.text):
        return parse_file(raw.text, raw.name)
    if looks_like_ancillary(raw.text):
        return read_text(raw.text, raw.name)
    raise MarketError(f"{raw.name} {_unknown(start)}")


def _unknown(start: str) -> str:
    if start == "<":
        return "is a web page or XML; give the market's own address, or what the platform's API returns"
    return "is no market that adjudge knows: a market file begins with +++, a payload with { or ["
