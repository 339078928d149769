"""The default database: where it is, how safely it writes, and one sentence for each way in which it cannot be opened."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from adjudge.errors import StorageError
from adjudge.store.entry import Draft
from adjudge.store.log import Store
from adjudge.store.migrating import HEAD, SCRIPTS
from adjudge.store.opening import address, name_of

DRAFT = Draft(kind="exchange", document="{}", says="s")


def test_cases_are_kept_in_the_users_data_folder(tmp_path, monkeypatch):
    """As XDG says, in a folder that nobody else reads; a URL in the environment takes its place."""
    monkeypatch.delenv("ADJUDGE_DATABASE_URL", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with Store() as store:
        store.append("alpha", [DRAFT], actor="ana")
    assert (tmp_path / "data" / "adjudge" / "cases.db").is_file()
    assert (tmp_path / "data" / "adjudge").stat().st_mode & 0o077 == 0
    assert address({}).database == str(Path.home() / ".local" / "share" / "adjudge" / "cases.db")
    assert address({"ADJUDGE_DATABASE_URL": "postgres://u:p@h/n"}).drivername == "postgresql+psycopg"


def test_every_commit_is_synced_before_it_is_acknowledged(tmp_path):
    """A write-ahead log with full synchronisation, on every connection."""
    with Store(f"sqlite:///{tmp_path}/a.db") as store, store.reading() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "foreign_keys")]
    assert found == ["wal", 2, 1]


def test_a_failed_write_is_a_storage_error_and_leaves_the_store_usable(tmp_path):
    """A disk that is full, here by a limit on pages."""
    with Store(f"sqlite:///{tmp_path}/a.db") as store:
        with store.reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        with pytest.raises(StorageError, match="full"):
            store.append("alpha", [DRAFT.model_copy(update={"document": "x" * 100_000})], actor="ana")
        assert store.entries("alpha") == ()


@pytest.mark.parametrize(("given", "words"), [
    ("sqlite:///{folder}", "cannot be used"),
    ("sqlite:///{folder}/garbage", "not a database"),
    ("sqlite:///{folder}/garbage/x/cases.db", "cannot be used"),
    ("sqlite://", "kept in a file"),
    ("mysql://u:secret@h/n", "names 'mysql'"),
    ("nonsense secret", "not a database's address"),
    ("postgresql://u:secret@127.0.0.1:1/n", "cannot be used"),
])  # fmt: skip
def test_a_database_that_cannot_be_opened_is_one_sentence_without_a_password(given, words, tmp_path):
    """Exit 3, whatever the reason."""
    (tmp_path / "garbage").write_bytes(b"this is no database " * 100)
    with pytest.raises(StorageError, match=words) as raised:
        Store(given.format(folder=tmp_path))
    assert "secret" not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_password_is_never_part_of_a_name():
    """What is shown of an address is shown to everybody."""
    assert name_of(address({"ADJUDGE_DATABASE_URL": "postgresql://u:secret@h/n"})) == "'postgresql+psycopg://u:***@h/n'"


def test_without_its_driver_postgresql_says_what_to_install(monkeypatch):
    """The extra is named."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StorageError, match="extra 'postgres'"):
        Store("postgresql://h/n")


def test_the_newest_migration_is_the_one_that_the_code_states():
    """It is stated so that a database that is up to date is opened without importing alembic."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_a_database_that_is_up_to_date_is_opened_without_alembic(tmp_path):
    """It costs half a second that a command on a case need not wait."""
    Store(f"sqlite:///{tmp_path}/a.db").close()
    probe = "import sys; from adjudge.store.log import Store; Store(sys.argv[1]).close(); sys.exit('alembic' in sys.modules)"
    environment = {"PYTHONPATH": str(Path(__file__).parents[1] / "src")}
    assert (
        subprocess.run([sys.executable, "-c", probe, f"sqlite:///{tmp_path}/a.db"], env=environment, timeout=60, check=False).returncode
        == 0
    )
