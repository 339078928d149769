"""What single characters and short runs fold to: accents, ligatures, entities, mojibake, superscripts."""

import html
import re
import unicodedata

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
# After these a raised 2 or 3 is part of the unit (10 m²), not a footnote mark.
_UNITS = frozenset("m km cm mm nm um ft yd in mi s".split())
# Letters that have no canonical decomposition but are routinely written without their stroke or ligature.
_LETTERS = {
    "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "ı": "i", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D",
}  # fmt: skip
# Compatibility forms that are only typography. Not all: NFKC would turn 10² into 102 and 17½ into 171⁄2.
_PLAINLY = re.compile("[ﬀ-ﬆ！-～₀-₉]")
_LATIN = re.compile("[A-Za-z]")
_ENTITY = re.compile(r"&(?:amp;){0,3}(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# UTF-8 read as Windows-1252: the bytes 81, 8D, 8F, 90 and 9D have no character there and pass through as controls.
_BYTE = {bytes([b]).decode("cp1252", "ignore") or chr(b): b for b in range(0x80, 0x100)}
_FOLLOWERS = "".join(re.escape(char) for char, byte in _BYTE.items() if byte < 0xC0)
_MOJIBAKE = re.compile(f"[Â-ô][{_FOLLOWERS}]{{1,3}}")
_JSON_U = re.compile(r"\\u([0-9a-fA-F]{4})")


def letters(run: str) -> str:
    """Return the run composed, Latin letters without accents, compatibility forms as plain characters.

    >>> letters("é"), letters("e\\u0301"), letters("ﬁ"), letters("İ"), letters("и\\u0306"), letters("½")
    ('e', 'e', 'fi', 'I', 'й', '½')
    """
    return "".join(map(_letter, unicodedata.normalize("NFC", run)))


def _letter(char: str) -> str:
    if char in _LETTERS:
        return _LETTERS[char]
    if _PLAINLY.match(char):
        return unicodedata.normalize("NFKC", char)
    bare = unicodedata.normalize("NFD", char)
    # Only Latin loses its marks: й is not и, が is not か.
    return bare[0] if len(bare) > 1 and _LATIN.match(bare) else char


def entity(text: str, at: int) -> tuple[int, str] | None:
    """Return the end and the character of the HTML entity at this place, escaped once or twice."""
    found = _ENTITY.match(text, at)
    if not found:
        return None
    plain = found[0]
    for _ in range(4):  # "&amp;amp;rsquo;" is seen in feeds that were escaped at every hop
        plain = html.unescape(plain)
    return (found.end(), letters(plain)) if plain != found[0] and len(plain) <= 2 else None


def mojibake(text: str, at: int) -> tuple[int, str] | None:
    """Return the end and the meant character where UTF-8 was read as Windows-1252."""
    found = _MOJIBAKE.match(text, at)
    if not found:
        return None
    lead = _BYTE[found[0][0]]
    size = 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
    try:
        plain = bytes(_BYTE[c] for c in found[0][:size]).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return (at + size, letters(plain)) if _is_likely(plain) else None


def _is_likely(char: str) -> bool:
    # "ß«" in German also decodes, to a letter of N'Ko; only characters that news text really holds are believed.
    return "\xa0" <= char <= "ɏ" or "\u2000" <= char <= "\u22ff" or "ﬀ" <= char <= "ﬆ" or char >= "\U0001f300"


def superscript(text: str, at: int, end: int, before: str) -> tuple[int, str] | None:
    """Return the end and a blank for a raised footnote number; None where it carries value, as in 10² or m²."""
    word = re.search(r"\w*$", before)[0].lower()
    if word[-1:].isnumeric() or word in _UNITS:
        return None
    return end, " "


def escape(text: str, at: int) -> tuple[int, str] | None:
    """Return the end and the character of a JSON escape that was left in the text."""
    found = _JSON_U.match(text, at)
    if found:
        return found.end(), letters(chr(int(found[1], 16)))
    follower = text[at + 1 : at + 2]
    if follower in ("n", "t", "r"):
        return at + 2, "\n" if follower == "n" else " "
    return (at + 2, follower) if follower in ('"', "'", "/", "\\") and follower else None
