"""`adjudge audit`: whether the store still is what was written to it."""

from typing import Annotated

import typer

from adjudge.cli.output import emit, say
from adjudge.errors import CheckFailed

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="Check the append-only log of all cases.")


@app.callback()
def _audit() -> None:
    """Check the append-only log of all cases."""


@app.command()
def verify(
    head: Annotated[
        str,
        typer.Option("--head", metavar="HASH", help="A hash of the log or of a case that was noted earlier, which must still stand in it."),
    ] = "",
) -> None:
    """Make every hash again and name whatever was changed.

    A log that was cut at its end shows it only against a hash noted elsewhere: --head.
    """
    from adjudge.reports.terminal import clean
    from adjudge.store.auditing import audited
    from adjudge.store.log import Store

    with Store() as store:
        found = audited(store, head=head)
    emit("".join(f"does not hold: {clean(problem, keep_newlines=False)}\n" for problem in found.problems))
    if not found.holds:
        raise CheckFailed(
            f"the log in {store.name} does not hold: {len(found.problems)} {'problem' if len(found.problems) == 1 else 'problems'}"
        )
    emit(f"the log holds: {found.lines} lines, {found.cases} {'case' if found.cases == 1 else 'cases'}, last hash {found.head}\n")
    if not head:
        say("adjudge: note the last hash elsewhere; audit verify --head HASH then also shows a log that was cut or written anew")
