"""`adjudge article show`: the article that adjudge understood, and what it set aside."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from adjudge.model.article import Article, Published

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="Show what adjudge makes of an article.")


@app.callback()
def _articles() -> None:
    """Show what adjudge makes of an article."""


@app.command()
def show(
    source: Annotated[str, typer.Argument(metavar="FILE|URL|-", help="A text, Markdown, HTML, PDF or mail file, a web address, or - for standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the article as JSON.")] = False,
    set_aside: Annotated[bool, typer.Option("--set-aside", help="Also print what was set aside as not the article's own report.")] = False,
    published: Annotated[str | None, typer.Option("--published", metavar="TIME", help="When it was published, in place of what it states.")] = None,
) -> None:
    """Print an article as it would be read: what it states about itself, and its frozen text."""
    from adjudge.cli.output import emit
    from adjudge.reading import read_article
    from adjudge.reports.terminal import clean

    article = read_article(source, published=published)
    if as_json:
        emit(_as_json(article))
        return
    lines = [*_head(article), "", article.text, *(_aside(article) if set_aside else _aside_count(article))]
    emit(clean("\n".join(lines)) + "\n")


def _as_json(article: "Article") -> str:
    import json

    from adjudge.reports.terminal import UNSAFE

    # A terminal acts on more characters than JSON escapes.
    return UNSAFE.sub(lambda match: json.dumps(match[0])[1:-1].replace("\x7f", "\\u007f"), article.model_dump_json(indent=2)) + "\n"


def _head(article: "Article") -> list[str]:
    rows = [(name, getattr(article, name) or "unknown", article.found.get(name, "")) for name in ("title", "outlet", "author", "url")]
    rows += [("published", _date(article.published), article.published.how if article.published else ""), ("modified", _date(article.modified), article.modified.how if article.modified else "")]
    rows += [("read from", f"{article.source} ({article.form})", ""), ("text", f"{len(article.text):,} characters, sha256 {article.sha256[:16]}", ""), *(("note", note, "") for note in article.notes)]
    # A field holds no line end, so a made-up row cannot stand among these.
    return [f"{name + ':':<11}{' '.join(said.split())}{f'  [{how}]' if how else ''}" for name, said, how in rows if name != "modified" or said != "unknown"]


def _date(stated: "Published | None") -> str:
    if stated is None:
        return "unknown"
    if stated.is_exact:
        return stated.words
    return f"{stated.words} (between {stated.earliest:%Y-%m-%d %H:%M} and {stated.latest:%Y-%m-%d %H:%M} UTC)"


def _aside(article: "Article") -> list[str]:
    lines: list[str] = []
    for piece in article.set_aside:
        lines += ["", f"--- set aside: {piece.kind.replace('_', ' ')}{f' ({piece.why})' if piece.why else ''}", *(f"    {line}" for line in piece.text.splitlines())]
    return lines or ["", "--- nothing was set aside"]


def _aside_count(article: "Article") -> list[str]:
    count = len(article.set_aside)
    return ["", f"--- {count} {'piece' if count == 1 else 'pieces'} set aside; --set-aside shows {'it' if count == 1 else 'them'}"] if count else []
