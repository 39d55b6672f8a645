"""Engines for SQLite and PostgreSQL, set up so that nothing is lost or read half."""

from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import DatabaseError

BUSY_SECONDS = 30
"""How long a transaction waits for another process's before it gives up."""

POOL = 8
"""Connections to PostgreSQL, and threads that use them."""


def parsed(database_url: str) -> URL:
    """Return a database's address.

    Raises DatabaseError.
    """
    expected = "expected memory:, sqlite:///path or postgresql://user@host/name"
    try:
        url = make_url(database_url)
    except (ArgumentError, ValueError):  # not quoted: it may hold a password
        raise DatabaseError(f"The database's address cannot be read; {expected}.") from None
    kind = url.get_backend_name()
    if kind == "sqlite" and url.database and url.database != ":memory:":
        return url.set(drivername="sqlite+pysqlite")
    if kind == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    hidden = url.render_as_string(hide_password=True)
    raise DatabaseError(f"'{hidden}' is no database that Max-WW can use; {expected}.")


def sqlite_engine(url: URL) -> Engine:
    """Return an engine in which a transaction holds off every other writer from its beginning.

    Left to themselves, driver and pool read outside the transaction, and two turns at once
    overwrite each other without an error.
    """
    arguments = {"isolation_level": None, "timeout": BUSY_SECONDS}
    engine = create_engine(url, poolclass=NullPool, connect_args=arguments, hide_parameters=True)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def postgresql_engine(url: URL) -> Engine:
    """Return an engine with a connection for each thread of the store, and some to spare."""
    return create_engine(
        url, pool_size=POOL, max_overflow=POOL, pool_pre_ping=True, hide_parameters=True
    )


def _set_up(connection: SqliteConnection, _record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own record
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",  # what is erased is overwritten, not only forgotten
        "cache_size=-65536",
        "temp_store=MEMORY",  # what a savepoint may have to take back is no file
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
