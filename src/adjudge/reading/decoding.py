"""From bytes to text: byte order marks, stated charsets that are false, and what must be taken out."""

import codecs
import re

from adjudge.errors import ArticleError

# The order matters: UTF-32 LE begins with the mark of UTF-16 LE.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
# Web pages that state one of these mean its Windows superset (WHATWG encoding standard, 4.2).
MEANT = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-9": "cp1254",
         "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932", "x-sjis": "cp932"}  # fmt: skip
SMUGGLED = re.compile("[\U000e0000-\U000e007f]+|[\U000e0100-\U000e01ef]{2,}|[\ufe00-\ufe0f]{2,}")
STATED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.IGNORECASE)


def decode(data: bytes, source: str, *, stated: str = "") -> tuple[str, str]:
    """Give the text and the charset that it was read in; `stated` is what a header claims."""
    for mark, charset in MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], charset, source)
    if charset := _unmarked_utf16(data):
        return data.decode(charset, "replace"), charset
    if b"\0" in data:
        raise ArticleError(f"{source} is a binary file, not an article")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _not_utf8(data, stated, source)


def stated_charset(data: bytes) -> str:
    """Give the charset that a page's own head claims, or nothing."""
    found = STATED.search(data, 0, 4096)
    return found[1].decode("ascii", "replace").lower() if found else ""


def without_smuggled(text: str) -> tuple[str, tuple[str, ...]]:
    """Take out invisible characters that spell hidden words; give them in readable form.

    Tag characters and runs of variation selectors have no place in an article's text, and a model reads them.
    """
    hidden = tuple(_readable(match[0]) for match in SMUGGLED.finditer(text))
    return (SMUGGLED.sub("", text), hidden) if hidden else (text, ())


def _marked(data: bytes, charset: str, source: str) -> tuple[str, str]:
    text = data.decode(charset, "replace")
    if "\0" in text:
        raise ArticleError(f"{source} is a binary file, not an article")
    return text, charset


def _unmarked_utf16(data: bytes) -> str:
    """Recognise UTF-16 without a mark: every other byte of mostly Latin text is zero."""
    sample = data[:4000]
    if len(sample) < 8 or len(data) % 2:
        return ""
    half = len(sample) // 2
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    # Half of the characters: a page with many curly quotes or Cyrillic names still passes, no binary format does both.
    if odd > 0.5 and even < 0.01:
        return "utf-16-le"
    return "utf-16-be" if even > 0.5 and odd < 0.01 else ""


def _not_utf8(data: bytes, stated: str, source: str) -> tuple[str, str]:
    for guess in (_strict(data, MEANT.get(stated, stated)), _nearly_utf8(data), _detected(data)):
        if guess is not None:
            return guess
    raise ArticleError(f"{source} is not a text in any charset that adjudge knows")


def _strict(data: bytes, charset: str) -> tuple[str, str] | None:
    if not charset or charset.replace("_", "-") in ("utf-8", "utf8"):
        return None
    try:
        return data.decode(charset), charset
    except (LookupError, UnicodeError):
        return None


def _nearly_utf8(data: bytes) -> tuple[str, str] | None:
    """Accept UTF-8 with a few broken bytes, as pages cut in transit have, before any guess is made."""
    text = data.decode("utf-8", "replace")
    broken, whole = text.count("\ufffd"), sum(1 for char in text if char > "\x7f")
    # One break among twenty good sequences: cp1252 text has hardly any good sequence at all.
    return (text, "utf-8 with replacements") if whole - broken >= 20 * broken else None


def _detected(data: bytes) -> tuple[str, str] | None:
    """Western bytes are cp1252 where that decodes to words; anything else is left to detection."""
    western = _strict(data, "cp1252")
    if western and _is_western(data):
        return western
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    return (_strict(data, best.encoding) if best else None) or western


def _is_western(data: bytes) -> bool:
    """Few high bytes, and those typographic or lone accented letters: text in another script has many in a row."""
    high = sum(1 for byte in data if byte > 0x7F)
    return high <= len(data) // 10 and re.search(rb"[\xc0-\xff]{4}", data) is None


def _readable(smuggled: str) -> str:
    return "".join(_plain(ord(char)) for char in smuggled)


def _plain(code: int) -> str:
    if 0xE0020 <= code <= 0xE007E:
        return chr(code - 0xE0000)
    return f"[U+{code:04X}]"
