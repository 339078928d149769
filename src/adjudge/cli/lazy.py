"""The commands by name: each module is imported when its command is asked for, so that help costs next to nothing."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter

# Name, in the order of help, and the line that help shows. A module holds either a function of the command's own
# name or a Typer application called `app`; a test compares the lines with what the modules say of themselves.
COMMANDS = {
    "check": "Judge a market by articles.",
    "ask": "Ask about a verdict, in verified quotes.",
    "verify": "Check a saved record or bundle again, offline.",
    "demo": "Judge the shipped examples, from recorded answers.",
    "market": "Show a market as adjudge understands it, or save it.",
    "article": "Show what adjudge makes of an article.",
    "dispute": "Judge a proposed outcome.",
    "case": "Keep a case: file, check, compare, decide, export.",
    "audit": "Check the append-only log of all cases.",
    "regress": "Say which verdicts moved, and why.",
    "evaluate": "Score the verdicts on labelled cases.",
    "relay": "Have questions answered by hand, or in any chat.",
    "prompts": "List the prompts, or show one.",
    "schema": "Print the JSON Schema of a record.",
    "doctor": "Say what is configured and what would be called.",
}


class Lazily(TyperGroup):
    """A group whose commands are known by name and imported on use."""

    def list_commands(self, ctx: "Context") -> list[str]:
        """Give the names in the order of help."""
        return list(COMMANDS)

    def get_command(self, ctx: "Context", cmd_name: str) -> "Command | None":
        """Import a command's module and build it, or None where there is no such command."""
        return built(cmd_name) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def built(name: str) -> "Command":
    """Build one command from its module."""
    module = import_module(f"adjudge.cli.{name}")
    return named(name, module.app if hasattr(module, "app") else _alone(name, getattr(module, name)))


def named(name: str, app: typer.Typer) -> Any:
    """Give the command of an application under its name."""
    command = typer.main.get_command(app)
    command.name = name
    return command


def _alone(name: str, function: Any) -> typer.Typer:
    """Wrap a command that is one function."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False, context_settings={"help_option_names": ["-h", "--help"]})
    app.command(name)(function)
    return app
