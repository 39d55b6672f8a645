"""Signing up for a session: booked, waiting, moving up, and what is planned around the day."""

from datetime import date, datetime, timedelta

import pytest

from bot.sessions import InformationSession
from scheduler.calendar import AMSTERDAM
from tests.house import PROGRAMME, House

FIRST, SECOND = "1", "2"
REMINDER = "Morgen is de bijeenkomst."


def session(name: str, day: date, capacity: int = 1) -> InformationSession:
    starts = datetime(day.year, day.month, day.day, 14, tzinfo=AMSTERDAM)
    return InformationSession(name, PROGRAMME, starts, "Stadhuis", capacity)


@pytest.fixture
async def house() -> House:
    house = House()
    for planned in (session("s1", date(2027, 3, 18)), session("s2", date(2027, 4, 15), 5)):
        house.store.transact_now(lambda tx, planned=planned: tx.add_session(planned))  # type: ignore[misc]  # a default argument binds the loop's session
    for who in ("anna", "ben"):
        await house.enrols(who)
    return house


async def signs_up(house: House, who: str, day: str = FIRST) -> list[str]:
    await house.says("bijeenkomst", who)
    if house.file(who).facts.get("registration") is None:
        await house.presses("see", who)
    else:
        await house.presses("other", who)
        await house.presses("see", who)
    return await house.says(day, who)


async def cancels(house: House, who: str) -> list[str]:
    await house.says("bijeenkomst", who)
    return await house.presses("cancel", who)


def state(house: House, who: str) -> str:
    client = house.file(who).client.id
    rows = house.store.transact_now(lambda tx: tx.registrations(client=client))
    return " ".join(f"{row.session} {row.state}" for row in rows)


async def test_a_free_place_is_booked_and_the_reminder_planned(house: House) -> None:
    assert "U staat op de lijst" in (await signs_up(house, "anna"))[0]
    assert state(house, "anna") == "s1 booked"
    assert house.file("anna").client.anchors["session"].day == date(2027, 3, 18)
    assert house.contacts("anna")["remind"] == ["planned"]


async def test_a_full_session_has_a_waiting_list_without_reminder(house: House) -> None:
    await signs_up(house, "anna")
    assert "wachtlijst" in (await signs_up(house, "ben"))[0]
    assert state(house, "ben") == "s1 waiting"
    assert "remind" not in house.contacts("ben")


async def test_who_waits_gets_the_place_that_is_given_back(house: House) -> None:
    await signs_up(house, "anna")
    await signs_up(house, "ben")
    await cancels(house, "anna")
    assert (state(house, "anna"), state(house, "ben")) == ("", "s1 booked")
    assert house.contacts("anna")["remind"] == ["cancelled"]
    assert house.contacts("ben")["remind"] == ["planned"]


async def test_who_waits_gets_the_place_of_who_is_forgotten(house: House) -> None:
    await signs_up(house, "anna")
    await signs_up(house, "ben")
    await house.says("vergeet mij", "anna")
    await house.presses("forget", "anna")
    assert state(house, "ben") == "s1 booked"
    assert house.contacts("ben")["remind"] == ["planned"]


async def test_who_moved_up_is_known_to_be_booked(house: House) -> None:
    await signs_up(house, "anna")
    await signs_up(house, "ben")
    await cancels(house, "anna")
    assert house.file("ben").facts["registration"].value == "booked"


async def test_another_day_gives_the_first_one_back(house: House) -> None:
    await signs_up(house, "anna")
    await signs_up(house, "anna", SECOND)
    assert state(house, "anna") == "s2 booked"
    assert house.file("anna").client.anchors["session"].day == date(2027, 4, 15)
    assert house.contacts("anna")["remind"] == ["cancelled", "planned"]


async def test_a_day_that_is_full_takes_the_reminder_of_the_first_away(house: House) -> None:
    await signs_up(house, "ben")
    await signs_up(house, "anna", SECOND)
    await signs_up(house, "anna", FIRST)
    assert state(house, "anna") == "s1 waiting"
    assert house.contacts("anna")["remind"] == ["cancelled"]


async def test_the_reminder_comes_the_working_day_before(house: House) -> None:
    await signs_up(house, "anna")
    house.clock.at = datetime(2027, 3, 17, 9, tzinfo=AMSTERDAM)
    assert REMINDER in await house.ticks(hours=3)


async def test_a_second_session_gets_a_reminder_of_its_own(house: House) -> None:
    await signs_up(house, "anna")
    house.clock.at = datetime(2027, 3, 17, 9, tzinfo=AMSTERDAM)
    await house.ticks(hours=3)
    await cancels(house, "anna")
    await house.says("bijeenkomst", "anna")
    await house.presses("see", "anna")
    await house.says(SECOND, "anna")
    assert state(house, "anna") == "s2 booked"
    house.clock.at = datetime(2027, 4, 14, 9, tzinfo=AMSTERDAM)
    assert REMINDER in await house.ticks(hours=3)


async def test_a_session_that_was_taken_away_cannot_be_chosen(house: House) -> None:
    await house.says("bijeenkomst")
    await house.presses("see")
    await house.presses("s9")
    assert state(house, "anna") == ""


async def test_past_sessions_are_not_offered(house: House) -> None:
    house.clock.forward(timedelta(days=60))
    said = await house.says("bijeenkomst")
    assert "Er staat nu geen bijeenkomst" in said[0]
