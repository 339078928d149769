"""The vocabulary of dates: names, numbers, and the cleaning of rules text before it is read."""

import re

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?"
    r"|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\b"
)
# A year is four digits of the 20th to the 22nd century: what markets speak about.
YEAR = r"(?:19|20|21)\d{2}"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "sixty": 60, "ninety": 90,
    "hundred": 100,
    "a couple of": 2, "couple of": 2, "a dozen": 12,
}  # fmt: skip
NUMBER = (
    r"(?:\d{1,3}|a couple of|couple of|a dozen|"
    + "|".join(sorted((word for word in _NUMBERS if " " not in word), key=len, reverse=True))
    + r")\b"
)
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
ORDINAL = r"(?:first|second|third|fourth|1st|2nd|3rd|4th)"

_URL = re.compile(r"https?://\S+|\bwww\.\S+")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|\*\*|__|\]\([^)\s]{0,300}\)")
_DIGIT = re.compile(r"\d")
_DOTTED_ZONE = re.compile(r"\b([ECMP])\.(?:([SD])\.)?T\.")
_SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]| (?=\u200b)")
# Mojibake comes first: its pieces would otherwise be folded one by one.
_FOLDS = (
    ("â€“", "-"), ("â€”", "-"), ("â€™", "'"), ("â€œ", '"'), ("â€\x9d", '"'), ("Â\u00a0", " "), ("Â ", " "),
    ("&nbsp;", " "), ("&#x20;", " "), ("&amp;", "&"), ("&ndash;", "-"), ("&mdash;", "-"),
    ("\u200b", ""), ("\u2010", "-"), ("\u2011", "-"), ("\u2012", "-"), ("\u2013", "-"), ("\u2014", "-"),
    ("\u2212", "-"), ("\u2018", "'"), ("\u2019", "'"), ("\u201c", '"'), ("\u201d", '"'),
)  # fmt: skip


def month_number(name: str) -> int:
    """The number of a month written in full or shortened."""
    return _MONTHS.index(name[:3].lower()) + 1


def weekday_number(name: str) -> int:
    """The number of a weekday, Monday being 0."""
    return _WEEKDAYS.index(name[:3].lower())


def number(word: str) -> int:
    """A count written in digits or in words."""
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def ordinal(word: str) -> int:
    """The rank behind "first" to "fourth"."""
    return _ORDINALS[word.lower()]


def is_month_name(name: str) -> bool:
    """Whether a word is a month and not the verb "may" or "march"."""
    return not (name.islower() and name in ("may", "march", "mar"))


def near_digits(text: str, before: int) -> int:
    """Where to start looking for what stands at most so many characters before the first digit of a text."""
    found = _DIGIT.search(text)
    return max(0, found.start() - before) if found else 0


def clean(text: str) -> str:
    """Rules text with typography folded and addresses, which carry dates of their own, taken out."""
    for wrong, right in _FOLDS:
        if wrong in text:
            text = text.replace(wrong, right)
    text = _SPACES.sub(" ", text)
    text = _DOTTED_ZONE.sub(r"\1\2T", text) if ".T." in text else text
    text = _URL.sub(" ", text) if "http" in text or "www." in text else text
    return _MARKUP.sub(" ", text) if "<" in text or "**" in text or "](" in text or "__" in text else text
