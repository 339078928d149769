"""Edits to a case whose effect is known: a date moved, a sentence taken out, a denial added, a story repeated."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pydantic import model_validator

from adjudge.errors import InputError
from adjudge.model.article import Article, Published
from adjudge.model.base import Frozen

if TYPE_CHECKING:
    from adjudge.model.market import Market

# A copy is told apart from its original by its outlet alone; these are as good as any.
OUTLETS = ("Morning Courier", "Evening Register", "Daily Ledger", "The Observer Wire", "Metro Post", "Coast Tribune", "Valley Herald", "Northern Gazette")


class Edit(Frozen):
    """One change to one article, or to the market's rules or question."""

    article: str = ""
    market: str = ""
    """`rules` or `question`, in place of an article."""
    find: str | None = None
    replace: str = ""
    append: str | None = None
    copies: int = 0
    """How often the article is repeated under other outlets."""
    outlets: tuple[str, ...] = ()
    published: str | None = None
    outlet: str | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> "Edit":
        if bool(self.article) == bool(self.market) or self.market not in ("", "rules", "question"):
            raise ValueError("an edit names an article, or market = 'rules' or 'question'")
        if self.market and (self.copies or self.published or self.outlet):
            raise ValueError("only an article can be repeated, dated or given an outlet")
        if not (self.find or self.append or self.copies or self.published or self.outlet):
            raise ValueError("an edit finds and replaces, appends, repeats, dates, or gives an outlet")
        return self


def edited(market: "Market", articles: Mapping[str, Article], edits: Sequence[Edit], name: str) -> "tuple[Market, list[Article]]":
    """Apply edits in order; one that finds nothing to change is an `InputError`, because it would test nothing."""
    lists = {file: [article] for file, article in articles.items()}
    for edit in edits:
        if edit.market:
            market = market.model_copy(update={edit.market: _changed(getattr(market, edit.market), edit, name)})
        elif edit.article not in lists:
            raise InputError(f"{name}: it edits {edit.article!r}, which is not among its articles")
        else:
            lists[edit.article] = _repeated([_article(article, edit, name) for article in lists[edit.article]], edit)
    return market, [article for copies in lists.values() for article in copies]


def _article(article: Article, edit: Edit, name: str) -> Article:
    changes: dict[str, object] = {}
    if edit.find and edit.find in article.title:
        changes["title"] = article.title.replace(edit.find, edit.replace)
    if edit.append or (edit.find and ("title" not in changes or edit.find in article.text)):
        changes["text"] = _changed(article.text, edit, name)
    if edit.outlet:
        changes["outlet"] = edit.outlet
    if edit.published:
        changes["published"] = _published(edit.published, name)
    # Built anew: the digest of a text is cached with the article.
    return Article.model_validate(article.model_copy(update=changes).model_dump()) if changes else article


def _changed(text: str, edit: Edit, name: str) -> str:
    if edit.find:
        if edit.find not in text:
            raise InputError(f"{name}: nothing reads {edit.find[:80]!r}, so there is nothing to replace")
        text = text.replace(edit.find, edit.replace)
    return f"{text}\n\n{edit.append}" if edit.append else text


def _repeated(articles: list[Article], edit: Edit) -> list[Article]:
    outlets = (*edit.outlets, *OUTLETS)[: edit.copies]
    return [*articles, *(_copy(articles[0], outlet) for outlet in outlets)]


def _copy(article: Article, outlet: str) -> Article:
    # One line of its own, as papers have that carry a wire story: an identical text is left out as the same article.
    text = f"{article.text}\n\nThis story was carried by {outlet}."
    return Article.model_validate({**article.model_dump(), "text": text, "outlet": outlet, "url": "", "source": f"{article.source} ({outlet})"})


def _published(words: str, name: str) -> Published:
    from adjudge.reading.published import published_from

    found = published_from(words, "given")
    if found is None:
        raise InputError(f"{name}: {words!r} is not a publication date")
    return found
