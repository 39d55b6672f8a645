"""Every store keeps updates until they are dealt with: in order for each lane, each once."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.arrivals import Arrival
from bot.ports import Store, Transaction
from bot.privacy.encryption import Vault
from bot.storage.open import open_store
from tests.contract.test_migrations import engine_of

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MARK = "Zilverreiger"
DAY = timedelta(days=1)


def arrival(number: int, lane: str = "anna", channel: str = "telegram") -> Arrival:
    """Return an update that has just arrived."""
    return Arrival(channel, number, lane, NOW, f"update {number}")


def first(tx: Transaction, channel: str = "telegram") -> Arrival:
    """Return the first update of the lane with the oldest one."""
    (lane,) = tx.waiting_lanes(channel, limit=1)
    found = tx.next_arrival(channel, lane)
    assert found is not None
    return found


def numbers(tx: Transaction, channel: str = "telegram") -> list[int]:
    """Return the number of the first update of each lane, in order of the lanes."""
    lanes = tx.waiting_lanes(channel, limit=99)
    return [found.number for lane in lanes if (found := tx.next_arrival(channel, lane))]


def test_an_update_is_read_as_it_was_kept(tx: Transaction) -> None:
    kept = replace(arrival(10**15), reading="{'naam': 'Zoë'}\n")
    tx.add_arrivals([kept])
    assert replace(first(tx), lane="anna") == kept


def test_an_update_that_is_known_is_left(tx: Transaction) -> None:
    tx.add_arrivals([arrival(1), arrival(1, "ben"), arrival(2, "cas")])
    tx.add_arrivals([replace(arrival(1), reading="other")])
    assert numbers(tx) == [1, 2]
    assert first(tx).reading == "update 1"


def test_an_update_that_was_dealt_with_is_known(tx: Transaction) -> None:
    tx.add_arrivals([arrival(1)])
    tx.settle_arrival(first(tx), "done")
    tx.add_arrivals([arrival(1), arrival(1, channel="other")])
    assert numbers(tx) == []
    assert numbers(tx, "other") == [1]


def test_the_lane_with_the_oldest_update_comes_first(tx: Transaction) -> None:
    tx.add_arrivals([arrival(5, "anna"), arrival(3, "ben"), arrival(4, "cas")])
    tx.add_arrivals([arrival(9, "ben"), arrival(2, "dan", "other")])
    assert numbers(tx) == [3, 4, 5]
    assert len(tx.waiting_lanes("telegram", limit=2)) == 2


def test_a_lane_begins_with_its_oldest_update(tx: Transaction) -> None:
    tx.add_arrivals([arrival(2), arrival(10), arrival(1)])
    (lane,) = tx.waiting_lanes("telegram", limit=9)
    assert tx.next_arrival("telegram", lane) == first(tx)
    assert first(tx).number == 1
    assert (tx.next_arrival("telegram", "x"), tx.next_arrival("other", lane)) == (None, None)


def test_the_next_of_a_lane_follows_when_one_was_settled(tx: Transaction) -> None:
    tx.add_arrivals([arrival(1), arrival(2)])
    tx.settle_arrival(first(tx), "failed")
    assert first(tx).number == 2
    tx.settle_arrival(first(tx), "done")
    assert tx.waiting_lanes("telegram", limit=9) == ()


def test_an_update_that_stays_open_counts_its_tries(tx: Transaction) -> None:
    tx.add_arrivals([arrival(1), arrival(2)])
    tx.settle_arrival(first(tx), "open")
    tx.settle_arrival(first(tx), "open")
    assert replace(first(tx), lane="anna") == replace(arrival(1), tries=2)


def test_what_a_failed_work_settled_waits_again(store: Store, tx: Transaction) -> None:
    tx.add_arrivals([arrival(1)])

    def work(inside: Transaction) -> None:
        inside.settle_arrival(first(inside), "done")
        inside.add_arrivals([arrival(2, "ben")])
        raise LookupError

    with pytest.raises(LookupError):
        store.transact_now(work)
    assert numbers(tx) == [1]


def test_forgets_what_was_dealt_with_and_keeps_what_is_open(tx: Transaction) -> None:
    tx.add_arrivals([arrival(1), arrival(2, "ben"), replace(arrival(3, "cas"), at=NOW + DAY)])
    tx.settle_arrival(first(tx), "done")
    tx.forget_arrivals(NOW)
    tx.add_arrivals([arrival(1)])
    assert numbers(tx) == [2, 3]
    tx.forget_arrivals(NOW + DAY)
    tx.add_arrivals([arrival(1)])
    assert numbers(tx) == [1, 2, 3]


def settle_first(lane: str) -> Callable[[Transaction], int]:
    """Return a work that deals with a lane's first update and returns its number, or 0."""

    def work(tx: Transaction) -> int:
        found = tx.next_arrival("telegram", lane)
        if found is None:
            return 0
        tx.settle_arrival(found, "done")
        return found.number

    return work


def test_of_workers_who_take_one_lane_each_update_is_dealt_with_once(store: Store) -> None:
    store.transact_now(lambda tx: tx.add_arrivals([arrival(n) for n in range(1, 31)]))
    (lane,) = store.transact_now(lambda tx: tx.waiting_lanes("telegram", limit=9))
    dealt: list[int] = []

    async def worker() -> None:
        while number := await store.transact(settle_first(lane)):
            dealt.append(number)

    async def both() -> None:
        await asyncio.gather(worker(), worker())

    asyncio.run(both())
    assert sorted(dealt) == list(range(1, 31))


def test_an_update_cannot_be_read_in_the_database(kept_url: str, vault: Vault) -> None:
    store = open_store(kept_url, vault)
    kept = [Arrival("telegram", n, f"chat {MARK}", NOW, f"Ik ben {MARK}") for n in (1, 2)]
    store.transact_now(lambda tx: tx.add_arrivals(kept))
    store.transact_now(lambda tx: tx.settle_arrival(first(tx), "done"))
    store.close()
    engine = engine_of(kept_url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM arrivals ORDER BY number")).mappings().all()
    engine.dispose()
    assert [(row["state"], row["reading"] is None) for row in rows] == [
        ("done", True),
        ("open", False),
    ]
    assert MARK.encode() not in bytes(rows[1]["reading"])
    assert MARK not in repr(rows)
