"""Somebody enters by a code: its programme and month are known, and it is used up."""

from datetime import date, timedelta

import pytest

from bot.clients import Address
from bot.errors import ContentError
from bot.invitations import grouped
from bot.ports import Transaction
from bot.usecases.inviting import Entered, enter, make_invitations, why_refused
from tests.house import CHANNEL, PROGRAMME, House

MONTH = date(2027, 6, 1)
BO = Address(CHANNEL, "bo")


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def code(house: House) -> str:
    return made(house, 1)[0]


def made(house: House, count: int) -> list[str]:
    around, now = house.assistant.around, house.clock.now()
    invitations = house.store.transact_now(
        lambda tx: make_invitations(tx, around, PROGRAMME, MONTH, count=count, now=now)
    )
    return [each.code for each in invitations]


def enters(house: House, code: str, address: Address = BO) -> Entered:
    around, now = house.assistant.around, house.clock.now()
    return house.store.transact_now(lambda tx: enter(tx, around, address, now, code=code))


def test_codes_are_all_different_and_counted(house: House) -> None:
    codes = made(house, 50)
    assert len(set(codes)) == 50
    assert house.store.transact_now(lambda tx: tx.invitation_counts(PROGRAMME)) == (50, 0)


def test_a_programme_that_is_not_there_gets_no_codes(house: House) -> None:
    around, now = house.assistant.around, house.clock.now()
    with pytest.raises(ContentError):
        house.store.transact_now(
            lambda tx: make_invitations(tx, around, "nowhere", MONTH, count=1, now=now)
        )


def test_who_enters_is_greeted_in_the_programme_with_the_month_known(
    house: House, code: str
) -> None:
    entered = enters(house, grouped(code).lower())
    file = house.file("bo")
    assert entered.messages
    assert file.client.programme == PROGRAMME
    assert file.facts["ww_end_month"].value == MONTH
    assert house.store.transact_now(lambda tx: tx.invitation_counts(PROGRAMME)) == (1, 1)


def test_a_used_code_brings_nobody_else_in(house: House, code: str) -> None:
    enters(house, code)
    assert enters(house, code, Address(CHANNEL, "cas")).refusal == "used"
    assert house.store.transact_now(lambda tx: tx.client_at(Address(CHANNEL, "cas"))) is None


def test_a_code_is_refused_with_its_reason(house: House, code: str) -> None:
    other = next(c for c in made(house, 2) if c != code)
    house.clock.at += timedelta(days=365)
    refusals = [enters(house, typed).refusal for typed in (other, "onzin", code[:-1])]
    assert refusals == ["expired", "mistyped", "mistyped"]


def test_looking_does_not_use_a_code_up(house: House, code: str) -> None:
    def look(tx: Transaction) -> str | None:
        return why_refused(tx, code, house.clock.now())

    assert house.store.transact_now(look) is None
    assert house.store.transact_now(look) is None
    assert enters(house, code).refusal is None


def test_who_used_which_code_is_not_kept(house: House, code: str) -> None:
    enters(house, code)
    kept = house.store.transact_now(lambda tx: tx.invitation(code))
    assert kept is not None
    assert house.file("bo").client.id not in repr(kept)
    assert code not in repr(house.file("bo"))
