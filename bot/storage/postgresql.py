"""The store on PostgreSQL: some threads with a connection each; works run beside each other."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import local
from typing import TypeVar, cast

from sqlalchemy import Connection, Engine, Table, text

from bot.errors import DatabaseError
from bot.ports import Transaction
from bot.privacy.encryption import Vault
from bot.storage.connections import POOL
from bot.storage.failures import translated, translation
from bot.storage.prepared import Statement
from bot.storage.transaction import SqlTransaction
from bot.storage.transaction_base import Row

T = TypeVar("T")

NEXT_NUMBERS = text("SELECT nextval(CAST(:numbers AS regclass)) FROM generate_series(1, :count)")
SERIALISE = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")


class PostgresqlDialect:
    """Transactions run at READ COMMITTED; what others must not touch is locked by name."""

    name = "postgresql"

    def find(self, connection: Connection, statement: Statement, values: Row) -> Sequence[Row]:
        """Run a statement and return the rows that it finds."""
        rows = connection.execute(statement, values).mappings().all()
        return cast(Sequence[Row], rows)

    def change(self, connection: Connection, statement: Statement, rows: Sequence[Row]) -> int:
        """Run a statement for each row of values; return how many rows it changed."""
        return int(connection.execute(statement, rows).rowcount)

    def next_numbers(self, connection: Connection, table: Table, count: int) -> list[int]:
        """Return numbers of the table's sequence."""
        values = {"numbers": f"{table.name}_id_seq", "count": count}
        return sorted(connection.execute(NEXT_NUMBERS, values).scalars())

    def serialise(self, connection: Connection, name: str) -> None:
        """Hold off every other transaction that names the same thing."""
        connection.execute(SERIALISE, {"name": name})


class PostgresqlStore:
    """Runs works in a pool of threads; several processes may share the database."""

    def __init__(self, engine: Engine, vault: Vault) -> None:
        self._engine = engine
        self._vault = vault
        self._dialect = PostgresqlDialect()
        self._threads = ThreadPoolExecutor(POOL, thread_name_prefix="max-ww-postgresql")
        self._inside = local()
        self._closed = False

    async def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run work in one transaction and return its result after the commit."""
        self._must_be_open()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self.transact_now, work)

    def transact_now(self, work: Callable[[Transaction], T]) -> T:
        """Do the same while blocking, in the thread of the caller."""
        if getattr(self._inside, "busy", False):
            raise RuntimeError("a transaction was started inside another one; pass `tx` on instead")
        self._must_be_open()
        self._inside.busy = True
        try:
            return self._run(work)
        finally:
            self._inside.busy = False

    def close(self) -> None:
        """Finish the works that wait, then release threads and connections."""
        self._closed = True
        self._threads.shutdown(wait=True)
        self._engine.dispose()

    def _must_be_open(self) -> None:
        if self._closed:
            raise DatabaseError("The database is closed: Max-WW is stopping.")

    def _run(self, work: Callable[[Transaction], T]) -> T:
        with translated(), self._engine.connect() as connection, connection.begin():
            transaction = SqlTransaction(connection, self._vault, self._dialect)
            try:
                result = work(transaction)
            except StopIteration as error:  # a future would wait for ever
                raise translation(error) from error
        if transaction.erased:
            self._vault.forget()
        return result
