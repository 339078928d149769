"""The entries of cases and the audit log, which the database itself refuses to change."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

GENESIS = "0" * 64
TABLES = ("entries", "audit")
# A row that is replaced is deleted without a word to the delete trigger, so an insert must be the next one in its chain.
SQLITE = [
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
]
SQLITE_NEXT = {
    "entries": (
        "NEW.number <> 1 + coalesce((SELECT max(number) FROM entries WHERE case_name = NEW.case_name), 0)"
        f" OR NEW.previous <> coalesce((SELECT hash FROM entries WHERE case_name = NEW.case_name AND number = NEW.number - 1), '{GENESIS}')"
    ),
    "audit": (
        "NEW.seq <> 1 + coalesce((SELECT max(seq) FROM audit), 0)"
        f" OR NEW.previous <> coalesce((SELECT hash FROM audit WHERE seq = NEW.seq - 1), '{GENESIS}')"
    ),
}
POSTGRES = [
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION adjudge_append_only()",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION adjudge_append_only()",
    "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION adjudge_append_only()",
]
POSTGRES_FUNCTION = "CREATE FUNCTION adjudge_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"


def upgrade() -> None:
    """Make both tables and the triggers that guard them."""
    op.create_table(
        "entries",
        sa.Column("case_name", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        *_texts("at", "actor", "kind", "says", "digest", "document", "previous", "hash"),
        sa.PrimaryKeyConstraint("case_name", "number"),
        sa.UniqueConstraint("case_name", "previous"),
    )
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer, nullable=False, autoincrement=False),
        *_texts("at", "actor", "kind", "case_name"),
        sa.Column("number", sa.Integer, nullable=False),
        *_texts("digest", "previous", "hash"),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("previous"),
        sa.UniqueConstraint("case_name", "number"),
        sa.ForeignKeyConstraint(["case_name", "number"], ["entries.case_name", "entries.number"]),
    )
    _guard(op.get_bind().dialect.name)


def _texts(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _guard(dialect: str) -> None:
    if dialect == "postgresql":
        op.execute(POSTGRES_FUNCTION)
    for table in TABLES:
        for trigger in POSTGRES if dialect == "postgresql" else SQLITE:
            op.execute(trigger.format(table=table))
        if dialect == "sqlite":
            op.execute(
                f"CREATE TRIGGER {table}_next BEFORE INSERT ON {table} WHEN {SQLITE_NEXT[table]} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
