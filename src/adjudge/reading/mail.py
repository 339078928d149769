"""From a mail to its text: the plain part, else the HTML part; runs in the child process."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses

from adjudge.reading.decoding import decode
from adjudge.reading.furniture import sort_plain
from adjudge.reading.parsed import Parsed

# A newsletter that has a plain part at all often has a stub there ("view this in your browser").
STUB_CHARS = 400


def parse_mail(data: bytes, *, name: str) -> Parsed:
    """Read a mail: subject, sender, date and body; attachments are named, never opened."""
    message = message_from_bytes(data, policy=policy.default)
    parsed = Parsed(form="mail")
    plain, page = _part(message, "plain"), _part(message, "html")
    if page is not None and (plain is None or len(_text(plain, name).strip()) < STUB_CHARS):
        parsed = _from_page(page, name)
    _state_head(message, parsed)
    if plain is not None and not parsed.text:
        _sort(parsed, _text(plain, name))
    parsed.notes += [f"an attachment was not opened: {part.get_filename() or part.get_content_type()}" for part in message.iter_attachments()] if message.is_multipart() else []
    return parsed


def _part(message: EmailMessage, kind: str) -> EmailMessage | None:
    body = message.get_body(preferencelist=(kind,))
    return body if isinstance(body, EmailMessage) else None


def _text(part: EmailMessage, name: str) -> str:
    return decode(_bytes(part), name, stated=(part.get_content_charset() or ""))[0]


def _bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _from_page(part: EmailMessage, name: str) -> Parsed:
    from adjudge.reading.html import parse_html

    parsed = parse_html(_bytes(part), charset=part.get_content_charset() or "", name=name)
    parsed.form = "mail"
    # What the mail's own head states is better than anything that its page may say.
    for field in ("title", "author", "outlet", "published", "modified"):
        parsed.fields.pop(field, None)
        parsed.found.pop(field, None)
    return parsed


def _state_head(message: EmailMessage, parsed: Parsed) -> None:
    parsed.state("title", str(message.get("subject", "")), "mail")
    parsed.state("published", str(message.get("date", "")), "mail")
    sender = next(iter(getaddresses([str(message.get("from", ""))])), ("", ""))
    parsed.state("outlet", sender[0] or sender[1], "mail")


def _sort(parsed: Parsed, text: str) -> None:
    done = sort_plain(text.replace("\r\n", "\n"), parsed.fields.get("title", ""))
    parsed.text = done.text
    parsed.set_aside += [(piece.kind, piece.text, piece.why) for piece in done.set_aside]
