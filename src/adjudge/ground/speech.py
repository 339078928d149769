"""What a sentence claims beside its quotes: another verdict, a figure that no quote has, words in quotation marks."""

import re
from collections.abc import Sequence

from adjudge.anchor import Anchored, anchor
from adjudge.model.adjudication import Adjudication, Verdict

# Not those of an id such as C1.
_NUMBER = re.compile(r"(?<!\w)\d+(?:[.,:]\d+)*")
OTHER_VERDICT = "names another verdict"
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUOTED = re.compile(r"[\u201c\u00ab\"]([^\u201c\u201d\u00ab\u00bb\"]{3,}?)[\u201d\u00bb\"]")
# A rule, a condition or a supposition speaks of an outcome without claiming it.
_CONDITIONAL = re.compile(r"\b(?:if|unless|would|could|might|may|had|otherwise|requires?|needs?|only\s+(?:when|once|after))\b", re.IGNORECASE)
_STANDS = r"(?:resolv\w+|settle[sd]?|decided|is|stands?|(?:should|must|has\s+to|ought\s+to)\s+be|becomes?|was|changed|goes|pays)"
_VERDICTS = {"not_yet": r"not[ _]yet", "ambiguous": r"ambiguous", "resolved_yes": r"(?:resolved[ _])yes", "resolved_no": r"(?:resolved[ _])no"}


def strange_numbers(text: str, said: str, source: str) -> list[str]:
    """List the figures of a sentence that its quotes do not have; a year may stand anywhere in their text.

    >>> strange_numbers("They spoke on October 17, 2025.", "They spoke on October 16", "Printed in 2025.")
    ['17']
    """
    known, whole = set(_NUMBER.findall(said)), set(_NUMBER.findall(source))
    return [one for one in dict.fromkeys(_NUMBER.findall(text)) if one not in known and not (_YEAR.fullmatch(one) and one in whole)]


def unquoted(text: str, sources: Sequence[str]) -> tuple[str, bool]:
    """Take the quotation marks off words that stand in no source; True where there were such.

    >>> unquoted("He said “we never met at all”.", ["They met."])
    ('He said we never met at all.', True)
    """
    found = [match for match in _QUOTED.finditer(text) if len(match[1].split()) > 2 and not _stands(match[1], sources)]
    for match in reversed(found):
        text = f"{text[: match.start()]}{match[1]}{text[match.end() :]}"
    return text, bool(found)


def _stands(words: str, sources: Sequence[str]) -> bool:
    return any(isinstance(anchor(source, words.rstrip(".,;")), Anchored) for source in sources if source)


# "The verdict is ambiguous, because no claim shows it" names no outcome No.
_NO_CLAIM = r"(?!\s+(?!(?:because|since|as|by|under|for|and|on|at|now|early|if|when|unless)\b)\w)"


def names_another_verdict(text: str, stated: str | None, record: Adjudication) -> str | None:
    """Say that a sentence names another verdict than the record's, by its own statement or by its words."""
    verdict = record.verdict
    names = {*_VERDICTS, *map(str.casefold, record.market.outcomes)}
    claimed = [stated.casefold().strip().replace(" ", "_")] if stated else []
    if not _CONDITIONAL.search(text):
        claimed += _asserted(text, record.market.outcomes)
    other = [name for name in claimed if name.replace("_", " ") in {one.replace("_", " ") for one in names} and not _is(name, verdict)]
    return f"it {OTHER_VERDICT} ({other[0].replace('_', ' ')}); the verdict of the record is unchanged" if other else None


def _asserted(text: str, outcomes: Sequence[str]) -> list[str]:
    """The verdicts that a sentence asserts: unless it denies them."""
    patterns = _VERDICTS | {outcome.casefold(): re.escape(outcome) + _NO_CLAIM * (outcome.casefold() == "no") for outcome in outcomes}
    return [name for name, words in patterns.items() if any(_is_affirmed(match) for match in re.finditer(_claims(words), text, re.IGNORECASE))]


def _claims(words: str) -> str:
    """The market or the verdict, a verb and the name; or to resolve it so."""
    of_market = rf"\b(?:market|verdict|resolution|outcome)\b[^.;\n]{{0,40}}?\b{_STANDS}\b[^.;\n]{{0,25}}?"
    to_resolve = r"\bresolv\w+\s+(?:it\s+|the\s+market\s+|this\s+market\s+)?(?:to\s+|as\s+)?[\"\u201c]?"
    return rf"(?P<before>{of_market}|{to_resolve})\b(?:{words})\b"


def _is_affirmed(match: re.Match[str]) -> bool:
    return not re.search(r"\b(?:not|no|never|neither|cannot)\b|n['\u2019]t\b", match["before"], re.IGNORECASE)


def _is(name: str, verdict: Verdict) -> bool:
    """True where the name is the verdict's own, by name or by outcome."""
    said = name.replace("_", " ")
    return said in {verdict.name.replace("_", " "), (verdict.outcome or "").casefold(), verdict.name.removeprefix("resolved_")}
