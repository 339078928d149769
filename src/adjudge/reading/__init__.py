"""From a file, a page, a mail or an address to one frozen article; the only readers of untrusted documents."""

from adjudge.reading.article import read_article

__all__ = ["read_article"]
