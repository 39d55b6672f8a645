"""Giving a place back: one word begins it, nothing happens before a yes."""

from datetime import datetime

import pytest

from scheduler.calendar import AMSTERDAM
from tests.house import House
from tests.session_house import signs_up, state, with_sessions

QUESTION = "Wilt u uw plek bij de bijeenkomst van donderdag 18 maart teruggeven?"


@pytest.fixture
async def house() -> House:
    house = await with_sessions()
    await signs_up(house, "anna")
    return house


@pytest.mark.parametrize("says", ["afmelden", "ik kan niet komen", "meld mij af"])
async def test_the_place_is_kept_until_a_yes(house: House, says: str) -> None:
    assert QUESTION in (await house.says(says))[0]
    assert state(house, "anna") == "s1 booked"


@pytest.mark.parametrize("says", ["ja", "het klopt", "afmelden", "ja, meld mij af"])
async def test_a_yes_gives_it_back(house: House, says: str) -> None:
    await house.says("afmelden")
    assert "U bent afgemeld." in (await house.says(says))[0]
    assert state(house, "anna") == ""


@pytest.mark.parametrize("says", ["nee", "ik kom toch", "nee, ik kom", "overslaan"])
async def test_anything_else_keeps_it(house: House, says: str) -> None:
    await house.says("afmelden")
    assert "De plek blijft van u." in (await house.says(says))[0]
    assert state(house, "anna") == "s1 booked"


async def test_silence_keeps_the_place_and_an_old_button_does_not_give_it_back(
    house: House,
) -> None:
    await house.says("afmelden")
    house.clock.at = datetime(2027, 3, 17, 9, tzinfo=AMSTERDAM)
    assert "Morgen is de bijeenkomst." in await house.ticks(hours=3)
    assert "Er is niets veranderd." in (await house.presses("give"))[0]
    assert state(house, "anna") == "s1 booked"


async def test_after_an_interruption_it_is_asked_again(house: House) -> None:
    await house.says("afmelden")
    await house.says("taal")
    assert QUESTION in (await house.says("Nederlands"))[-1]
    assert state(house, "anna") == "s1 booked"


async def test_who_waits_is_asked_too(house: House) -> None:
    await signs_up(house, "ben")
    assert "Wilt u van de lijst af?" in (await house.says("afmelden", "ben"))[0]
    await house.presses("give", "ben")
    assert state(house, "ben") == ""


async def test_stop_gives_it_back_without_asking(house: House) -> None:
    await house.says("stop")
    assert state(house, "anna") == ""


async def test_the_question_about_another_day_is_gone_with_the_place(house: House) -> None:
    await house.says("andere dag")
    await house.says("afmelden")
    said = await house.presses("give")
    assert said == [
        "U bent afgemeld. Dank u wel dat u het zegt. "
        "Wilt u later toch naar een bijeenkomst? Typ dan bijeenkomst."
    ]
    assert house.file().conversation is None
