"""Every store keeps clients and their files the same."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot.clients import Address, ClientFile
from bot.dialogue.conversation import Conversation, Frame, Option
from bot.dialogue.facts import Fact, Value
from bot.ports import Transaction
from bot.storage.errors import ConstraintError

if TYPE_CHECKING:
    from tests.contract.conftest import People

ANNA = Address("web", "anna")


@pytest.fixture
def full(people: "People", now: datetime) -> ClientFile:
    """A file with everything in it."""
    values: dict[str, Value] = {
        "partner": True,
        "children": 3,
        "savings": Decimal("1200.50"),
        "city": "Utrecht",
        "ends": date(2027, 6, 30),
        "languages": ("nl", "tr"),
    }
    place = Frame("intake", 3, "savings", 2, options=(Option("b", "Later"),))
    answered = ("as the dialogue wrote it",)
    talk = Conversation((place,), now, now, "guess", 4, 1, answered, perhaps=("b",))
    client = people.file(adviser="bo", paused_until=date(2027, 1, 2), last_heard_at=now).client
    return ClientFile(
        client.with_anchor("ww-end", date(2027, 6, 30)),
        {name: Fact(value, now, "intake") for name, value in values.items()},
        talk,
    )


def test_returns_a_file_as_it_was_kept(tx: Transaction, full: ClientFile) -> None:
    tx.add_client(full, ANNA)
    assert tx.client("anna") == full
    assert tx.client_at(ANNA, lock=True) == full
    assert tx.addresses("anna") == (ANNA,)


def test_keeps_the_kind_of_each_fact(tx: Transaction, full: ClientFile) -> None:
    tx.add_client(full, ANNA)
    found = tx.client("anna", lock=True)
    assert found is not None
    assert {n: type(f.value) for n, f in found.facts.items()} == {
        n: type(f.value) for n, f in full.facts.items()
    }


def test_returns_every_moment_in_utc(tx: Transaction, people: "People", now: datetime) -> None:
    here = now.astimezone(timezone(timedelta(hours=2)))
    tx.add_client(people.file(enrolled_at=here), ANNA)
    (message,) = tx.add_messages([people.message(at=here)])
    found = tx.client("anna")
    assert found is not None
    assert (found.client.enrolled_at, found.client.enrolled_at.tzinfo) == (now, UTC)
    assert (message.at.tzinfo, tx.messages("anna")[0].at.tzinfo) == (UTC, UTC)


def test_refuses_a_moment_without_zone(tx: Transaction, people: "People") -> None:
    naive = datetime(2026, 11, 22, 9, 30)  # noqa: DTZ001 - that is what is refused
    with pytest.raises(ValueError, match="has no time zone"):
        tx.add_client(people.file(enrolled_at=naive), ANNA)
    people.enrol(tx, "anna")
    with pytest.raises(ValueError, match="has no time zone"):
        tx.add_messages([people.message(at=naive)])
    with pytest.raises(ValueError, match="has no time zone"):
        tx.claim_due(naive, lease_until=naive, limit=1)


def test_knows_nobody_who_was_not_added(tx: Transaction) -> None:
    assert tx.client("anna") is None
    assert tx.client_at(ANNA) is None
    assert tx.addresses("anna") == ()


def test_saves_a_changed_file(tx: Transaction, full: ClientFile) -> None:
    tx.add_client(full, ANNA)
    changed = replace(full, conversation=None, client=replace(full.client, state="stopped"))
    tx.save_client(changed)
    assert tx.client("anna") == changed


def test_refuses_to_save_a_client_it_does_not_have(tx: Transaction, people: "People") -> None:
    with pytest.raises(ConstraintError, match="no client anna"):
        tx.save_client(people.file())


def test_refuses_a_client_or_an_address_twice(tx: Transaction, people: "People") -> None:
    people.enrol(tx, "anna")
    with pytest.raises(ConstraintError):
        tx.add_client(people.file("anna"), Address("web", "other"))
    with pytest.raises(ConstraintError):
        tx.add_client(people.file("ben"), ANNA)
    assert tx.client("ben") is None


def test_tells_channels_apart(tx: Transaction, people: "People") -> None:
    tx.add_client(people.file("anna"), Address("web", "7"))
    tx.add_client(people.file("ben"), Address("telegram", "7"))
    found = tx.client_at(Address("telegram", "7"))
    assert found is not None
    assert found.client.id == "ben"


def test_lists_clients_in_order_of_enrolment(
    tx: Transaction, people: "People", now: datetime
) -> None:
    for name, days in (("anna", 2), ("ben", 0), ("cas", 1)):
        file = people.file(name, enrolled_at=now + timedelta(days=days))
        tx.add_client(file, Address("web", name))
    assert [file.client.id for file in tx.clients()] == ["ben", "cas", "anna"]


def test_counts_clients_who_have_not_stopped_per_adviser(tx: Transaction, people: "People") -> None:
    rows = {"a": ("bo", "active"), "b": ("bo", "paused"), "c": ("bo", "stopped")}
    rows["d"] = ("", "active")
    for name, (adviser, state) in rows.items():
        tx.add_client(people.file(name, adviser=adviser, state=state), Address("web", name))
    assert tx.caseloads() == {"bo": 2}
