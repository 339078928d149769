"""Where sentences begin and end: a small careful splitter with offsets."""

import re
from bisect import bisect_right

_SPOT = re.compile(r"[.!?…。！？।۔\n]")
_END = re.compile(
    r"(?P<stop>[.!?…]+)[\"'”’»)\]*_]*(?=\s|$)"
    r"|(?P<full>[。！？।۔]+)[」』”’\"）)]*"
    r"|(?P<break>\n[ \t\r]*\n\s*|\n(?=[ \t]*(?:[•*▪●■–—-]|\d{1,2}[.)])[ \t]))"
    r"|(?P<line>\n)"
)
_NOT_AFTER = frozenset(
    "mr mrs ms mx dr prof rev fr sr jr st mt ft gen col lt maj capt cmdr sgt adm gov sen rep pres supt det insp "
    "hon messrs vs v no nos art sec fig vol pp ed eds al cf ca approx dept univ assn bros co corp inc ltd plc jan "
    "feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun e.g i.e a.m p.m u.s "
    "u.k u.n e.u d.c ph.d etc".split()
)
# These end a sentence as often as not; what follows decides.
_MAYBE = frozenset("co corp inc ltd plc jr sr a.m p.m u.s u.k u.n e.u d.c etc al ph.d bros".split())
_OPENERS = frozenset(
    "a after all also although an and as at before both but by despite during each for from he her his however i "
    "if in it its last later many meanwhile most my no nor not now of on one or our shares she since so some "
    "still such that the their then there these they this those though to under until we what when while who with "
    "yet you your".split()
)
_WORD_BEFORE = re.compile(r"(?:[^\W_]\.)*[^\W_]+$|[^\W_]+(?:\.[^\W_]+)+$")
_NEXT_WORD = re.compile(r"[\s\"'“”‘’«(\[*_]*([^\W_]*)")
_SHORT_LINE = 50  # a line that breaks before this was not broken by the margin; hard wraps stand at 60 to 80


def sentences(text: str) -> list[tuple[int, int]]:
    """Return start and end of every sentence, headings and list items included.

    >>> text = "Mr. Li of the U.S. Senate spoke at 9 a.m. He left. “Why?” asked J. Doe."
    >>> [text[a:b] for a, b in sentences(text)]
    ['Mr. Li of the U.S. Senate spoke at 9 a.m.', 'He left.', '“Why?” asked J. Doe.']
    """
    found, begin, done = [], 0, 0
    for spot in _SPOT.finditer(text):
        if spot.start() < done or not (mark := _END.match(text, spot.start())):
            continue
        done = mark.end()
        if _ends(text, mark, begin):
            end = mark.start() if mark["line"] or mark["break"] else done
            begin = _add(found, text, begin, end, done)
    _add(found, text, begin, len(text), len(text))
    return found


def _add(found: list[tuple[int, int]], text: str, begin: int, end: int, after: int) -> int:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if any(map(str.isalnum, text[begin:end])):
        found.append((begin, end))
        return after
    return begin


def _ends(text: str, mark: re.Match[str], begin: int) -> bool:
    if mark["line"]:
        return _is_heading(text, mark, begin)
    if not mark["stop"]:  # a full stop of a script without capitals, or a paragraph
        return True
    follower = _NEXT_WORD.match(text, mark.end())[1]
    if follower[:1].islower():
        return False
    if mark["stop"] != ".":
        return mark["stop"] not in ("..", "...", "…") or not follower or follower[:1].isupper()
    return not _is_abbreviation(text[max(begin, mark.start() - 24) : mark.start()], follower)


def _is_abbreviation(before: str, follower: str) -> bool:
    word = _WORD_BEFORE.search(before)
    if not word:
        return False
    name = word[0].lower()
    if name in _MAYBE or "." in name:
        return bool(follower) and follower.lower() not in _OPENERS
    return name in _NOT_AFTER or (len(name) == 1 and word[0].isupper() and word[0] != "I")


def _is_heading(text: str, mark: re.Match[str], begin: int) -> bool:
    line = text[text.rfind("\n", 0, mark.start()) + 1 : mark.start()].strip()
    follower = text[mark.end() : mark.end() + 12].lstrip("\"'“‘«([ \t")[:1]
    return 0 < len(line) < _SHORT_LINE and line[-1:] not in ",;-–—" and (follower.isupper() or follower.isdigit())


class Sentences:
    """The sentences of a text and questions about places in them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.all = sentences(text) or [(0, len(text))]
        self._starts = [start for start, _ in self.all]

    def number(self, at: int) -> int:
        """Return the number of the sentence that holds this offset."""
        return max(bisect_right(self._starts, at) - 1, 0)

    def begins(self, at: int) -> bool:
        """Tell whether a sentence begins here, opening marks aside."""
        start = self.all[self.number(at)][0]
        return not any(map(str.isalnum, self._text[start:at]))

    def ends(self, at: int) -> bool:
        """Tell whether a sentence ends here, closing marks aside."""
        end = self.all[self.number(at - 1)][1]
        return not any(map(str.isalnum, self._text[at:end]))
