"""After a session: everybody is asked what fits, and can sign up again."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.ports import Transaction
from bot.sessions import AttendanceState
from scheduler.calendar import AMSTERDAM
from tests.house import House
from tests.session_house import FIRST, changes, signs_up, state, with_sessions


@pytest.fixture
async def house() -> House:
    return await with_sessions()


@pytest.mark.parametrize(
    ("noted", "says"),
    [
        ("attended", "Fijn dat u bij de bijeenkomst was."),
        ("absent", "Wij misten u bij de bijeenkomst."),
        ("excused", "Dank u wel dat u het zei."),
        ("unknown", "De bijeenkomst van donderdag 18 maart is geweest."),
    ],
)
async def test_afterwards_everybody_is_asked_what_fits_what_staff_noted(
    house: House, noted: AttendanceState, says: str
) -> None:
    await signs_up(house, "anna")
    house.clock.at = datetime(2027, 3, 19, 10, tzinfo=AMSTERDAM)
    assert says in starts_follow_up(house, noted)[0]


async def test_where_coming_is_expected_the_adviser_may_call(house: House) -> None:
    changes({"s1": {"expected": True}}, house)
    await signs_up(house, "anna")
    house.clock.at = datetime(2027, 3, 19, 10, tzinfo=AMSTERDAM)
    starts_follow_up(house, "absent")
    assert "Uw adviseur kan u hierover bellen." in (await house.presses("sick", "anna"))[0]


async def test_what_a_client_says_leaves_the_list_of_staff_as_it_is(house: House) -> None:
    await signs_up(house, "anna")
    house.clock.at = datetime(2027, 3, 19, 10, tzinfo=AMSTERDAM)
    starts_follow_up(house, "unknown")
    await house.says("ja", "anna")
    (row,) = house.store.transact_now(lambda tx: tx.registrations(session="s1"))
    assert row.attendance == "unknown"
    assert house.file("anna").facts["session_was_there"].value is True


async def test_after_a_session_signing_up_begins_anew_and_keeps_who_was_there(
    house: House,
) -> None:
    await signs_up(house, "anna")
    house.clock.at = datetime(2027, 3, 19, 10, tzinfo=AMSTERDAM)
    assert "Wilt u de dagen zien?" in (await house.says("bijeenkomst", "anna"))[0]
    await house.presses("see", "anna")
    await house.says(FIRST, "anna")
    assert state(house, "anna") == "s1 booked s2 booked"


def starts_follow_up(house: House, noted: AttendanceState) -> list[str]:
    """Note at the session how it was with anna, and begin the talk of the day after."""

    def note(tx: Transaction) -> None:
        (row,) = tx.registrations(session="s1")
        tx.save_registration(replace(row, attendance=noted))

    house.store.transact_now(note)
    return house.starts("session-follow-up")
