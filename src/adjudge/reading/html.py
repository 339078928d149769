"""From a web page to its seen article text and what it states about itself; runs in the child process."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement, HTMLParser, document_fromstring

from adjudge.reading.decoding import decode, stated_charset
from adjudge.reading.furniture import sort_plain
from adjudge.reading.lines import folded
from adjudge.reading.metadata import read_metadata
from adjudge.reading.parsed import Parsed
from adjudge.reading.visibility import Hidden, remove_unseen

# What is set aside is shown to a person, not read by a model: enough to find a lost paragraph in.
MAX_ASIDE = 20_000
# Twenty times the largest collected page; the extractor's time grows faster than the page.
MAX_ELEMENTS = 50_000
# Below these a page has too few paragraphs to judge by.
LONG_PARAGRAPH = 80
ENOUGH_PARAGRAPHS = 500
MOST = 0.9
SPACES = "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f"
MARKS = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
# The extractor rewrites these characters. While it works, Egyptian hieroglyphs stand in for them, one each:
# printable letters that no news page has, in no normal form but their own.
STAND_INS = {char: chr(0x13000 + number) for number, char in enumerate(SPACES + MARKS)}
HIEROGLYPHS = re.compile("[\U00013000-\U0001345f]")
BACK = str.maketrans({stand_in: char for char, stand_in in STAND_INS.items()})
GUARDED = re.compile(rf"(?<=\S)[{SPACES}{MARKS}]+(?=\S)")
REWRITTEN = re.compile(rf"[{SPACES}{MARKS}]|&(?:nbsp|shy|zw|thin|hair|en|em|lrm|rlm|num|NoBreak|ZeroWidth|#)")
BLOCKS = ("p", "h1", "h2", "h3", "h4", "li", "blockquote", "td", "pre", "figcaption")


def parse_html(data: bytes, *, charset: str = "", url: str = "", name: str = "the page") -> Parsed:
    """Read a page: seen text only, its furniture set aside, its metadata with how each was found."""
    text, used = decode(data, name, stated=charset or stated_charset(data))
    tree = _tree(text)
    if tree is None:
        return Parsed(form="html", error="is not a page that can be parsed")
    count = int(tree.xpath("count(//*)"))
    if count > MAX_ELEMENTS:
        return Parsed(form="html", error=f"is a page of {count:,} elements, which no article has")
    # While they are referred to, lxml need not make its elements' Python side anew in every pass.
    kept_alive = list(tree.iter())
    parsed = Parsed(form="html", notes=[] if used == "utf-8" else [f"read as {used}"])
    candidates = read_metadata(tree, parsed, url)
    hidden = remove_unseen(tree)
    guarded = _guard(tree, text)
    seen = _seen_lines(tree)
    del kept_alive
    title = _seen_title(tree, candidates, seen)
    parsed.state("title", _restored(title, guarded), "page")
    body = _restored(_body(tree), guarded)
    _sort(parsed, body)
    _set_aside(parsed, body, [_restored(line, guarded) for line in seen], hidden)
    return parsed


def _tree(text: str) -> HtmlElement | None:
    """Parse as UTF-8 whatever the page says about itself; the text is decoded already."""
    parser = HTMLParser(encoding="utf-8", remove_pis=True, collect_ids=False, default_doctype=False, no_network=True, huge_tree=True)
    data = text.removeprefix("\ufeff").replace("\x00", "").encode("utf-8", "replace")
    try:
        tree = document_fromstring(data, parser=parser)
    except (ValueError, AssertionError, SyntaxError):  # an empty document; lxml's parser error is a SyntaxError
        if any(fault.type_name == "ERR_NO_MEMORY" for fault in parser.error_log):
            raise MemoryError from None
        return None
    if any(fault.type_name == "ERR_RESOURCE_LIMIT" for fault in parser.error_log):
        # The parser has cut the page there, and what it cut may be the correction.
        raise RecursionError
    return tree


def _guard(tree: HtmlElement, text: str) -> bool:
    """Put stand-ins where the extractor would rewrite a character; a page with hieroglyphs goes without."""
    if HIEROGLYPHS.search(text) or not REWRITTEN.search(text):
        return False
    for element in tree.iter():
        if element.text and not element.text.isascii():
            element.text = GUARDED.sub(_stand_in, element.text)
        if element.tail and not element.tail.isascii():
            element.tail = GUARDED.sub(_stand_in, element.tail)
    return True


def _stand_in(found: re.Match[str]) -> str:
    return "".join(STAND_INS[char] for char in found[0])


def _restored(text: str, guarded: bool) -> str:
    return text.translate(BACK) if guarded else text


def _body(tree: HtmlElement) -> str:
    """Give the article's text, one paragraph a line; comments below it are other people's words.

    The extractor's quick way is as good as its thorough one wherever it finds most of the page's long paragraphs:
    so on 31 of the 40 collected pages, in three fifths of the time. On the one page that it loses, it finds half.
    """
    paragraphs = sum(len(said) for said in (" ".join("".join(block.itertext()).split()) for block in tree.iter("p")) if len(said) >= LONG_PARAGRAPH)
    text = _extracted(tree, fast=True) if paragraphs >= ENOUGH_PARAGRAPHS else ""
    if len(text) < MOST * paragraphs or not text:
        text = _extracted(tree, fast=False)
    return text if text.strip() else "\n".join(_plain_blocks(tree))


def _extracted(tree: HtmlElement, *, fast: bool) -> str:
    from trafilatura import bare_extraction

    found = bare_extraction(tree, output_format="python", include_comments=False, with_metadata=False, fast=fast)
    return (found.text or "") if found is not None else ""


def _plain_blocks(tree: HtmlElement) -> Iterator[str]:
    """Give the paragraphs of a page that the extractor gives up on, such as one nested thousands deep."""
    for block in tree.iter("p", "h2", "h3", "li", "blockquote", "pre"):
        said = " ".join("".join(block.itertext()).split())
        if said and not any(parent.tag in ("nav", "footer", "aside", "header") for parent in block.iterancestors()):
            yield said


def _seen_lines(tree: HtmlElement) -> list[str]:
    """Give the page's seen text in lines, furniture and all."""
    lines, words = [], []
    for element in tree.iter():
        if element.tag in BLOCKS or element.tag in ("div", "section", "br", "tr", "header", "footer", "ul", "ol", "nav", "aside", "article"):
            lines.append(" ".join(" ".join(words).split()))
            words = []
        words.append(element.text or "")
        if element.tail:
            words.append(element.tail)
    return [line for line in [*lines, " ".join(" ".join(words).split())] if line]


def _seen_title(tree: HtmlElement, candidates: list[str], seen: list[str]) -> str:
    """Give a headline that stands on the page; one that only its metadata carry is nothing a reader was told."""
    headings = [" ".join("".join(heading.itertext()).split()) for level in ("h1", "h2") for heading in tree.iter(level)]
    stated = [_tokens(candidate) for candidate in candidates]
    for heading in headings:
        if any(_is_alike(_tokens(heading), tokens) for tokens in stated):
            return heading
    on_page = {folded(line) for line in seen}
    shown = next((candidate for candidate in candidates if folded(candidate) in on_page), "")
    first = [" ".join("".join(heading.itertext()).split()) for heading in tree.iter("h1")]
    return shown or next((heading for heading in first if len(heading.split()) >= 3), "")


def _tokens(words: str) -> set[str]:
    return set(re.findall(r"\w+", words.casefold()))


def _is_alike(one: set[str], other: set[str]) -> bool:
    """True where two headlines share most words: a page's title often carries the outlet's name as well."""
    return len(one) >= 2 and len(one & other) >= 0.8 * min(len(one), len(other)) and 2 * len(one) >= len(other)


def _sort(parsed: Parsed, body: str) -> None:
    done = sort_plain(body, parsed.fields.get("title", ""))
    parsed.text = done.text
    parsed.state("title", done.title, "headline")
    parsed.set_aside += [(piece.kind, piece.text, piece.why) for piece in done.set_aside]


def _set_aside(parsed: Parsed, body: str, seen: list[str], hidden: Hidden) -> None:
    """Keep the rest of the page, up to a limit that is said where it bites."""
    in_body = " ".join(body.split())
    rest = [line for line in dict.fromkeys(seen) if line not in in_body]
    parsed.set_aside += [("furniture", _limited("\n".join(rest)), "page around the article")] if rest else []
    budget = MAX_ASIDE
    for said, why in hidden.pieces:
        if budget > 0:
            parsed.set_aside.append(("hidden", _limited(said, budget), why))
        budget -= len(said)
    if budget < 0:
        parsed.notes.append(f"{-budget:,} more characters of hidden text are not kept")


def _limited(text: str, limit: int = MAX_ASIDE) -> str:
    return text if len(text) <= limit else f"{text[:limit]} […]"
