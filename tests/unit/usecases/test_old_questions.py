"""Who was away for weeks meets one question: older ones that nobody answered were closed."""

from datetime import datetime, timedelta

import pytest

from scheduler.calendar import AMSTERDAM
from tests.house import House
from tests.session_house import cancels, changes, signs_up, state, with_sessions

MAY, JUNE = (datetime(2027, month, day, 9, tzinfo=AMSTERDAM) for month, day in ((5, 26), (6, 2)))
APPLY, WEEK = "Werkt uw DigiD?", "Hoe ging uw week?"
TWO_QUESTIONS = """
    script: apply
    title: Aanvragen
    about: het aanvragen
    steps:
      - ask: Werkt uw DigiD?
        fact: digid
      - ask: Mag ik uw naam weten?
        fact: first_name
    """


@pytest.fixture
async def house() -> House:
    return await with_sessions()


async def weeks_later(house: House) -> None:
    """Let what falls due at the end of May, and the week after it, go unanswered."""
    house.clock.at = MAY
    assert APPLY in await house.ticks(hours=3)
    house.clock.at = JUNE
    assert WEEK in await house.ticks(hours=3)


async def test_the_newest_question_is_the_only_one(house: House) -> None:
    await weeks_later(house)
    assert await house.says("goed") == ["Dank u, tot volgende week."]
    assert house.file().conversation is None


async def test_a_button_of_a_closed_question_changes_nothing(house: House) -> None:
    await weeks_later(house)
    said = await house.presses("yes")
    assert "Die knop hoort bij een eerdere vraag." in said[0]
    assert "digid" not in house.file().facts


async def test_what_was_begun_is_gone_on_with() -> None:
    house = await with_sessions(apply=TWO_QUESTIONS)
    house.clock.at = MAY
    await house.ticks(hours=3)
    await house.says("ja")
    house.clock.at = JUNE
    await house.ticks(hours=3)
    said = await house.says("goed")
    assert "We gaan verder met het aanvragen." in said[-1]


async def test_a_question_on_the_way_to_a_person_stays(house: House) -> None:
    await house.says("adviseur")
    house.clock.at = MAY
    await house.ticks(hours=3)
    await house.says("ja")
    conversation = house.file().conversation
    assert conversation
    assert conversation.frames[0].script == "ask-person"


async def test_without_consent_the_welcome_stays_open() -> None:
    house = House()
    await house.says("hallo")
    house.clock.at = JUNE
    await house.ticks(hours=3)
    conversation = house.file().conversation
    assert conversation
    assert conversation.frames[0].script == "welcome"


async def test_an_offer_is_answered_before_what_can_wait(house: House) -> None:
    changes({"s1": {"starts_at": MAY + timedelta(days=2), "confirm_days": 3}}, house)
    house.clock.at = MAY - timedelta(days=2)
    await signs_up(house, "anna")
    await signs_up(house, "ben")
    await cancels(house, "anna")
    await house.ticks(minutes=5)
    house.clock.at = MAY + timedelta(hours=1, minutes=59)
    await house.ticks(minutes=1)
    assert (state(house, "ben"), house.contacts("ben")["apply"]) == ("s1 offered", ["deferred"])


async def offered_until_after_the_week(house: House) -> None:
    """Let Ben be asked about a place in a week in which another contact cannot wait so long."""
    house.clock.at = MAY
    await house.ticks(hours=4)
    for who in ("anna", "ben"):
        await house.says("ja", who)
    starts = JUNE + timedelta(days=20)
    changes({"s1": {"starts_at": starts, "confirm_days": 10}}, house)
    house.clock.at = JUNE - timedelta(days=2)
    await signs_up(house, "anna")
    await signs_up(house, "ben")
    await cancels(house, "anna")
    await house.ticks(minutes=5)
    house.clock.at = JUNE
    assert WEEK in await house.ticks(hours=4)
    assert house.messages("ben")[-1].text == WEEK


async def test_a_place_that_is_still_kept_is_asked_about_again(house: House) -> None:
    await offered_until_after_the_week(house)
    said = await house.says("goed", "ben")
    assert "Er is een plaats vrij op dinsdag 22 juni" in said[-1]
    await house.says("ja", "ben")
    assert (state(house, "ben"), house.file("ben").conversation) == ("s1 booked", None)


async def test_a_place_that_is_not_kept_any_more_is_not_asked_about(house: House) -> None:
    await offered_until_after_the_week(house)
    house.clock.at = JUNE + timedelta(days=9)
    await house.ticks(hours=2)
    assert state(house, "ben") == ""
    said = await house.says("goed", "ben")
    assert "Er is een plaats vrij" not in " ".join(said)
    assert house.file("ben").conversation is None
