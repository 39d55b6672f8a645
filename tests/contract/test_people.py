"""Every store knows whose clients are whose, and forgets a member of staff who left."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.clients import Address
from bot.linking import LinkOwner
from bot.notices import Notice
from bot.ports import Transaction
from bot.records import Staff

if TYPE_CHECKING:
    from tests.contract.conftest import People

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_the_clients_of_an_adviser_are_found(tx: Transaction, people: "People") -> None:
    people.enrol(tx, "anna", "ben", "cem")
    for name, adviser in (("anna", "bo"), ("ben", "al"), ("cem", "bo")):
        file = tx.client(name)
        assert file is not None
        tx.save_client(replace(file, client=replace(file.client, adviser=adviser)))
    assert set(tx.clients_of("bo")) == {"anna", "cem"}
    assert tx.clients_of("nobody") == ()


def test_of_who_left_nothing_is_kept_by_which_they_get_in_or_are_reached(tx: Transaction) -> None:
    for name in ("bo", "al"):
        tx.save_staff(Staff(name, name.title(), "adviser", name, f"{name}@example.nl"))
        tx.add_sign_in(f"hash-{name}", name, NOW + timedelta(hours=1))
        tx.set_staff_address(name, Address("telegram", f"41-{name}"))
        tx.add_link_code(f"code-{name}", LinkOwner(staff=name), NOW + timedelta(hours=1))
    tx.add_notices([Notice("bo", "help", NOW), Notice("al", "help", NOW)])
    tx.drop_staff("bo")
    assert [tx.use_sign_in(f"hash-{name}", NOW) for name in ("bo", "al")] == [None, "al"]
    assert (tx.staff_at(Address("telegram", "41-bo")), tx.link_owner("code-bo", NOW)) == (None,) * 2
    left = [each.staff for each in tx.pending_notices(NOW, limit=9)]
    assert ([each.id for each in tx.all_staff()], left) == (["al"], ["al"])
