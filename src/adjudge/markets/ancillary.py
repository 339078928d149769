"""UMA's ancillary data: bytes that hold the question, the rules, and what p1 to p4 stand for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_QUESTION = re.compile(r"\s*q:\s*title:(?P<title>.*?), ?description:[ ]?(?P<rest>.*)\Z", re.DOTALL)
# The adapter appends the tail behind the rules with one space, so the last one is its own.
_TAIL = re.compile(r"[ ]?(?:market_id: ?(?P<market>\w+) ?)?res_data: ?(?=p\d)")
# Trailers are short; looking no further back keeps a hostile text from costing the square of its length.
_END = 2000
_TRAILERS = re.compile(r"(?:,\s*\w+:[^,\s]+)+\s*\Z")
_TRAILER = re.compile(r"(\w+):([^,\s]+)")
# A full stop ends the map only where no further code follows: outcomes have names such as "St. Olaf".
_MAP = re.compile(
    r"[Ww]here (p[1-4] (?:corresponds )?to .+?)(?:\.(?=\s|,|\Z)(?!(?:(?![Ww]here)[^\n]){0,200}?, (?:and )?p[1-4] (?:corresponds )?to )|\Z)", re.DOTALL
)
_ENTRY = re.compile(r"(p[1-4]) (?:corresponds )?to (?:an? )?(.+?)(?=,? (?:and )?p[1-4] (?:corresponds )?to |\Z)", re.DOTALL)
_VALUE = re.compile(r"(p[1-4]): ?\"?(-?\d+(?:\.\d+)?)")
_UNKNOWN = re.compile(r"unknown|50[-/ ]?50|cannot be determined|undetermined|tie|draw", re.IGNORECASE)
_EARLY = re.compile(r"early|too soon|not yet", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ancillary:
    """One request's text, taken apart; `codes` is empty where its map cannot be read."""

    title: str
    rules: str
    codes: Mapping[str, str] = field(default_factory=dict)
    code_for: Mapping[str, str] = field(default_factory=dict)
    mapping: str = ""
    market_id: str = ""
    trailers: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


def looks_like_ancillary(text: str) -> bool:
    """Say whether a text is a request's ancillary data, plain or in hex."""
    return bool(re.match(r"\s*(?:q:\s*title:|0x713a)", text, re.IGNORECASE))


def from_hex(digits: str) -> str | None:
    """Decode ancillary data given in hex; None where it is not hex of UTF-8 text."""
    try:
        return bytes.fromhex(digits.strip().removeprefix("0x").removeprefix("0X")).decode("utf-8")
    except ValueError:
        return None


def repaired(text: str) -> str:
    """Give back the characters of text that was decoded byte by byte.

    >>> repaired("\\u00e2\\u0080\\u009cYes\\u00e2\\u0080\\u009d")
    '“Yes”'
    """
    try:
        return text.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def parse_ancillary(text: str) -> Ancillary | None:
    """Take ancillary data apart; None where it does not have a title and a description."""
    parts = _QUESTION.match(text)
    if not parts:
        return None
    tails = list(_TAIL.finditer(parts["rest"]))
    rest, trailers = _without_trailers(parts["rest"])
    rules = parts["rest"][: tails[-1].start()] if tails else rest
    codes, code_for, mapping, note = read_map(rest)
    return Ancillary(
        title=parts["title"].strip(),
        rules=rules,
        codes=codes,
        code_for=code_for,
        mapping=mapping,
        market_id=(tails[-1]["market"] or "") if tails else "",
        trailers=trailers,
        note=note,
    )


def _without_trailers(text: str) -> tuple[str, dict[str, str]]:
    start = max(0, len(text) - _END)
    trailers = _TRAILERS.search(text, start)
    return (text[: trailers.start()], dict(_TRAILER.findall(trailers[0]))) if trailers else (text, {})


def read_map(text: str) -> tuple[dict[str, str], dict[str, str], str, str]:
    """Read "p1 corresponds to ...": codes by outcome, codes by meaning, the words, and what is wrong with them."""
    sentences = list(dict.fromkeys(match[1] for match in _MAP.finditer(text)))
    if not sentences:
        return {}, {}, "", "the request does not say what p1 and p2 stand for"
    if len(sentences) > 1:
        return {}, {}, "", "the request says in two ways what p1 and p2 stand for"
    codes, code_for = _sorted_out(_ENTRY.findall(sentences[0]))
    if len(codes) < 2:
        return {}, {}, sentences[0], "what p1 and p2 stand for cannot be read"
    return _in_platform_order(codes, text), code_for, sentences[0], ""


def _sorted_out(entries: list[tuple[str, str]]) -> tuple[dict[str, str], dict[str, str]]:
    codes: dict[str, str] = {}
    code_for: dict[str, str] = {}
    for code, words in entries:
        meaning = words.strip().strip("\"'“”‘’").rstrip(",")
        if code in (*codes.values(), *code_for.values()) or meaning in codes:
            return {}, {}
        if code in ("p3", "p4") and _EARLY.search(meaning):
            code_for["early"] = code
        elif code in ("p3", "p4") and _UNKNOWN.search(meaning):
            code_for["unknown"] = code
        else:
            codes[meaning] = code
    return codes, code_for


def _in_platform_order(codes: dict[str, str], text: str) -> dict[str, str]:
    """Put the outcomes in the platform's order: the highest price pays the first."""
    prices = dict(_VALUE.findall(text))
    return dict(sorted(codes.items(), key=lambda entry: -float(prices.get(entry[1], 0))))
