"""Brings a database to this version, and refuses one of a newer version."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from bot.errors import DatabaseError
from bot.storage.failures import reached, translated

MIGRATIONS = Path(__file__).parent / "migrations"

ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(20261122)")
"""Held while migrating on PostgreSQL; on SQLite a transaction holds everybody off anyway."""


def migrate(engine: Engine) -> None:
    """Run the migrations that a database misses, in one transaction.

    Raises DatabaseError when it cannot be reached or was made by a newer version.
    """
    with translated(), reached(engine) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(ONE_AT_A_TIME)
        config = configuration(connection)
        if _must_move(connection, ScriptDirectory.from_config(config)):
            command.upgrade(config, "head")


def is_behind(engine: Engine) -> bool:
    """Say whether migrations are missing, without running any.

    Raises DatabaseError when it cannot be reached or was made by a newer version.
    """
    with translated(), reached(engine) as connection:
        return _must_move(connection, ScriptDirectory.from_config(configuration(connection)))


def configuration(connection: Connection) -> Config:
    """Return what Alembic needs to work on a connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _must_move(connection: Connection, scripts: ScriptDirectory) -> bool:
    """Say whether migrations are missing; a revision that is not among ours is newer."""
    current = MigrationContext.configure(connection).get_current_revision()
    ours = {script.revision for script in scripts.walk_revisions()}
    if current is not None and current not in ours:
        raise DatabaseError(
            f"This database was made by a newer version of Max-WW (revision {current}; this "
            f"version knows up to {scripts.get_current_head()}). Update Max-WW."
        )
    return current != scripts.get_current_head()
