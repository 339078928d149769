"""Whether the log and the cases still are what was written: every hash made again, every document digested again."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, and_, select, text

from adjudge.store.entry import GENESIS, Entry, Line, flaws
from adjudge.store.log import Store
from adjudge.store.tables import audit, entries

_TRIGGERS = {
    "sqlite": ("SELECT name FROM sqlite_master WHERE type = 'trigger'", ("_no_update", "_no_delete", "_next")),
    "postgresql": (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgrelid IN ('entries'::regclass, 'audit'::regclass)",
        ("_no_update", "_no_delete", "_no_truncate"),
    ),
}


@dataclass(frozen=True, slots=True)
class Audit:
    """What does not hold, what was looked at, and the hash that stands for all of it."""

    problems: tuple[str, ...]
    lines: int
    cases: int
    head: str

    @property
    def holds(self) -> bool:
        """True where everything is as it was written."""
        return not self.problems


def audited(store: Store, *, head: str = "") -> Audit:
    """Check the whole store as of one moment.

    A log that was cut at its end, or written anew from some point on, holds together as before; only a hash that
    was noted elsewhere shows it. That is `head`, of the log or of a case's chain: it must still stand there.
    """
    walk = _Walk(head.strip().lower())
    with store.reading() as connection:
        problems = [*_triggers(connection), *walk.over(connection), *_unlogged(connection)]
    if head and not walk.found:
        problems.append(f"no line of the log has the hash {head!r}: the log was cut or written anew")
    return Audit(tuple(problems), walk.seq, len(walk.last), walk.previous)


class _Walk:
    """One pass through the log in its order, which is the order of every case in it."""

    def __init__(self, head: str) -> None:
        self.seq, self.previous = 0, GENESIS
        self.last: dict[str, Entry] = {}
        self.head, self.found = head, False

    def over(self, connection: Connection) -> Iterator[str]:
        joined = select(audit, *(column.label(f"entry_{column.name}") for column in entries.c)).select_from(
            audit.outerjoin(entries, and_(audit.c.case_name == entries.c.case_name, audit.c.number == entries.c.number))
        )
        # Few at a time: a log of years need not fit in memory.
        for row in connection.execution_options(yield_per=50).execute(joined.order_by(audit.c.seq)):
            columns = dict(row._mapping)
            entry = {name.removeprefix("entry_"): columns.pop(name) for name in [*columns] if name.startswith("entry_")}
            line = Line.model_construct(case=columns.pop("case_name"), **columns)
            yield from self._line(line)
            yield from self._entry(line, entry)

    def _line(self, line: Line) -> Iterator[str]:
        name = f"line {line.seq} of the log"
        if line.seq != self.seq + 1:
            yield f"{name} stands where line {self.seq + 1} should"
        if line.previous != self.previous:
            yield f"{name} does not follow from the line before it"
        if line.seal() != line.hash:
            yield f"{name} was changed: its hash is another"
        self.seq, self.previous = line.seq, line.hash
        self.found = self.found or self.head in (line.hash, line.digest)

    def _entry(self, line: Line, columns: dict) -> Iterator[str]:
        name = f"entry {line.number} of {line.case!r}"
        if columns["case_name"] is None:
            yield f"{name} is missing: line {line.seq} of the log tells of it"
            return
        document = columns.pop("document")
        entry = Entry.model_construct(case=columns.pop("case_name"), **columns)
        before = self.last.get(line.case)
        yield from (f"{name} {what}" for what in flaws(entry, document, before.hash if before else GENESIS))
        if line.number != (before.number if before else 0) + 1:
            yield f"{name} is out of its order in the log"
        if entry.hash != line.digest:
            yield f"{name} is not the one that line {line.seq} of the log tells of"
        self.last[line.case] = entry


def _unlogged(connection: Connection) -> Iterator[str]:
    orphans = select(entries.c.case_name, entries.c.number).outerjoin(
        audit, and_(audit.c.case_name == entries.c.case_name, audit.c.number == entries.c.number)
    )
    for row in connection.execute(orphans.where(audit.c.seq.is_(None)).order_by(entries.c.case_name, entries.c.number)):
        yield f"entry {row.number} of {row.case_name!r} is missing from the log"


def _triggers(connection: Connection) -> Iterator[str]:
    query, endings = _TRIGGERS[connection.dialect.name]
    there = set(connection.execute(text(query)).scalars())
    for name in sorted(f"{table}{ending}" for table in ("entries", "audit") for ending in endings):
        if name not in there:
            yield f"the trigger {name!r}, which keeps the store append-only, is not in force"
