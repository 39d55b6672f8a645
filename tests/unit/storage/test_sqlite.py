"""Works that wait share a commit on SQLite; when it fails, each of them hears so."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Engine, event

from bot.errors import DatabaseError
from bot.ports import Transaction
from bot.privacy.encryption import Vault
from bot.storage.connections import parsed, sqlite_engine
from bot.storage.migrate import migrate
from bot.storage.sqlite import LARGEST_GROUP, SqliteStore


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """An engine on a database with all tables."""
    made = sqlite_engine(parsed(f"sqlite:///{tmp_path / 'maxww.db'}"))
    migrate(made)
    return made


@pytest.fixture
def store(engine: Engine) -> Iterator[SqliteStore]:
    """A store on that engine."""
    opened = SqliteStore(engine, Vault.passing())
    yield opened
    opened.close()


@pytest.fixture
def commits(engine: Engine) -> list[str]:
    """One entry for each commit."""
    seen: list[str] = []
    event.listen(engine, "commit", lambda _: seen.append("commit"))
    return seen


def setting(number: int) -> Callable[[Transaction], int]:
    """Return a work that keeps a setting."""

    def work(tx: Transaction) -> int:
        tx.save_setting(f"s{number}", "x")
        return number

    return work


async def together(store: SqliteStore, works: int) -> list[object]:
    """Let works wait behind one that is held up, so that they make a group."""
    hold = Event()
    first = asyncio.ensure_future(store.transact(lambda _: hold.wait(5)))
    others = [asyncio.ensure_future(store.transact(setting(n))) for n in range(works)]
    await asyncio.sleep(0)
    hold.set()
    await first
    return list(await asyncio.gather(*others, return_exceptions=True))


def test_works_that_wait_share_a_commit(store: SqliteStore, commits: list[str]) -> None:
    results = asyncio.run(together(store, LARGEST_GROUP * 2))
    assert results == list(range(LARGEST_GROUP * 2))
    assert len(commits) <= 4


def test_a_commit_that_fails_fails_every_work(store: SqliteStore, engine: Engine) -> None:
    def refuse(_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    event.listen(engine, "commit", refuse)
    results = asyncio.run(together_failing(store, 5))
    event.remove(engine, "commit", refuse)
    assert all(isinstance(r, DatabaseError) and "disk I/O error" in str(r) for r in results)
    assert store.transact_now(lambda tx: tx.setting("s1")) is None


async def together_failing(store: SqliteStore, works: int) -> list[object]:
    """Return what works hear that could not be committed."""
    asked = (store.transact(setting(number)) for number in range(works))
    return list(await asyncio.gather(*asked, return_exceptions=True))


def test_goes_on_after_a_commit_that_failed(store: SqliteStore, engine: Engine) -> None:
    def refuse(_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    event.listen(engine, "commit", refuse)
    with pytest.raises(DatabaseError):
        store.transact_now(setting(1))
    event.remove(engine, "commit", refuse)
    assert store.transact_now(setting(2)) == 2


def test_a_caller_who_gave_up_does_not_hold_up_others(store: SqliteStore) -> None:
    async def give_up() -> object:
        task = asyncio.ensure_future(store.transact(setting(1)))
        await asyncio.sleep(0)
        task.cancel()
        return await store.transact(setting(2))

    assert asyncio.run(give_up()) == 2


def test_writes_are_durable_and_keys_are_held(store: SqliteStore, tmp_path: Path) -> None:
    store.transact_now(setting(1))
    with sqlite3.connect(tmp_path / "maxww.db") as other:
        mode = other.execute("PRAGMA journal_mode").fetchone()
    other.close()
    assert mode == ("wal",)


def test_the_claim_uses_the_index(engine: Engine) -> None:
    query = (
        "SELECT id FROM contacts WHERE state IN ('planned', 'deferred') AND contacts.due <= ? "
        "AND (claimed_until IS NULL OR claimed_until <= ?) ORDER BY due, id LIMIT ?"
    )
    with engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", ("", "", 1)).all()
    assert ["ix_contacts_open" in row[-1] for row in plan] == [True]
