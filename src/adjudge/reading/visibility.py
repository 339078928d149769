"""Take out of a page what a reader cannot see: hidden, off-screen, without size, or in the colour of its ground."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from adjudge.reading.styles import Styles

# Elements whose text no browser shows as text of the page.
UNSEEN_TAGS = frozenset(("template", "noscript", "script", "style", "head", "object", "textarea", "select", "datalist", "audio", "video", "canvas", "svg", "iframe", "noframes"))
# Their text is code or is shown in a control; keeping it would only bloat what can be shown.
NOT_TOLD = frozenset(("script", "style", "head", "select", "datalist", "svg", "textarea", "iframe"))
# Classes that the common frameworks define as invisible; their style sheets are not at hand.
UNSEEN_CLASSES = frozenset(("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "screenreader-text", "u-visually-hidden", "a11y-hidden"))
MAYBE_UNSEEN = frozenset(("hidden", "d-none", "is-hidden", "u-hidden"))
SHOWN_SOMEWHERE = re.compile(r"(?:^|[\s:-])(?:block|flex|inline|grid|table|visible|show)")


@dataclass
class Hidden:
    """What was taken out, each piece with the reason."""

    pieces: list[tuple[str, str]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def add(self, text: str, why: str) -> None:
        """Keep a piece once, in one line."""
        said = " ".join(text.split())
        if said and said not in self.seen:
            self.seen.add(said)
            self.pieces.append((said, why))


def remove_unseen(tree: HtmlElement) -> Hidden:
    """Prune the tree to what is seen, and give what was pruned."""
    hidden = Hidden()
    styles = Styles.of(tree)
    _remove_comments(tree, hidden)
    unseen = {element: why for element in _candidates(tree, styles) if element.getparent() is not None and (why := _why_unseen(element, styles))}
    for element, why in unseen.items():
        if any(ancestor in unseen and unseen[ancestor] != "font size" for ancestor in element.iterancestors()):
            continue
        if why == "font size":
            _blank(element, hidden)
        else:
            _drop(element, hidden, why)
    return hidden


def _candidates(tree: HtmlElement, styles: Styles) -> Iterator[HtmlElement]:
    """Give the elements that may be unseen; the many others are not looked at one by one."""
    yield from tree.iter(*UNSEEN_TAGS, "details", "dialog")
    yield from tree.xpath("//*[@hidden or @aria-hidden or @style or @color]")
    yield from styles.applied
    known: dict[str, str] = {}
    for element in tree.xpath("//*[@class]"):
        classes = element.get("class")
        if classes not in known:
            known[classes] = _class_hides(classes)
        if known[classes]:
            yield element


def _remove_comments(tree: HtmlElement, hidden: Hidden) -> None:
    from lxml.etree import Comment, ProcessingInstruction

    for node in list(tree.iter(Comment, ProcessingInstruction)):
        if node.getparent() is not None:
            hidden.add(node.text or "", "comment")
            _remove(node)


def _why_unseen(element: HtmlElement, styles: Styles) -> str:
    tag, attributes = element.tag, element.attrib
    if tag in UNSEEN_TAGS:
        return tag
    if tag in ("details", "dialog") and "open" not in attributes:
        return f"closed {tag}"
    if not attributes:
        return styles.why(element)
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return "hidden attribute"
    # Shown to the eye at times, but never the report: counters, icons, doubles. Not so around a whole page behind a dialogue.
    if attributes.get("aria-hidden", "").lower() == "true" and tag not in ("body", "main", "article") and element.find(".//h1") is None and element.find(".//article") is None:
        return "hidden from readers"
    return _class_hides(attributes.get("class", "")) or styles.why(element)


def _class_hides(classes: str) -> str:
    if not classes:
        return ""
    names = set(classes.split())
    if names & UNSEEN_CLASSES:
        return "hidden by class"
    return "hidden by class" if names & MAYBE_UNSEEN and not SHOWN_SOMEWHERE.search(classes) else ""


def _drop(element: HtmlElement, hidden: Hidden, why: str) -> None:
    kept = [child for child in element if child.tag == "summary"] if why == "closed details" else []
    for child in kept:
        element.remove(child)
    if element.tag not in NOT_TOLD:
        hidden.add(" ".join(element.itertext(with_tail=False)), why)
    if kept:
        _empty(element)
        element.extend(kept)
    elif element.tag == "body":
        _empty(element)
    else:
        _remove(element)


def _empty(element: HtmlElement) -> None:
    for child in list(element):
        element.remove(child)
    element.text = None


def _blank(element: HtmlElement, hidden: Hidden) -> None:
    """Empty an element without size, but for children that state a size of their own.

    Pages set size zero on a row to close the gaps between its boxes, and give the boxes their size back.
    """
    hidden.add(element.text or "", "font size")
    element.text = None
    for child in list(element):
        hidden.add(child.tail or "", "font size")
        child.tail = None
        if isinstance(child.tag, str) and "font-size" not in child.get("style", "") and not (child.get("class") and len(child)):
            _blank(child, hidden)


def _remove(node: HtmlElement) -> None:
    """Remove a node but not the text that follows it."""
    parent = node.getparent()
    if node.tail:
        before = node.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
    parent.remove(node)
