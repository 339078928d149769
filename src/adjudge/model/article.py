"""An article, frozen: the text that quotes are located in, and what is known about it."""

import hashlib
from functools import cached_property
from typing import Literal

from pydantic import Field

from adjudge.model.base import Frozen, Instant


class Published(Frozen):
    """When an article says that it was published; a bare date is a span of up to 50 hours."""

    words: str
    """As stated, which is all of it that a prompt may carry."""
    earliest: Instant
    latest: Instant
    how: str = "front matter"

    @property
    def is_exact(self) -> bool:
        """True where an instant was stated, not only a day."""
        return self.earliest == self.latest


class SetAside(Frozen):
    """Text of the file that is not the article's own report, kept so that it can be shown."""

    kind: Literal["furniture", "hidden", "duplicate_title", "widget"]
    text: str
    why: str = ""
    """The rule that set it aside, in a few words."""


class Article(Frozen):
    """One article's frozen text and stated metadata; `id` is given when a case is put in order."""

    id: str = ""
    text: str = Field(min_length=1)
    title: str = ""
    outlet: str = ""
    author: str = ""
    url: str = ""
    published: Published | None = None
    source: str = Field(default="", description="Where it was read from; shown, never sent.")
    set_aside: tuple[SetAside, ...] = ()
    modified: Published | None = None
    """When the page says that it was last changed; shown, never sent."""
    found: dict[str, str] = Field(default={}, description="How each stated field was found; a field that is not listed is unknown.")
    form: Literal["text", "markdown", "html", "pdf", "mail"] = "text"
    raw_sha256: str = ""
    """Digest of the bytes as read, so that a second reading can be compared."""
    notes: tuple[str, ...] = ()
    """What a person should know about how it was read, a sentence each."""

    @cached_property
    def sha256(self) -> str:
        """Digest of the frozen text."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def texts(self) -> dict[str, str]:
        """Give every text that a claim may quote, the body first, which outranks the headline."""
        return {"body": self.text, "title": self.title}
