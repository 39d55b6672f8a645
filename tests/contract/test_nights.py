"""Every store finds who is kept, what waits too long, and what does not arrive."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.ports import Transaction
from bot.records import Staff

if TYPE_CHECKING:
    from tests.contract.conftest import People


@pytest.fixture(autouse=True)
def _clients(tx: Transaction, people: "People") -> None:
    people.enrol(tx, "anna", "ben")


def test_knows_everyone_by_id(tx: Transaction) -> None:
    assert tx.client_ids() == ("anna", "ben")


def test_knows_the_programmes_that_somebody_is_in(tx: Transaction, people: "People") -> None:
    tx.save_client(people.file("ben", programme="breda", state="stopped"))
    assert tx.programmes_in_use() == {"utrecht"}


def test_finds_what_waits_since_before_a_moment(
    tx: Transaction, people: "People", now: datetime
) -> None:
    old, _ = tx.add_messages([people.message(), people.message(at=now + timedelta(hours=2))])
    found = tx.unsent(now + timedelta(hours=1))
    assert [(each.message, each.client, each.channel) for each in found] == [
        (old.id, "anna", "web")
    ]
    tx.mark_messages([old.id], "sent")
    assert tx.unsent(now + timedelta(hours=1)) == ()


def test_what_failed_counts_until_something_goes_through_in_that_channel(
    tx: Transaction, people: "People"
) -> None:
    failed = [people.message(channel="telegram", state="failed") for _ in range(2)]
    kept = tx.add_messages([*failed, people.message(channel="web", state="sent")])
    assert [each.message for each in tx.undelivered()] == [kept[0].id, kept[1].id]
    tx.add_messages([people.message(channel="telegram", state="received", author="client")])
    assert tx.undelivered() == ()


def test_what_failed_for_one_client_says_nothing_of_another(
    tx: Transaction, people: "People"
) -> None:
    tx.add_messages([people.message(state="failed"), people.message(client="ben", state="sent")])
    assert [each.client for each in tx.undelivered()] == ["anna"]


@pytest.mark.parametrize("state", ["pending", "failed"])
def test_a_moved_message_waits_elsewhere(tx: Transaction, people: "People", state: str) -> None:
    [kept] = tx.add_messages([people.message("Dag", channel="telegram", state=state)])
    tx.move_message(kept.id, "web")
    moved = tx.first_pending("anna", "web")
    assert moved is not None
    assert (moved.id, moved.text, tx.first_pending("anna", "telegram")) == (kept.id, "Dag", None)


def test_nothing_of_the_night_is_left_of_an_erased_client(
    tx: Transaction, people: "People", now: datetime
) -> None:
    tx.add_messages([people.message(), people.message(state="failed")])
    tx.erase_client("anna")
    later = now + timedelta(days=1)
    assert (tx.client_ids(), tx.unsent(later), tx.undelivered()) == (("ben",), (), ())


def test_keeps_where_staff_are_reached_by_mail(tx: Transaction) -> None:
    ineke = Staff("ineke", "Ineke", "coordinator", email="ineke@gemeente.example")
    tx.save_staff(ineke)
    assert tx.staff("ineke") == ineke
