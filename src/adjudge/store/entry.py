"""One entry of a case and one line of the audit log, and the hashes that chain them. Pure; knows no database."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Literal

from adjudge.errors import UsageError
from adjudge.model.base import Frozen

Kind = Literal["market", "article", "adjudication", "proposal", "dispute", "exchange", "decision", "second_opinion", "escalation"]
# What stands before the first entry.
GENESIS = "0" * 64
# A case's name is a folder in a bundle, so it is kept to what every file system takes.
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")


class Draft(Frozen):
    """Something to be put on a case: its kind, its document, and one line that says what it is."""

    kind: Kind
    document: str
    says: str


class Entry(Frozen):
    """One thing on a case, as its chain holds it; the document itself is kept apart."""

    case: str
    number: int
    at: str
    """When it was added, in UTC, to the letter: the hash is taken over these very characters."""
    actor: str
    kind: str
    says: str
    digest: str
    """SHA-256 of the document."""
    previous: str
    """Hash of the case's entry before this one."""
    hash: str

    @property
    def moment(self) -> datetime:
        """When it was added."""
        return datetime.fromisoformat(self.at)

    def seal(self) -> str:
        """Give the hash that the entry should have."""
        return sealed(self.case, self.number, self.at, self.actor, self.kind, self.says, self.digest, self.previous)


class Line(Frozen):
    """One line of the audit log, which ties the entries of every case of a store together."""

    seq: int
    at: str
    actor: str
    kind: str
    """`added` here, or `imported` from a bundle."""
    case: str
    number: int
    digest: str
    """Hash of the entry."""
    previous: str
    hash: str

    def seal(self) -> str:
        """Give the hash that the line should have."""
        return sealed(self.seq, self.at, self.actor, self.kind, self.case, self.number, self.digest, self.previous)


def digest_of(document: str) -> str:
    """Give the digest of a document."""
    return hashlib.sha256(document.encode("utf-8", "surrogatepass")).hexdigest()


def sealed(*parts: str | int) -> str:
    """Hash values so that none can flow over into the next: as one JSON list.

    >>> sealed("ab", "c") == sealed("a", "bc")
    False
    """
    return hashlib.sha256(json.dumps(parts, separators=(",", ":")).encode("ascii")).hexdigest()


def chained(case: str, drafts: Iterable[Draft], *, after: Entry | None, at: str, actor: str) -> Iterator[tuple[Entry, str]]:
    """Make entries of drafts, each sealed upon the one before, with their documents."""
    number, previous = (after.number, after.hash) if after else (0, GENESIS)
    for draft in drafts:
        number += 1
        entry = Entry(
            case=case,
            number=number,
            at=at,
            actor=actor,
            kind=draft.kind,
            says=draft.says,
            digest=digest_of(draft.document),
            previous=previous,
            hash="",
        )
        entry = entry.model_copy(update={"hash": entry.seal()})
        yield entry, draft.document
        previous = entry.hash


def broken(entries: Iterable[Entry], documents: Mapping[int, str]) -> Iterator[str]:
    """Name what does not hold in the chain of one case, given in order."""
    previous = GENESIS
    for place, entry in enumerate(entries, 1):
        name = f"entry {entry.number} of {entry.case!r} ({entry.kind})"
        if entry.number != place:
            yield f"{name} stands where entry {place} should"
        yield from (f"{name} {what}" for what in flaws(entry, documents.get(entry.number), previous))
        previous = entry.hash


def flaws(entry: Entry, document: str | None, previous: str) -> Iterator[str]:
    """Name what is wrong with one entry, given the hash of the one before it."""
    if document is None:
        yield "has no document"
    elif digest_of(document) != entry.digest:
        yield "has a document that was changed"
    if entry.previous != previous:
        yield "does not follow from the entry before it"
    if entry.seal() != entry.hash:
        yield "was changed: its hash is another"


def case_name(name: str) -> str:
    """Give the name back, or refuse one that could not be a folder."""
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} is no name for a case: use small letters, digits, '.', '_' and '-', at most 80, the first a letter or a digit"
        )
    return name
