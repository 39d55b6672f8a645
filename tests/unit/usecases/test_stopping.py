"""`stop` at rest ends all messages; in a talk it is first asked what is meant."""

import pytest

from tests.house import House


@pytest.fixture
async def house() -> House:
    """A client in the middle of a talk."""
    house = House()
    await house.enrols()
    await house.says("aanvragen")
    return house


async def test_at_rest_it_ends_all_messages() -> None:
    house = House()
    await house.enrols()
    await house.says("stop")
    assert house.file().client.state == "stopped"


async def test_in_a_talk_it_is_asked_what_is_meant(house: House) -> None:
    assert (await house.says("stop"))[0].startswith("Wilt u nu even stoppen")
    assert house.file().client.state == "active"


async def test_stopping_for_now_keeps_the_talk_and_what_was_planned(house: House) -> None:
    contacts = house.contacts()
    await house.says("stop")
    said = await house.presses("later")
    assert len(said) == 1
    assert house.contacts() == contacts
    assert "We gaan verder met" in (await house.says("start"))[-1]


async def test_twice_means_all_messages(house: House) -> None:
    await house.says("stop")
    await house.says("stop")
    assert house.file().client.state == "stopped"


async def test_plain_words_for_no_messages_need_no_question(house: House) -> None:
    await house.says("geen berichten meer")
    assert house.file().client.state == "stopped"


async def test_who_goes_on_gets_the_question_again(house: House) -> None:
    question = house.messages()[-1].text
    await house.says("stop")
    assert question in (await house.presses("go_on"))[-1]
