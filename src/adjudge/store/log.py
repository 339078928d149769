"""The store: adds to cases and to the audit log in one transaction, and reads what stands there."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Self

from sqlalchemy import Connection, Row, func, insert, select

from adjudge.errors import InputError
from adjudge.model.base import iso
from adjudge.store.contents import line
from adjudge.store.entry import GENESIS, Draft, Entry, Line, case_name, chained
from adjudge.store.opening import address, known, name_of, opened, translated
from adjudge.store.tables import audit, entries

# Documents may be large, so a list of entries is read without them.
_ENTRY = [entries.c[name] for name in ("case_name", "number", "at", "actor", "kind", "says", "digest", "previous", "hash")]


class Store:
    """All cases of one database; nothing in it is ever changed or taken out."""

    def __init__(self, url: str | None = None) -> None:
        """Open the database at an address (default: the user's own), made or migrated where needed."""
        where = address() if url is None else known(url)
        self.name = name_of(where)
        self.engine = opened(where)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        """Use the store in a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it at the end of the block."""
        self.close()

    def append(self, case: str, drafts: Sequence[Draft], *, actor: str, at: datetime | None = None) -> tuple[Entry, ...]:
        """Put things on a case, all or none; when this returns they are on the disk."""
        case_name(case)
        with self._writing() as connection:
            moment = iso(at or datetime.now(UTC))
            made = list(chained(case, drafts, after=_last(connection, case), at=moment, actor=line(actor)))
            self._add(connection, made, kind="added", actor=line(actor), at=moment)
        return tuple(entry for entry, _ in made)

    def restore(self, case: str, given: Sequence[Entry], documents: Mapping[int, str], *, actor: str) -> int:
        """Take over a case's entries as they are, as far as they are not here yet; says how many were new."""
        case_name(case)
        with self._writing() as connection:
            here = _entries(connection, case)
            for mine, theirs in zip(here, given, strict=False):
                if mine.hash != theirs.hash:
                    raise InputError(f"the store holds another case {case!r}, which parts from this one at entry {mine.number}")
            made = [(entry, documents[entry.number]) for entry in given[len(here) :]]
            self._add(connection, made, kind="imported", actor=line(actor), at=iso(datetime.now(UTC)))
        return len(made)

    def cases(self) -> dict[str, tuple[Entry, ...]]:
        """Give the entries of every case, by name."""
        found: dict[str, list[Entry]] = {}
        with self.reading() as connection:
            for row in connection.execute(select(*_ENTRY).order_by(entries.c.case_name, entries.c.number)):
                found.setdefault(row.case_name, []).append(_entry(row))
        return {name: tuple(listed) for name, listed in found.items()}

    def entries(self, case: str) -> tuple[Entry, ...]:
        """Give the entries of a case in order; none where there is no such case."""
        with self.reading() as connection:
            return _entries(connection, case)

    def documents(self, case: str, *numbers: int) -> dict[int, str]:
        """Give the documents of these entries, or of all, by number."""
        wanted = select(entries.c.number, entries.c.document).where(entries.c.case_name == case)
        with self.reading() as connection:
            rows = connection.execute(wanted.where(entries.c.number.in_(numbers)) if numbers else wanted)
            return {row.number: row.document for row in rows}

    def head(self) -> Line | None:
        """Give the last line of the audit log, whose hash stands for everything before it."""
        with self.reading() as connection:
            return _head(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read as of one moment."""
        with translated(self.name), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with translated(self.name), self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            if self.engine.dialect.name == "postgresql":
                # Comes before anything is read, so that what is read is what the last writer left; readers go on.
                connection.exec_driver_sql("LOCK TABLE audit IN EXCLUSIVE MODE")
            yield connection

    def _add(self, connection: Connection, made: Sequence[tuple[Entry, str]], **how: Any) -> None:
        last = _head(connection)
        seq, previous = (last.seq, last.hash) if last else (0, GENESIS)
        for entry, document in made:
            seq += 1
            logged = Line(seq=seq, case=entry.case, number=entry.number, digest=entry.hash, previous=previous, hash="", **how)
            previous = logged.seal()
            connection.execute(insert(entries).values(document=document, **_columns(entry)))
            connection.execute(insert(audit).values(_columns(logged) | {"hash": previous}))


def _columns(value: Entry | Line) -> dict[str, Any]:
    columns = value.model_dump()
    return {"case_name": columns.pop("case"), **columns}


def _entry(row: Row) -> Entry:
    return Entry.model_construct(case=row[0], **{column.name: given for column, given in zip(_ENTRY[1:], row[1:], strict=True)})


def _entries(connection: Connection, case: str) -> tuple[Entry, ...]:
    return tuple(map(_entry, connection.execute(select(*_ENTRY).where(entries.c.case_name == case).order_by(entries.c.number))))


def _last(connection: Connection, case: str) -> Entry | None:
    row = connection.execute(select(*_ENTRY).where(entries.c.case_name == case).order_by(entries.c.number.desc()).limit(1)).first()
    return _entry(row) if row else None


def _head(connection: Connection) -> Line | None:
    row = connection.execute(select(audit).where(audit.c.seq == select(func.max(audit.c.seq)).scalar_subquery())).first()
    return as_line(row) if row else None


def as_line(row: Row) -> Line:
    """Give a row of the audit log as it stands there."""
    columns = dict(row._mapping)
    return Line.model_construct(case=columns.pop("case_name"), **columns)
