"""What a client wrote before they took their question back goes to no chat app any more."""

from datetime import timedelta

import pytest

from bot.handoff import Handoff
from bot.ports import Transaction
from bot.records import Staff
from bot.usecases.adviser_chat import TAKE, Said, hear
from bot.usecases.notifying import unanswered_words
from bot.usecases.telling import Teller
from tests.house import CHANNEL, House

CRISIS = "ik wil niet meer leven"
BEFORE = "Ik slaap slecht, Karin"
AFTER = "Bent u er nog?"
TAKE_BACK = ("mijn gegevens", "Deel mijn vraag niet meer")


@pytest.fixture
async def house() -> House:
    """Return a house where a question became urgent, so that its talk stays with the person."""
    house = House()
    await house.enrols()
    house.store.transact_now(lambda tx: tx.save_staff(_staff("karin")))
    house.store.transact_now(lambda tx: tx.save_staff(_staff("mo")))
    await says(house, "adviseur", "werk zoeken", "Wilt u mij helpen?", "ja", CRISIS)
    return house


def _staff(adviser: str) -> Staff:
    return Staff(adviser, adviser.title(), "adviser", adviser)


async def says(house: House, *texts: str) -> None:
    for text in texts:
        house.clock.forward(timedelta(seconds=20))
        await house.says(text)


def urgent(house: House) -> Handoff:
    active = house.store.transact_now(lambda tx: tx.handoffs(active=True))
    return next(each for each in active if each.urgency == "urgent")


def take(house: House) -> None:
    handoff = urgent(house)
    said = Said(press=f"{TAKE}{handoff.id}", reference="1")
    around, staff, now = house.assistant.around, _staff(handoff.adviser), house.clock.now()
    house.store.transact_now(lambda tx: hear(tx, around, staff, said, now))


def told(house: House) -> str:
    """Return all that waits to be told in the chat app in which the client writes too."""

    def work(tx: Transaction) -> str:
        due = house.clock.now() + timedelta(days=7)
        notices = tx.pending_notices(due, limit=99, channel="telegram")
        teller = Teller(tx, house.assistant.around, CHANNEL, "/desk", "nl", due.date())
        return "\n".join(each.text for each in map(teller.told, notices) if each is not None)

    return house.store.transact_now(work)


async def test_a_notice_that_waits_says_nothing_from_before(house: House) -> None:
    take(house)
    await says(house, BEFORE)
    assert BEFORE in told(house)
    await says(house, *TAKE_BACK, AFTER)
    assert BEFORE not in told(house)
    assert AFTER in told(house)


async def test_who_takes_the_talk_later_gets_nothing_from_before(house: House) -> None:
    await says(house, BEFORE, *TAKE_BACK, AFTER)
    handoff, words = urgent(house), house.assistant.around.vocabulary
    left = house.store.transact_now(lambda tx: unanswered_words(tx, handoff, words))
    assert [message.text for message in left] == [AFTER]
    take(house)
    assert BEFORE not in told(house)


async def test_words_of_crisis_are_passed_on_all_the_same(house: House) -> None:
    await says(house, CRISIS, BEFORE, *TAKE_BACK)
    take(house)
    assert CRISIS in told(house)
