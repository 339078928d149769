"""Which lines of a plain text are not the article's own report; running text is never among them.

The rules look at whole lines only, and every line that they take is short, stands in a known place and is kept.
"""

import re
from dataclasses import dataclass, field

from adjudge.model.article import SetAside
from adjudge.reading.lines import CJK, Line, folded, is_sentence, lines_of

MASTHEAD = re.compile(
    r"logo|menu|search|home|close|navigation|sign in|log ?in|register|subscribe(?: now)?|(?:open|close) menu|skip to (?:main )?content|advertis(?:ement|ing)|sponsored|breaking news|live"
)
SHARING = re.compile(
    r"share:?|tweet|facebook|twitter|x|whatsapp|e-?mail|linkedin|reddit|telegram|pinterest|messenger|flipboard|copy|link|copied|print|save|comments?|bookmark|listen|gift|article|story|friends"
    r"|this|on|via|to|the|with"
)
OTHER_STORIES = re.compile(
    r"(?:the )?(?:latest|top|other|more|recent|related|breaking)(?: [a-z]+)? (?:news|stories|story|headlines|articles|posts|coverage|content|reading|links|topics)"
    r"|(?:latest|more|also) (?:from|in) .{2,60}|also on .{2,60}|more on this (?:story|topic)|related|(?:read|see) (?:more|next|also)|also read|what to read next|keep reading"
    r"|you (?:may|might) (?:also )?(?:like|be interested in)|recommended(?: for you| stories| reading| articles)?|most (?:read|popular|viewed|commented)"
    r"|trending(?: now| stories)?|popular(?: now| stories| posts)|don[’']t miss|editor[’']?s[’']? picks?|up next|sponsored content|around the web"
    r"|from our partners|in case you missed it|next article|previous article|tags"
)
TEASER = re.compile(r"(?:read more|read also|also read|read next|related|see also|more|watch|don[’']t miss)\s*[:»>]\s*\S.*", re.IGNORECASE)
RISK = re.compile(r"\W*(?:risk|investment|financial|legal)?\s*(?:warnings?|disclosures?|disclaimers?)\s*[:.–—-]", re.IGNORECASE)
RISK_PHRASES = re.compile(
    r"(?:not|n[’']t) (?:constitute|intended as|be construed as|considered)? ?(?:an? )?(?:investment|financial|trading)\b|for reference only|risk of (?:loss|losing)"
    r"|past performance|(?:retail|investor) (?:investor )?accounts lose money|trading cfds|leveraged products|views (?:of|are those of) the (?:author|writer)|not advice"
    r"|nothing on this (?:page|site)|only the author[’']s views",
    re.IGNORECASE,
)
SIGN_UP = re.compile(
    r"\W*(?:sign up|subscribe|get (?:the|our|all)|follow us|join (?:us|our|the)|download (?:our|the)|click here|register)\b.*"
    r"(?:newsletter|inbox|telegram|whatsapp|app\b|twitter|facebook|google news|youtube|instagram|channel|alerts|briefing)",
    re.IGNORECASE,
)
ODDS = re.compile(r"(?:yes|no|buy|sell|chance|odds)?\W{0,3}\d{0,3}(?:\.\d+)?\s?[%¢](?:\s?chance)?|\$[\d.,]+\s?[kmb]?\s?vol\.?(?:ume)?", re.IGNORECASE)
MARKET = re.compile(r"\W{0,3}(?:related markets?(?:\(s\))?|markets? in this story|live odds|market odds)\W{0,3}:|\W{0,2}market(?=[A-Z“\"']).*\?|polymarket|kalshi|manifold", re.IGNORECASE)
QUESTION = re.compile(r"\W*(?:market)?\s?(?:will|who|what|when|which|how many|does|is)\b.{5,180}\?\W*", re.IGNORECASE)
# No headline ends with these; the first line of a sentence that was broken may.
OPEN_END = re.compile(r"(?:[-–—]|\b(?:the|an?|of|to|at|that|in|on|and|or|with|for|by|from|as|is|was|his|her|its|their|this|where|who|which|than))$")


@dataclass
class Sorted:
    """A text parted into the report and the rest."""

    title: str = ""
    text: str = ""
    set_aside: tuple[SetAside, ...] = ()
    head: tuple[str, ...] = ()
    """The short lines above the report that stay in it: bylines, dates, datelines."""


@dataclass
class _Sorting:
    lines: list[Line]
    head_end: int
    marks: dict[int, tuple[str, str]] = field(default_factory=dict)

    def mark(self, place: int, kind: str, why: str) -> None:
        self.marks.setdefault(place, (kind, why))


def sort_plain(text: str, title: str = "") -> Sorted:
    """Part a plain text; without a stated title, the headline above the report becomes the title."""
    lines = lines_of(text)
    sorting = _Sorting(lines, _head_end(lines))
    _mark_widgets(sorting)
    _mark_masthead(sorting)
    _mark_lines(sorting)
    _mark_title(sorting, folded(title))
    found = "" if title else _take_title(sorting, text)
    _mark_other_stories(sorting)
    _mark_foot(sorting)
    return _parted(text, sorting, title or found)


def _head_end(lines: list[Line]) -> int:
    """Give where the report begins: the first line of running text; a text without any has no head."""
    return next((place for place, line in enumerate(lines) if line.is_prose or is_sentence(line.words)), 0)


def _mark_widgets(sorting: _Sorting) -> None:
    """Mark market widgets: neighbouring short lines of questions and odds, one of which names a market.

    A table of poll results has percentages too, but no line that names a market.
    """
    run: list[int] = []
    for place, line in enumerate([*sorting.lines, None]):
        if line is not None and (not line.words or _is_widget_line(line)):
            run += [place] if line.words else []
            continue
        said = [sorting.lines[at].words for at in run]
        if any(MARKET.match(words) for words in said) and any(re.search(r"\d\s?[%¢]", words) for words in said):
            for at in run:
                sorting.mark(at, "widget", "market widget")
        run = []


def _is_widget_line(line: Line) -> bool:
    bare = line.words.strip("*_ ")
    if ODDS.fullmatch(bare) or MARKET.match(bare):
        return len(bare) < 400
    return not line.is_prose and QUESTION.fullmatch(bare) is not None


def _mark_masthead(sorting: _Sorting) -> None:
    for place in range(sorting.head_end):
        words = sorting.lines[place].words
        if MASTHEAD.fullmatch(words.casefold()) or _is_menu(words):
            sorting.mark(place, "furniture", "masthead")
        elif _is_slogan(sorting, place):
            sorting.mark(place, "furniture", "slogan")


def _is_menu(words: str) -> bool:
    """True for "Markets | Academy | Sign in": three or more short entries on one line."""
    parts = [part.strip() for part in re.split(r"\s[|·•»/]+\s|\t+", words)]
    return len(parts) >= 3 and all(0 < len(part) <= 30 for part in parts)


def _mark_foot(sorting: _Sorting) -> None:
    """Mark menus below the report."""
    for place in range(len(sorting.lines) - 1, sorting.head_end, -1):
        line = sorting.lines[place]
        if line.is_prose:
            return
        if _is_menu(line.words) or re.match(r"(?:©|\(c\)|copyright)\s.{0,100}all rights reserved\W*$", line.words, re.IGNORECASE):
            sorting.mark(place, "furniture", "foot of the page")


def _is_slogan(sorting: _Sorting, place: int) -> bool:
    """True for a line wholly in quotation marks under the masthead, where a headline follows."""
    words = sorting.lines[place].words
    above = [at for at in range(place) if sorting.lines[at].words]
    if not re.fullmatch(r"[\"“'‘][^\"“”]{3,100}[\"”'’]", words) or not above or above[-1] not in sorting.marks:
        return False
    return any(_is_title_like(sorting, at) for at in range(place + 1, sorting.head_end))


def _mark_title(sorting: _Sorting, key: str) -> None:
    for place in range(sorting.head_end):
        if key and sorting.lines[place].key == key:
            sorting.mark(place, "duplicate_title", "repeats the title")


def _take_title(sorting: _Sorting, text: str) -> str:
    """Move the headline above the report out of the text, and mark its repetitions and what stands above it."""
    places = [at for at in range(sorting.head_end) if at not in sorting.marks and _is_title_like(sorting, at)]
    if not places:
        return ""
    place = next((at for at in places if not _is_nameplate(sorting, at, text)), places[-1])
    for plate in places[: places.index(place)]:
        above = [plate - 1] if plate and _is_shouted(sorting.lines[plate - 1].words) else []
        for at in (*above, plate):
            sorting.mark(at, "furniture", "masthead")
    sorting.mark(place, "title", "")
    _mark_title(sorting, sorting.lines[place].key)
    return re.sub(r"^#+\s*|^\*\*|\*\*$", "", sorting.lines[place].words).strip()


def _is_nameplate(sorting: _Sorting, place: int, text: str) -> bool:
    """True for an outlet's name with its motto, as some pages have above the headline."""
    words = sorting.lines[place].words
    if _is_shouted(words) or (place and _is_shouted(sorting.lines[place - 1].words)):
        return True
    brand = re.fullmatch(r"(\S{3,20}(?: \S{1,15})?) [-–—|:] .{3,40}", words)
    return brand is not None and len(words.split()) <= 8 and text.count(brand[1]) > 1


def _is_shouted(words: str) -> bool:
    return words.isupper() and len(words.split()) <= 3


def _is_title_like(sorting: _Sorting, place: int) -> bool:
    line = sorting.lines[place]
    following = sorting.lines[place + 1]
    stands_alone = not following.words or len(following.words) >= 120 or following.key == line.key
    enough = len(line.words.split()) >= 3 or len(CJK.findall(line.words)) >= 6
    return line.is_headline and stands_alone and enough and not _is_label(line.words) and not _runs_on(sorting, place)


def _runs_on(sorting: _Sorting, place: int) -> bool:
    """True for the first line of a sentence that goes on below, as in a text copied from a PDF."""
    words = sorting.lines[place].words
    if words[0].islower() or OPEN_END.search(words):
        return True
    below = next((line.words for line in sorting.lines[place + 1 :] if line.words), "")
    return re.match(r"[^\W\d_]", below) is not None and below[0].islower()


def _is_label(words: str) -> bool:
    """True for a byline, a dateline or a date, which belong to the report."""
    from adjudge.reading.published import published_from

    marked = re.match(r"by\s|(?:published|posted|updated|last updated)\b", words, re.IGNORECASE) or re.match(r"[A-Z ]+:", words)
    return bool(marked or published_from(words, ""))


def _mark_lines(sorting: _Sorting) -> None:
    """Mark single lines that are furniture wherever they stand."""
    seen_report = False
    for place, line in enumerate(sorting.lines):
        seen_report = seen_report or line.is_prose
        if seen_report and _is_risk_warning(line.words):
            sorting.mark(place, "furniture", "risk warning")
        elif len(line.words) <= 250 and SIGN_UP.match(line.words):
            sorting.mark(place, "furniture", "sign-up")
        elif _is_share_bar(line.words):
            sorting.mark(place, "furniture", "share bar")
        elif line.is_headline and TEASER.fullmatch(line.words):
            sorting.mark(place, "furniture", "teaser")


def _is_risk_warning(words: str) -> bool:
    """True for a line headed as a warning, or one that makes three of the usual reservations."""
    if not re.search(r"risk|advice|reference only|performance", words, re.IGNORECASE):
        return False
    return bool(RISK.match(words) and RISK_PHRASES.search(words)) or len(set(RISK_PHRASES.findall(words.casefold()))) >= 3


def _is_share_bar(words: str) -> bool:
    if len(words) > 150:
        return False
    tokens = re.sub(r"[|·•,/&]", " ", words.casefold()).split()
    named = [token for token in tokens if token not in ("on", "via", "to", "the", "this", "with")]
    return 0 < len(tokens) <= 14 and all(SHARING.fullmatch(token) for token in tokens) and (len(named) >= 2 or tokens[0] in ("share", "tweet", "share:"))


def _mark_other_stories(sorting: _Sorting) -> None:
    """Mark lists of other headlines that stand under a heading which says so, after the report has begun."""
    has_begun = False
    for place, line in enumerate(sorting.lines):
        if has_begun and place not in sorting.marks and OTHER_STORIES.fullmatch(line.key.rstrip(":")):
            _mark_list(sorting, place)
        has_begun = has_begun or line.is_prose or is_sentence(line.words)


def _mark_list(sorting: _Sorting, heading: int) -> None:
    items, place = [], heading + 1
    while place < len(sorting.lines) and _may_be_item(sorting, place):
        items += [place] if sorting.lines[place].words else []
        place += 1
    if place < len(sorting.lines):
        # Running text follows: the line above it may be its own heading, so it stays.
        items = [at for at in items if at in sorting.marks or at != items[-1]]
    if items or place == len(sorting.lines):
        for at in (heading, *items):
            sorting.mark(at, "furniture", "other stories")


def _may_be_item(sorting: _Sorting, place: int) -> bool:
    line = sorting.lines[place]
    return not line.words or place in sorting.marks or line.is_headline


def _parted(text: str, sorting: _Sorting, title: str) -> Sorted:
    kept = "".join(text[line.start : line.end] for place, line in enumerate(sorting.lines) if place not in sorting.marks)
    head = tuple(line.words for place, line in enumerate(sorting.lines[: sorting.head_end]) if line.words and place not in sorting.marks)
    return Sorted(title=title, text=kept.strip(), set_aside=_pieces(text, sorting), head=head)


def _pieces(text: str, sorting: _Sorting) -> tuple[SetAside, ...]:
    """Give what was marked, neighbouring lines of one rule as one piece."""
    pieces: list[tuple[tuple[str, str], int, int]] = []
    for place, line in enumerate(sorting.lines):
        mark = sorting.marks.get(place)
        is_gap = mark is None and not line.words
        if mark is None or mark[0] == "title":
            pieces += [] if is_gap else [(("", ""), line.end, line.end)]
        elif pieces and pieces[-1][0] == mark:
            pieces[-1] = (mark, pieces[-1][1], line.end)
        else:
            pieces.append((mark, line.start, line.end))
    return tuple(SetAside(kind=mark[0], text=text[start:end].strip(), why=mark[1]) for mark, start, end in pieces if mark[0])
