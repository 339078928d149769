"""adjudge: decide from news articles and written resolution criteria whether a prediction market has resolved."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adjudge.api import check, parse_record, verify
    from adjudge.errors import AdjudgeError, CheckFailed, InputError, ModelError, UsageError
    from adjudge.markets import read_market
    from adjudge.model.adjudication import Adjudication, Attestation, Options, Verdict
    from adjudge.model.article import Article
    from adjudge.model.market import Clarification, Market
    from adjudge.reading import read_article
    from adjudge.settings import Settings

_WHERE = {
    "check": "api", "verify": "api", "parse_record": "api",
    "read_market": "markets", "read_article": "reading", "Settings": "settings",
    "Market": "model.market", "Clarification": "model.market", "Article": "model.article",
    "Adjudication": "model.adjudication", "Attestation": "model.adjudication", "Options": "model.adjudication", "Verdict": "model.adjudication",
    "AdjudgeError": "errors", "UsageError": "errors", "InputError": "errors", "ModelError": "errors", "CheckFailed": "errors",
}  # fmt: skip
__all__ = sorted(_WHERE)


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, so that `import adjudge` costs nothing."""
    if name not in _WHERE:
        raise AttributeError(f"module 'adjudge' has no attribute {name!r}")
    return getattr(import_module(f"adjudge.{_WHERE[name]}"), name)
