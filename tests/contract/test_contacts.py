"""Every store plans a contact once and lets one worker at a time have it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.ports import Transaction
from bot.storage.errors import ConstraintError

if TYPE_CHECKING:
    from tests.contract.conftest import People

SOON = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _clients(tx: Transaction, people: "People") -> None:
    people.enrol(tx, "anna", "ben")


def test_returns_contacts_in_order_of_time(tx: Transaction, people: "People") -> None:
    later = people.contact(60, rule="later", reason_figures={"days": "3"})
    tx.add_contacts([later, people.contact(0)])
    first, second = tx.contacts("anna")
    assert (first.rule, replace(second, id=0)) == ("welcome", later)


def test_finds_a_contact_by_its_id(tx: Transaction, people: "People") -> None:
    tx.add_contacts([people.contact(0), people.contact(0, client="ben")])
    (of_ben,) = tx.contacts("ben")
    assert (tx.contact(of_ben.id), tx.contact(of_ben.id + 1000)) == (of_ben, None)


def test_leaves_a_contact_that_is_planned_already(tx: Transaction, people: "People") -> None:
    tx.add_contacts([people.contact(0)])
    tx.add_contacts([people.contact(30), people.contact(40, anchor_version=2)])
    tx.add_contacts([people.contact(50, occurrence=2), people.contact(1, client="ben")])
    due = [(c.occurrence, c.anchor_version, c.due.minute) for c in tx.contacts("anna")]
    assert due == [(1, 1, 30), (1, 2, 10), (2, 1, 20)]


def test_knows_when_the_next_open_contact_falls_due(
    tx: Transaction, people: "People", now: datetime
) -> None:
    assert tx.soonest_due() is None
    tx.add_contacts([people.contact(60, rule="later"), people.contact(0)])
    first, later = tx.contacts("anna")
    assert tx.soonest_due() == first.due
    tx.save_contact(replace(first, state="sent", settled_at=now))
    assert tx.soonest_due() == later.due


def test_plans_nothing_for_nobody(tx: Transaction, people: "People") -> None:
    with pytest.raises(ConstraintError):
        tx.add_contacts([people.contact(client="nobody")])
    tx.add_contacts([])


def test_claims_what_is_due_the_longest_first(
    tx: Transaction, people: "People", now: datetime
) -> None:
    rows = [people.contact(-n, rule=f"r{n}") for n in (1, 3, 2)]
    tx.add_contacts([*rows, people.contact(1, rule="future")])
    claimed = tx.claim_due(now, lease_until=now + SOON, limit=2)
    assert [contact.rule for contact in claimed] == ["r3", "r2"]


def test_claims_nothing_twice_before_the_lease_lapses(
    tx: Transaction, people: "People", now: datetime
) -> None:
    tx.add_contacts([people.contact()])
    assert len(tx.claim_due(now, lease_until=now + SOON, limit=9)) == 1
    assert tx.claim_due(now, lease_until=now + SOON, limit=9) == ()
    assert len(tx.claim_due(now + SOON, lease_until=now + SOON + SOON, limit=9)) == 1


def test_deferring_ends_the_claim(tx: Transaction, people: "People", now: datetime) -> None:
    tx.add_contacts([people.contact()])
    (claimed,) = tx.claim_due(now, lease_until=now + SOON, limit=9)
    minute = timedelta(minutes=1)
    tx.save_contact(replace(claimed, state="deferred", due=now + minute, reason_key="quiet"))
    assert tx.claim_due(now, lease_until=now + SOON, limit=9) == ()
    (again,) = tx.claim_due(now + minute, lease_until=now + SOON, limit=9)
    assert (again.state, again.reason_key) == ("deferred", "quiet")


@pytest.mark.parametrize("state", ["sent", "skipped", "cancelled"])
def test_a_settled_contact_never_comes_again(
    tx: Transaction, people: "People", now: datetime, state: str
) -> None:
    tx.add_contacts([people.contact()])
    (claimed,) = tx.claim_due(now, lease_until=now + SOON, limit=9)
    settled = replace(claimed, state=state, settled_at=now)  # type: ignore[arg-type]  # as parametrised
    tx.save_contact(settled)
    assert tx.claim_due(now + SOON + SOON, lease_until=now + SOON, limit=9) == ()
    assert tx.contacts("anna") == (settled,)


def test_refuses_to_save_a_contact_that_was_never_kept(tx: Transaction, people: "People") -> None:
    with pytest.raises(ConstraintError, match="with the id"):
        tx.save_contact(people.contact())


def test_leaves_the_contact_of_an_erased_client_gone(
    tx: Transaction, people: "People", now: datetime
) -> None:
    tx.add_contacts([people.contact()])
    (claimed,) = tx.claim_due(now, lease_until=now + SOON, limit=9)
    tx.erase_client("anna")
    tx.save_contact(replace(claimed, state="cancelled"))
    assert tx.contacts("anna") == ()
