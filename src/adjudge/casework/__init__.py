"""Work on a stored case: filing, checking, comparing, exporting and importing; put together from the floors below."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adjudge.casework.bundle_check import verify_bundle
    from adjudge.casework.checking import check
    from adjudge.casework.deciding import decide
    from adjudge.casework.diff import Diff, compare
    from adjudge.casework.filing import file
    from adjudge.casework.moving import export, restore

_WHERE = {
    "check": "checking", "decide": "deciding", "Diff": "diff", "compare": "diff", "export": "moving", "restore": "moving",
    "file": "filing", "verify_bundle": "bundle_check",
}  # fmt: skip
__all__ = ["Diff", "check", "compare", "decide", "export", "file", "restore", "verify_bundle"]


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: a bundle is checked without importing the database."""
    if name not in _WHERE:
        raise AttributeError(f"module 'adjudge.casework' has no attribute {name!r}")
    return getattr(import_module(f"adjudge.casework.{_WHERE[name]}"), name)
