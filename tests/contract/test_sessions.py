"""Every store gives each place at an information session to one client."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.ports import Store, Transaction
from bot.sessions import LAST_OFFER, Wishes
from bot.storage.errors import ConstraintError

if TYPE_CHECKING:
    from tests.contract.conftest import People


@pytest.fixture(autouse=True)
def _session(tx: Transaction, people: "People") -> None:
    people.enrol(tx, "anna", "ben", "cas", "dea")
    tx.add_session(people.session(capacity=2))


def standing(tx: Transaction) -> list[tuple[str, str, int]]:
    """Return who stands how at the session."""
    rows = tx.registrations(session="s1")
    return [(row.client, row.state, row.waiting_position) for row in rows]


def register(tx: Transaction, now: datetime, *clients: str) -> None:
    """Register clients one after another."""
    for client in clients:
        tx.register("s1", client, now)


def test_returns_a_session_as_it_was_kept(tx: Transaction, people: "People") -> None:
    tx.add_session(people.session(capacity=9, place="Elsewhere"))
    assert tx.session("s1") == people.session(capacity=2)
    assert tx.session("s2") is None


def test_lists_a_programmes_sessions_the_soonest_first(
    tx: Transaction, people: "People", now: datetime
) -> None:
    for name, days, programme in (("s2", 3, "utrecht"), ("s3", 1, "zwolle"), ("s4", 0, "utrecht")):
        starts = now + timedelta(days=days)
        tx.add_session(people.session(id=name, starts_at=starts, programme=programme))
    assert [s.id for s in tx.sessions("utrecht", after=now)] == ["s2", "s1"]


def test_books_until_it_is_full_and_then_lets_wait(tx: Transaction, now: datetime) -> None:
    register(tx, now, "anna", "ben", "cas", "dea")
    assert standing(tx) == [
        ("anna", "booked", 0),
        ("ben", "booked", 0),
        ("cas", "waiting", 1),
        ("dea", "waiting", 2),
    ]


def test_registering_twice_changes_nothing(tx: Transaction, now: datetime) -> None:
    register(tx, now, "anna", "ben", "cas")
    again = tx.register("s1", "cas", now + timedelta(hours=1))
    assert (again.state, again.waiting_position, again.at) == ("waiting", 1, now)
    assert tx.register("s1", "anna", now).state == "booked"


def test_a_place_that_is_given_back_is_offered_to_who_waits(tx: Transaction, now: datetime) -> None:
    register(tx, now, "anna", "ben", "cas", "dea")
    tx.cancel_registration("s1", "anna")
    assert tx.unsettled_sessions(now) == ("s1",)
    assert tx.offer_place("s1", "cas", now + timedelta(days=1))
    assert not tx.offer_place("s1", "dea", now + timedelta(days=1))
    assert standing(tx) == [("ben", "booked", 0), ("cas", "offered", 0), ("dea", "waiting", 1)]


def test_an_offered_place_is_booked_or_lapses(tx: Transaction, now: datetime) -> None:
    register(tx, now, "anna", "ben", "cas")
    tx.cancel_registration("s1", "anna")
    tx.offer_place("s1", "cas", now + timedelta(days=1))
    assert tx.unsettled_sessions(now) == ()
    assert tx.unsettled_sessions(now + timedelta(days=1)) == ("s1",)
    assert (tx.accept_place("s1", "cas"), tx.accept_place("s1", "cas")) == (True, False)
    assert tx.unsettled_sessions(now + timedelta(days=1)) == ()


def test_who_still_waits_shortly_before_a_full_session_must_be_told(
    tx: Transaction, people: "People", now: datetime
) -> None:
    register(tx, now, "anna", "ben", "cas")
    late = people.session().starts_at - LAST_OFFER
    assert tx.unsettled_sessions(late - timedelta(minutes=1)) == ()
    assert tx.unsettled_sessions(late) == ("s1",)


def test_nobody_passes_those_who_wait(tx: Transaction, now: datetime) -> None:
    register(tx, now, "anna", "ben", "cas")
    tx.cancel_registration("s1", "anna")
    assert tx.register("s1", "dea", now).state == "waiting"


def test_a_registration_is_found_by_its_token_also_when_cancelled(
    tx: Transaction, now: datetime
) -> None:
    tx.register("s1", "anna", now, "t1")
    tx.cancel_registration("s1", "anna")
    found = tx.registration_at("t1")
    assert found is not None
    assert (found.client, found.state) == ("anna", "cancelled")
    assert tx.register("s1", "anna", now, "t2").token == "t1"
    assert tx.registration_at("") is None


def test_a_session_grows_and_shrinks_to_what_is_taken(
    tx: Transaction, people: "People", now: datetime
) -> None:
    register(tx, now, "anna", "ben", "cas")
    tx.save_session(people.session(capacity=3))
    assert tx.offer_place("s1", "cas", now)
    tx.cancel_registration("s1", "anna")
    tx.save_session(people.session(capacity=2, title="Kleiner"))
    assert tx.session("s1") == people.session(capacity=2, title="Kleiner")
    with pytest.raises(ConstraintError):
        tx.save_session(people.session(capacity=1))
    assert [row.client for row in tx.registrations(session="s1")] == ["ben", "cas"]


def test_who_does_not_know_of_a_change_is_to_be_told(
    tx: Transaction, people: "People", now: datetime
) -> None:
    register(tx, now, "anna")
    changed = people.session().cancelled()
    tx.save_session(changed)
    assert (tx.unsettled_sessions(now), tx.sessions("utrecht", after=now)) == (("s1",), ())
    (row,) = tx.registrations(session="s1")
    tx.save_registration(replace(row, told=changed.sequence))
    assert (tx.unsettled_sessions(now), tx.all_sessions(after=now)) == ((), (changed,))


def test_attendance_and_needs_are_kept(tx: Transaction, now: datetime) -> None:
    register(tx, now, "anna", "ben")
    (row, _) = tx.registrations(session="s1")
    tx.save_registration(replace(row, attendance="attended", called=True))
    tx.save_wishes("s1", "ben", Wishes(("wheelchair", "interpreter"), "Tigrinya", 3))
    (kept, _) = tx.registrations(session="s1")
    assert (kept.attendance, kept.called, kept.state) == ("attended", True, "booked")
    assert tx.wishes("s1") == {"ben": Wishes(("wheelchair", "interpreter"), "Tigrinya", 3)}


def test_a_talk_is_given_once_and_comes_back_with_the_place(tx: Transaction, now: datetime) -> None:
    register(tx, now, "anna", "ben")
    slots = ((0, 0), (1, 0))
    assert [tx.take_talk("s1", who, slots) for who in ("anna", "ben", "ben")] == [0, 1, 1]
    tx.cancel_registration("s1", "anna")
    tx.register("s1", "cas", now)
    assert (tx.take_talk("s1", "cas", slots), tx.take_talk("s1", "dea", slots)) == (0, None)


def test_a_place_on_the_waiting_list_can_be_given_back(tx: Transaction, now: datetime) -> None:
    register(tx, now, "anna", "ben", "cas", "dea")
    tx.cancel_registration("s1", "cas")
    tx.cancel_registration("s1", "cas")
    tx.cancel_registration("s9", "cas")
    assert standing(tx)[2:] == [("dea", "waiting", 1)]


def test_who_comes_back_stands_at_the_end(tx: Transaction, now: datetime) -> None:
    register(tx, now, "anna", "ben", "cas")
    tx.cancel_registration("s1", "anna")
    register(tx, now, "anna")
    assert standing(tx)[-1] == ("anna", "waiting", 2)


def test_lists_a_clients_registrations_with_their_position(
    tx: Transaction, people: "People", now: datetime
) -> None:
    tx.add_session(people.session(id="s2"))
    register(tx, now, "anna", "ben", "dea", "cas")
    tx.register("s2", "cas", now)
    found = [(r.session, r.waiting_position) for r in tx.registrations(client="cas")]
    assert found == [("s1", 2), ("s2", 0)]
    assert len(tx.registrations()) == 5
    assert len(tx.registrations(session="s2", client="anna")) == 0


def test_refuses_an_unknown_session_or_client(tx: Transaction, now: datetime) -> None:
    with pytest.raises(ConstraintError, match="no information session s9"):
        tx.register("s9", "anna", now)
    with pytest.raises(ConstraintError):
        tx.register("s1", "nobody", now)


def test_two_hundred_at_once_get_twenty_places_in_order(
    store: Store, tx: Transaction, people: "People", now: datetime
) -> None:
    names = [f"client-{n}" for n in range(200)]
    store.transact_now(lambda t: people.enrol(t, *names))
    tx.add_session(people.session(id="big", capacity=20))

    async def all_at_once() -> None:
        await asyncio.gather(
            *(store.transact(lambda t, n=n: t.register("big", n, now)) for n in names)  # type: ignore[misc]  # the default binds the name
        )

    asyncio.run(all_at_once())
    rows = tx.registrations(session="big")
    assert [row.state for row in rows] == ["booked"] * 20 + ["waiting"] * 180
    assert [row.waiting_position for row in rows[20:]] == list(range(1, 181))
    for row in rows[:20]:
        tx.cancel_registration("big", row.client)
    offered = [tx.offer_place("big", row.client, now) for row in rows[20:45]]
    assert offered == [True] * 20 + [False] * 5
