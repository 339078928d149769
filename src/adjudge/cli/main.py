"""The command `adjudge`: its commands, and how every failure becomes one sentence and an exit code."""

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from adjudge.cli.lazy import Lazily
from adjudge.cli.output import abandon, say
from adjudge.errors import AdjudgeError, UsageError

INTERRUPTED = 130

app = typer.Typer(
    name="adjudge",
    cls=Lazily,
    help="Decide from news articles and written resolution criteria whether a prediction market has resolved.",
    epilog="Exit codes: 0 done, 2 usage, 3 unusable input, 4 no answer from the model, 5 a check failed, 130 interrupted.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"adjudge {version('adjudge')}")
        raise typer.Exit


@app.callback()
def _root(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False) -> None:
    """Decide from news articles and written resolution criteria whether a prediction market has resolved."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal that cannot show a character gets its escape, never a traceback.
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code; what goes wrong is said in one sentence on stderr."""
    try:
        _refuse_half_characters(arguments)
        code = app(args=list(arguments), prog_name="adjudge", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        abandon(sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except Exception as error:
        return _explain(error)
    if code == INTERRUPTED:
        say("adjudge: interrupted; answers that were complete are kept")
    return code if isinstance(code, int) else 0


def _refuse_half_characters(arguments: Sequence[str]) -> None:
    """Bytes that are not the terminal's encoding would end in a record that nobody can write."""
    bad = next((given for given in arguments if not given.isascii() and any("\ud800" <= character <= "\udfff" for character in given)), None)
    # A file may be named by any bytes; words of a person may not.
    if bad is not None and not os.path.lexists(bad):
        raise UsageError(f"{bad.encode('utf-8', 'backslashreplace').decode()!r} holds bytes that are no text in this terminal's encoding")


def _explain(error: Exception) -> int:
    if os.environ.get("ADJUDGE_DEBUG"):
        import traceback

        traceback.print_exception(error)
    if isinstance(error, AdjudgeError):
        say(f"adjudge: {error}")
        return error.exit_code
    if hasattr(error, "format_message"):
        return _explain_usage(error)
    say(f"adjudge: this is a bug: {type(error).__name__}: {str(error)[:300]} (ADJUDGE_DEBUG=1 shows where)")
    return 1


def _explain_usage(error: Exception) -> int:
    """Say what is wrong with a command line, as the parser found it."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "adjudge"
    message = error.format_message()  # type: ignore[attr-defined]
    if message.startswith("Usage:"):
        print(message, file=sys.stderr)
    else:
        say(f"adjudge: {message.rstrip('.')}. See '{path} --help'.")
    return 2
