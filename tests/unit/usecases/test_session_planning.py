"""Sessions of a programme are kept ahead, and what a coordinator did with one stays."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.sessions import InformationSession
from bot.usecases.session_planning import plan_sessions
from scheduler.calendar import AMSTERDAM
from tests.house import House

PROGRAMME = "werk-in-zicht"
NOW = datetime(2027, 3, 8, 10, tzinfo=AMSTERDAM)


@pytest.fixture
def house() -> House:
    return House(NOW)


def plan(house: House) -> None:
    house.store.transact_now(lambda tx: plan_sessions(tx, house.assistant.around, PROGRAMME, NOW))


def planned(house: House) -> tuple[InformationSession, ...]:
    return house.store.transact_now(lambda tx: tx.all_sessions(after=NOW))


def test_a_session_is_as_its_series_says(house: House) -> None:
    plan(house)
    first = planned(house)[0]
    assert (first.id, first.minutes) == ("werk-in-zicht-werkplein-2027-04-06", 90)
    assert (first.needs, first.talk_minutes, first.expected) == (
        ("companion", "interpreter", "wheelchair", "hearing-loop"),
        15,
        False,
    )


def test_what_was_moved_or_called_off_stays_so(house: House) -> None:
    plan(house)
    first, second, *_ = planned(house)
    moved = first.moved(first.starts_at + timedelta(days=2), "Bibliotheek", "")
    house.store.transact_now(lambda tx: tx.save_session(moved))
    house.store.transact_now(lambda tx: tx.save_session(second.cancelled()))
    before = planned(house)
    plan(house)
    assert planned(house) == before


def test_a_session_named_as_earlier_versions_did_is_there_already(house: House) -> None:
    plan(house)
    first = replace(planned(house)[0], id="werk-in-zicht-2027-04-06")
    other = House(NOW)
    other.store.transact_now(lambda tx: tx.add_session(first))
    plan(other)
    days = [each.starts_at.date() for each in planned(other)]
    assert len(days) == len(set(days))
