"""Every store keeps the same link codes and places of staff; none of them can be read there."""

import asyncio
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.clients import Address
from bot.linking import VALID_FOR, LinkOwner
from bot.ports import Store, Transaction
from bot.privacy.encryption import Vault
from bot.storage.errors import ConstraintError
from bot.storage.open import open_store
from tests.contract.test_migrations import engine_of

if TYPE_CHECKING:
    from tests.contract.conftest import People

CODE = "ABCDEFGHJKMNPQRS"
BO = LinkOwner(staff="bo")
PLACE = Address("telegram", "700100200")


def test_a_code_tells_whose_it_is(tx: Transaction, people: "People", now: datetime) -> None:
    people.enrol(tx, "anna")
    tx.add_link_code(CODE, LinkOwner(client="anna"), now + VALID_FOR)
    tx.add_link_code("b", BO, now + VALID_FOR)
    owners = [tx.link_owner(code, now) for code in (CODE, "b", "c")]
    assert owners == [LinkOwner(client="anna"), BO, None]


def test_a_code_works_until_its_last_moment(tx: Transaction, now: datetime) -> None:
    end = now + VALID_FOR
    tx.add_link_code(CODE, BO, end)
    assert tx.link_owner(CODE, end - timedelta(seconds=1)) == BO
    assert tx.link_owner(CODE, end) is None


def test_a_code_is_spent_once(tx: Transaction, now: datetime) -> None:
    tx.add_link_code(CODE, BO, now + VALID_FOR)
    assert [tx.spend_link_code(code) for code in (CODE, CODE, "c")] == [True, False, False]
    assert tx.link_owner(CODE, now) is None


def test_of_many_who_spend_a_code_at_once_one_succeeds(store: Store, now: datetime) -> None:
    store.transact_now(lambda tx: tx.add_link_code(CODE, BO, now + VALID_FOR))

    async def all_at_once() -> list[bool]:
        uses = (store.transact(lambda tx: tx.spend_link_code(CODE)) for _ in range(20))
        return list(await asyncio.gather(*uses))

    assert sum(asyncio.run(all_at_once())) == 1


def test_a_code_that_a_failed_work_spent_still_works(store: Store, now: datetime) -> None:
    store.transact_now(lambda tx: tx.add_link_code(CODE, BO, now + VALID_FOR))

    def work(tx: Transaction) -> None:
        tx.spend_link_code(CODE)
        tx.set_staff_address("bo", PLACE)
        raise LookupError

    with pytest.raises(LookupError):
        store.transact_now(work)
    assert store.transact_now(lambda tx: tx.link_owner(CODE, now)) == BO
    assert store.transact_now(lambda tx: tx.staff_at(PLACE)) is None


def test_erasing_a_client_removes_their_codes(
    tx: Transaction, people: "People", now: datetime
) -> None:
    people.enrol(tx, "anna", "ben")
    for code, owner in (("a", LinkOwner("anna")), ("b", LinkOwner("ben")), ("c", BO)):
        tx.add_link_code(code, owner, now + VALID_FOR)
    tx.erase_client("anna")
    assert [tx.link_owner(code, now) for code in "abc"] == [None, LinkOwner("ben"), BO]
    assert not tx.spend_link_code("a")


def test_refuses_a_code_for_nobody(tx: Transaction, now: datetime) -> None:
    with pytest.raises(ConstraintError):
        tx.add_link_code(CODE, LinkOwner("nobody"), now + VALID_FOR)


def test_a_member_of_staff_has_one_place_in_each_channel(tx: Transaction) -> None:
    new, mail = Address("telegram", "2"), Address("email", "bo")
    for place in (PLACE, PLACE, mail, new):
        tx.set_staff_address("bo", place)
    assert [tx.staff_address("bo", channel) for channel in ("telegram", "email")] == [new, mail]
    assert [tx.staff_at(place) for place in (PLACE, mail, new)] == [None, "bo", "bo"]


def test_refuses_somebody_elses_place(tx: Transaction) -> None:
    own = Address("telegram", "2")
    tx.set_staff_address("bo", PLACE)
    tx.set_staff_address("cor", own)
    with pytest.raises(ConstraintError):
        tx.set_staff_address("cor", PLACE)
    assert [tx.staff_address(staff, "telegram") for staff in ("bo", "cor")] == [PLACE, own]


def test_a_place_that_was_left_is_free(tx: Transaction) -> None:
    tx.set_staff_address("bo", PLACE)
    tx.drop_staff_address("bo", "email")
    tx.drop_staff_address("bo", "telegram")
    assert (tx.staff_address("bo", "telegram"), tx.staff_at(PLACE)) == (None, None)
    tx.set_staff_address("cor", PLACE)
    assert tx.staff_at(PLACE) == "cor"


def test_neither_code_nor_place_can_be_read_in_the_database(
    kept_url: str, vault: Vault, now: datetime
) -> None:
    store = open_store(kept_url, vault)
    store.transact_now(lambda tx: tx.add_link_code(CODE, BO, now + VALID_FOR))
    store.transact_now(lambda tx: tx.set_staff_address("bo", PLACE))
    store.close()
    engine = engine_of(kept_url)
    with engine.connect() as connection:
        names = ("link_codes", "staff_addresses")
        rows = [connection.execute(text(f"SELECT * FROM {name}")).all() for name in names]
    engine.dispose()
    assert [len(each) for each in rows] == [1, 1]
    assert (CODE in repr(rows), PLACE.value in repr(rows)) == (False, False)
