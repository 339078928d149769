"""Where the cases are, and how the database is opened: SQLite in the user's data folder, or PostgreSQL by its address."""

import os
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from adjudge.errors import StorageError
from adjudge.store.migrating import HEAD, migrate, revision_of

VARIABLE = "ADJUDGE_DATABASE_URL"
# A writer holds the database for milliseconds; whoever waits this long waits for somebody who hangs.
PATIENCE_SECONDS = 30
# Any number will do that nobody else takes: it is the letters "adjudge" as bytes.
_POSTGRES_LOCK = int.from_bytes(b"adjudge")


def address(environ: Mapping[str, str] | None = None) -> URL:
    """Find where the cases are kept."""
    environ = os.environ if environ is None else environ
    given = environ.get(VARIABLE, "").strip()
    if not given:
        home = Path(environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
        return URL.create("sqlite", database=str(home / "adjudge" / "cases.db"))
    return known(given)


def known(given: str) -> URL:
    """Read a database's address, or refuse one of a kind in which cases are not kept."""
    try:
        url = make_url(given)
    except (ArgumentError, ValueError) as error:
        # The address is not shown: it may hold a password.
        raise StorageError(f"{VARIABLE} is not a database's address such as postgresql://host/name or sqlite:////path/cases.db") from error
    kind = url.drivername.partition("+")[0]
    if kind in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    if kind == "sqlite" and url.database and url.database != ":memory:":
        return url.set(drivername="sqlite")
    raise StorageError(f"{VARIABLE} names {kind!r}; cases are kept in a file of sqlite or in postgresql")


def name_of(url: URL) -> str:
    """Name a database for a person, without a password."""
    return repr(url.database) if url.drivername == "sqlite" else repr(url.set(query={}).render_as_string(hide_password=True))


def opened(url: URL) -> Engine:
    """Open a database and bring it to this version's schema; raises a `StorageError` where that cannot be done."""
    with translated(name_of(url)):
        engine = _sqlite(url) if url.drivername == "sqlite" else _postgres(url)
        try:
            with engine.connect() as connection, connection.begin():
                current = revision_of(connection)
            if current != HEAD:
                with _migrating(engine) as connection:
                    migrate(connection)
        except BaseException:
            engine.dispose()
            raise
    return engine


@contextmanager
def _migrating(engine: Engine) -> Iterator[Connection]:
    if engine.dialect.name == "sqlite":
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection
        return
    # Read committed, so that whoever waited for the lock sees what its holder did.
    with engine.connect().execution_options(isolation_level="READ COMMITTED") as connection, connection.begin():
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_POSTGRES_LOCK})")
        yield connection


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Turn every failure of the database into one sentence of ours."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise StorageError("PostgreSQL needs its driver: install adjudge with the extra 'postgres'") from error
    except DBAPIError as error:
        raise StorageError(f"the database {name} cannot be used: {_reason(error.orig)}") from error
    except SQLAlchemyError as error:
        raise StorageError(f"the database {name} cannot be used: {_reason(error)}") from error
    except OSError as error:
        raise StorageError(f"the database {name} cannot be used: {error.strerror or error}") from error


def _reason(error: BaseException | None) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def _postgres(url: URL) -> Engine:
    # Repeatable read, so that whoever reads a chain reads all of it as of one moment.
    return create_engine(url, isolation_level="REPEATABLE READ", pool_pre_ping=True, connect_args={"connect_timeout": PATIENCE_SECONDS})


def _sqlite(url: URL) -> Engine:
    Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_engine(url, connect_args={"timeout": PATIENCE_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _: Any) -> None:
    # The driver's own idea of when a transaction begins would leave reads outside of it.
    connection.isolation_level = None
    _use_wal(connection)
    # In WAL mode, NORMAL may lose the last commits when the power fails; FULL syncs each before it is acknowledged.
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to a write-ahead log; the switch is refused at once, whatever the timeout, while another process has the file."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            if connection.execute("PRAGMA journal_mode=WAL").fetchone()[0] != "wal":
                raise sqlite3.OperationalError("its folder does not allow a write-ahead log")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _begin(connection: Connection) -> None:
    # A writer takes its place before it reads the head of the chain, or two would build on the same one.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")
