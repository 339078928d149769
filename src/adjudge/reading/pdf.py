"""From a PDF to the text that its pages show; text that is drawn invisibly is set aside. Runs in the child process."""

import io
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from adjudge.reading.furniture import sort_plain
from adjudge.reading.parsed import Parsed
from adjudge.reading.published import published_from
from adjudge.reading.usable import MAX_CHARS

# A long report has 200 pages; statutes and filings of thousands are not articles, and take minutes to read.
MAX_PAGES = 300
# Unpacked instructions of one page. A page of dense type has 50 KB, a detailed map a few MB.
MAX_DRAWING = 10_000_000
# Points, after all scaling; legible type starts at 4.
SMALLEST = 1.5
SHOWING = (b"Tj", b"TJ", b"'", b'"')
UNSEEN_MODES = (3, 7)
Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def parse_pdf(data: bytes) -> Parsed:
    """Read a PDF's pages in order; metadata count for little, so only its date and title are stated."""
    from pypdf import PdfReader
    from pypdf.errors import LimitReachedError, PyPdfError

    parsed = Parsed(form="pdf")
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return Parsed(form="pdf", error="is encrypted")
        return _read(reader, parsed)
    except LimitReachedError:
        return Parsed(form="pdf", error="unpacks to more than any article holds")
    except (PyPdfError, KeyError, ValueError, TypeError, AttributeError, IndexError, NotImplementedError) as broken:
        kind = "is encrypted" if "crypt" in str(broken).lower() else "is a damaged PDF"
        return Parsed(form="pdf", error=kind)


def _read(reader: Any, parsed: Parsed) -> Parsed:
    count = len(reader.pages)
    if not count or count > MAX_PAGES:
        return Parsed(form="pdf", error=f"is a PDF with {count:,} pages, more than the {MAX_PAGES} of a long report" if count else "is a PDF without pages")
    texts: list[str] = []
    hidden: list[str] = []
    for number in range(count):
        texts.append(_page_text(reader.pages[number], reader, hidden))
        if sum(map(len, texts)) > MAX_CHARS:
            return Parsed(form="pdf", error=f"has more than {MAX_CHARS:,} characters, and no article is ever cut")
    text, running = _joined(texts)
    parsed.set_aside += [("furniture", "\n".join(running), "running head")] if running else []
    return _stated(reader, parsed, text, hidden)


def _stated(reader: Any, parsed: Parsed, text: str, hidden: list[str]) -> Parsed:
    if not re.search(r"\w", text):
        return Parsed(form="pdf", error="is a PDF that shows no text: it holds pictures of pages, or text that is not drawn")
    _state_metadata(reader, parsed)
    done = sort_plain(text, parsed.fields.get("title", ""))
    parsed.text = done.text
    parsed.state("title", done.title, "headline")
    parsed.set_aside += [(piece.kind, piece.text, piece.why) for piece in done.set_aside]
    said = " ".join(" ".join(hidden).split())
    if said:
        parsed.set_aside.append(("hidden", said[:20_000], "drawn so that it cannot be seen"))
        parsed.notes.append(f"{len(said):,} characters of the PDF are drawn so that they cannot be seen")
    return parsed


def _state_metadata(reader: Any, parsed: Parsed) -> None:
    """State the dates; the file's date may be that of a conversion, which the way it was found says."""
    about = reader.metadata or {}
    for field_, key in (("published", "/CreationDate"), ("modified", "/ModDate")):
        words = _pdf_date(str(about.get(key, "")))
        if words and published_from(words, ""):
            parsed.state(field_, words, "PDF metadata")


def _pdf_date(words: str) -> str:
    """Write "D:20251127093000+02'00'" the ISO way; without a zone it stays without."""
    found = re.fullmatch(r"D:(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?(?:(Z)(?:00'?00'?)?|([+-]\d{2})'?(\d{2})?'?)?", words.strip())
    if found is None:
        return ""
    year, month, day, hour, minute, second, utc, zone_hours, zone_minutes = found.groups()
    clock = f"T{hour}:{minute}:{second or '00'}" if hour else ""
    return f"{year}-{month}-{day}{clock}" + ("Z" if utc and clock else f"{zone_hours}:{zone_minutes or '00'}" if zone_hours and clock else "")


def _page_text(page: Any, reader: Any, hidden: list[str]) -> str:
    """Give a page's seen text: what is drawn unseen is taken out of its instructions before they are read."""
    from pypdf.errors import LimitReachedError
    from pypdf.generic import ContentStream, NameObject

    contents = page.get_contents()
    if contents is None:
        return ""
    if len(contents.get_data()) > MAX_DRAWING:
        raise LimitReachedError
    stream = ContentStream(contents, reader)
    drawing = _Drawing(box=tuple(float(side) for side in page.mediabox))
    seen = [(operands, operator) for operands, operator in stream.operations if drawing.shows(operands, operator)]
    if drawing.unseen:
        everything = page.extract_text()
        stream.operations = seen
        page[NameObject("/Contents")] = stream
        text = page.extract_text()
        hidden.append(_difference(everything, text))
        return text
    return page.extract_text()


def _difference(everything: str, seen: str) -> str:
    """Give the lines that only the full text has."""
    kept = set(seen.splitlines())
    return "\n".join(line for line in everything.splitlines() if line not in kept)


@dataclass
class _Drawing:
    """Follows a page's instructions as far as seeing depends on them."""

    box: tuple[float, ...]
    page: Matrix = UNIT
    text: Matrix = UNIT
    line: Matrix = UNIT
    mode: int = 0
    size: float = 0.0
    is_white: bool = False
    has_ground: bool = False
    unseen: int = 0
    saved: list[tuple[Matrix, int, float, bool]] = field(default_factory=list)

    def shows(self, operands: Any, operator: bytes) -> bool:
        """Take in one instruction; False where it draws text that nobody sees."""
        if operator in SHOWING:
            if operator in (b"'", b'"'):
                self._move(0.0, -self.size)
            if self._is_unseen():
                self.unseen += 1
                return False
            return True
        self._follow(operator, operands)
        return True

    def _is_unseen(self) -> bool:
        placed = _times(self.text, self.page)
        height = abs(self.size) * (abs(placed[2]) + abs(placed[3]))
        x0, y0, x1, y1 = self.box[:4]
        # One page width outside on any side is off the page; text that starts left of it may still run into it.
        outside = placed[4] > max(x0, x1) + 5 or placed[5] > max(y0, y1) + 5 or placed[5] < min(y0, y1) - 5 or placed[4] < min(x0, x1) - abs(x1 - x0)
        return self.mode in UNSEEN_MODES or height < SMALLEST or (self.is_white and not self.has_ground) or outside

    def _follow(self, operator: bytes, operands: Any) -> None:
        if operator == b"q":
            self.saved.append((self.page, self.mode, self.size, self.is_white))
        elif operator == b"Q" and self.saved:
            self.page, self.mode, self.size, self.is_white = self.saved.pop()
        elif operator == b"BT":
            self.text = self.line = UNIT
        elif operator in (b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"Do", b"INLINE IMAGE"):
            self.has_ground = self.has_ground or not self.is_white or operator in (b"sh", b"Do", b"INLINE IMAGE")
        else:
            self._set(operator, [number for number in (_number(operand) for operand in operands) if number is not None])

    def _set(self, operator: bytes, numbers: list[float]) -> None:
        if operator == b"cm" and len(numbers) == 6:
            self.page = _times(tuple(numbers), self.page)  # type: ignore[arg-type]
        elif operator == b"Tm" and len(numbers) == 6:
            self.text = self.line = tuple(numbers)  # type: ignore[assignment]
        elif operator in (b"Td", b"TD") and len(numbers) == 2:
            self._move(*numbers)
        elif operator == b"Tr" and numbers:
            self.mode = int(numbers[0])
        elif operator == b"Tf" and numbers:
            self.size = numbers[-1]
        elif operator in (b"g", b"rg", b"sc", b"scn") and numbers:
            self.is_white = all(number >= 0.98 for number in numbers) and len(numbers) != 4
        elif operator == b"k" and len(numbers) == 4:
            self.is_white = all(number <= 0.02 for number in numbers)

    def _move(self, x: float, y: float) -> None:
        self.text = self.line = _times((1.0, 0.0, 0.0, 1.0, x, y), self.line)


def _number(operand: Any) -> float | None:
    try:
        return float(operand)
    except (TypeError, ValueError):
        return None


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _joined(pages: list[str]) -> tuple[str, list[str]]:
    """Join the pages, and give apart the lines that stand at the top or foot of most of them."""
    lines = [page.strip().splitlines() for page in pages]
    edges = Counter(key for page in lines for key in {_edge(page[at]) for at in _ends(page)})
    # On most of three or more pages: a report's own words do not come back at the same place, but for their numbers.
    running = {key for key, count in edges.items() if len(pages) >= 3 and count >= 0.6 * len(pages) and len(key) < 100}
    removed = [page[at].strip() for page in lines for at in _ends(page) if _edge(page[at]) in running]
    kept = ["\n".join(line for at, line in enumerate(page) if at not in _ends(page) or _edge(line) not in running) for page in lines]
    return "\n\n".join(kept), list(dict.fromkeys(removed))


def _ends(page: list[str]) -> set[int]:
    """The first and the last line of a page that has enough between them."""
    return {0, len(page) - 1} if len(page) >= 4 else set()


def _edge(line: str) -> str:
    """A running head without its page number."""
    return re.sub(r"\d+", "#", line).strip()
