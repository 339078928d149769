"""What a page's metadata state about it: linked data, meta elements, time elements, and at last a guess."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement, tostring

from adjudge.reading.parsed import Parsed
from adjudge.reading.published import published_from

ARTICLE_TYPES = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|Review|\w*Posting|WebPage|VideoObject)$")
# Linked data nest a few levels; deeper is a bomb.
DEEPEST = 8
PUBLISHED_NAMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "og:pubdate", "datepublished", "parsely-pub-date", "sailthru.date", "citation_publication_date",
    "citation_online_date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "cxenseparse:recs:publishtime", "article.published",
    "bt:pubdate", "publish-date", "publish_date", "publication_date", "pubdate", "publishdate", "published", "publisheddate", "article_date_original", "date_published", "originalpublicationdate",
    "prism.publicationdate", "rnews:datepublished", "display_date", "date",
)  # fmt: skip
MODIFIED_NAMES = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified", "dc.date.modified", "lastmod", "article.updated")
LONGEST_NAME = 120
# Midnight to the second is what a page writes that knows only the day.
MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?\s?(?:Z|UTC|[+-]\d{2}:?\d{2})?$")
EARLIEST_YEAR = 1990


def read_metadata(tree: HtmlElement, parsed: Parsed, url: str) -> list[str]:
    """State what the page says of itself, the most reliable place first; give the headlines that it claims."""
    metas = _metas(tree)
    node = _article_node(tree, metas)
    _state_dates(tree, parsed, metas, node)
    parsed.state("author", _names(node.get("author")) or metas.get("author", "")[:LONGEST_NAME], "linked data" if node.get("author") else "metadata")
    parsed.state("outlet", metas.get("og:site_name", "")[:LONGEST_NAME], "metadata")
    parsed.state("outlet", _names(node.get("publisher")), "linked data")
    _state_url(tree, parsed, metas, url)
    parsed.state("outlet", (urlsplit(parsed.fields.get("url", "")).hostname or "").removeprefix("www."), "address")
    titles = [_text(node.get("headline")), metas.get("og:title", ""), metas.get("twitter:title", ""), next((title.text or "" for title in tree.iter("title")), "")]
    return [" ".join(title.split()) for title in titles if title.strip()]


def _metas(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = meta.get("content")
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = meta.get(key)
            if name and content:
                found.setdefault(name.lower(), content.strip())
    return found


def _article_node(tree: HtmlElement, metas: dict[str, str]) -> dict[str, Any]:
    """Give the linked data of this article: of several, the one with the page's own headline, else the first."""
    nodes = [node for script in tree.iter("script") if "ld+json" in (script.get("type") or "") for node in _nodes(_json(script.text or ""))]
    dated = [node for node in nodes if _is_article(node) and (node.get("datePublished") or node.get("headline"))]
    dated.sort(key=lambda node: "WebPage" in str(node.get("@type")))
    title = metas.get("og:title", "").casefold()
    own = [node for node in dated if title and _text(node.get("headline")).casefold()[:40] == title[:40]]
    return next(iter(own or dated), {})


def _json(text: str) -> Any:
    """Read linked data, which pages wrap in comments and break with raw line ends; broken data are none."""
    text = re.sub(r"^\s*(?:<!--|/\*<!\[CDATA\[\*/|//<!\[CDATA\[)|(?:-->|/\*\]\]>\*/|//\]\]>)\s*$", "", text[:1_000_000]).strip().rstrip(";")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            yield from _nodes(value.get(name), depth + 1)


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    return any(isinstance(kind, str) and ARTICLE_TYPES.search(kind) for kind in (types if isinstance(types, list) else [types]))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _names(value: Any, depth: int = 0) -> str:
    """Give the names in an author or publisher, which is a word, a thing with a name, or a list of them."""
    if isinstance(value, list) and depth < 3:
        names = [_names(item, depth + 1) for item in value[:10]]
        return ", ".join(dict.fromkeys(name for name in names if name))[:LONGEST_NAME]
    if isinstance(value, dict):
        value = value.get("name")
    return " ".join(value.split())[:LONGEST_NAME] if isinstance(value, str) and not value.startswith("http") else _names(value, depth + 1) if isinstance(value, list) and depth < 3 else ""


def _state_dates(tree: HtmlElement, parsed: Parsed, metas: dict[str, str], node: dict[str, Any]) -> None:
    for field, key, names in (("published", "datePublished", PUBLISHED_NAMES), ("modified", "dateModified", MODIFIED_NAMES)):
        stated = [(_text(node.get(key)), "linked data"), *((metas[name], f"meta {name}") for name in names if name in metas)]
        if field == "published":
            stated += _times(tree)
        words, how = _best([(words, how) for words, how in stated if _is_plausible(words)])
        parsed.state(field, MIDNIGHT.sub("", words), how)
    if "published" not in parsed.fields and (day := _guess(tree)):
        parsed.state("published", day, "guess")
        parsed.notes.append("the publication day is guessed from the page")


def _best(stated: list[tuple[str, str]]) -> tuple[str, str]:
    """Give the first stated date, or the first with a zone of the same day: deadlines need the hour."""
    if not stated:
        return "", ""
    first = published_from(stated[0][0], "")
    exact = [(words, how) for words, how in stated if (found := published_from(words, "")) and found.is_exact and first and first.earliest <= found.earliest <= first.latest]
    return exact[0] if exact else stated[0]


def _is_plausible(words: str) -> bool:
    """True for a date of the web's own time; a page that says 1970 or 0001 has a fault in its template."""
    stated = published_from(words, "") if 6 < len(words) < 80 else None
    return stated is not None and stated.earliest.year >= EARLIEST_YEAR


def _times(tree: HtmlElement) -> list[tuple[str, str]]:
    """Give the dates of time elements: those marked as the publication, and the only one above the text."""
    marked, plain = [], []
    for element in tree.iter("time", "span", "abbr"):
        value = element.get("datetime") or (element.get("content") if element.get("itemprop") else None) or (element.get("title") if "published" in (element.get("class") or "") else None)
        if not value:
            continue
        said = " ".join(filter(None, (element.get("itemprop"), element.get("class"), element.get("pubdate") is not None and "publish"))).lower()
        if "publish" in said or "entry-date" in said or "post-date" in said:
            marked.append((value, "time element"))
        elif element.tag == "time" and "modif" not in said and "updat" not in said and _is_in_article(element):
            plain.append((value, "time element"))
    return marked or plain[:1]


def _is_in_article(element: HtmlElement) -> bool:
    names = [parent.tag for parent in element.iterancestors()]
    return ("article" in names or "main" in names) and not {"aside", "footer", "nav"} & set(names)


def _guess(tree: HtmlElement) -> str:
    """Give a day that is guessed from the page's text and address; right nine times of ten, and marked as a guess."""
    from htmldate import find_date

    try:
        return find_date(tostring(tree, encoding="unicode"), original_date=True, extensive_search=False, deferred_url_extractor=True) or ""
    except (ValueError, TypeError, RecursionError):
        return ""


def _state_url(tree: HtmlElement, parsed: Parsed, metas: dict[str, str], url: str) -> None:
    """State the address: the fetched one stands; a saved page has only its own word for it."""
    canonical = next((link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"), "")
    for words, how in ((url, "address"), (canonical, "metadata"), (metas.get("og:url", ""), "metadata")):
        if is_web_address(words):
            parsed.state("url", words, how)


def is_web_address(words: str) -> bool:
    """True for an absolute web address."""
    try:
        parts = urlsplit(words)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and len(words) <= 2000
