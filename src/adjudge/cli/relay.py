"""`adjudge relay`: an endpoint on this machine whose answers are written by whoever reads the questions."""

from pathlib import Path
from typing import Annotated

import typer

from adjudge.cli.output import emit, say
from adjudge.errors import InputError, UsageError
from adjudge.reports.terminal import clean

app = typer.Typer(rich_markup_mode=None, help="Have questions answered by hand, or in any chat.")

Folder = Annotated[Path | None, typer.Option("--folder", help="Where questions are written and answers picked up.", metavar="DIR")]
Port = Annotated[int | None, typer.Option("--port", min=0, max=65535, help="Port on 127.0.0.1; 0 takes a free one.", metavar="N")]
Reader = Annotated[str, typer.Option("--reader", help="Who answers; it is recorded as relay:NAME.", metavar="NAME")]
Hold = Annotated[float | None, typer.Option("--hold", min=0, help="Seconds that a request may wait for its answer.", metavar="S")]


@app.callback(invoke_without_command=True)
def relay(context: typer.Context, folder: Folder = None, port: Port = None, reader: Reader = "reader", hold: Hold = None) -> None:
    """Serve an endpoint that writes each question as a file and waits for its answer."""
    if context.invoked_subcommand is not None:
        context.obj = folder
        return
    from adjudge.relay import HOLD_SECONDS, PORT, Relay

    with Relay(_given(folder), port=PORT if port is None else port, reader=reader, hold=HOLD_SECONDS if hold is None else hold) as running:
        say(f"adjudge: relay at {running.url}, questions in {folder}; end with Ctrl-C")
        say(f"adjudge: in another terminal, set OPENAI_BASE_URL={running.url} and run adjudge check")
        running.stopping.wait()


@app.command()
def status(context: typer.Context, folder: Folder = None) -> None:
    """List the questions in a folder: pending, answered, or answered unusably."""
    from adjudge.relay import status as statuses

    path = _given(folder or context.obj)
    if not path.is_dir():
        raise InputError(f"there is no folder {str(path)!r}")
    found = statuses(path)
    emit("".join(_line(one.state, one.name, str(one.file), one.problem) for one in found))
    pending = sum(one.state != "answered" for one in found)
    say(f"adjudge: {pending} of {len(found)} questions are open")


def _line(state: str, name: str, file: str, problem: str) -> str:
    why = f"  {' '.join(problem.split())}" if problem else ""
    return clean(f"{state:<9} {name:<20} {file}{why}", keep_newlines=False) + "\n"


def _given(folder: Path | None) -> Path:
    if folder is None:
        raise UsageError("the relay needs --folder DIR, where questions are written and answers picked up")
    return folder
