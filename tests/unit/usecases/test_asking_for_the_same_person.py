"""The button for a person, pressed while a person has the talk, is for that person."""

from datetime import timedelta

import pytest

from bot.ports import Transaction
from bot.records import Staff
from bot.usecases.handoffs import take
from tests.house import House

KEPT_BACK = "hoe bedoelt u dat"
KARIN = Staff("karin", "Karin de Boer", "adviser", "karin")


@pytest.fixture
async def house() -> House:
    """Return a house where Karin has a talk, and a question offers a person after misses."""
    house = House()
    await house.enrols()
    house.store.transact_now(lambda tx: tx.save_staff(KARIN))
    await says(house, "adviseur", "werk zoeken", "Wilt u mij helpen?", "ja")
    house.store.transact_now(_take)
    await says(house, "zelfcheck", "tja", "eh, dat weet u toch", KEPT_BACK)
    return house


def _take(tx: Transaction) -> None:
    (handoff,) = tx.handoffs(active=True)
    take(tx, KARIN, handoff.id, handoff.opened_at)


async def says(house: House, *texts: str) -> None:
    for text in texts:
        house.clock.forward(timedelta(seconds=20))
        await house.says(text)


def told_of(house: House) -> list[str]:
    """Return the client's words of which Karin is told."""
    due = house.clock.now() + timedelta(days=7)
    notices = house.store.transact_now(
        lambda tx: tx.pending_notices(due, limit=99, channel="telegram")
    )
    texts = {message.id: message.text for message in house.messages()}
    return [texts[each.message] for each in notices if each.kind == "wrote"]


async def test_a_press_lets_the_kept_back_words_through(house: House) -> None:
    before = house.file()
    house.clock.forward(timedelta(seconds=20))
    said = await house.presses("adviser")
    assert told_of(house) == [KEPT_BACK, "Een mens spreken"]
    assert "Waar gaat uw vraag over?" not in " ".join(said)
    assert house.file().facts["topic"] == before.facts["topic"]
    assert house.file().conversation == before.conversation


async def test_so_do_the_words_on_the_button(house: House) -> None:
    await says(house, "een mens spreken")
    assert told_of(house) == [KEPT_BACK, "een mens spreken"]
    assert "Uw vorige bericht gaat nu naar Karin." in house.messages()[-1].text


async def test_the_press_is_kept_as_what_the_client_saw(house: House) -> None:
    received = await house.receives(choice=_button(house))
    assert received.outcome == "to-adviser"
    assert (received.messages[0].text, received.messages[0].meant) == (
        "Een mens spreken",
        "forward",
    )


def _button(house: House) -> str:
    return next(
        choice.id
        for message in reversed(house.messages())
        for choice in message.choices
        if choice.label == "Een mens spreken"
    )
