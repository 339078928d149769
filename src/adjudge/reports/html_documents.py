"""A text in full with what rests on it marked: overlapping and nested marks, as pieces that a page can hold."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape as escape_html
from itertools import pairwise

from adjudge.reports.html_links import Document, Mark
from adjudge.reports.terminal import clean

# Where marks lie on each other, the one that a reader must see first gives the colour.
_LOUDEST = ("aside", "against", "for", "rule", "noted")
# A thousand marks on a text would make a page of ten thousand pieces that nobody reads.
MOST_MARKS = 400


class Places:
    """The page's own ids: every name has one, which stands on the page once whatever names collide."""

    def __init__(self, names: Iterable[str]) -> None:
        """Number the names: no text that was read becomes part of an address."""
        self._ids = {name: f"n{number}" for number, name in enumerate(dict.fromkeys(names), 1)}
        self._taken: set[str] = set()

    def find(self, name: str) -> str | None:
        """Give the id that a link to a name leads to; None where nothing carries the name."""
        return self._ids.get(name)

    def take(self, name: str) -> str | None:
        """Give the id to the first that carries the name, and to nobody after it."""
        if not name or name in self._taken:
            return None
        self._taken.add(name)
        return self._ids.get(name)


def safe(text: str) -> str:
    """Give text that a page can only show: no tag, no attribute's end, no invisible or reordering character.

    >>> safe('<script>"x"</script>')
    '&lt;script&gt;&quot;x&quot;&lt;/script&gt;'
    """
    return escape_html(clean(text), quote=True)


def pieces(text: str, marks: Sequence[Mark]) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    """Cut a text at every edge of a mark, and give each piece with the marks that cover it.

    >>> one, two = Mark(0, 4, "a", "for"), Mark(2, 6, "b", "against")
    >>> [(piece, [mark.name for mark in over]) for piece, over in pieces("abcdefg", (one, two))]
    [('ab', ['a']), ('cd', ['a', 'b']), ('ef', ['b']), ('g', [])]
    """
    edges = sorted({0, len(text), *(edge for mark in marks for edge in (mark.start, mark.end))})
    for start, end in pairwise(edges):
        yield text[start:end], tuple(mark for mark in marks if mark.start <= start and end <= mark.end)


def within(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """Keep the marks that lie in the text, in the order in which they begin."""
    return sorted((mark for mark in marks if 0 <= mark.start < mark.end <= len(text)), key=lambda mark: (mark.start, mark.end))[:MOST_MARKS]


def marked(document: Document, places: Places) -> str:
    """Write a document's text with its marks; where one ends stand the links to what it is about."""
    kept, begun, position, parts = within(document.text, document.marks), set[str](), 0, []
    last = {mark.name: mark.end for mark in sorted(kept, key=lambda mark: mark.end)}
    for piece, over in pieces(document.text, kept):
        position += len(piece)
        new = {mark.name: mark for mark in over if mark.name not in begun}
        begun.update(new)
        to = dict.fromkeys(name for mark in over if last[mark.name] == position for name in mark.to)
        parts.append(
            f"{''.join(_place(mark, places) for mark in new.values())}{_piece(piece, over)}{''.join(link_to(name, places) for name in to)}"
        )
    return "".join(parts)


def _place(mark: Mark, places: Places) -> str:
    """What a link to a mark leads to; it knows where the mark itself leads."""
    found, to = places.take(mark.name), next((place for name in mark.to if (place := places.find(name))), "")
    return f'<a class="place" id="{found}" data-to="{to}"></a>' if found else ""


def _piece(piece: str, over: tuple[Mark, ...]) -> str:
    if not over:
        return safe(piece)
    loudest = min((mark.tone for mark in over), key=lambda tone: _LOUDEST.index(tone) if tone in _LOUDEST else len(_LOUDEST))
    says = "; ".join(dict.fromkeys(f"{mark.name} {mark.says}".strip() for mark in over))
    many = " many" if len({mark.name for mark in over}) > 1 else ""
    return f'<mark class="{loudest}{many}" title="{safe(says)}">{safe(piece)}</mark>'


def link_to(name: str, places: Places) -> str:
    """Write a link to whatever carries a name; nothing where nothing does."""
    found = places.find(name)
    return f'<a class="ref" href="#{found}">{safe(name)}</a>' if found else ""
