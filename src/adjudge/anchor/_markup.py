"""Which tags, links, brackets and footnote marks are furniture, and what stands in their place."""

import re

_BLOCK = (
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li "
    "main nav ol p pre section table tbody td tfoot th thead tr ul"
).split()
_INLINE = (
    "a abbr acronym b bdi bdo big cite code del dfn em font i img ins kbd label mark picture q s samp script "
    "small source span strike strong style sub sup svg time tt u var wbr"
).split()
# Only known names: "<5 people" and "<redacted>" are text. 2,000 characters allow for tracking links.
_TAG = re.compile(rf"</?({'|'.join(_BLOCK + _INLINE)})(?=[\s/>])[^<>]{{0,2000}}>|<!--[^<]{{0,2000}}?-->", re.I)
_LINK = re.compile(r"\]\((?=[^()\s]*[/#.:])[^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]*\")?\)")
_FOOTNOTE = re.compile(
    r"\[(?:\d{1,3}(?:[,–-] ?\d{1,3})*|[a-z]|(?:note|nb|fn) ?\d{1,3}|citation needed|clarification needed|who\?|"
    r"when\?|by whom\?|edit|update)\]"
)
_BRACKETED_LETTER = re.compile(r"\[([^\W\d_])\](?=[^\W\d_])")
_WRAP = re.compile(r"[-‐\u00ad][ \t]*\r?\n[ \t]*(?=[^\W\d_])")
_STARS = re.compile(r"\*+")


def tag(text: str, at: int) -> tuple[int, str] | None:
    """Return the end of a known HTML tag, and a paragraph break for one that makes a block.

    >>> tag("<p>Rates", 0), tag("<em>rose</em>", 0), tag("<5 people>", 0)
    ((3, '\\n\\n'), (4, ''), None)
    """
    found = _TAG.match(text, at)
    if not found:
        return None
    return found.end(), "\n\n" if (found[1] or "").lower() in _BLOCK else ""


def link(text: str, at: int) -> tuple[int, str] | None:
    """Return the end of the target half of a Markdown link."""
    found = _LINK.match(text, at)
    return (found.end(), "") if found else None


def bracket(text: str, at: int) -> tuple[int, str] | None:
    """Return the end and the replacement of a footnote mark or of a bracketed capital ("[T]he")."""
    found = _BRACKETED_LETTER.match(text, at)
    if found:
        return found.end(), found[1]
    found = _FOOTNOTE.match(text, at)
    # A blank, so that "45[3]" can never read as 453.
    return (found.end(), " ") if found else None


def wrap(text: str, at: int) -> tuple[int, str] | None:
    """Return the end of a hyphen and line break that split a word."""
    found = _WRAP.match(text, at)
    inside = found and at and text[at - 1].isalpha() and text[found.end()].islower()
    return (found.end(), "") if inside else None


def stars(text: str, at: int) -> tuple[int, str] | None:
    """Return the end of emphasis marks inside a word; elsewhere stars only separate."""
    end = _STARS.match(text, at).end()
    inside = at and end < len(text) and text[at - 1].isalpha() and text[end].isalpha()
    return (end, "") if inside else None
