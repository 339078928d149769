"""`adjudge market`: the market that adjudge understood, shown or saved as a market file."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from adjudge.model.market import Market

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="Show a market as adjudge understands it, or save it as a market file.")
Source = Annotated[str, typer.Argument(help="A market file, a platform's payload, a URL, or - for stdin.", metavar="FILE|URL|-")]
Pick = Annotated[str, typer.Option("--market", help="Which market, where there are several: its slug, id or number.", metavar="PICK")]


@app.command()
def show(market: Source, json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False, pick: Pick = "") -> None:
    """Print the market: its texts, what the platform says beside them, and what looks wrong with it."""
    from adjudge.cli.output import emit
    from adjudge.platforms import defects
    from adjudge.platforms.page import page
    from adjudge.reports.terminal import clean

    read = _read(market, pick)
    emit(_as_json(read) if json else clean(page(read, defects(read))))


@app.command()
def save(
    market: Source,
    output: Annotated[str, typer.Option("-o", "--output", help="The market file to write.", metavar="OUT")],
    pick: Pick = "",
) -> None:
    """Write the market as a market file: TOML front matter, and the rules to the letter."""
    from pathlib import Path

    from adjudge.cli.output import emit, say
    from adjudge.markets import write_market

    emit(write_market(_read(market, pick)), Path(output))
    say(f"adjudge: wrote {output}")


def _read(source: str, pick: str) -> "Market":
    from adjudge.cli.inputs import one_stdin
    from adjudge.markets import read_market

    one_stdin(source, [])
    return read_market(source, pick=pick or None)


def _as_json(market: "Market") -> str:
    import json

    from adjudge.model.base import iso
    from adjudge.platforms import defects, written_window
    from adjudge.reports.terminal import UNSAFE

    ends = written_window(market) or (None, None)
    window = {name: end and iso(end) for name, end in zip(("opens", "closes"), ends, strict=True)}
    shown = {"market": market.model_dump(mode="json"), "window": window, "defects": [flag.model_dump() for flag in defects(market)]}
    # A terminal acts on more characters than JSON escapes.
    return UNSAFE.sub(lambda match: json.dumps(match[0])[1:-1].replace("\x7f", "\\u007f"), json.dumps(shown, ensure_ascii=False, indent=2)) + "\n"
