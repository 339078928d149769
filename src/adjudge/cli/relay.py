"""`adjudge relay`: an endpoint on this machine whose answers are written by whoever reads the questions."""

from pathlib import Path
from typing import Annotated

import typer

from adjudge.errors import UsageError

app = typer.Typer(rich_markup_mode=None, help="Have questions answered by hand, or in any chat.")

Folder = Annotated[Path | None, typer.Option("--folder", help="Where questions are written and answers are picked up.", metavar="DIR")]
