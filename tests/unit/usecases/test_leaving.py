"""Clients of an adviser who leaves get another, are told once, and what waits goes along."""

from dataclasses import replace

import pytest

from bot.advisers import Adviser
from bot.dossier import TRANSFER
from bot.handoff import Handoff
from bot.ports import Transaction
from bot.records import Staff
from bot.usecases.leaving import hand_clients_on, leave, who_gets_the_clients
from bot.usecases.staffing import StaffError
from tests.fixtures import NOW
from tests.house import PROGRAMME, House

ANNE = Adviser("anne", "Anne", "UWV", (PROGRAMME,))
BEN = Adviser("ben", "Ben", "UWV", (PROGRAMME,), stand_in="karin")


@pytest.fixture
async def house() -> House:
    """A house in which Karin has three clients, and Anne and Ben have none."""
    house = House()
    for who in ("anna", "cem", "dana"):
        await house.enrols(who)
    house.store.transact_now(_staffed)
    return house


def _staffed(tx: Transaction) -> None:
    for adviser in (ANNE, BEN):
        tx.save_adviser(adviser)
    for name in ("karin", "anne", "ben"):
        tx.save_staff(Staff(name, name.title(), "adviser", name))


def leaves(house: House) -> list[str]:
    """Let Karin leave; return what clients are told."""
    around = house.assistant.around
    told = house.store.transact_now(lambda tx: leave(tx, around, "karin", NOW))
    return [message.text for message in told]


async def test_the_clients_are_spread_and_each_is_told_once(house: House) -> None:
    told = leaves(house)
    loads = house.store.transact_now(lambda tx: tx.caseloads())
    assert sorted(loads.items()) == [("anne", 2), ("ben", 1)]
    assert [text.split(".")[0] for text in told] == [
        "Uw nieuwe adviseur is Anne",
        "Uw nieuwe adviseur is Ben",
        "Uw nieuwe adviseur is Anne",
    ]


async def test_what_waits_goes_along_and_is_told(house: House) -> None:
    client = house.file("anna").client.id
    waiting = Handoff("h1", client, "money", NOW, NOW.date(), "karin")
    house.store.transact_now(lambda tx: tx.open_handoff(waiting))
    leaves(house)
    handoff = house.store.transact_now(lambda tx: tx.handoff("h1"))
    notices = house.store.transact_now(lambda tx: tx.pending_notices(NOW, limit=9))
    new = house.file("anna").client.adviser
    assert handoff == replace(waiting, adviser=new)
    assert [(each.staff, each.kind) for each in notices] == [(new, "passed-on")]


@pytest.mark.parametrize(("organisation", "shared"), [("UWV", ("money",)), ("Werkplein", ())])
async def test_answers_for_one_organisation_do_not_go_along_to_another(
    house: House, organisation: str, shared: tuple[str, ...]
) -> None:
    client = house.file("anna").client.id
    handed = Handoff("h1", client, TRANSFER, NOW, NOW.date(), "karin", shared_facts=("money",))

    def work(tx: Transaction) -> None:
        for adviser in (ANNE, BEN):
            tx.save_adviser(replace(adviser, organisation=organisation))
        tx.open_handoff(handed)

    house.store.transact_now(work)
    leaves(house)
    handoff = house.store.transact_now(lambda tx: tx.handoff("h1"))
    assert handoff is not None
    assert handoff.shared_facts == shared


async def test_who_stopped_or_pauses_is_not_written_to(house: House) -> None:
    file = house.file("anna")
    stopped = replace(file, client=replace(file.client, state="stopped"))
    house.store.transact_now(lambda tx: tx.save_client(stopped))
    assert len(leaves(house)) == 2
    assert house.file("anna").client.adviser in ("anne", "ben")


async def test_who_left_cannot_sign_in_and_stands_in_for_nobody(house: House) -> None:
    leaves(house)
    advisers = {each.id: each for each in house.store.transact_now(lambda tx: tx.advisers())}
    assert house.store.transact_now(lambda tx: tx.staff("karin")) is None
    assert (advisers["karin"].left, advisers["ben"].stand_in) == (True, "")


async def test_beforehand_is_seen_who_gets_how_many(house: House) -> None:
    around = house.assistant.around
    seen = house.store.transact_now(lambda tx: who_gets_the_clients(tx, around, "karin", NOW))
    assert seen == {"anne": 2, "ben": 1}
    assert house.store.transact_now(lambda tx: tx.caseloads()) == {"karin": 3}


async def test_handing_on_keeps_the_adviser(house: House) -> None:
    around = house.assistant.around
    house.store.transact_now(lambda tx: hand_clients_on(tx, around, "karin", NOW))
    assert house.store.transact_now(lambda tx: tx.staff("karin")) is not None
    with pytest.raises(StaffError, match="karin"):
        house.store.transact_now(lambda tx: leave(tx, around, "karen", NOW))
