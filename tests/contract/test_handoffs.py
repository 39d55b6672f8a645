"""Every store keeps one active handoff for a client and a topic."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.ports import Transaction
from bot.records import Note
from bot.storage.errors import ConstraintError

if TYPE_CHECKING:
    from tests.contract.conftest import People


@pytest.fixture(autouse=True)
def _clients(tx: Transaction, people: "People") -> None:
    people.enrol(tx, "anna", "ben")


def test_returns_a_handoff_as_it_was_kept(tx: Transaction, people: "People") -> None:
    given = people.handoff(shared_facts=("savings",), urgency="urgent", escalation="stand-in")
    given = replace(given, client_told_at=given.opened_at)
    assert tx.open_handoff(given) == given
    assert tx.handoff("h1") == given
    assert tx.handoff("h2") is None


def test_keeps_that_less_is_shared(tx: Transaction, people: "People") -> None:
    opened = tx.open_handoff(people.handoff(shared_facts=("savings", "home")))
    tx.save_handoff(replace(opened, shared_facts=("home",)))
    assert tx.handoff("h1") == replace(opened, shared_facts=("home",))


def test_returns_the_active_one_on_the_same_topic(tx: Transaction, people: "People") -> None:
    first = tx.open_handoff(people.handoff("h1"))
    assert tx.open_handoff(people.handoff("h2")) == first
    assert tx.open_handoff(people.handoff("h3", topic="work")).id == "h3"
    assert tx.open_handoff(people.handoff("h4", client="ben")).id == "h4"


def test_opens_again_after_the_first_one_ended(
    tx: Transaction, people: "People", now: datetime
) -> None:
    first = tx.open_handoff(people.handoff("h1"))
    tx.save_handoff(first.give_back(now))
    assert tx.open_handoff(people.handoff("h2")).id == "h2"


def test_lists_the_longest_waiting_first(tx: Transaction, people: "People", now: datetime) -> None:
    earlier = now - timedelta(hours=1)
    tx.open_handoff(people.handoff("h1", topic="a"))
    tx.open_handoff(people.handoff("h2", topic="b", opened_at=earlier))
    ended = tx.open_handoff(people.handoff("h3", topic="c")).give_back(now)
    tx.save_handoff(ended)
    assert [h.id for h in tx.handoffs()] == ["h2", "h1", "h3"]
    assert [h.id for h in tx.handoffs(active=True)] == ["h2", "h1"]
    assert tx.handoffs(active=False) == (ended,)


def test_knows_why_the_assistant_is_silent(
    tx: Transaction, people: "People", now: datetime
) -> None:
    assert tx.active_handoff("anna") is None
    opened = tx.open_handoff(people.handoff())
    assert tx.active_handoff("anna") == opened
    tx.save_handoff(opened.answer("bo", now).close(now))
    assert tx.active_handoff("anna") is None


def test_refuses_a_second_active_one_by_the_back_door(
    tx: Transaction, people: "People", now: datetime
) -> None:
    ended = tx.open_handoff(people.handoff("h1")).give_back(now)
    tx.save_handoff(ended)
    tx.open_handoff(people.handoff("h2"))
    with pytest.raises(ConstraintError):
        tx.save_handoff(replace(ended, state="open"))


def test_refuses_what_belongs_to_no_handoff(
    tx: Transaction, people: "People", now: datetime
) -> None:
    with pytest.raises(ConstraintError, match="no handoff h1"):
        tx.save_handoff(people.handoff())
    with pytest.raises(ConstraintError, match="no handoff h1"):
        tx.add_note(Note("h1", "bo", "Gebeld", now))
    assert tx.notes("h1") == ()


def test_keeps_notes_in_order(tx: Transaction, people: "People", now: datetime) -> None:
    tx.open_handoff(people.handoff())
    notes = tuple(Note("h1", "bo", text, now) for text in ("Gebeld", "Geen gehoor"))
    for note in notes:
        tx.add_note(note)
    assert tx.notes("h1") == notes
