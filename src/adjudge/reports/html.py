"""One self-contained page: a brief beside the documents that it rests on. Nothing that was read can act on it."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Sequence

from adjudge.reports.html_documents import Places, link_to, marked, safe
from adjudge.reports.html_links import Document, Linked
from adjudge.reports.html_style import KEYS, SCRIPT, STYLE
from adjudge.reports.parts import Brief, Item, Section


def page_of(brief: Brief, documents: Sequence[Document]) -> str:
    """Write the page; it loads nothing, and a browser that obeys its policy runs only the script that stands in it."""
    places = Places(_names(brief, documents))
    head = f'<h1>{safe(brief.verdict.text)}</h1><div class="lead">{_items(brief.lead, places)}</div>'
    sections = "".join(_section(section, places) for section in brief.sections if section.items)
    texts = "".join(_document(document, places) for document in documents)
    body = f'<a class="skip" href="#documents">To the rules and the articles</a><main>{head}{sections}</main><aside id="documents" aria-label="The texts">{texts}</aside>{_help()}'
    return f'<!doctype html>\n<html lang="en">\n{_head(brief)}\n<body>{body}<script>{SCRIPT}</script></body>\n</html>\n'


def policy() -> str:
    """Give the page's Content-Security-Policy: nothing but the style and the script that stand in it, by their hashes."""
    return f"default-src 'none'; style-src '{_digest(STYLE)}'; script-src '{_digest(SCRIPT)}'; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _head(brief: Brief) -> str:
    meta = (
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy()}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{safe(' '.join(brief.verdict.text.split())[:120])}</title>",
    )
    return f"<head>{''.join(meta)}<style>{STYLE}</style></head>"


def _names(brief: Brief, documents: Sequence[Document]) -> Iterator[str]:
    """Give every name that something on the page carries."""
    for section in brief.sections:
        yield from (item.name for item in _walk(section.items) if isinstance(item, Linked) and item.name)
    for document in documents:
        yield from (document.name, *(mark.name for mark in document.marks))


def _walk(items: Sequence[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _walk(item.below)


def _section(section: Section, places: Places) -> str:
    spaced = " spaced" if section.spaced else ""
    title = safe(section.title[:1].upper() + section.title[1:])
    return f'<section class="s-{_slug(section.title)}{spaced}"><h2>{title}</h2>{_items(section.items, places)}</section>'


def _slug(title: str) -> str:
    """A class for the style; only letters of our own alphabet pass."""
    return "".join(letter if letter in "abcdefghijklmnopqrstuvwxyz" else "-" for letter in title.lower())[:24]


def _items(items: Sequence[Item], places: Places) -> str:
    return f"<ul>{''.join(_item(item, places) for item in items)}</ul>" if items else ""


def _item(item: Item, places: Places) -> str:
    link = item if isinstance(item, Linked) else None
    place = places.take(link.name) if link else None
    label = f'<span class="label">{safe(item.label)}</span> ' if item.label else ""
    to = "".join(link_to(name, places) for name in (link.to if link else ()))
    look = f" {link.look}" if link and link.look != "list" else ""
    attributes = f' id="{place}" tabindex="-1"' if place else ""
    labelled = " labelled" if item.label else ""
    words = f'<div class="words"><span>{safe(item.text)}</span>{to}{_items(item.below, places)}</div>'
    return f'<li class="{item.tone}{look}{labelled}"{attributes}>{label}{words}</li>'


def _document(document: Document, places: Places) -> str:
    about = "".join(f"<p>{safe(line)}</p>" for line in document.about if line)
    place = places.take(document.name)
    start = f'<article id="{place}" tabindex="-1">' if place else '<article tabindex="-1">'
    title = f'<h2><span class="label">{safe(document.name)}</span> {safe(document.title)}</h2>'
    return f'{start}{title}<div class="about">{about}</div><div class="text">{marked(document, places)}</div></article>'


def _help() -> str:
    keys = "".join(f"<dt><kbd>{key}</kbd></dt><dd>{says}</dd>" for key, says in KEYS)
    return f'<details class="keys" id="keys"><summary>Keys</summary><dl>{keys}</dl></details>'
