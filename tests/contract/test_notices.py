"""Every store keeps notices to staff until they are sent, and none about an erased client."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.notices import Notice
from bot.ports import Transaction
from bot.storage.errors import ConstraintError

if TYPE_CHECKING:
    from tests.contract.conftest import People

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _clients(tx: Transaction, people: "People") -> None:
    people.enrol(tx, "anna", "ben")
    tx.open_handoff(people.handoff("h1"))


def notice(minutes: int = 0, staff: str = "bo", client: str = "anna") -> Notice:
    """Return a notice that is due some minutes from now."""
    return Notice(staff, "waiting", NOW + minutes * MINUTE, client)


def pending(tx: Transaction, now: datetime = NOW) -> list[Notice]:
    """Return what is due."""
    return list(tx.pending_notices(now, limit=99))


def test_a_notice_is_found_as_it_was_kept(tx: Transaction) -> None:
    full = replace(notice(), handoff="h1", message=7, urgent=True, reference="r", answers="q")
    tx.add_notices([full, Notice("cor", "help", NOW)])
    one, two = pending(tx)
    assert (replace(one, id=0), replace(two, id=0)) == (full, Notice("cor", "help", NOW))
    assert (tx.notice(one.id), tx.notice(two.id)) == (one, two)
    assert tx.notice(max(one.id, two.id) + 1) is None


def test_notices_that_are_due_come_in_order_of_time(tx: Transaction) -> None:
    tx.add_notices([notice(0, "last"), notice(-9, "first"), notice(-3, "next")])
    tx.add_notices([notice(0, "very last"), notice(1, "later")])
    assert [each.staff for each in pending(tx)] == ["first", "next", "last", "very last"]
    assert [each.staff for each in tx.pending_notices(NOW, limit=2)] == ["first", "next"]


def test_each_channel_has_its_own_notices(tx: Transaction) -> None:
    tx.add_notices([notice(), replace(notice(), channel="email")])
    assert [each.channel for each in pending(tx)] == ["telegram"]
    by_mail = tx.pending_notices(NOW, limit=9, channel="email")
    assert [each.channel for each in by_mail] == ["email"]


def test_a_settled_notice_is_not_sent_again(tx: Transaction) -> None:
    tx.add_notices([notice(-3), notice(-2), notice(-1)])
    one, two, three = pending(tx)
    settled = [replace(one, state="sent"), replace(two, state="failed")]
    for each in (*settled, replace(three, state="dropped")):
        tx.save_notice(each)
    assert pending(tx) == []
    assert [tx.notice(each.id) for each in (one, two)] == settled


def test_a_notice_can_be_put_off(tx: Transaction) -> None:
    tx.add_notices([notice()])
    tx.save_notice(replace(pending(tx)[0], due=NOW + MINUTE))
    assert pending(tx) == []
    assert len(pending(tx, NOW + MINUTE)) == 1


def test_a_notice_is_found_by_the_channels_own_id(tx: Transaction) -> None:
    tx.add_notices([notice(0, "bo"), notice(1, "bo"), notice(2, "cor")])
    one, two, other = pending(tx, NOW + 2 * MINUTE)
    sent = [replace(each, state="sent", reference="41") for each in (one, other)]
    for each in sent:
        tx.save_notice(each)
    assert [tx.notice_at(staff, "41") for staff in ("bo", "cor", "dan")] == [*sent, None]
    tx.save_notice(replace(two, reference="42"))
    assert tx.notice_at("bo", "42") == replace(two, reference="42")


def test_erasing_a_client_removes_the_notices_about_them(tx: Transaction) -> None:
    about = replace(notice(), handoff="h1")
    tx.add_notices([about, replace(about, reference="41"), notice(client="ben"), notice(client="")])
    one = pending(tx)[0]
    tx.erase_client("anna")
    tx.save_notice(one)
    assert [each.client for each in pending(tx)] == ["ben", ""]
    assert (tx.notice(one.id), tx.notice_at("bo", "41")) == (None, None)


def test_refuses_a_notice_about_what_is_not_there(tx: Transaction) -> None:
    with pytest.raises(ConstraintError):
        tx.add_notices([replace(notice(), handoff="none")])
    with pytest.raises(ConstraintError):
        tx.add_notices([notice(client="nobody")])
    assert pending(tx) == []
