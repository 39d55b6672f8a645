"""Every store keeps messages in order and recognises an update that comes twice."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.messages import Choice
from bot.ports import Store, Transaction
from bot.storage.errors import ConstraintError

if TYPE_CHECKING:
    from tests.contract.conftest import People


@pytest.fixture(autouse=True)
def _clients(tx: Transaction, people: "People") -> None:
    people.enrol(tx, "anna", "ben")


def test_returns_messages_as_they_were_kept(tx: Transaction, people: "People") -> None:
    choices = (Choice("q1:yes", "Ja"), Choice("q1:no", "Nee"))
    given = people.message("Woont u samen?", choices=choices, author_name="Bo", update_id="u1")
    (kept,) = tx.add_messages([given])
    assert kept.id > 0
    assert tx.messages("anna") == (kept,)
    assert (kept.text, kept.choices, kept.author_name) == (given.text, choices, "Bo")


def test_keeps_for_whom_a_message_was(tx: Transaction, people: "People") -> None:
    given = replace(people.message("ik woon alleen"), author="client", meant="answer")
    tx.add_messages([given, people.message("hallo")])
    assert [(m.meant, m.between_us) for m in tx.messages("anna")] == [("answer", True), ("", False)]


def test_gives_growing_ids(tx: Transaction, people: "People") -> None:
    first = tx.add_messages([people.message(str(n), client="anna") for n in range(12)])
    second = tx.add_messages([people.message("12"), people.message("x", client="ben")])
    ids = [message.id for message in (*first, *second)]
    assert ids == sorted(set(ids))
    assert [m.text for m in tx.messages("anna")] == [str(n) for n in range(13)]


def test_returns_messages_after_an_id(tx: Transaction, people: "People") -> None:
    kept = tx.add_messages([people.message("a"), people.message("b"), people.message("c")])
    assert tx.messages("anna", after=kept[0].id) == kept[1:]


def test_returns_the_newest_messages_in_order(tx: Transaction, people: "People") -> None:
    tx.add_messages([people.message(text) for text in "abcd"])
    tx.add_messages([people.message("x", client="ben")])
    assert [m.text for m in tx.newest_messages("anna", limit=2)] == ["c", "d"]
    assert [m.text for m in tx.newest_messages("anna", limit=9)] == list("abcd")


def test_adds_nothing_when_there_is_nothing(tx: Transaction) -> None:
    assert tx.add_messages([]) == ()


def test_never_gives_the_id_of_an_erased_message_again(tx: Transaction, people: "People") -> None:
    (old,) = tx.add_messages([people.message("weg")])
    tx.erase_client("anna")
    (new,) = tx.add_messages([people.message("nieuw", client="ben")])
    assert new.id > old.id


def test_knows_an_update_that_was_received(tx: Transaction, people: "People") -> None:
    tx.add_messages([people.message(state="received", update_id="u1")])
    assert tx.knows_update("web", "u1")
    assert not tx.knows_update("web", "u2")
    assert not tx.knows_update("telegram", "u1")


def test_refuses_an_update_twice(store: Store, tx: Transaction, people: "People") -> None:
    tx.add_messages([people.message("een", update_id="u1")])
    with pytest.raises(ConstraintError):
        store.transact_now(
            lambda t: t.add_messages([people.message("twee"), people.message(update_id="u1")])
        )
    assert [m.text for m in tx.messages("anna")] == ["een"]


def test_refuses_a_message_for_nobody(tx: Transaction, people: "People") -> None:
    with pytest.raises(ConstraintError, match="no client nobody"):
        tx.add_messages([people.message(client="nobody")])


def test_lists_the_oldest_unsent_messages(tx: Transaction, people: "People") -> None:
    tx.add_messages([people.message("in", state="received"), people.message("1")])
    tx.add_messages([people.message("2", client="ben"), people.message("3")])
    assert [m.text for m in tx.pending_messages("web", limit=2)] == ["1", "2"]
    assert [m.text for m in tx.pending_messages("web", limit=9)] == ["1", "2", "3"]


def test_marks_messages(tx: Transaction, people: "People") -> None:
    first, second = tx.add_messages([people.message("1"), people.message("2")])
    tx.mark_messages([first.id], "sent")
    tx.mark_messages([], "failed")
    assert [m.id for m in tx.pending_messages("web", limit=9)] == [second.id]
    assert [m.state for m in tx.messages("anna")] == ["sent", "pending"]
