"""What was wrong with an answer, in our own words: no library's text may enter a request."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from adjudge import prompting

# More would cost more than it helps: a model that fails this often fails for one reason.
_MOST = 40
# A place may hold a name that the model made up.
_LONGEST_PLACE = 120
_SENTENCES = {
    "missing": "is missing",
    "extra_forbidden": "is not part of the schema",
    "string_type": "must be a text",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "dict_type": "must be an object",
    "none_required": "must be null",
    "json_invalid": "is not valid JSON",
    "recursion_loop": "refers to itself",
}
_BOUNDS = (("ge", "at least"), ("gt", "more than"), ("le", "at most"), ("lt", "less than"), ("min_length", "at least this long:"), ("max_length", "at most this long:"))


def complaints_of(error: BaseException) -> tuple[str, ...]:
    """Say what a schema violation was; complaints of our own come through as they are."""
    if not isinstance(error, ValidationError):
        return ("the answer is not JSON of the asked schema",)
    return tuple(dict.fromkeys(line for entry in error.errors(include_url=False) for line in _lines(entry)))


def reask(complaints: Sequence[str]) -> prompting.Rendered:
    """Render the one re-ask, from its own prompt file."""
    shown = list(complaints[:_MOST])
    more = len(complaints) - len(shown)
    lines = [f"- {' '.join(complaint.split())}" for complaint in shown] + ([f"- and {more} more of the same kind"] if more else [])
    return prompting.render(prompting.newest("reask"), {"complaints": "\n".join(lines)})


class Unfit(ValueError):
    """An answer of the right shape that fails its check."""

    def __init__(self, complaints: Iterable[str]) -> None:
        """Carry the complaints to the re-ask."""
        self.complaints = tuple(complaints)
        super().__init__("; ".join(self.complaints))


def _lines(entry: Mapping[str, Any]) -> tuple[str, ...]:
    context = entry.get("ctx") or {}
    cause = context.get("error")
    if isinstance(cause, Unfit):
        return cause.complaints
    where = _where(entry["loc"])
    return (f"{where} {_sentence(str(entry['type']), context, cause)}",)


def _sentence(kind: str, context: Mapping[str, Any], cause: object) -> str:
    if kind in ("value_error", "assertion_error") and cause is not None:
        return f"is wrong: {cause}"
    if kind in ("literal_error", "enum"):
        return f"must be one of {_allowed(str(context.get('expected', '')))}"
    for name, words in _BOUNDS:
        if name in context:
            return f"must be {words} {context[name]}"
    return _SENTENCES.get(kind, "does not fit the schema")


def _allowed(expected: str) -> str:
    return ", ".join(f"`{value}`" for value in re.findall(r"'([^']*)'", expected)) or "the values of the schema"


def _where(loc: Sequence[str | int]) -> str:
    return f"`{'.'.join(str(part) for part in loc)[:_LONGEST_PLACE]}`" if loc else "the answer"
