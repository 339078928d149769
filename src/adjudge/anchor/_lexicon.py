"""Which letter strings are English words, so that a slip of the keys can be told from another word."""

import gzip
from functools import cache
from importlib.resources import files

_SMALLEST = 4  # in words of three letters almost every one-letter change makes another word
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december".split()
)


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    packed = files("adjudge").joinpath("data", "lexicon.txt.gz").read_bytes()
    entries = gzip.decompress(packed).decode("ascii").split()
    plain = frozenset(entry for entry in entries if entry.islower())
    return plain, frozenset(entry.lower() for entry in entries if not entry.islower())


def is_plain_word(word: str) -> bool:
    """Tell whether the word is an ordinary English word, a weekday or a month."""
    return word in _lists()[0] or word in _CALENDAR


def is_word(word: str) -> bool:
    """Tell whether the word is known at all, as an ordinary word or a name."""
    plain, names = _lists()
    return word in plain or word in names


def is_slip(meant: str, typed: str) -> bool:
    """Tell whether `typed` is no word and one keystroke away from the ordinary word `meant`.

    >>> is_slip("resistance", "resostance"), is_slip("trial", "trail"), is_slip("not", "nto")
    (True, False, False)
    """
    if min(len(meant), len(typed)) < _SMALLEST or not is_one_key_off(meant, typed):
        return False
    return typed.isalpha() and is_plain_word(meant) and not is_word(typed)


def is_one_key_off(one: str, other: str) -> bool:
    """Tell whether one insertion, deletion, substitution or swap of neighbours parts the two.

    >>> is_one_key_off("really", "relaly"), is_one_key_off("likely", "unlikely")
    (True, False)
    """
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1 or one == other:
        return False
    at = next((i for i, char in enumerate(one) if char != other[i]), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return swapped or one[at + 1 :] == other[at + 1 :]
