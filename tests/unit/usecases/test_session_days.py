"""Choosing a day for a session: by its date, from days that are still as they are shown."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.dialogue.facts import Fact
from bot.scripts.fitting import is_for
from bot.scripts.programmes import parse_programme
from scheduler.rules import Rule
from tests.fixtures import NOW, shipped
from tests.house import House
from tests.session_house import changes, session, signs_up, state, with_sessions


@pytest.fixture
async def house() -> House:
    return await with_sessions()


async def sees_days(house: House, who: str = "anna") -> list[str]:
    """Let somebody come to the days; return the labels of their buttons."""
    await house.says("bijeenkomst", who)
    await house.presses("see", who)
    return [choice.label for choice in house.messages(who)[-1].choices]


@pytest.mark.parametrize(
    "typed", ["15 april", "donderdag 15 apr", "15-4-2027", "de vijftiende april"]
)
async def test_a_typed_date_signs_up_for_that_day(house: House, typed: str) -> None:
    await sees_days(house)
    assert "U staat op de lijst voor donderdag 15 april" in (await house.says(typed))[0]
    assert state(house, "anna") == "s2 booked"


async def test_a_typed_date_moves_a_place(house: House) -> None:
    await signs_up(house, "anna")
    await house.says("andere dag")
    await house.says("15 april")
    assert state(house, "anna") == "s2 booked"


async def test_a_day_without_a_session_is_answered_with_those_that_have_one(house: House) -> None:
    await sees_days(house)
    said = await house.says("16 april")
    assert "U kunt kiezen uit: donderdag 18 maart en donderdag 15 april." in said[0]
    assert state(house, "anna") == ""


async def test_of_two_sessions_on_a_day_the_time_is_asked(house: House) -> None:
    late = replace(session("s3", date(2027, 4, 15)), place="Stadhuis")
    at_four = replace(late, starts_at=late.starts_at.replace(hour=16))
    house.store.transact_now(lambda tx: tx.add_session(at_four))
    await sees_days(house)
    await house.says("15 april")
    labels = [choice.label for choice in house.messages()[-1].choices]
    assert [label[-9:] for label in labels[:2]] == ["14.00 uur", "16.00 uur"]
    await house.says("16 uur")
    assert state(house, "anna") == "s3 booked"


async def test_a_day_that_became_full_before_the_days_were_shown_is_shown_as_full(
    house: House,
) -> None:
    await house.says("bijeenkomst", "anna")
    await signs_up(house, "ben")
    await house.presses("see", "anna")
    labels = [choice.label for choice in house.messages("anna")[-1].choices]
    assert [label.endswith("(vol, wachtlijst)") for label in labels[:2]] == [True, False]


async def test_a_day_that_became_full_since_is_shown_as_full_when_the_question_is_put_again(
    house: House,
) -> None:
    await sees_days(house, "anna")
    await signs_up(house, "ben")
    await house.says("herhaal", "anna")
    labels = [choice.label for choice in house.messages("anna")[-1].choices]
    assert [label.endswith("(vol, wachtlijst)") for label in labels[:2]] == [True, False]
    assert "wachtlijst" in (await house.says("18 maart", "anna"))[0]


async def test_a_pressed_day_is_heard_as_it_was_shown(house: House) -> None:
    await sees_days(house, "anna")
    await signs_up(house, "ben")
    await house.presses("s1", "anna")
    heard = [each.text for each in house.messages("anna") if each.author == "client"]
    assert heard[-1] == "donderdag 18 maart, 14.00 uur"


async def test_days_that_are_gone_before_they_were_shown_are_not_offered(house: House) -> None:
    await house.says("bijeenkomst")
    for name in ("s1", "s2"):
        changes({name: {"state": "cancelled"}}, house)
    assert "Er staat nu geen bijeenkomst" in (await house.presses("see"))[0]


def invitations() -> dict[str, list[Rule]]:
    """Return the rules of the shipped programmes that invite to a session, by programme."""
    found: dict[str, list[Rule]] = {}
    for name, text in shipped().programmes.items():
        programme, _ = parse_programme(text, f"{name}.yaml", shipped().facts)
        rules = programme.rules if programme else ()
        found[name] = [rule for rule in rules if rule.script == "session-sign-up"]
    return {name: rules for name, rules in found.items() if rules}


@pytest.mark.parametrize("programme", invitations())
@pytest.mark.parametrize(
    ("registration", "day", "invited"),
    [
        *((each, date(2027, 3, 18), False) for each in ("booked", "offered", "waiting")),
        ("booked", date(2027, 3, 7), True),
        ("none", date(2027, 3, 18), True),
    ],
)
def test_who_has_a_place_to_come_is_not_invited_again(
    programme: str, registration: str, day: date, *, invited: bool
) -> None:
    read, _ = parse_programme(shipped().programmes[programme], f"{programme}.yaml", shipped().facts)
    assert read
    facts = {
        "registration": Fact(registration, NOW, "test"),
        "session_day": Fact(day, NOW, "test"),
    }
    applies = is_for(read, shipped().facts, facts, NOW)
    assert {applies(rule) for rule in invitations()[programme]} == {invited}


async def test_the_last_question_about_applying_wins_from_the_message_about_silence() -> None:
    house = House(datetime.combine(date(2027, 6, 28), time(8), UTC))
    await house.enrols()
    (asked,) = house.starts("end-of-ww")[-1:]
    said = house.starts("weekly-check-in", unanswered_check_ins=3)
    assert (said[-1].endswith(asked), len(said)) == (True, 1)
    assert house.store.transact_now(lambda tx: tx.handoffs(active=True)) == ()


async def test_before_the_last_days_the_adviser_is_asked_to_look_for_who_is_silent() -> None:
    house = House(datetime.combine(date(2027, 6, 24), time(8), UTC))
    await house.enrols()
    house.starts("weekly-check-in", unanswered_check_ins=3)
    (handoff,) = house.store.transact_now(lambda tx: tx.handoffs(active=True))
    assert handoff.topic == "silence"
