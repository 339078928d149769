"""Quotes in several parts: with an ellipsis, or whole sentences stitched together without one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from adjudge.anchor._search import Hit, Trace, exact, near
from adjudge.anchor._sentences import Sentences
from adjudge.anchor._shapes import Reason
from adjudge.anchor._tokens import Tokens

# One class first and then what it was: alternatives would all be tried at every place of the text.
ELLIPSIS = re.compile(r"[\[(.…](?:(?<=[\[(])\s*(?:(?:\.\s?){2,}\s*|…\s*)[\])]|(?<=\.)(?:(?:\s\.){2,}|\.+)|(?<=…)…*)")
# Words that turn what they govern into its opposite. Wide on purpose: a gap over one of them costs a quote, no more.
NEGATION = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|hardly|scarcely|barely|rarely|seldom|unless|"
    r"except|despite|instead|unable|unlikely|impossible|untrue|false(?:ly)?|den(?:y|ies|ied|ying)|refus(?:es?|ed|ing)|"
    r"reject(?:s|ed|ing)?|declin(?:es?|ed|ing)|fail(?:s|ed|ing)?|lack(?:s|ed|ing)?|avoid(?:s|ed|ing)?|"
    r"rul(?:es?|ed|ing) out|veto(?:es|ed|ing)?|block(?:s|ed|ing)?|prevent(?:s|ed|ing)?|stop(?:s|ped|ping)?|ban(?:s|ned)?|"
    r"dismiss(?:es|ed|ing)?|disput(?:es?|ed|ing)|with(?:drew|drawn)|cancel(?:s|l?ed|l?ing)?|abandon(?:s|ed)?|halt(?:s|ed)?)\b|"
    r"n['’‘´`\ufffd]t\b",
    re.I,
)
_TRIED = 12  # places per part; a part that stands in more of them is too common to carry a quotation
_SMALLEST = 2  # tokens per part


@dataclass(frozen=True, slots=True)
class Part:
    """A run of quote tokens and whether an ellipsis announces the gap before it."""

    words: Sequence[str]
    after_ellipsis: bool


def pieces(quote: str) -> list[str]:
    """Return what stands between the ellipses of a quote.

    >>> pieces("... rates [...] rose . . . again …")
    [' rates ', ' rose ', ' again ']
    """
    return [part for part in ELLIPSIS.split(quote) if any(map(str.isalnum, part))]


def negates(text: str) -> bool:
    """Tell whether the text holds a word that would turn the sense around."""
    return bool(NEGATION.search(text))


class Stitcher:
    """Puts the parts of a quote on the article, in order, under the rules for what a gap may leave out."""

    def __init__(self, article: Tokens, trace: Trace) -> None:
        self._article, self._trace = article, trace
        self.reason: Reason | None = None
        self.gap: tuple[int, int] | None = None

    @cached_property
    def _bounds(self) -> Sentences:
        return self._article.sentences

    def place(self, parts: list[Part]) -> list[Hit] | None:
        """Return one place per part, or None; `reason` then says which rule stood in the way, if one did."""
        parts = [part for part in parts if part.words]
        if len(parts) < 2 or any(len(part.words) < _SMALLEST for part in parts):
            return None
        options = []
        for part in parts:
            options.append(self._options(part))
            if not options[-1]:
                return None
        return self._follow(parts, options, [], set())

    def _options(self, part: Part) -> list[Hit]:
        words = list(part.words)
        found = list(islice(exact(self._article, words, self._trace), _TRIED))
        return found or list(islice(near(self._article, words, self._trace), _TRIED))

    def _follow(
        self, parts: list[Part], options: list[list[Hit]], done: list[Hit], dead: set[tuple[int, Hit]]
    ) -> list[Hit] | None:
        level = len(done)
        if level == len(parts):
            return done
        for hit in options[level]:
            if (level, hit) in dead or (done and not self._links(done[-1], hit, parts[level])):
                continue
            if all_of := self._follow(parts, options, [*done, hit], dead):
                return all_of
            dead.add((level, hit))
        return None

    def _links(self, left: Hit, right: Hit, part: Part) -> bool:
        if right.first <= left.last:
            return False
        if right.first == left.last + 1:
            return True
        reason = self._gap_fault(left, right) if part.after_ellipsis else self._stitch_fault(left, right)
        if reason:
            self.reason, self.gap = reason, (left.last + 1, right.first - 1)
        return not reason

    def _gap_fault(self, left: Hit, right: Hit) -> Reason | None:
        text, start, end = self._article.clean.text, *self._gap(left, right)
        one, other = self._bounds.number(start - 1), self._bounds.number(end)
        if one == other:
            return "hidden_negation" if negates(text[start:end]) else None
        closed, opened = self._bounds.ends(start), self._bounds.begins(end)
        if not (closed or opened):
            return "stitched_fragment"
        rest = "" if closed else text[start : self._bounds.all[one][1]]
        lead = "" if opened else text[self._bounds.all[other][0] : end]
        return "hidden_negation" if negates(rest) or negates(lead) else None

    def _stitch_fault(self, left: Hit, right: Hit) -> Reason | None:
        start, end = self._gap(left, right)
        begin, finish = self._article.place(left.first)[0], self._article.place(right.last)[1]
        bounds = self._bounds
        whole = bounds.begins(begin) and bounds.ends(start) and bounds.begins(end) and bounds.ends(finish)
        return None if whole else "stitched_fragment"

    def _gap(self, left: Hit, right: Hit) -> tuple[int, int]:
        return self._article.place(left.last)[1], self._article.place(right.first)[0]
