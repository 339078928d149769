"""`adjudge dispute triage`: many proposals, read from UMA requests with saved records or from open cases, in order of urgency."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adjudge.cli import check as checking
from adjudge.cli import inputs
from adjudge.cli.output import emit, has_color, width
from adjudge.errors import AdjudgeError, InputError, UsageError

if TYPE_CHECKING:
    from adjudge.dispute.triage import Pending, Unread
    from adjudge.model.adjudication import Adjudication

# A folder of a thousand requests with their records is a few dozen megabytes; one file is smaller.
_LARGEST = 50_000_000
Source = Annotated[Path | None, typer.Argument(help="A folder of UMA requests, or a file with one or more of them.", metavar="FOLDER|FILE")]
Cases = Annotated[bool, typer.Option("--cases", help="List the store's cases that wait for a decision.")]
Records = Annotated[Path | None, typer.Option("--records", help="A folder with records of `check --json`. Default: FOLDER.", metavar="DIR")]
Json = Annotated[bool, typer.Option("--json", help="Print the list as JSON.")]


def triage(
    source: Source = None, cases: Cases = False, records: Records = None, as_of: checking.AsOf = "",
    as_json: Json = False, md: checking.Markdown = False,
) -> None:  # fmt: skip
    """List many proposals by time left and by how strongly the evidence contradicts them."""
    from adjudge import api
    from adjudge.dispute.triage import brief_of, rows_of
    from adjudge.dispute.writing import value_as_json
    from adjudge.reports.layout import text_of
    from adjudge.reports.markdown import markdown_of

    if as_json and md:
        raise UsageError("--json and --md exclude each other")
    now = api.moment_of(inputs.moment(as_of, "--as-of") if as_of else None, [])
    pending, unread = _waiting(source, records, cases=cases)
    if not pending:
        where = repr(str(source)) if source else "the store"
        raise InputError(f"{where} holds no proposal that waits{f': {unread[0].name}: {unread[0].why}' if unread else ''}")
    if as_json:
        emit(value_as_json(rows_of(pending, unread, now)))
    else:
        listed = brief_of(pending, unread, now)
        emit(markdown_of(listed) if md else text_of(listed, width=width(), color=has_color()))


def _waiting(source: Path | None, records: Path | None, *, cases: bool) -> "tuple[list[Pending], list[Unread]]":
    """Gather what is named: requests in files, the store's cases, or both."""
    if source is None and not cases:
        raise UsageError("name a folder or a file of requests, or give --cases")
    pending, unread = _gathered(source, records) if source else ([], [])
    if cases:
        from adjudge.cli.dispute_case import open_cases

        on_cases, without = open_cases()
        pending, unread = [*pending, *on_cases], [*unread, *without]
    return pending, unread


def _gathered(source: Path, records: Path | None) -> "tuple[list[Pending], list[Unread]]":
    from adjudge.dispute.triage import Unread

    saved: dict[tuple[str, str], Adjudication] = {}
    nodes, unread = [], []
    for name, node in _nodes(source, records):
        if isinstance(node, str):
            unread.append(Unread(name, node))
        elif str(node.get("schema", "")).startswith("adjudge."):
            saved |= _record(node)
        else:
            nodes.append((name, node))
    pending = []
    for name, node in nodes:
        try:
            pending.append(_pending(name, node, saved))
        except AdjudgeError as error:
            unread.append(Unread(name, str(error)))
    return pending, unread


def _nodes(source: Path, records: Path | None) -> "Iterator[tuple[str, dict[str, Any] | str]]":
    """Give every JSON object of the files, or why a file gives none; of a folder of records only the records."""
    yield from (found for file in _files(source) for found in _objects(file))
    for file in _files(records) if records else ():
        yield from ((name, node) for name, node in _objects(file) if isinstance(node, dict) and "schema" in node)


def _files(source: Path) -> list[Path]:
    if source.is_dir():
        return sorted(path for path in source.iterdir() if path.suffix in (".json", ".jsonl") and path.is_file())
    if not source.is_file():
        raise InputError(f"there is no file or folder {str(source)!r}")
    return [source]


def _objects(file: Path) -> "Iterator[tuple[str, dict[str, Any] | str]]":
    from adjudge.markets.shapes import parse_json

    try:
        value = parse_json(bounded(file, _LARGEST).decode("utf-8"), file.name)
    except (AdjudgeError, OSError, UnicodeDecodeError) as error:
        yield file.name, f"cannot be read: {error}"
        return
    values = value if isinstance(value, list) else [value]
    for number, node in enumerate(values, 1):
        name = file.name if len(values) == 1 else f"{file.name}:{number}"
        yield name, node if isinstance(node, dict) else "is no JSON object"


def _record(node: dict[str, Any]) -> "dict[tuple[str, str], Adjudication]":
    """Index a saved record by its market's texts; of a saved dispute, the record as of the proposal."""
    from adjudge import api

    found = api.parse_record(json.dumps(node["then"] if isinstance(node.get("then"), dict) else node))
    return {(found.market.question, found.market.rules): found}


def _pending(name: str, node: dict[str, Any], saved: "dict[tuple[str, str], Adjudication]") -> "Pending":
    from adjudge.dispute import Proposal, read_answer
    from adjudge.dispute.proposal import proposed_on
    from adjudge.dispute.triage import Pending
    from adjudge.markets import read_market
    from adjudge.markets.value import when

    market = read_market(name, text=json.dumps(node))
    words, at = proposed_on(market), market.platform and market.platform.proposed
    if not words or at is None:
        raise InputError("it names no proposal that waits to be decided")
    until = when(node, "expiration_timestamp", "expirationTimestamp", "proposalExpirationTimestamp", "proposal_expiration_timestamp")
    proposal = Proposal(answer=read_answer(words, market), at=at, deadline=until)
    return Pending(name, market.question, proposal, saved.get((market.question, market.rules)))


def bounded(path: Path, limit: int) -> bytes:
    """Read a file whole, or refuse one that is larger than it can sensibly be."""
    with path.open("rb") as opened:
        data = opened.read(limit + 1)
    if len(data) > limit:
        raise InputError(f"{str(path)!r} is larger than {limit:,} bytes")
    return data
