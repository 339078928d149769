"""Rules that platforms keep as documents or HTML, as the text that a reader sees."""

from html.parser import HTMLParser

from adjudge.markets.value import Node, as_node, nodes

# Deeper documents come from no editor, and Python's own stack has a bottom.
_DEPTH = 60
_BLOCKS = {"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "tr", "table"}


def from_document(document: Node) -> str:
    """Give the text of a rich text document; links keep their address, and struck text its marks."""
    return "\n\n".join(block for block in _blocks(document, 0) if block.strip())


def from_html(markup: str) -> str:
    """Give the text of an HTML fragment; links keep their address where the text is not the address."""
    reader = _Html()
    reader.feed(markup)
    reader.close()
    lines = [line.strip() for line in "".join(reader.parts).split("\n")]
    return "\n\n".join(line for line in lines if line)


def _blocks(node: Node, depth: int) -> list[str]:
    if depth > _DEPTH:
        return []
    children = nodes(node.get("content"))
    if node.get("type") in ("bulletList", "orderedList"):
        return ["\n".join(_items(node, depth))]
    if any(child.get("type") in ("text", "hardBreak", "mention") for child in children):
        return ["".join(_inline(child) for child in children)]
    own = [_embedded(node)] if _embedded(node) else []
    return own + [block for child in children for block in _blocks(child, depth + 1)]


def _items(node: Node, depth: int) -> list[str]:
    numbered = node.get("type") == "orderedList"
    items = nodes(node.get("content"))
    return [f"{f'{n}.' if numbered else '-'} " + "\n".join(_blocks(item, depth + 1)) for n, item in enumerate(items, 1)]


def _inline(node: Node) -> str:
    if node.get("type") == "hardBreak":
        return "\n"
    if node.get("type") == "mention":
        return f"@{as_node(node.get('attrs')).get('label', '')}"
    words = node.get("text")
    return _marked(words, nodes(node.get("marks"))) if isinstance(words, str) else ""


def _marked(words: str, marks: list[Node]) -> str:
    for mark in marks:
        address = as_node(mark.get("attrs")).get("href")
        if mark.get("type") == "strike":
            words = f"~~{words}~~"
        elif mark.get("type") == "link" and isinstance(address, str) and address.rstrip("/") not in words:
            words = f"{words} ({address})"
    return words


def _embedded(node: Node) -> str:
    attrs = as_node(node.get("attrs"))
    source = attrs.get("src") or attrs.get("alt")
    return f"[{source}]" if isinstance(source, str) else ""


class _Html(HTMLParser):
    """Collects text with a line break around each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._links: list[tuple[str, int]] = []
        self._unseen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Break the line at a block and remember where a link starts."""
        if tag in _BLOCKS or tag == "br":
            self.parts.append("\n")
        if tag in ("s", "del", "strike"):
            self.parts.append("~~")
        if tag == "a":
            self._links.append((dict(attrs).get("href") or "", len(self.parts)))
        self._unseen = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        """Break the line after a block and put a link's address behind its words."""
        self._unseen = False
        if tag in _BLOCKS:
            self.parts.append("\n")
        if tag in ("s", "del", "strike"):
            self.parts.append("~~")
        if tag == "a" and self._links:
            address, start = self._links.pop()
            if address and address not in "".join(self.parts[start:]):
                self.parts.append(f" ({address})")

    def handle_data(self, data: str) -> None:
        """Keep the words, not the code of a script or a style."""
        if not self._unseen:
            self.parts.append(data)
