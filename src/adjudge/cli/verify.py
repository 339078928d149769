"""`adjudge verify`: whether a saved record, or a case's bundle, still holds; checked offline."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from adjudge.cli.output import emit
from adjudge.errors import CheckFailed, RecordError
from adjudge.reports.terminal import clean

# The longest record of the shipped examples is under 1 MB; a hundred times that is no record.
LIMIT = 100_000_000


def verify(
    file: Annotated[
        str,
        typer.Argument(
            help="A record that `check --json` wrote, a bundle that `case export` wrote, or - for stdin.", metavar="FILE|DIR|ZIP"
        ),
    ],
) -> None:
    """Check a saved record or bundle again, offline.

    Anchors every quote, folds once more, and names what does not hold.
    """
    if is_bundle := Path(file).is_dir() or file.lower().endswith(".zip"):
        from adjudge.casework import verify_bundle

        found = verify_bundle(file)
    else:
        text = _read(file)
        from adjudge import api

        found = api.verify(text)
    what = "bundle" if is_bundle else "record"
    lines = [*(f"does not hold: {problem}" for problem in found.problems), *found.notes]
    emit("".join(f"{clean(line, keep_newlines=False)}\n" for line in lines))
    if not found.holds:
        raise CheckFailed(f"the {what} does not hold: {len(found.problems)} {'problem' if len(found.problems) == 1 else 'problems'}")
    emit(f"the {what} holds\n")


def _read(file: str) -> str:
    try:
        if file == "-":
            data = _stdin()
        else:
            with Path(file).open("rb") as opened:
                data = opened.read(LIMIT + 1)
    except OSError as error:
        raise RecordError(f"{file!r} cannot be read: {error.strerror or error}") from error
    if len(data) > LIMIT:
        raise RecordError(f"{file!r} is larger than {LIMIT // 1_000_000} MB, which no record is")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RecordError(f"{file!r} is not UTF-8 text, so it is no record") from error


def _stdin() -> bytes:
    if sys.stdin.isatty():
        print("adjudge: reading from the terminal; end with Ctrl-D", file=sys.stderr)
    return sys.stdin.buffer.read(LIMIT + 1)
