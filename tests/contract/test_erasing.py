"""Nothing of an erased client can be read, neither through a store nor in its files."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.clients import Address
from bot.dialogue.facts import Fact
from bot.messages import Choice
from bot.ports import Store, Transaction
from bot.privacy.encryption import Vault
from bot.records import Consent, Look, Milestone, Note, Outcome
from bot.sessions import Wishes
from bot.storage.open import open_store

if TYPE_CHECKING:
    from tests.contract.conftest import People

MARK = "Zilverreiger"


def keep_all(tx: Transaction, people: "People", now: datetime) -> None:
    """Keep something of every kind about anna, with the mark in each confidential text."""
    file = people.file("anna")
    facts = {"hobby": Fact(MARK, now, "intake")}
    tx.add_client(type(file)(file.client, facts), Address("email", f"{MARK}@example.org"))
    choice = Choice("a", f"Keuze {MARK}")
    tx.add_messages([people.message(f"Ik ben {MARK}", choices=(choice,), update_id="u1")])
    tx.add_contacts([people.contact()])
    tx.open_handoff(people.handoff())
    tx.add_note(Note("h1", "bo", f"Gebeld met {MARK}", now))
    tx.register("s1", "anna", now, "token")
    tx.save_wishes("s1", "anna", Wishes(("interpreter",), MARK))
    tx.add_consent(Consent("anna", "share", True, f"Mag {MARK}?", now))
    tx.add_outcome(Outcome("anna", "work", now))
    tx.add_milestone(Milestone("anna", "checked", now))
    tx.add_look(Look("bo", "anna", "file", now))


@pytest.fixture
def _anna_and_ben(store: Store, tx: Transaction, people: "People", now: datetime) -> None:
    tx.add_session(people.session(capacity=1))
    store.transact_now(lambda t: keep_all(t, people, now))
    people.enrol(tx, "ben")
    tx.register("s1", "ben", now)
    tx.add_messages([people.message("Van ben", client="ben")])


@pytest.mark.usefixtures("_anna_and_ben")
def test_nothing_of_an_erased_client_is_found(tx: Transaction, now: datetime) -> None:
    tx.erase_client("anna")
    assert tx.client("anna") is None
    assert tx.client_at(Address("email", f"{MARK}@example.org")) is None
    assert not any((tx.addresses("anna"), tx.messages("anna"), tx.contacts("anna")))
    assert not any((tx.handoffs(), tx.notes("h1"), tx.consents("anna"), tx.outcomes("anna")))
    assert not any((tx.milestones("anna"), tx.all_milestones(), tx.all_outcomes()))
    assert not any((tx.looks("anna"), tx.claim_due(now, lease_until=now, limit=9)))


@pytest.mark.usefixtures("_anna_and_ben")
def test_others_stay_and_are_next_in_line(tx: Transaction, now: datetime) -> None:
    tx.erase_client("anna")
    tx.erase_client("anna")
    assert [file.client.id for file in tx.clients()] == ["ben"]
    assert [(r.client, r.state) for r in tx.registrations()] == [("ben", "waiting")]
    assert tx.unsettled_sessions(now) == ("s1",)
    assert [m.text for m in tx.pending_messages("web", limit=9)] == ["Van ben"]


@pytest.mark.usefixtures("_anna_and_ben")
def test_a_late_update_of_an_erased_client_is_still_recognised(tx: Transaction) -> None:
    tx.erase_client("anna")
    assert tx.knows_update("web", "u1")


@pytest.mark.usefixtures("_anna_and_ben")
def test_who_was_erased_can_come_back_as_somebody_new(tx: Transaction, people: "People") -> None:
    tx.erase_client("anna")
    people.enrol(tx, "anna")
    assert tx.messages("anna") == ()


def raw(folder: Path) -> bytes:
    """Return every byte of the database, its log included."""
    return b"".join(file.read_bytes() for file in sorted(folder.glob("maxww.db*")))


@pytest.fixture
def sqlite_store(tmp_path: Path, vault: Vault) -> Store:
    """A store on a file."""
    return open_store(f"sqlite:///{tmp_path / 'maxww.db'}", vault)


def wrapped_key(folder: Path) -> bytes:
    """Return anna's wrapped key as it stands in the file."""
    import sqlite3

    connection = sqlite3.connect(folder / "maxww.db")
    (key,) = connection.execute("SELECT key FROM clients WHERE id = 'anna'").fetchone()
    connection.close()
    return bytes(key)


def test_the_file_holds_nothing_readable_and_no_key_after_erasing(
    sqlite_store: Store, tmp_path: Path, people: "People", now: datetime
) -> None:
    sqlite_store.transact_now(lambda t: t.add_session(people.session(capacity=1)))
    sqlite_store.transact_now(lambda t: keep_all(t, people, now))
    key = wrapped_key(tmp_path)
    sealed = raw(tmp_path)
    sqlite_store.transact_now(lambda t: t.erase_client("anna"))
    sqlite_store.close()
    erased = raw(tmp_path)
    assert (MARK.encode() in sealed, MARK.encode() in erased) == (False, False)
    assert (key in sealed, key in erased, b"anna" in erased) == (True, False, False)


def test_postgresql_holds_nothing_readable(
    server: str, vault: Vault, people: "People", now: datetime
) -> None:
    import psycopg

    store = open_store(server, vault)
    store.transact_now(lambda t: t.add_session(people.session(capacity=1)))
    store.transact_now(lambda t: keep_all(t, people, now))
    with psycopg.connect(server) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        names = [str(name) for (name,) in tables]
        dump = [connection.execute(f"SELECT {n}::text FROM {n}".encode()).fetchall() for n in names]
    store.transact_now(lambda t: t.erase_client("anna"))
    store.close()
    hexed = MARK.encode().hex()
    assert (MARK in str(dump), hexed in str(dump), "anna" in str(dump)) == (False, False, True)
