"""A dispute as text, Markdown, chat messages and JSON."""

import json

from adjudge.dispute.brief import brief_of
from adjudge.dispute.shapes import Dispute
from adjudge.reports.discord import messages_of
from adjudge.reports.layout import text_of
from adjudge.reports.markdown import markdown_of
from adjudge.reports.terminal import UNSAFE


def as_text(dispute: Dispute, *, blind: bool = False, everything: bool = False, width: int = 80, wide: int = 0, color: bool = False) -> str:
    """Write the brief for a terminal; where it is wide enough, the quotes for and against stand side by side."""
    return text_of(brief_of(dispute, blind=blind, everything=everything), width=width, wide=wide, color=color)


def as_markdown(dispute: Dispute, *, blind: bool = False, everything: bool = False) -> str:
    """Write the brief for a forum."""
    return markdown_of(brief_of(dispute, blind=blind, everything=everything))


def as_discord(dispute: Dispute, *, blind: bool = False, everything: bool = False) -> str:
    """Write the brief as messages, each under a line that counts them and is not part of it."""
    messages = messages_of(brief_of(dispute, blind=blind, everything=everything))
    return "\n".join(f"──── message {number} of {len(messages)} ────\n{message}\n" for number, message in enumerate(messages, 1))


def as_json(dispute: Dispute) -> str:
    """Write the whole dispute: the proposal, both records, every argument."""
    return value_as_json(dispute.model_dump(mode="json"))


def value_as_json(value: object) -> str:
    """Write a value as JSON in which nothing acts on a terminal: an escape means the same character."""
    return (
        UNSAFE.sub(lambda match: json.dumps(match[0])[1:-1].replace("\x7f", "\\u007f"), json.dumps(value, ensure_ascii=False, indent=2))
        + "\n"
    )
