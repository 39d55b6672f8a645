"""The store on SQLite: one thread writes, and works that wait share one commit."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import SimpleQueue
from sqlite3 import Connection as SqliteConnection
from sqlite3 import Error as SqliteError
from threading import Event, Lock, Thread, get_ident
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table

from bot.errors import DatabaseError
from bot.ports import Transaction
from bot.privacy.encryption import Vault
from bot.storage import prepared
from bot.storage.failures import translation
from bot.storage.prepared import Statement
from bot.storage.transaction import SqlTransaction
from bot.storage.transaction_base import Row

T = TypeVar("T")
Work = Callable[[Transaction], Any]

LARGEST_GROUP = 32
"""Works that share one commit: more hardly helps and makes the first one wait."""

LAST_NUMBER = "SELECT seq FROM sqlite_sequence WHERE name = ?"


class SqliteDialect:
    """One transaction at a time writes, so most of what others must hold is held anyway."""

    name = "sqlite"

    def find(self, connection: Connection, statement: Statement, values: Row) -> Sequence[Row]:
        """Run a statement and return the rows that it finds."""
        return prepared.find(_driver(connection), statement, values)

    def change(self, connection: Connection, statement: Statement, rows: Sequence[Row]) -> int:
        """Run a statement for each row of values; return how many rows it changed."""
        return prepared.change(_driver(connection), statement, rows)

    def next_numbers(self, connection: Connection, table: Table, count: int) -> range:
        """Return the numbers after the highest that was ever given out."""
        row = _driver(connection).execute(LAST_NUMBER, (table.name,)).fetchone()
        last = row[0] if row else 0
        return range(last + 1, last + 1 + count)

    def serialise(self, connection: Connection, name: str) -> None:
        """Do nothing: BEGIN IMMEDIATE did."""


class Job:
    """A work that waits for its turn, and then for its commit."""

    def __init__(self, work: Work, loop: asyncio.AbstractEventLoop | None) -> None:
        self.work = work
        self.loop = loop
        self.future: asyncio.Future[Any] | None = loop.create_future() if loop else None
        self.finished = Event() if loop is None else None
        self.result: Any = None
        self.error: BaseException | None = None

    def finish(self) -> None:
        """Hand the outcome to the one who waits; in their own thread."""
        if self.finished is not None:
            self.finished.set()
        elif self.future is not None and not self.future.done():
            if self.error is not None:
                self.future.set_exception(self.error)
            else:
                self.future.set_result(self.result)


class SqliteStore:
    """Runs works in one thread on one connection; several processes may share the file."""

    def __init__(self, engine: Engine, vault: Vault) -> None:
        self._engine = engine
        self._vault = vault
        self._dialect = SqliteDialect()
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._closing = Lock()
        self._closed = False
        self._overwrite_log = False
        self._thread = Thread(target=self._write, name="max-ww-sqlite", daemon=True)
        self._thread.start()

    async def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run work in one transaction and return its result after the commit."""
        job = Job(work, asyncio.get_running_loop())
        self._ask(job)
        result: T = await job.future  # type: ignore[misc]  # a job with a loop has a future
        return result

    def transact_now(self, work: Callable[[Transaction], T]) -> T:
        """Do the same while blocking."""
        job = Job(work, None)
        self._ask(job)
        job.finished.wait()  # type: ignore[union-attr]  # a job without a loop has an event
        if job.error is not None:
            raise job.error
        result: T = job.result
        return result

    def close(self) -> None:
        """Finish the works that wait, then release the thread and the connection."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
        self._thread.join()
        self._engine.dispose()

    def _ask(self, job: Job) -> None:
        if get_ident() == self._thread.ident:
            raise RuntimeError("a transaction was started inside another one; pass `tx` on instead")
        with self._closing:
            if self._closed:
                raise DatabaseError("The database is closed: Max-WW is stopping.")
            self._queue.put(job)

    # from here on: in the store's own thread

    def _write(self) -> None:
        connection: Connection | None = None
        more = True
        while more:
            group, more = self._next_group()
            if group:
                connection = self._serve(connection, group)
                _finish(group)
        if connection is not None:
            connection.close()

    def _next_group(self) -> tuple[list[Job], bool]:
        """Return the works that wait, at least one; and whether more may come."""
        group = []
        job = self._queue.get()
        while job is not None:
            group.append(job)
            if len(group) == LARGEST_GROUP or self._queue.empty():
                return group, True
            job = self._queue.get()
        return group, False

    def _serve(self, connection: Connection | None, group: list[Job]) -> Connection | None:
        """Run a group in one transaction; return the connection when it can be used again."""
        try:
            connection = connection or self._engine.connect()
            with connection.begin():
                erased = [self._run(connection, job) for job in group]
        except BaseException as error:
            _fail(group, error)
            if connection is not None:
                connection.invalidate()
                connection.close()
            return None
        self._overwrite_log = self._overwrite_log or any(erased)
        if self._overwrite_log:
            self._forget(connection)
        return connection

    def _run(self, connection: Connection, job: Job) -> bool:
        """Run one work so that it can be undone alone; return whether it erased a client."""
        transaction = SqlTransaction(connection, self._vault, self._dialect)
        driver = _driver(connection)
        driver.execute("SAVEPOINT work")
        try:
            job.result = job.work(transaction)
        except BaseException as error:
            driver.execute("ROLLBACK TO work")
            driver.execute("RELEASE work")
            job.error = translation(error)
            return False
        driver.execute("RELEASE work")
        return transaction.erased

    def _forget(self, connection: Connection) -> None:
        """Overwrite the log: it still holds the key of a client who was erased.

        Another process may be reading; then it is tried again after the next commit.
        """
        self._vault.forget()
        try:
            row = _driver(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except SqliteError:
            row = (1,)
        self._overwrite_log = bool(row[0])


def _driver(connection: Connection) -> SqliteConnection:
    """Return the driver's own connection, for statements that SQLAlchemy need not see."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, SqliteConnection):
        raise TypeError(f"{driver!r} is no connection to SQLite")
    return driver


def _fail(group: list[Job], error: BaseException) -> None:
    known = translation(error)
    for job in group:
        job.error = job.error or known


def _finish(group: list[Job]) -> None:
    """Tell everybody who waits, with one call for each event loop."""
    loops: dict[asyncio.AbstractEventLoop | None, list[Job]] = {}
    for job in group:
        loops.setdefault(job.loop, []).append(job)
    for loop, jobs in loops.items():
        if loop is None:
            _tell(jobs)
        else:
            with suppress(RuntimeError):  # the loop was closed: nobody waits any more
                loop.call_soon_threadsafe(_tell, jobs)


def _tell(jobs: list[Job]) -> None:
    for job in jobs:
        job.finish()
