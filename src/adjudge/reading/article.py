"""The way of one document: bytes, kind, text, report and furniture, frozen article."""

import hashlib
import re
from pathlib import Path

from adjudge.errors import ArticleError, UsageError
from adjudge.model.article import Article, Published, SetAside
from adjudge.reading.decoding import decode, stated_charset, without_smuggled
from adjudge.reading.frontmatter import split_front_matter
from adjudge.reading.furniture import sort_plain
from adjudge.reading.kinds import kind_of
from adjudge.reading.parsed import Parsed
from adjudge.reading.published import published_from
from adjudge.reading.source import MAX_BYTES, Raw, read_raw
from adjudge.reading.usable import require_size, require_usable

# No headline or byline of the collected pages comes near; a longer one is text in a place that is shown without a fence.
LONGEST_FIELD = 500
NAME_PARTICLES = frozenset(("and", "de", "da", "van", "von", "der", "den", "al", "bin", "la", "le", "du"))
INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def read_article(source: str | Path, *, published: str | None = None, data: bytes | None = None) -> Article:
    """Read one document and freeze it; `published` overrides what it states about its date.

    `source` is a path, an http(s) address, or `-` for standard input; with `data` it is only a name for those bytes.
    Raises `ArticleError` with one sentence where there is no usable text.
    """
    given = _given_date(published)
    raw = read_raw(source) if data is None else Raw(data, str(source))
    _require_bytes(raw)
    parsed = _parse(raw)
    if parsed.error:
        raise ArticleError(f"{raw.name} {parsed.error}")
    return _freeze(raw, parsed, given)


def _given_date(words: str | None) -> Published | None:
    if words is None:
        return None
    given = published_from(words, "given")
    if given is None:
        raise UsageError(f"the publication date {words!r} is not a date or time such as 2025-11-27 or 2025-11-27T09:30-05:00")
    return given


def _require_bytes(raw: Raw) -> None:
    if not raw.data.strip():
        raise ArticleError(f"{raw.name} is empty")
    if len(raw.data) > MAX_BYTES:
        raise ArticleError(f"{raw.name} is larger than {MAX_BYTES // 1_000_000} MB, which no article is")


def _parse(raw: Raw) -> Parsed:
    kind = kind_of(raw)
    if kind in ("html", "pdf", "mail"):
        from adjudge.reading.documents import parse_document

        return parse_document(kind, raw)
    return _parse_plain(raw)


def _parse_plain(raw: Raw) -> Parsed:
    text, charset = decode(raw.data, raw.name, stated=raw.charset or stated_charset(raw.data))
    require_size(text, raw.name)
    fields, body = split_front_matter(text.removeprefix("\ufeff"), raw.name)
    parsed = Parsed(form="markdown" if fields or raw.name.lower().endswith((".md", ".markdown")) else "text")
    for name, words in fields.items():
        parsed.state(name, words, "front matter")
    parsed.notes += charset_notes(charset)
    sort_into(parsed, body)
    return parsed


def sort_into(parsed: Parsed, text: str) -> None:
    """Part a plain text into report and furniture, and take from its head what the article states about itself."""
    done = sort_plain(text, parsed.fields.get("title", ""))
    parsed.text = done.text
    parsed.state("title", done.title, "headline")
    parsed.set_aside += [(piece.kind, piece.text, piece.why) for piece in done.set_aside]
    for line in done.head:
        _state_from_head(parsed, line)


def _state_from_head(parsed: Parsed, line: str) -> None:
    byline = re.fullmatch(r"\W{0,3}[Bb]y ([A-Z][^.!?:;|]{2,80})", line)
    if byline and all(word[0].isupper() or word in NAME_PARTICLES for word in re.findall(r"[\w’'-]+", byline[1])):
        parsed.state("author", byline[1].strip("*_ "), "byline")
    dated = re.fullmatch(r"\W{0,3}(published|posted|updated|last updated|modified)?(?: on)?\s*:?\s*(.{6,60}?)\W{0,2}", line, re.IGNORECASE)
    if dated and published_from(dated[2], ""):
        changed = (dated[1] or "").lower() in ("updated", "last updated", "modified")
        parsed.state("modified" if changed else "published", dated[2], "dateline")


def charset_notes(charset: str) -> list[str]:
    """Say in which charset a text was read, where that is worth knowing."""
    if charset in ("utf-8", "ascii"):
        return []
    return [f"read as {charset}"]


def _freeze(raw: Raw, parsed: Parsed, given: Published | None) -> Article:
    text, hidden = without_smuggled(parsed.text)
    text = text.replace("\x00", "")
    require_usable(text, raw.name, title=parsed.fields.get("title", ""))
    pieces = [SetAside(kind=kind, text=said, why=why) for kind, said, why in parsed.set_aside]
    pieces += [SetAside(kind="hidden", text=said, why="invisible characters") for said in hidden]
    fields = {name: _one_line(words) for name, words in parsed.fields.items()}
    dates = {name: _stated_date(raw, parsed, name) for name in ("published", "modified")}
    found = {name: parsed.found[name] for name in sorted(fields)} | ({"published": "given"} if given else {})
    return Article(
        text=text, title=fields.get("title", ""), outlet=fields.get("outlet", ""), author=fields.get("author", ""), url=fields.get("url", "") or raw.url,
        published=given or dates["published"], modified=dates["modified"], source=raw.name, set_aside=tuple(pieces), found=found,
        form=parsed.form, raw_sha256=hashlib.sha256(raw.data).hexdigest(), notes=tuple(_notes(parsed, hidden)),
    )  # fmt: skip


def _notes(parsed: Parsed, hidden: tuple[str, ...]) -> list[str]:
    count = sum(len(said) for said in hidden)
    return [*parsed.notes, *([f"{count} invisible characters were taken out of the text"] if hidden else [])]


def _stated_date(raw: Raw, parsed: Parsed, name: str) -> Published | None:
    words = parsed.fields.get(name)
    if words is None:
        return None
    stated = published_from(words, parsed.found[name])
    if stated is None and parsed.found[name] == "front matter":
        raise ArticleError(f"the front matter of {raw.name} gives {name} as {words!r}, which is not a date or time")
    return stated


def _one_line(words: str) -> str:
    """Give a field without the control and direction characters that could rewrite the line it is shown in."""
    clean = " ".join(INVISIBLE.sub(" ", without_smuggled(words)[0]).split())
    return clean if len(clean) <= LONGEST_FIELD else f"{clean[:LONGEST_FIELD]} …"
