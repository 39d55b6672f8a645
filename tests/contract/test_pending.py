"""Every store finds a message by its id, and what waits to be sent from any id on."""

from typing import TYPE_CHECKING

import pytest

from bot.ports import Transaction

if TYPE_CHECKING:
    from tests.contract.conftest import People


@pytest.fixture(autouse=True)
def _clients(tx: Transaction, people: "People") -> None:
    people.enrol(tx, "anna", "ben")


def test_a_message_is_found_by_its_id(tx: Transaction, people: "People") -> None:
    one, two = tx.add_messages([people.message("1", weight="planned"), people.message("2")])
    assert (tx.message(one.id), tx.message(two.id)) == (one, two)
    assert (one.weight, tx.message(two.id + 1)) == ("planned", None)
    tx.erase_client("anna")
    assert tx.message(one.id) is None


def test_lists_what_waits_after_an_id(tx: Transaction, people: "People") -> None:
    texts = [
        people.message(text, client=name)
        for text, name in zip("1234", ("anna", "anna", "ben", "ben"), strict=True)
    ]
    kept = tx.add_messages([*texts, people.message("x", channel="telegram")])
    tx.mark_messages([kept[2].id], "sent")
    after = [tx.pending_messages("web", after=each.id, limit=9) for each in kept]
    assert [[m.text for m in each] for each in after] == [["2", "4"], ["4"], ["4"], [], []]
    assert [m.text for m in tx.pending_messages("web", after=kept[0].id, limit=1)] == ["2"]
