"""Cut rules into sentences and pick those that may print the window."""

import re

from adjudge.clock.mentions import find_days

# The mark comes first, so that the search skips from mark to mark; what may not stand before it is looked up then.
_END = re.compile(
    r"""[.!?](?<!\b[A-Za-z]\.[A-Za-z]\.)(?<!\b[A-Z]\.)(?<!\b(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Jj]un|[Jj]ul|[Aa]ug|[Ss]ep)\.)
    (?<!\b(?:[Oo]ct|[Nn]ov|[Dd]ec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Rep|Sen|Gov|Gen|Inc|Ltd|Mrs)\.)(?<!\b(?:Sept|Tues)\.)
    (?<!\b(?:Mr|Dr|St|vs|No)\.)["')\]]*\s+(?=["'(\[]?[A-Z])|\n\s*""",
    re.VERBOSE,
)
# After "a.m." or "p.m." a capital starts a sentence unless it starts a zone.
_AFTER_HALF_DAY = re.compile(r"\b[ap]\.m\.\s+(?=[A-Z][a-z])(?!Eastern|Pacific|Central|Mountain|[A-Z]\w+ time)")
_RESOLVES = re.compile(r"\bresolv|\bsettle", re.IGNORECASE)
_CONDITION = re.compile(r"\s*(?:\W\s*)?(?:if|in case|in the event|should|unless|note)\b", re.IGNORECASE)
_ABOUT_THE_MARKET = re.compile(
    r"\W*(?:this (?:market|question|event|contract)|the (?:window|deadline|market|period)|in the upcoming)\b",
    re.IGNORECASE,
)


def split_sentences(text: str) -> list[str]:
    """The sentences of a rules text; a full stop inside a date, a time or initials does not end one."""
    pieces = [piece for part in _END.split(text) for piece in _AFTER_HALF_DAY.split(part)]
    return [piece.strip() for piece in pieces if piece.strip()]


def window_sentences(text: str) -> list[str]:
    """The sentences whose dates may be the window; empty where only a reader could tell.

    One sentence is taken as it stands. Of a whole text, the sentence that says how the market resolves outranks
    conditions ("If it is cancelled ..."), and those outrank the rest.
    """
    sentences = split_sentences(text)
    if len(sentences) == 1:
        return sentences
    dated = [sentence for sentence in sentences if find_days(sentence)]
    if not dated:
        return [sentence for sentence in sentences if not _CONDITION.match(sentence)]
    rules = [sentence for sentence in dated if _RESOLVES.search(sentence)]
    return [s for s in rules if not _CONDITION.match(s)] or _lone_window(dated)


def _lone_window(dated: list[str]) -> list[str]:
    """The only dated sentence, if it speaks about the market: two may be a window and a background date."""
    if len(dated) > 1:
        return []
    return [sentence for sentence in dated if _RESOLVES.search(sentence) or _ABOUT_THE_MARKET.match(sentence)]
