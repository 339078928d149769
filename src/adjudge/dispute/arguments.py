"""What the two sides argue, split by plain code, and marked: by what they put in quotation marks, and by what a model made of the rest."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from adjudge.anchor import Anchored, Rejected, anchor, context
from adjudge.dispute.shapes import MARKS, Argument, By, Passage, Side, Standing
from adjudge.dispute.sides import claims_of, counted
from adjudge.ground.arguments import Marked, plain
from adjudge.ground.asides import to_a_model
from adjudge.model.adjudication import Adjudication
from adjudge.model.claims import Claim
from adjudge.reports.words import KINDS
from adjudge.wire.arguments import Mark

HONEST = (
    "Arguments are split and checked by plain code: what a side puts in quotation marks is looked up in the articles and the rules, "
    "what it paraphrases is not judged, and no model reads these texts."
)
BY_MODEL = (
    "What a side puts in quotation marks is looked up by code; what it paraphrases a model was asked about, beside the checked claims and "
    "the criteria. Code checks every id that the model names and shows the quotes. A mark says what the evidence has on an argument, and "
    "changes neither the verdict nor whether the proposal holds."
)
# A forum thread has dozens of posts; what is longer is no argument that a moderator can read in time.
MOST_ARGUMENTS, MOST_PASSAGES, LONGEST = 100, 6, 4_000
# Share of words in common from which two passages are one passage, altered: "will sign" for "may sign" in six words has 0.83.
_LIKE = 0.75
_BULLET = re.compile(r"^\s*(?:[-*•–—]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")
# "[28/11/2025 15:04] name", "name — 11/28/2025 3:04 PM", "name — Today at 15:04": who wrote when is no argument.
_HEADER = re.compile(
    r"^\s*(?:\[[^\]]{0,40}\d:\d\d[^\]]{0,12}\][^.]{0,40}|[^.\n]{1,40}\s[—–-]\s[^.\n]{0,24}\d:\d\d\s?(?:[AaPp]\.?[Mm]\.?)?)\s*$"
)
_QUOTED = re.compile(r"“([^“”]{8,2000})”|\"([^\"]{8,2000})\"|«([^«»]{8,2000})»|„([^„“”]{8,2000})[“”]")
_LINE_QUOTE = re.compile(r"(?m)^\s*>+\s?(.*)$")


def numbered(text: str, side: Side) -> tuple[dict[str, str], tuple[str, ...]]:
    """Split a side's text and give each argument its id; then say what was cut."""
    parts = split(text)
    kept = {f"{side[0].upper()}{number}": part for number, part in enumerate(parts[:MOST_ARGUMENTS], 1)}
    cut = [f"{name}: cut after {LONGEST:,} of its {len(part):,} characters" for name, part in kept.items() if len(part) > LONGEST]
    if len(parts) > MOST_ARGUMENTS:
        cut.append(f"of {len(parts):,} arguments of the {side} only the first {MOST_ARGUMENTS} were taken")
    return {name: part[:LONGEST] for name, part in kept.items()}, tuple(cut)


def all_numbered(texts: Mapping[Side, str]) -> dict[str, str]:
    """Give the arguments of both sides by their ids, as they are put to a model."""
    return {name: part for side in ("proposer", "disputer") if side in texts for name, part in numbered(texts[side], side)[0].items()}


def arguments_of(
    text: str, side: Side, record: Adjudication, outcome: str, marked: Mapping[str, Marked] | None = None
) -> tuple[Argument, ...]:
    """Split a side's text and mark each argument; `outcome` is the proposed one, which the proposer argues for."""
    reader = _Reader(record, side, outcome)
    return tuple(reader.argument(name, part, (marked or {}).get(name)) for name, part in numbered(text, side)[0].items())


def split(text: str) -> list[str]:
    """Give the paragraphs and bullets of a text, without the lines that only say who wrote when.

    >>> split("Name - 11/28/2025 3:04 PM\\n\\nFirst.\\n- Second\\n  goes on.\\n- Third.")
    ['First.', 'Second goes on.', 'Third.']
    """
    parts: list[list[str]] = [[]]
    # Without the white space around it, which a pattern would try at every length.
    for line in map(str.strip, text.splitlines()):
        if not line or _HEADER.match(line):
            parts.append([])
        elif _BULLET.match(line):
            parts.append([_BULLET.sub("", line).strip()])
        else:
            parts[-1].append(line)
    return [_joined(lines) for lines in parts if any(line.strip("#*_=-> ") for line in lines)]


def _joined(lines: list[str]) -> str:
    """Put a paragraph on one line, except that quoted lines keep to themselves."""
    return re.sub(r"(?<!\n) (?!>)", " ", "\n".join(lines) if any(line.startswith(">") for line in lines) else " ".join(lines))


def passages_of(argument: str) -> list[str]:
    """Give the passages that an argument quotes: in quotation marks, or on lines that begin with >."""
    quoted = [" ".join(run) for run in _quoted_lines(argument)]
    rest = _LINE_QUOTE.sub("", argument)
    quoted += [next(group for group in match.groups() if group) for match in _QUOTED.finditer(rest)]
    return [words for words in dict.fromkeys(quoted) if len(words.split()) > 1]


def _quoted_lines(argument: str) -> Iterator[list[str]]:
    run: list[str] = []
    for line in [*argument.split("\n"), ""]:
        found = _LINE_QUOTE.match(line)
        if found:
            run.append(found[1].strip())
        elif run:
            yield run
            run = []


class _Reader:
    """Looks passages up in one record, knowing which side quotes them."""

    def __init__(self, record: Adjudication, side: Side, outcome: str) -> None:
        self.side = side
        self.texts = tuple(_texts(record))
        self.claims = [claim for claim in claims_of(record).values() if claim.is_verified]
        self.kinds = {claim.id: KINDS[claim.kind] for claim in self.claims}
        self.own, self.other = counted(record, side, outcome)

    def argument(self, name: str, text: str, marked: Marked | None) -> Argument:
        """Mark one argument by its passages, and by the model's word where that goes further."""
        given = passages_of(text)
        passages = tuple(self.passage(words) for words in given[:MOST_PASSAGES])
        addresses = to_a_model(plain(text))
        # No model was given it; should an answer that was kept name it all the same, that is worth nothing.
        marked = marked if marked and not addresses else Marked()
        mark, by = _decided(passages, marked)
        cut = [f"the first {MOST_PASSAGES} of its {len(given)} quotations were looked up"] if len(given) > MOST_PASSAGES else []
        return Argument(
            id=name, side=self.side, text=text, mark=mark, by=by, passages=passages, says=marked.says, for_=marked.for_,
            against=marked.against, offered=marked.offered, why=marked.why, notes=(*_disagreement(mark, by, marked), *marked.notes, *cut),
            addresses=addresses, strength=self._strength(mark, by, passages, marked),
        )  # fmt: skip

    def _strength(self, mark: Mark, by: By, passages: Iterable[Passage], marked: Marked) -> int:
        """What counts for the side, then what is supported at all, then what nobody shows, then what is contradicted."""
        if mark != "supported":
            return -1 if mark == "contradicted" else 0
        counts = bool(self.own & set(marked.for_)) if by == "paraphrase" else any(one.standing == "counts" for one in passages)
        return 4 if counts else 2

    def passage(self, words: str) -> Passage:
        """Find the words where they stand; else say what the nearest text has instead."""
        nearest: Passage | None = None
        for text in self.texts:
            found = anchor(text.words, words)
            if isinstance(found, Anchored):
                return self._found(words, text, found)
            nearest = nearest or _nearest(words, text.where, found)
        return nearest or Passage(given=words, standing="absent", says="these words stand in no article and not in the rules")

    def _found(self, words: str, text: "_Text", found: Anchored) -> Passage:
        claims = tuple(claim.id for claim in self.claims if text.is_body and claim.article == text.where and _rests_on(claim, found))
        standing, says = self._standing(text, found, claims)
        return Passage(given=words, standing=standing, where=text.where, claims=claims, says=says)

    def _standing(self, text: "_Text", found: Anchored, claims: tuple[str, ...]) -> tuple[Standing, str]:
        if self.own & set(claims):
            return "counts", "the tool counts it for this side"
        if self.other & set(claims):
            return "turned", "it stands, and the tool counts it for the other side"
        if not text.is_article:
            return "stands", "words of the rules"
        if claims:
            return "stands", f"it stands, and the tool does not count it ({self.kinds[claims[0]]})"
        # Verbatim is not enough: what denies the words may stand outside the quotation marks.
        turns = [flag.words for flag in context(text.words, found.spans).flags if flag.name == "negation"]
        return (
            ("turned", f"it stands, and its own sentence turns it: “{turns[0]}”")
            if turns
            else ("stands", "it stands, and no criterion rests on it")
        )


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that may be quoted: an article's body or headline, or a text of the market."""

    where: str
    words: str
    is_article: bool = False
    is_body: bool = False


def _texts(record: Adjudication) -> Iterator[_Text]:
    for article in record.articles:
        yield _Text(article.id, article.text, is_article=True, is_body=True)
        if article.title:
            yield _Text(article.id, article.title, is_article=True)
    yield from (_Text(name, text) for name, text in record.market.texts().items() if text)


def _rests_on(claim: Claim, found: Anchored) -> bool:
    spans = [span for quote in claim.quotes if quote.where == "body" for span in quote.spans]
    return any(start < span[1] and span[0] < end for start, end in spans for span in found.spans)


def _nearest(words: str, where: str, found: Rejected) -> Passage | None:
    """Only a text that has nearly these words contradicts them; a text about other things does not."""
    if found.best is None or not found.differences or _likeness(found.best, words) < _LIKE:
        return None
    return Passage(given=words, standing="differs", where=where, says=found.message)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold().split(), other.casefold().split(), autojunk=False).ratio()


def _decided(passages: tuple[Passage, ...], marked: Marked) -> tuple[Mark, By]:
    """Code's word where a quotation proves something, for good or ill; else the model's where it has one."""
    if any(map(_is_spoiled, passages)):
        return "contradicted", "quotation"
    if marked.mark is None or any(one.standing == "counts" for one in passages):
        return _mark(passages), "quotation"
    return marked.mark, "paraphrase"


def _is_spoiled(passage: Passage) -> bool:
    """True where words were altered, or taken out of a sentence that denies them."""
    return passage.standing == "differs" or (passage.standing == "turned" and not passage.claims)


def _disagreement(mark: Mark, by: By, marked: Marked) -> Iterator[str]:
    if by == "quotation" and marked.mark and marked.mark != mark:
        yield f"the model, by what it says: {MARKS[marked.mark]}"


def _mark(passages: Iterable[Passage]) -> Mark:
    """A quotation that was altered spoils an argument; one that speaks for the other side does so where nothing else is quoted."""
    standings = {passage.standing for passage in passages}
    if "differs" not in standings and standings & {"counts", "stands"}:
        return "supported"
    return "contradicted" if standings & {"differs", "turned"} else "not_in_evidence"


def strongest(arguments: Iterable[Argument], side: Side, limit: int) -> list[Argument]:
    """Give a side's strongest arguments: those carried by words that count for it, in their own order where they are equal."""
    return sorted((one for one in arguments if one.side == side), key=lambda one: -one.strength)[:limit]
