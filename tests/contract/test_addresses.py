"""Every store knows the same of where clients are reached, and since when they are not."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.clients import Address
from bot.ports import Transaction
from bot.storage.errors import ConstraintError

if TYPE_CHECKING:
    from tests.contract.conftest import People

WEB = Address("web", "anna")
CHAT = Address("telegram", "700100200")
BENS = Address("web", "ben")
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _clients(tx: Transaction, people: "People") -> None:
    people.enrol(tx, "anna", "ben")


def test_a_client_is_reached_in_one_more_place(tx: Transaction) -> None:
    tx.add_address("anna", CHAT)
    found = tx.client_at(CHAT)
    assert found is not None
    assert found.client.id == "anna"
    assert tx.addresses("anna") == tx.reachable("anna") == (WEB, CHAT)


def test_refuses_a_place_that_is_taken_and_a_place_of_nobody(tx: Transaction) -> None:
    with pytest.raises(ConstraintError):
        tx.add_address("ben", WEB)
    with pytest.raises(ConstraintError):
        tx.add_address("nobody", CHAT)
    assert (tx.addresses("anna"), tx.addresses("ben")) == ((WEB,), (BENS,))


def test_nobody_is_reached_at_a_place_that_was_dropped(tx: Transaction, now: datetime) -> None:
    tx.add_address("anna", CHAT)
    tx.set_reachable(CHAT, now)
    tx.drop_address(CHAT)
    tx.drop_address(CHAT)
    assert (tx.client_at(CHAT), tx.addresses("anna")) == (None, (WEB,))
    tx.add_address("ben", CHAT)
    assert tx.reachable("ben") == (BENS, CHAT)


def test_a_place_that_takes_no_messages_is_still_the_clients(
    tx: Transaction, now: datetime
) -> None:
    tx.add_address("anna", CHAT)
    assert tx.set_reachable(CHAT, now)
    assert (tx.reachable("anna"), tx.addresses("anna")) == ((WEB,), (WEB, CHAT))
    assert tx.client_at(CHAT) == tx.client("anna")


def test_the_first_moment_without_messages_is_kept(tx: Transaction, now: datetime) -> None:
    changed = [tx.set_reachable(WEB, now + n * HOUR) for n in (0, 1, -1)]
    assert changed == [True, False, False]
    assert tx.unreachable() == {"anna": now}


def test_a_place_that_takes_messages_again_is_found_again(tx: Transaction, now: datetime) -> None:
    tx.set_reachable(WEB, now)
    assert [tx.set_reachable(WEB, None) for _ in range(2)] == [True, False]
    assert (tx.reachable("anna"), tx.unreachable()) == ((WEB,), {})
    tx.set_reachable(WEB, now + HOUR)
    assert tx.unreachable() == {"anna": now + HOUR}


def test_nothing_changes_at_a_place_of_nobody(tx: Transaction, now: datetime) -> None:
    changed = [tx.set_reachable(CHAT, now), tx.set_reachable(CHAT, None)]
    tx.add_address("anna", CHAT)
    assert changed == [False, False]
    assert tx.reachable("anna") == (WEB, CHAT)


def test_a_client_with_one_place_left_can_be_reached(tx: Transaction, now: datetime) -> None:
    tx.add_address("anna", CHAT)
    tx.set_reachable(CHAT, now)
    tx.set_reachable(BENS, now)
    assert tx.unreachable() == {"ben": now}
    tx.set_reachable(WEB, now + HOUR)
    assert tx.unreachable() == {"ben": now, "anna": now + HOUR}


def test_erasing_a_client_frees_their_places(tx: Transaction, now: datetime) -> None:
    tx.add_address("anna", CHAT)
    for place in (WEB, CHAT):
        tx.set_reachable(place, now)
    tx.erase_client("anna")
    assert (tx.client_at(CHAT), tx.reachable("anna"), tx.unreachable()) == (None, (), {})
    tx.add_address("ben", CHAT)
    assert tx.reachable("ben") == (BENS, CHAT)
