"""Every exception of the libraries below is mapped."""

import builtins
import importlib.util
import re
from pathlib import Path

import pytest

from adjudge.errors import AdjudgeError, AnswerTruncated, ModelUnavailable, NoRecording
from adjudge.llm.failures import FOREIGN, from_body, ours

_CLASS = re.compile(r"^\s*class (\w+)\(([^)]*)\):", re.MULTILINE)
_BUILTIN = {name for name, value in vars(builtins).items() if isinstance(value, type) and issubclass(value, BaseException)}


def exceptions_of(package):
    """Find every exception class in a package's source, also where it is not exported."""
    root = Path(importlib.util.find_spec(package).origin).parent
    bases = {}
    for path in root.rglob("*.py"):
        for name, given in _CLASS.findall(path.read_text(encoding="utf-8")):
            bases.setdefault(name, set()).update(part.split(".")[-1].strip() for part in given.split(","))
    found = set()
    while more := {name for name, given in bases.items() if name not in found and given & (_BUILTIN | found)}:
        found |= more
    return sorted(found)


@pytest.mark.parametrize("package", ["openai", "instructor"])
def test_every_exception_of_the_library_is_in_the_table(package):
    """A release that brings a new one fails here, and somebody decides what it means."""
    assert [name for name in exceptions_of(package) if f"{package}.{name}" not in FOREIGN] == []


@pytest.mark.parametrize("package", ["openai", "instructor"])
def test_the_table_names_nothing_that_is_gone(package):
    """A row without a class is a leftover."""
    known = set(exceptions_of(package))
    assert [name for name in FOREIGN if name.startswith(package) and name.partition(".")[2] not in known] == []


def test_an_error_of_ours_anywhere_in_the_causes_wins():
    """The SDK wraps what our transport raises into a connection error."""
    import httpx2
    import openai

    wrapped = openai.APIConnectionError(request=httpx2.Request("POST", "http://x"))
    wrapped.__cause__ = NoRecording("nothing")
    assert isinstance(ours(wrapped), NoRecording)


def test_exceptions_that_carry_no_response_map_by_their_class():
    """Without a status there is only the name."""
    import httpx2
    import openai
    from instructor.core.exceptions import IncompleteOutputException

    assert type(ours(openai.APITimeoutError(httpx2.Request("POST", "http://x")))) is ModelUnavailable
    assert type(ours(IncompleteOutputException())) is AnswerTruncated


def test_what_nobody_knows_is_a_bug():
    """It exits 1, and is not blamed on the model."""
    assert type(ours(KeyError("x"))) is AdjudgeError


@pytest.mark.parametrize("body", [None, "", "plain text", [], {}, {"error": None}, {"error": "text"}, {"error": {"message": None}}, {"message": "flat"}])
@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 503])
def test_any_body_with_any_status_makes_a_sentence(body, status):
    """Proxies answer in every shape; none of them breaks the mapping."""
    error = from_body(body, status=status)
    assert isinstance(error, AdjudgeError) and str(status) in f"{error} {status}"
