"""`adjudge prompts`: which prompts there are, by version and digest, and what they say."""

from typing import TYPE_CHECKING, Annotated

import typer

from adjudge.cli.output import emit
from adjudge.errors import UsageError

if TYPE_CHECKING:
    from adjudge.prompting import Prompt

app = typer.Typer(rich_markup_mode=None, help="List the prompts, or show one.")


@app.callback(invoke_without_command=True)
def prompts(context: typer.Context) -> None:
    """List the prompts with their versions and digests."""
    if context.invoked_subcommand is None:
        from adjudge.prompting import prompts as released

        emit("".join(f"{prompt.name:<16} {prompt.digest}  {prompt.why}\n" for prompt in released()))


@app.command()
def show(name: Annotated[str, typer.Argument(help="A prompt, such as claims (its newest version) or claims.v1.")]) -> None:
    """Print one prompt file as it stands."""
    from adjudge.prompting import folder

    prompt = _named(name)
    emit((folder() / f"{prompt.name}.md").read_text(encoding="utf-8"))


def _named(name: str) -> "Prompt":
    from adjudge.prompting import prompts as released

    matching = [prompt for prompt in released() if name in (prompt.name, prompt.id)]
    if not matching:
        raise UsageError(f"there is no prompt {name!r}; there are {', '.join(prompt.name for prompt in released()) or 'none'}")
    return max(matching, key=lambda prompt: prompt.version)
