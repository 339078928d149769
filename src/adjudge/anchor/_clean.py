"""The text without furniture, and the way back: every offset of the clean text maps to the text as given."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from adjudge.anchor import _folding, _markup

_INVISIBLE = "\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
# Scripts without blanks between words: every character becomes a word of its own.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# One class, no alternation: the scan stays in C and stops only where something may have to change.
_CANDIDATE = re.compile(
    f"[{_INVISIBLE}{_folding.SUPERSCRIPTS}₀-₉\u0300-\u036f\u3099\u309a\u1100-\u11ff"
    f"À-ÖØ-öø-ɏḀ-ỿﬀ-ﬆ！-～{_UNSPACED}]"
)
# Markup is sought character by character: most texts have none, and a plain search passes them many times faster.
_MARKUP = [(char, re.compile(re.escape(char))) for char in "&<\\[]*"]
_WRAPS = [("-", re.compile(r"-[ \t]*\r?\n")), ("‐", re.compile(r"‐[ \t]*\r?\n"))]
_HARMLESS = "“”‘’–—…\xa0"  # what most texts hold beyond ASCII and nothing here changes
_ALONE = re.compile(f"[{_UNSPACED}]")
_INVISIBLE_RUN = re.compile(f"[{_INVISIBLE}]+")
_MARKS = re.compile("[\u0300-\u036f\u3099\u309a\u1160-\u11ff]+")
_RAISED = re.compile(f"[{_folding.SUPERSCRIPTS}]+")
# One for one, so that offsets stay: the dashes that can be a sign, a range or a hyphen, and the Markdown underline.
_PLAIN = [(dash, "-") for dash in "‐‑‒–−"] + [("_", " ")]

Change = tuple[int, int, str]


@dataclass(slots=True)
class Clean:
    """A text with furniture folded away and its changes as segments of equal offset shift."""

    text: str
    given: str = ""
    _at: list[int] = field(default_factory=lambda: [0])  # where each segment begins in the clean text
    _from: list[int] = field(default_factory=lambda: [0])  # where it begins in the text as given
    _changed: list[bool] = field(default_factory=lambda: [False])

    def start(self, at: int) -> int:
        """Return where the character at this clean offset begins in the text as given."""
        k = bisect_right(self._at, at) - 1
        return self._from[k] if self._changed[k] else self._from[k] + at - self._at[k]

    def end(self, at: int) -> int:
        """Return where the character before this clean offset ends in the text as given."""
        k = max(bisect_left(self._at, at) - 1, 0)
        return self._from[k + 1] if self._changed[k] else self._from[k] + at - self._at[k]

    def at(self, offset: int) -> int:
        """Return the clean offset that stands for this offset of the text as given."""
        k = bisect_right(self._from, offset) - 1
        return self._at[k] if self._changed[k] else self._at[k] + offset - self._from[k]


def clean(text: str, keeps: Callable[[str], bool] | None = None) -> Clean:
    """Return the text with furniture folded away; `keeps` names bracketed marks that must stay.

    >>> made = clean("caf&eacute;s [1] re\\u00adopened")
    >>> made.text, made.start(6), made.end(4)
    ('cafes   reopened', 13, 11)
    """
    changes = _changes(text, keeps)
    if not changes:
        return Clean(_plain(text), text)
    return _apply(text, changes)


def _apply(text: str, changes: list[Change]) -> Clean:
    parts, made = [], Clean("", text)
    done = size = 0
    for begin, end, new in changes:
        parts += (text[done:begin], new)
        size += begin - done
        made._at += (size, size + len(new))
        made._from += (begin, end)
        made._changed += (True, False)
        size += len(new)
        done = end
    parts.append(text[done:])
    made.text = _plain("".join(parts))
    return made


def _plain(text: str) -> str:
    for char, plain in _PLAIN:  # replace is several times faster than translate where little changes
        text = text.replace(char, plain)
    return text


def _spots(text: str) -> list[int]:
    hints = _MARKUP + _WRAPS if "\n" in text else _MARKUP
    spots = [m.start() for char, hint in hints if char in text for m in hint.finditer(text)]
    if not _is_harmless(text):
        spots += [m.start() for m in _CANDIDATE.finditer(text)]
    return sorted(spots)


def _is_harmless(text: str) -> bool:
    if not text.isascii():
        for char in _HARMLESS:
            text = text.replace(char, " ")
    return text.isascii()


def _changes(text: str, keeps: Callable[[str], bool] | None) -> list[Change]:
    changes, done = [], 0
    for at in _spots(text):
        if at < done:
            continue
        change = _change(text, at, done)
        if change and not (keeps and text[at] == "[" and keeps(text[at : change[1]])):
            changes.append(change)
            done = change[1]
    return changes


def _change(text: str, at: int, done: int) -> Change | None:
    char = text[at]
    handler = _HANDLERS.get(char)
    if handler:
        found = handler(text, at)
        return (at, *found) if found else None
    if invisible := _INVISIBLE_RUN.match(text, at):
        return at, invisible.end(), ""
    if raised := _RAISED.match(text, at):
        before = _INVISIBLE_RUN.sub("", text[max(0, at - 12) : at])
        found = _folding.superscript(text, at, raised.end(), before)
        return (at, *found) if found else None
    return _letter_change(text, at, done)


def _letter_change(text: str, at: int, done: int) -> Change | None:
    if found := _folding.mojibake(text, at):
        return (at, *found)
    marks = _MARKS.match(text, at)
    if marks and at > done:
        return at - 1, marks.end(), _folding.letters(text[at - 1 : marks.end()])
    after = _MARKS.match(text, at + 1)
    end = after.end() if after else at + 1
    new = _folding.letters(text[at:end])
    if _ALONE.match(new):
        new = f" {new} "
    return (at, end, new) if new != text[at:end] else None


_HANDLERS = {
    "&": _folding.entity,
    "\\": _folding.escape,
    "<": _markup.tag,
    "[": _markup.bracket,
    "]": _markup.link,
    "*": _markup.stars,
    "-": _markup.wrap,
    "‐": _markup.wrap,
    "\u00ad": lambda text, at: _markup.wrap(text, at) or (at + 1, ""),
}
