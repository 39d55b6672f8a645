"""What the subjects of a transaction in a database share: rows, keys of clients, new numbers."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Protocol

from sqlalchemy import Connection, Insert, Table, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.privacy.encryption import ClientKey, Vault
from bot.storage.errors import ConstraintError
from bot.storage.prepared import Statement
from bot.storage.tables import clients

Row = Mapping[str, Any]


class Dialect(Protocol):
    """What SQLite and PostgreSQL do differently within a transaction."""

    name: str

    def find(self, connection: Connection, statement: Statement, values: Row) -> Sequence[Row]:
        """Run a statement and return the rows that it finds."""
        ...

    def change(self, connection: Connection, statement: Statement, rows: Sequence[Row]) -> int:
        """Run a statement for each row of values; return how many rows it changed."""
        ...

    def next_numbers(self, connection: Connection, table: Table, count: int) -> Sequence[int]:
        """Return new numbers for rows of a table; they grow within a locked client."""
        ...

    def serialise(self, connection: Connection, name: str) -> None:
        """Hold off every other transaction that names the same thing."""
        ...


KEY = select(clients.c.key).where(clients.c.id == bindparam("client"))
LOCKED_KEY = KEY.with_for_update(key_share=True)


class Rows:
    """One transaction on a connection; subjects build on it."""

    def __init__(self, connection: Connection, vault: Vault, dialect: Dialect) -> None:
        self._connection = connection
        self._vault = vault
        self._dialect = dialect
        self._keys: dict[str, ClientKey] = {}
        self._locked: set[str] = set()
        self.erased = False

    def _rows(self, statement: Statement, **values: object) -> Sequence[Row]:
        return self._dialect.find(self._connection, statement, values)

    def _row(self, statement: Statement, **values: object) -> Row | None:
        return next(iter(self._dialect.find(self._connection, statement, values)), None)

    def _change(self, statement: Statement, **values: object) -> int:
        return self._dialect.change(self._connection, statement, [values])

    def _change_all(self, statement: Statement, rows: Sequence[Row]) -> None:
        if rows:
            self._dialect.change(self._connection, statement, rows)

    def _merge(self, table: Table, row: Row) -> None:
        """Keep a row in place of the one with the same primary key."""
        self._change_all(_merging(self._dialect.name, table), [row])

    def _add_new(self, table: Table, rows: Sequence[Row]) -> None:
        """Add rows and leave those alone that break a unique rule: they exist."""
        self._change_all(_leaving(self._dialect.name, table), rows)

    def _next_numbers(self, table: Table, count: int) -> Sequence[int]:
        return self._dialect.next_numbers(self._connection, table, count)

    def _remember(self, client: str, wrapped: bytes, *, lock: bool = False) -> ClientKey:
        if lock:
            self._locked.add(client)
        key = self._keys.get(client)
        if key is None:
            key = self._keys[client] = self._vault.unwrap(wrapped, client)
        return key

    def _key(self, client: str, *, lock: bool = False) -> ClientKey:
        """Return a client's key; `lock` makes sure that the client is locked as well.

        Raises ConstraintError when there is no such client.
        """
        known = self._keys.get(client)
        if known is not None and (not lock or client in self._locked):
            return known
        row = self._row(LOCKED_KEY if lock else KEY, client=client)
        if row is None:
            raise ConstraintError(f"There is no client {client}; they may have been erased.")
        return self._remember(client, row["key"], lock=lock)


@cache
def _merging(dialect: str, table: Table) -> Insert:
    statement = _insert(dialect, table)
    keys = [column.name for column in table.primary_key]
    rest = {c.name: statement.excluded[c.name] for c in table.columns if not c.primary_key}
    return statement.on_conflict_do_update(index_elements=keys, set_=rest)


@cache
def _leaving(dialect: str, table: Table) -> Insert:
    return _insert(dialect, table).on_conflict_do_nothing()


def _insert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
