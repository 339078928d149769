"""Brings a database to the schema that this version knows: whole or not at all, and one process at a time."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from adjudge.errors import StorageError

# The newest migration. Stated here so that a database that has it is opened without importing alembic.
HEAD = "0001"
SCRIPTS = Path(__file__).parent / "migrations"


def revision_of(connection: Connection) -> str | None:
    """Say which migration a database stands at; None where it is new."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrate(connection: Connection) -> None:
    """Run the missing migrations inside the connection's own transaction."""
    if (current := revision_of(connection)) == HEAD:
        return
    # Two fifths of a second, spent once in a database's life.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StorageError(
            f"the database is of schema {current!r} and this version knows {HEAD!r}: it was made by a newer adjudge"
        ) from error
