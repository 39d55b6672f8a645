"""The WW ends on another day: told at any moment, by the client or their adviser."""

from datetime import date

import pytest

from bot.usecases.redating import change_ww_end
from tests.house import House


@pytest.fixture
async def house() -> House:
    house = House()
    await house.enrols(ww_end="31-3-2027")
    return house


@pytest.mark.parametrize(
    "text",
    ["mijn ww stopt eerder, 28 februari", "mijn ww is verlengd tot 30 juni", "datum veranderen",
     "ik heb mijn datum verkeerd ingevuld", "Mijn WW is gestopt"],
)  # fmt: skip
async def test_another_date_is_asked_for_in_any_words(house: House, text: str) -> None:
    said = await house.says(text)
    assert "stopt volgens mij op 31 maart 2027. Wat is de nieuwe datum?" in said[-1]


async def test_a_new_date_plans_again(house: House) -> None:
    await house.says("mijn ww is verlengd")
    said = await house.says("30-6-2027")
    client = house.file().client
    assert "Uw WW stopt op 30 juni 2027." in said[-1]
    assert (client.anchors["ww_end"].day, client.anchors["ww_end"].version) == (
        date(2027, 6, 30),
        2,
    )


async def test_it_breaks_into_another_talk_which_goes_on_afterwards(house: House) -> None:
    await house.says("aanvragen")
    await house.says("datum veranderen")
    said = await house.says("30-6-2027")
    assert "Wilt u bijstand aanvragen?" in said[-1] or "DigiD" in said[-1]


async def test_without_a_new_date_the_old_one_stays(house: House) -> None:
    for text in ("overslaan", "weet ik niet"):
        await house.says("datum veranderen")
        await house.says(text)
        assert house.file().facts["ww_end"].value == date(2027, 3, 31)


async def test_the_date_that_is_kept_is_told(house: House) -> None:
    said = await house.says("wanneer stopt mijn ww?")
    assert "woensdag 31 maart 2027" in said[-1]


async def test_a_question_about_it_is_no_news(house: House) -> None:
    assert house.assistant.around.vocabulary.told("wat als mijn ww is verlengd?") == ""


async def test_an_adviser_changes_the_date_and_the_contacts_follow(house: House) -> None:
    client, now, around = house.file().client.id, house.clock.now(), house.assistant.around
    house.store.transact_now(lambda tx: change_ww_end(tx, around, client, date(2027, 6, 30), now))
    assert house.file().client.anchors["ww_end"].day == date(2027, 6, 30)
    assert "Die is nu 30 juni 2027." in house.messages()[-1].text


async def test_news_beside_an_answer_to_what_is_asked_is_that_answer(house: House) -> None:
    house.publishes(
        "small-talk",
        """
        script: small-talk
        title: Afloop
        steps:
          - ask: Hoe is het met uw inkomen?
            fact: outcome_first
          - say: Dank u.
        """,
    )
    await house.says("hallo")
    assert await house.says("mijn ww is gestopt en ik heb geen inkomen") == ["Dank u."]
    assert house.file().facts["outcome_first"].value == "none"
