"""A question that nobody answers in time reaches the stand-in, then the coordinators, once each."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.handoff import Handoff
from bot.ports import Transaction
from bot.records import Staff
from bot.usecases.escalating import escalate
from tests.fixtures import NOW
from tests.house import House

TUESDAY, WEDNESDAY, THURSDAY = (NOW + timedelta(days=days) for days in (1, 2, 3))


@pytest.fixture
async def house() -> House:
    """A house with a client whom Karin promised an answer by Monday."""
    house = House()
    await house.enrols()
    client = house.file().client.id

    def work(tx: Transaction) -> None:
        for name in ("karin", "mo"):
            tx.save_staff(Staff(name, name.title(), "adviser", name))
        tx.save_staff(Staff("ineke", "Ineke", "coordinator"))
        tx.open_handoff(Handoff("h1", client, "money", NOW, NOW.date(), "karin"))

    house.store.transact_now(work)
    return house


def told(house: House, at: datetime) -> list[tuple[str, str]]:
    """Look once, and return who has been told what so far."""

    def work(tx: Transaction) -> list[tuple[str, str]]:
        escalate(tx, house.assistant.around, at)
        waiting = tx.pending_notices(at + timedelta(days=30), limit=9)
        return [(each.staff, each.kind) for each in waiting]

    return house.store.transact_now(work)


async def test_on_the_promised_day_nobody_is_told(house: House) -> None:
    assert told(house, NOW.replace(hour=23)) == []


async def test_the_stand_in_is_told_first_and_once(house: House) -> None:
    assert told(house, TUESDAY) == [("mo", "unanswered")]
    assert told(house, TUESDAY + timedelta(hours=5)) == [("mo", "unanswered")]


async def test_a_working_day_later_the_coordinator_is_told_once(house: House) -> None:
    told(house, TUESDAY)
    for at in (WEDNESDAY, THURSDAY):
        assert sorted(told(house, at)) == [("ineke", "overdue"), ("mo", "unanswered")]


async def test_without_a_stand_in_it_is_the_coordinator_at_once(house: House) -> None:
    def work(tx: Transaction) -> None:
        [karin] = [each for each in tx.advisers() if each.id == "karin"]
        tx.save_adviser(replace(karin, stand_in=""))

    house.store.transact_now(work)
    assert told(house, TUESDAY) == [("ineke", "overdue")]


async def test_after_an_answer_nobody_is_told(house: House) -> None:
    def work(tx: Transaction) -> None:
        handoff = tx.handoff("h1")
        assert handoff is not None
        tx.save_handoff(handoff.answer("karin", NOW))

    house.store.transact_now(work)
    assert told(house, THURSDAY) == []


async def test_the_tick_looks_by_itself(house: House) -> None:
    await house.ticks(days=1, hours=1)
    handoff = house.store.transact_now(lambda tx: tx.handoff("h1"))
    assert handoff is not None
    assert handoff.escalation == "stand-in"
