"""Who was promised an answer and got none reads that once, by day; weekly talks go on later."""

import pytest

from bot.handoff import Handoff
from bot.ports import Transaction
from bot.records import Staff
from tests.fixtures import NOW
from tests.house import House

BROKEN = "Dat is niet gelukt."


def held(house: House, topic: str, **more: str) -> None:
    """Let Karin have promised an answer by today."""
    client = house.file().client.id

    def work(tx: Transaction) -> None:
        for name in ("karin", "mo"):
            tx.save_staff(Staff(name, name.title(), "adviser", name))
        handoff = Handoff("h1", client, topic, NOW, NOW.date(), "karin", **more)  # type: ignore[arg-type]  # the urgency
        tx.open_handoff(handoff)

    house.store.transact_now(work)


@pytest.fixture
async def house() -> House:
    house = House()
    await house.enrols()
    return house


async def test_the_client_reads_once_that_it_is_late_and_who_was_asked(house: House) -> None:
    held(house, "money")
    said = [text for text in await house.ticks(days=9) if BROKEN in text]
    assert len(said) == 1
    assert "Mo" in said[0]


async def test_not_at_night(house: House) -> None:
    held(house, "money")
    assert not any(BROKEN in text for text in await house.ticks(hours=22))


async def test_in_a_crisis_with_whom_to_call(house: House) -> None:
    held(house, "crisis", urgency="urgent")
    said = [text for text in await house.ticks(days=2) if BROKEN in text]
    assert len(said) == 1
    assert "0800-0113" in said[0]


async def test_who_asked_nothing_was_promised_nothing(house: House) -> None:
    held(house, "silence")
    assert not any(BROKEN in text for text in await house.ticks(days=3))


async def test_after_an_answer_nothing_is_late(house: House) -> None:
    held(house, "money")
    house.store.transact_now(lambda tx: tx.save_handoff(_only(tx).answer("karin", NOW)))
    assert not any(BROKEN in text for text in await house.ticks(days=3))


def _only(tx: Transaction) -> Handoff:
    (handoff,) = tx.handoffs()
    return handoff


async def test_weekly_talks_go_on_a_week_after_a_broken_promise(house: House) -> None:
    held(house, "money")
    await house.ticks(days=100)
    assert "sent" in house.contacts()["weekly"]
