"""What kind of document some bytes are: by what they hold, not by what they are called."""

import re
from typing import Literal

from adjudge.errors import ArticleError
from adjudge.reading.source import Raw

Kind = Literal["text", "html", "pdf", "mail"]

# Formats that people drag in by mistake, and what to say of each; none is ever unpacked.
REFUSED = (
    (b"PK\x03\x04", "is a zip archive or an office document"), (b"\x1f\x8b", "is a gzip archive"), (b"\x89PNG", "is an image"), (b"\xff\xd8\xff", "is an image"),
    (b"GIF8", "is an image"), (b"RIFF", "is a media file"), (b"7z\xbc\xaf", "is an archive"), (b"Rar!", "is an archive"), (b"\x28\xb5\x2f\xfd", "is an archive"),
    (b"\xd0\xcf\x11\xe0", "is an old office document"), (b"{\\rtf", "is an RTF document"), (b"SQLite format", "is a database"), (b"\x7fELF", "is a program"),
    (b"MZ\x90", "is a program"), (b"OggS", "is a media file"), (b"ID3", "is a media file"), (b"\xfd7zXZ", "is an archive"), (b"BZh", "is an archive"),
)  # fmt: skip
HTML_HEAD = re.compile(r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|meta|title|article)\b", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"<(?:p|div|article|br|span|section|h[1-6]|a\s|table|script|style|ul)\b[^>]*>", re.IGNORECASE)
MAIL_FIELD = re.compile(r"(?:From|To|Date|Subject|Received|Return-Path|Delivered-To|MIME-Version|Message-ID|X-[\w-]+|DKIM-Signature|Reply-To|Content-Type): ?\S.*", re.IGNORECASE)


def kind_of(raw: Raw) -> Kind:
    """Tell text, web page, PDF and mail apart, or raise an `ArticleError` that says what it is instead."""
    head = raw.data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    for mark, what in REFUSED:
        if head.startswith(mark):
            raise ArticleError(f"{raw.name} {what}; give the article as text, HTML, PDF or mail")
    if b"%PDF-" in raw.data[:1024]:
        return "pdf"
    text = _glance(raw.data[:8192])
    if _is_html(text, raw.name):
        return "html"
    return "mail" if _is_mail(text, raw.name) else "text"


def _glance(head: bytes) -> str:
    """Decode just enough to see markup, whatever the charset."""
    zeros = head[:200].count(0)
    if zeros > len(head[:200]) // 3:
        return head.decode("utf-16-be" if head[:1] == b"\0" or head[:2] == b"\xfe\xff" else "utf-16-le", "ignore").lstrip("\ufeff")
    return head.decode("latin-1").removeprefix("ï»¿")


def _is_html(text: str, name: str) -> bool:
    if HTML_HEAD.match(text):
        return True
    return name.lower().endswith((".html", ".htm", ".xhtml")) and TAG.search(text) is not None


def _is_mail(text: str, name: str) -> bool:
    """True where it begins with at least two mail fields; an article may begin with one line like "From: Kyiv"."""
    head = re.split(r"\r?\n\r?\n", text.lstrip("\r\n"), maxsplit=1)[0]
    lines = [line for line in head.splitlines() if not line.startswith((" ", "\t"))]
    fields = [line for line in lines if MAIL_FIELD.fullmatch(line)]
    wanted = 1 if name.lower().endswith(".eml") else 3
    return len(fields) >= wanted and bool(lines) and re.match(r"[\w-]+:", lines[0]) is not None
