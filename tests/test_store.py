"""The store's contract, kept on SQLite and on PostgreSQL: nothing is lost, nothing is overwritten, every change is found."""

import multiprocessing
import os
import pwd
import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, inspect

from adjudge.errors import InputError, StorageError, UsageError
from adjudge.store.auditing import audited
from adjudge.store.entry import GENESIS, Draft, case_name, sealed
from adjudge.store.log import Store
from adjudge.store.opening import known
from adjudge.store.tables import metadata

BINARIES = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found] + sorted(
    Path("/usr/lib/postgresql").glob("*/bin"), reverse=True
)


def draft(number=1, kind="exchange"):
    return Draft(kind=kind, document=f'{{"n": {number}}}\n', says=f"number {number}")


class Server:
    """A throw-away PostgreSQL on a socket of its own, which no network reaches."""

    def __init__(self, binaries):
        self.binaries, self.folder = binaries, Path(tempfile.mkdtemp(prefix="adj-", dir="/tmp"))
        # The server refuses to run as root.
        names = [name for name in ("postgres", "nobody") if any(one.pw_name == name for one in pwd.getpwall())]
        self.user = names[0] if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(self.folder, self.user)
        self._run("initdb", "-D", f"{self.folder}/data", "-A", "trust", "-U", "adjudge", "--no-sync", "-E", "UTF8", "--no-locale")
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync=off -c shared_buffers=8MB"
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-l", f"{self.folder}/log", "-o", options, "start")
        self.url = f"postgresql://adjudge@/postgres?host={self.folder}"

    def _run(self, program, *arguments):
        subprocess.run(
            [str(self.binaries / program), *arguments], check=True, capture_output=True, user=self.user, cwd=self.folder, timeout=60
        )

    def stop(self):
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture(scope="module")
def server():
    """The address of a PostgreSQL: the one that is given, else one started for these tests."""
    pytest.importorskip("psycopg", reason="PostgreSQL is not tested: its driver is not installed (the extra 'postgres')")
    if given := os.environ.get("ADJUDGE_TEST_DATABASE_URL"):
        yield given
        return
    found = next((folder for folder in BINARIES if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)
    if found is None:
        pytest.skip("PostgreSQL is not tested: no server binaries are installed, and ADJUDGE_TEST_DATABASE_URL is not set")
    running = Server(found)
    yield running.url
    running.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The address of an empty database: a new file, or a new schema on the server."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/cases.db"
        return
    import psycopg

    server, schema = request.getfixturevalue("server"), f"t{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
        yield f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3D{schema}"
        connection.execute(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture
def store(url):
    """An open store with three entries on one case and one on another."""
    with Store(url) as store:
        store.append("alpha", [draft(1, "market"), draft(2)], actor="ana")
        store.append("beta", [draft(3)], actor="ben")
        store.append("alpha", [draft(4)], actor="ana")
        yield store


def forced(store, *statements):
    """Change the store behind its back, the guards taken down and put up again."""
    if store.engine.dialect.name == "sqlite":
        with sqlite3.connect(store.engine.url.database) as connection:
            guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for statement in [*(f"DROP TRIGGER {name}" for name, _ in guards), *statements, *(sql for _, sql in guards)]:
                connection.execute(statement)
        connection.close()
        return
    with store.reading() as connection:
        keys = [f"ALTER TABLE audit DROP CONSTRAINT {one['name']}" for one in inspect(connection).get_foreign_keys("audit")]
        guards = [f"ALTER TABLE {table} {{}} TRIGGER USER" for table in metadata.tables]
        for statement in [*keys, *(one.format("DISABLE") for one in guards), *statements, *(one.format("ENABLE") for one in guards)]:
            connection.exec_driver_sql(statement)


def test_what_was_added_is_read_back_in_order_to_the_letter(url):
    """Line ends, quotes, separators and half of Unicode included; a case is seen by whoever opens the store next."""
    documents = ["{}\r\n", '{"a": "“” \x85 \u2028 İ 𝕏 \\u0000"}\n', ""]
    with Store(url) as store:
        made = store.append("alpha", [Draft(kind="exchange", document=one, says=one) for one in documents], actor="Zoë\x1b[2J\x00")
    with Store(url) as store:
        assert store.entries("alpha") == made
        assert [store.documents("alpha")[number] for number in (1, 2, 3)] == documents
        assert store.documents("alpha", 2) == {2: documents[1]}
    assert made[0].actor == "Zoë\\x1b[2J\\x00"


def test_the_chain_of_a_case_and_the_log_of_the_store_both_hold(store):
    """Every entry follows from the one before; the log ties the cases together."""
    first, second, third = store.entries("alpha")
    assert (first.previous, second.previous, third.previous) == (GENESIS, first.hash, second.hash)
    found = audited(store)
    assert (found.problems, found.lines, found.cases, found.head) == ((), 4, 2, store.head().hash)
    assert audited(store, head=found.head).holds


def test_an_empty_store_holds(url):
    """There is nothing that could have been changed."""
    with Store(url) as store:
        assert audited(store).holds
        assert store.head() is None
        assert store.cases() == {}


CHANGES = ["UPDATE {0} SET actor = 'eve'", "DELETE FROM {0}"]
REFUSED = {"sqlite": [*CHANGES, "INSERT OR REPLACE INTO {0} SELECT * FROM {0} LIMIT 1"], "postgresql": [*CHANGES, "TRUNCATE {0} CASCADE"]}


def test_the_database_itself_refuses_to_change_what_stands(store):
    """Not by code of ours: by triggers, for whoever connects."""
    for statement in REFUSED[store.engine.dialect.name]:
        for table in metadata.tables:
            with pytest.raises(StorageError, match="append-only"), store.reading() as connection:
                connection.exec_driver_sql(statement.format(table))
    assert audited(store).holds


def test_a_change_to_any_column_is_found(store):
    """Whatever is altered by hand shows in the hashes, and when it is put right again the log holds again."""
    where = "WHERE case_name = 'alpha' AND number = 2"
    for column in (column for table in metadata.tables.values() for column in table.c):
        name, table = column.name, column.table.name
        change, back, there = (
            (f"{name} + 40", f"{name} - 40", f"{name} > 40")
            if name in ("number", "seq")
            else (f"{name} || 'x'", f"substr({name}, 1, length({name}) - 1)", f"substr({name}, length({name})) = 'x'")
        )
        forced(store, f"UPDATE {table} SET {name} = {change} {where}")
        assert audited(store).problems, column
        forced(store, f"UPDATE {table} SET {name} = {back} WHERE {there}")
        assert audited(store).holds, column


@pytest.mark.parametrize(("statement", "found"), [
    ("DELETE FROM entries WHERE case_name = 'beta'", "entry 1 of 'beta' is missing"),
    ("DELETE FROM audit WHERE seq = 2", "line 3 of the log stands where line 2 should"),
    ("DELETE FROM audit WHERE seq = 4", "entry 3 of 'alpha' is missing from the log"),
    ("INSERT INTO entries SELECT 'gamma', 1, at, actor, kind, says, digest, document, previous, hash FROM entries WHERE case_name = 'beta'", "missing from the log"),
])  # fmt: skip
def test_what_was_taken_out_or_slipped_in_is_found(store, statement, found):
    """A row more or a row less breaks the log."""
    forced(store, statement)
    assert any(found in problem for problem in audited(store).problems)


def test_a_log_cut_at_its_end_or_written_anew_is_found_by_a_hash_noted_elsewhere(store):
    """Alone it holds together as before: that is what the note is for."""
    noted = store.head().hash
    forced(store, "DELETE FROM audit WHERE seq = 4", "DELETE FROM entries WHERE case_name = 'alpha' AND number = 3")
    assert audited(store).holds
    assert "cut or written anew" in audited(store, head=noted).problems[0]


def test_a_guard_that_was_taken_down_is_found(store):
    """The triggers are part of what is checked."""
    on = "" if store.engine.dialect.name == "sqlite" else " ON entries"
    with store.reading() as connection:
        connection.exec_driver_sql(f"DROP TRIGGER entries_no_update{on}")
    assert "entries_no_update" in audited(store).problems[0]


def test_a_case_is_taken_over_entry_for_entry(store, tmp_path):
    """Times, actors and hashes are those of the store it came from; taking it over again does nothing."""
    given, documents = store.entries("alpha"), store.documents("alpha")
    with Store(f"sqlite:///{tmp_path}/other.db") as other:
        assert other.restore("alpha", given[:2], documents, actor="cy") == 2
        assert other.restore("alpha", given, documents, actor="cy") == 1
        assert other.restore("alpha", given[:1], documents, actor="cy") == 0
        assert (other.entries("alpha"), other.documents("alpha")) == (given, documents)
        assert (other.head().kind, other.head().actor) == ("imported", "cy")
        assert audited(other).holds


def test_another_case_of_the_same_name_is_not_mixed_in(store):
    """The parting entry is named, and nothing is added."""
    other = store.entries("beta")[0].model_copy(update={"case": "alpha"})
    with pytest.raises(InputError, match="parts from this one at entry 1"):
        store.restore("alpha", [other], {1: "{}"}, actor="cy")
    assert len(store.entries("alpha")) == 3


def test_an_append_that_fails_in_the_middle_leaves_nothing(store):
    """All that is given, or none of it."""
    bad = draft(9).model_copy(update={"document": None})
    with pytest.raises((StorageError, AttributeError)):
        store.append("alpha", [draft(8), bad], actor="ana")
    assert len(store.entries("alpha")) == 3
    assert audited(store).holds


@pytest.mark.parametrize("name", ["", "A", "../x", "a b", ".hidden", "x" * 81, "é"])
def test_a_name_that_could_not_be_a_folder_is_refused(name):
    """A case is a folder in its bundle."""
    with pytest.raises(UsageError, match="no name for a case"):
        case_name(name)


# One clean process imports what is needed, and every other is forked from it.
FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(["adjudge.store.auditing", "alembic.command", "pytest", "psycopg"])


def adding(url, case, times):
    """Add to a case again and again, as a process of its own."""
    with Store(url) as store:
        for number in range(times):
            store.append(case, [draft(number)], actor=case)


def test_processes_that_add_at_once_do_not_break_the_chain(url):
    """Three processes make the database, migrate it and add to the same cases, all at the same time."""
    running = [FORKED.Process(target=adding, args=(url, case, 12)) for case in ("alpha", "alpha", "beta")]
    for process in running:
        process.start()
    for process in running:
        process.join(60)
    assert [process.exitcode for process in running] == [0, 0, 0]
    with Store(url) as store:
        assert {name: len(listed) for name, listed in store.cases().items()} == {"alpha": 24, "beta": 12}
        assert (audited(store).problems, audited(store).lines) == ((), 36)


def test_a_database_of_a_newer_version_is_left_alone(url):
    """One sentence, and nothing is touched."""
    with Store(url) as store, store.reading() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError, match="made by a newer adjudge"):
        Store(url)


def test_a_migration_that_fails_leaves_the_database_as_it_was(url):
    """Whole or not at all: here a table of that name is in the way of the second one."""
    engine = create_engine(known(url))
    with engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("CREATE TABLE audit (x INTEGER)")
    with pytest.raises(StorageError, match="already exists"):
        Store(url)
    assert inspect(engine).get_table_names() == ["audit"]
    engine.dispose()


def test_the_migrations_give_the_tables_that_the_code_knows(url):
    """Names and order of the columns, on a database that was made from nothing."""
    with Store(url) as store, store.reading() as connection:
        for table in metadata.sorted_tables:
            assert [column["name"] for column in inspect(connection).get_columns(table.name)] == [column.name for column in table.c]


def test_a_hash_is_taken_over_values_that_cannot_flow_together():
    """Moving a character from one field to the next gives another hash."""
    assert sealed("a", 12, "3") != sealed("a", 1, "23")
