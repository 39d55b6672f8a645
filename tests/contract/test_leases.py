"""Every store gives a lease to one holder at a time."""

import asyncio
from datetime import datetime, timedelta

from bot.ports import Store, Transaction

MINUTE = timedelta(minutes=1)


def test_a_lease_is_held_by_one(tx: Transaction, now: datetime) -> None:
    assert tx.hold_lease("bot", "one", now, now + MINUTE)
    assert not tx.hold_lease("bot", "two", now, now + MINUTE)
    assert tx.hold_lease("other", "two", now, now + MINUTE)


def test_its_holder_prolongs_a_lease(tx: Transaction, now: datetime) -> None:
    tx.hold_lease("bot", "one", now, now + MINUTE)
    assert tx.hold_lease("bot", "one", now, now + 2 * MINUTE)
    assert not tx.hold_lease("bot", "two", now + MINUTE, now + 9 * MINUTE)


def test_a_lease_that_lapsed_is_taken_over(tx: Transaction, now: datetime) -> None:
    tx.hold_lease("bot", "one", now, now + MINUTE)
    assert tx.hold_lease("bot", "two", now + MINUTE, now + 2 * MINUTE)
    assert not tx.hold_lease("bot", "one", now + MINUTE, now + 2 * MINUTE)


def test_a_lease_tells_who_held_it_last(tx: Transaction, now: datetime) -> None:
    holders = [tx.lease_holder("bot")]
    for moment, holder in ((now, "one"), (now, "two"), (now + MINUTE, "three")):
        tx.hold_lease("bot", holder, moment, moment + MINUTE)
        holders.append(tx.lease_holder("bot"))
    tx.release_lease("bot", "three")
    assert [*holders, tx.lease_holder("bot")] == ["", "one", "one", "three", ""]


def test_its_holder_alone_gives_a_lease_up(tx: Transaction, now: datetime) -> None:
    tx.hold_lease("bot", "one", now, now + MINUTE)
    tx.release_lease("bot", "two")
    assert not tx.hold_lease("bot", "two", now, now + MINUTE)
    tx.release_lease("bot", "one")
    assert tx.hold_lease("bot", "two", now, now + MINUTE)


def test_of_many_who_ask_at_once_one_gets_the_lease(store: Store, now: datetime) -> None:
    async def all_at_once() -> list[bool]:
        asked = (
            store.transact(lambda tx, n=n: tx.hold_lease("bot", f"{n}", now, now + MINUTE))  # type: ignore[misc]  # the default binds it
            for n in range(20)
        )
        return list(await asyncio.gather(*asked))

    assert sum(asyncio.run(all_at_once())) == 1
