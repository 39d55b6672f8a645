"""A person's task ends honestly: a crisis after an answer, the rest with the truth."""

from dataclasses import replace

import pytest

from bot.handoff import Handoff, UnansweredError
from bot.messages import Message
from bot.ports import Transaction
from bot.records import Staff
from bot.usecases.adviser_chat import END, Said, hear
from bot.usecases.handoffs import close, give_back, reply
from tests.house import House

KARIN = Staff("karin", "Karin de Boer", "adviser", "karin")


@pytest.fixture
async def house() -> House:
    """A house with a client who was welcomed."""
    house = House()
    await house.enrols()
    house.store.transact_now(lambda tx: tx.save_staff(KARIN))
    return house


def active(house: House) -> Handoff:
    client = house.file().client.id
    found = house.store.transact_now(lambda tx: tx.active_handoff(client))
    assert found is not None
    return found


def texts(messages: tuple[Message, ...]) -> list[str]:
    return [message.text for message in messages]


def gives_back(house: House) -> list[str]:
    around, now = house.assistant.around, house.clock.now()
    handoff = active(house).id
    return texts(house.store.transact_now(lambda tx: give_back(tx, around, handoff, now)))


def answers(house: House) -> None:
    around, now = house.assistant.around, house.clock.now()
    handoff = active(house).id
    house.store.transact_now(lambda tx: reply(tx, around, KARIN, handoff, "Ik bel u.", now))


async def test_a_crisis_that_nobody_answered_is_not_given_back(house: House) -> None:
    await house.says("ik wil niet meer leven")
    with pytest.raises(UnansweredError):
        gives_back(house)
    assert active(house).topic == "crisis"
    assert await house.says("hallo?") != []


async def test_in_the_chat_app_too_and_the_adviser_reads_what_to_do(house: House) -> None:
    await house.says("ik wil niet meer leven")
    taken = active(house).take("karin", house.clock.now())

    def work(tx: Transaction) -> list[str]:
        tx.save_handoff(taken)
        said = Said(press=f"{END}{taken.id}")
        hear(tx, house.assistant.around, KARIN, said, house.clock.now())
        return [each.kind for each in tx.pending_notices(house.clock.now(), limit=9)]

    assert "not-answered" in house.store.transact_now(work)
    assert active(house).state == "taken"


async def test_a_promise_that_is_over_is_not_made_again(house: House) -> None:
    await house.says("ik wil niet meer leven")
    answers(house)
    said = " ".join(gives_back(house))
    assert "klaar met uw vraag" in said
    assert "gevraagd om contact" not in said


async def test_what_the_crisis_broke_into_goes_on_after_it(house: House) -> None:
    await house.says("zelfcheck")
    question = house.messages()[-1].text
    await house.says("ik ben dakloos")
    await house.presses("no")
    answers(house)
    assert question.splitlines()[-1] in gives_back(house)[-1]


async def test_closing_promises_nothing_again_either(house: House) -> None:
    await house.says("ik wil niet meer leven")
    answers(house)
    around, handoff = house.assistant.around, active(house).id
    now = house.clock.now()
    said = texts(house.store.transact_now(lambda tx: close(tx, around, handoff, now)))
    assert "gevraagd om contact" not in " ".join(said)


async def test_whose_question_nobody_answered_reads_that(house: House) -> None:
    for text in ("adviseur", "werk zoeken", "Kunt u mij helpen?", "ja"):
        await house.says(text)
    assert "zonder antwoord" in gives_back(house)[0]


async def test_who_asked_nothing_does_not_read_that_a_question_is_done(house: House) -> None:
    client, now = house.file().client.id, house.clock.now()
    silence = Handoff("h1", client, "silence", now, now.date(), "karin")
    house.store.transact_now(lambda tx: tx.open_handoff(replace(silence)))
    assert "uw vraag" not in " ".join(gives_back(house))
