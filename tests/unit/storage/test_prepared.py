"""Statements that are run by SQLite's driver itself take and give the right kinds."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import bindparam, insert, select, update

from bot.storage.prepared import change, find
from bot.storage.tables import sign_ins

ADD = insert(sign_ins)
FIND = select(sign_ins).where(sign_ins.c.token_hash == bindparam("token"))
MOVE = update(sign_ins).where(sign_ins.c.token_hash == bindparam("token"))
MOMENT = datetime(2027, 6, 30, 12, tzinfo=UTC)


@pytest.fixture
def driver() -> Iterator[sqlite3.Connection]:
    """A database in memory with one table."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE sign_ins (token_hash, staff, expires_at)")
    yield connection
    connection.close()


def test_moments_go_in_as_text_in_utc_and_come_out_aware(driver: sqlite3.Connection) -> None:
    here = MOMENT.astimezone(timezone(timedelta(hours=2)))
    change(driver, ADD, [{"token_hash": "a", "staff": "bo", "expires_at": here}])
    kept = driver.execute("SELECT expires_at FROM sign_ins").fetchone()
    assert kept == ("2027-06-30T12:00:00.000000",)
    (row,) = find(driver, FIND, {"token": "a"})
    assert row == {"token_hash": "a", "staff": "bo", "expires_at": MOMENT}


def test_counts_the_rows_that_changed(driver: sqlite3.Connection) -> None:
    rows = [{"token_hash": name, "staff": "bo", "expires_at": MOMENT} for name in "abc"]
    assert change(driver, ADD, rows) == 3
    assert change(driver, MOVE, [{"token": "a", "staff": "al"}]) == 1
    assert change(driver, MOVE, [{"token": "z", "staff": "al"}]) == 0


def test_refuses_to_run_without_a_value(driver: sqlite3.Connection) -> None:
    with pytest.raises(TypeError, match="lacks the values of"):
        find(driver, FIND, {})
