"""Every store keeps invitation codes the same: each works once, and none can be read there."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.invitations import CodesOfMonth, Invitation
from bot.ports import Store, Transaction
from bot.privacy.encryption import Vault
from bot.storage.open import open_store
from tests.contract.test_migrations import engine_of

CODE = "ABCDEFGHJKMNPQRS"


@pytest.fixture
def invitation(now: datetime) -> Invitation:
    return Invitation(CODE, "north", date(2027, 6, 1), now, now + timedelta(days=30))


def test_a_code_is_found_with_what_it_carries(tx: Transaction, invitation: Invitation) -> None:
    tx.add_invitations([invitation])
    assert tx.invitation(CODE) == invitation
    assert tx.invitation("ABCDEFGHJKMNPQRT") is None


def test_a_code_works_once(tx: Transaction, invitation: Invitation, now: datetime) -> None:
    tx.add_invitations([invitation])
    assert tx.use_invitation(CODE, now)
    assert not tx.use_invitation(CODE, now)
    assert tx.invitation(CODE) == replace(invitation, used_at=now)


def test_a_code_works_until_its_last_moment(
    tx: Transaction, invitation: Invitation, now: datetime
) -> None:
    tx.add_invitations([invitation])
    assert not tx.use_invitation(CODE, invitation.expires_at)
    assert not tx.use_invitation("ABCDEFGHJKMNPQRT", now)
    assert tx.use_invitation(CODE, invitation.expires_at - timedelta(seconds=1))


def test_made_and_used_codes_are_counted_by_programme(
    tx: Transaction, invitation: Invitation, now: datetime
) -> None:
    others = [replace(invitation, code="B" * 16), replace(invitation, code="C", programme="south")]
    tx.add_invitations([invitation, *others])
    tx.use_invitation(CODE, now)
    assert tx.invitation_counts("north") == (2, 1)
    assert tx.invitation_counts("south") == (1, 0)
    assert tx.invitation_counts("west") == (0, 0)


def test_codes_are_counted_by_month_in_order(
    tx: Transaction, invitation: Invitation, now: datetime
) -> None:
    later = replace(invitation, code="B" * 16, month=date(2027, 7, 1))
    south = replace(invitation, code="C" * 16, programme="south")
    tx.add_invitations([south, later, invitation, replace(invitation, code="D" * 16)])
    tx.use_invitation(CODE, now)
    assert tx.codes_by_month() == (
        CodesOfMonth("north", date(2027, 6, 1), 2, 1),
        CodesOfMonth("north", date(2027, 7, 1), 1, 0),
        CodesOfMonth("south", date(2027, 6, 1), 1, 0),
    )


def test_of_many_who_use_a_code_at_once_one_succeeds(
    store: Store, invitation: Invitation, now: datetime
) -> None:
    store.transact_now(lambda tx: tx.add_invitations([invitation]))

    async def all_at_once() -> list[bool]:
        uses = (store.transact(lambda tx: tx.use_invitation(CODE, now)) for _ in range(20))
        return list(await asyncio.gather(*uses))

    assert sum(asyncio.run(all_at_once())) == 1


def test_no_code_can_be_read_in_the_database(
    kept_url: str, vault: Vault, invitation: Invitation
) -> None:
    store = open_store(kept_url, vault)
    store.transact_now(lambda tx: tx.add_invitations([invitation]))
    store.close()
    engine = engine_of(kept_url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM invitations")).all()
    engine.dispose()
    assert len(rows) == 1
    assert CODE not in repr(rows)
