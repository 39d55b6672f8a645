"""Every store keeps all of a transaction or nothing, and loses no turn that comes at once."""

import asyncio
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.clients import Address
from bot.dialogue.facts import Fact
from bot.errors import DatabaseError
from bot.handoff import Handoff
from bot.ports import Store, Transaction
from bot.privacy.encryption import Vault
from bot.storage.open import open_store

if TYPE_CHECKING:
    from tests.contract.conftest import People


class Stop(Exception):  # noqa: N818 - it stops a work on purpose
    """Raised by a work that must be undone."""


def everything(people: "People", now: datetime) -> Callable[[Transaction], None]:
    """Return a work that changes much, and then fails."""

    def work(tx: Transaction) -> None:
        people.enrol(tx, "ben")
        tx.save_client(people.file("anna", adviser="cas"))
        tx.add_messages([people.message("nieuw", update_id="u2")])
        tx.mark_messages([m.id for m in tx.messages("anna")], "sent")
        tx.add_contacts([people.contact(rule="other")])
        tx.claim_due(now, lease_until=now, limit=9)
        tx.save_handoff(tx.open_handoff(people.handoff("h2")).give_back(now))
        tx.register("s1", "ben", now)
        tx.publish("script", "intake", "two", "cora", now)
        tx.save_setting("clock", "2")
        tx.erase_client("anna")
        raise Stop

    return work


def seen(tx: Transaction) -> list[object]:
    """Return all that can be seen."""
    return [
        *(tx.clients(), tx.addresses("anna"), tx.messages("anna"), tx.contacts("anna")),
        *(tx.handoffs(), tx.registrations(), tx.revisions("script", "intake"), tx.setting("clock")),
        *(
            tx.knows_update("web", "u1"),
            tx.knows_update("web", "u2"),
            tx.pending_messages("web", limit=9),
        ),
    ]


def test_undoes_all_of_a_work_that_raises(store: Store, people: "People", now: datetime) -> None:
    def before(tx: Transaction) -> None:
        people.enrol(tx, "anna")
        tx.add_messages([people.message("oud", update_id="u1"), people.message("wacht")])
        tx.add_contacts([people.contact()])
        tx.open_handoff(people.handoff())
        tx.add_session(people.session())
        tx.register("s1", "anna", now)
        tx.save_setting("clock", "1")

    store.transact_now(before)
    first = store.transact_now(seen)
    with pytest.raises(Stop):
        store.transact_now(everything(people, now))
    assert store.transact_now(seen) == first


def test_returns_what_the_work_returns(store: Store) -> None:
    assert asyncio.run(store.transact(lambda _: 42)) == 42
    assert store.transact_now(lambda _: 43) == 43


def test_one_failing_work_undoes_only_itself(store: Store, people: "People") -> None:
    async def works() -> list[object]:
        def work(number: int) -> Callable[[Transaction], int]:
            def add(tx: Transaction) -> int:
                people.enrol(tx, f"client-{number}")
                if number % 3 == 0:
                    raise Stop
                return number

            return add

        tasks = (store.transact(work(number)) for number in range(60))
        return list(await asyncio.gather(*tasks, return_exceptions=True))

    results = asyncio.run(works())
    assert [isinstance(result, Stop) for result in results] == [n % 3 == 0 for n in range(60)]
    assert len(store.transact_now(lambda tx: tx.clients())) == 40


def test_a_work_that_ends_with_stop_iteration_is_reported(store: Store) -> None:
    with pytest.raises(RuntimeError):
        asyncio.run(store.transact(lambda _: next(iter(()))))


def test_refuses_a_transaction_inside_another(store: Store) -> None:
    with pytest.raises(RuntimeError, match="inside another one"):
        store.transact_now(lambda _: store.transact_now(lambda tx: tx.clients()))


def test_refuses_work_after_closing(kept_url: str, vault: Vault) -> None:
    store = open_store(kept_url, vault)
    store.close()
    store.close()
    with pytest.raises(DatabaseError, match="is closed"):
        store.transact_now(lambda tx: tx.clients())


def test_keeps_the_same_topic_once_when_asked_at_once(
    store: Store, tx: Transaction, people: "People"
) -> None:
    people.enrol(tx, "anna")

    async def all_at_once() -> list[Handoff]:
        opened = (people.handoff(f"h{n}") for n in range(20))
        works = (store.transact(lambda t, h=h: t.open_handoff(h)) for h in opened)  # type: ignore[misc]  # the default binds it
        return list(await asyncio.gather(*works))

    assert len({handoff.id for handoff in asyncio.run(all_at_once())}) == 1


def one_more(tx: Transaction) -> None:
    """Read a client's count and write it back, one higher."""
    file = tx.client_at(Address("web", "anna"), lock=True)
    if file is None:
        raise LookupError("anna")
    count = file.facts["count"]
    tx.add_messages([])
    tx.save_client(replace(file, facts={"count": replace(count, value=int(str(count.value)) + 1)}))


async def turns(store: Store, number: int) -> None:
    """Run turns with 32 in flight."""
    left = iter(range(number))

    async def worker() -> None:
        for _ in left:
            await store.transact(one_more)

    await asyncio.gather(*(worker() for _ in range(32)))


def counting(people: "People", now: datetime) -> Callable[[Transaction], None]:
    """Return a work that keeps a client who counts from 0."""
    file = replace(people.file("anna"), facts={"count": Fact(0, now, "test")})
    return lambda tx: tx.add_client(file, Address("web", "anna"))


def counted(store: Store) -> object:
    """Return how far the client has counted."""
    file = store.transact_now(lambda tx: tx.client("anna"))
    return file.facts["count"].value if file else None


def test_loses_no_turn_of_many_at_once(store: Store, people: "People", now: datetime) -> None:
    store.transact_now(counting(people, now))
    asyncio.run(turns(store, 1500))
    assert counted(store) == 1500


def test_loses_no_turn_of_two_stores_at_once(
    kept_url: str, vault: Vault, people: "People", now: datetime
) -> None:
    one, two = open_store(kept_url, vault), open_store(kept_url, vault)
    one.transact_now(counting(people, now))

    async def both() -> None:
        await asyncio.gather(turns(one, 750), turns(two, 750))

    asyncio.run(both())
    total = counted(two)
    one.close()
    two.close()
    assert total == 1500


IN_ANOTHER_PROCESS = """
import asyncio, importlib.util, pathlib, sys
from bot.privacy.encryption import Vault
from bot.storage.open import open_store
spec = importlib.util.spec_from_file_location("tests_of_transactions", sys.argv[1])
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
store = open_store(sys.argv[2], Vault.open(pathlib.Path(sys.argv[3])))
asyncio.run(module.turns(store, 300))
store.close()
"""


def test_loses_no_turn_of_two_processes_at_once(
    tmp_path: Path, people: "People", now: datetime
) -> None:
    url, key = f"sqlite:///{tmp_path / 'shared.db'}", tmp_path / "key"
    store = open_store(url, Vault.open(key, create=True))
    store.transact_now(counting(people, now))
    command = [sys.executable, "-c", IN_ANOTHER_PROCESS, __file__, url, str(key)]
    with subprocess.Popen(command) as other:
        asyncio.run(turns(store, 300))
    total = counted(store)
    store.close()
    assert (other.returncode, total) == (0, 600)


SOON = timedelta(minutes=5)


def test_two_stores_never_claim_the_same(
    kept_url: str, vault: Vault, people: "People", now: datetime
) -> None:
    one, two = open_store(kept_url, vault), open_store(kept_url, vault)
    one.transact_now(lambda tx: people.enrol(tx, "anna"))
    rows = [people.contact(rule=f"r{n}") for n in range(200)]
    one.transact_now(lambda tx: tx.add_contacts(rows))
    claimed = _claim_by_turns(one, two, now)
    one.close()
    two.close()
    assert len(claimed) == len(set(claimed)) == 200


def _claim_by_turns(one: Store, two: Store, now: datetime) -> list[int]:
    async def worker(store: Store) -> list[int]:
        mine: list[int] = []
        while got := await store.transact(
            lambda tx: tx.claim_due(now, lease_until=now + SOON, limit=7)
        ):
            mine += [contact.id for contact in got]
        return mine

    async def both() -> list[int]:
        found = await asyncio.gather(worker(one), worker(two), worker(one), worker(two))
        return [number for mine in found for number in mine]

    return asyncio.run(both())
