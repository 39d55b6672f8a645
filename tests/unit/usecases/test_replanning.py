"""What a client tells changes which rules are for them, within the same turn."""

from datetime import date

import pytest

from bot.contacts import DueContact
from bot.usecases.publishing import plan_programme
from tests.fixtures import NOW
from tests.house import PROGRAMME, SMALL_PROGRAMME, House

PACED = (
    SMALL_PROGRAMME.replace(
        "title: Klein programma", "title: Klein\nvalues: {applications_goal: 4}"
    )
    .replace(
        "    past at enrolment: skip\n  - id: apply", "    unless: rich == true\n  - id: apply"
    )
    .rstrip()
    + """
  - id: glad
    title: Blij
    script: weekly
    when: 4 weeks before ww_end
    repeat: every 2 weeks until 1 week after ww_end
    between: "10:00-11:00"
    useful for: 3 days
    only for: rich == true
  - id: sixth-month
    title: Maand zes
    script: apply
    when: 6 months after ww_start
    between: "10:00-11:00"
    useful for: 3 weeks
"""
)
HAPPY = """
    script: end-of-ww
    title: Stemming
    steps:
      - ask: Bent u blij?
        fact: rich
        required: yes
"""
FIRST_DAY = """
    script: self-check
    title: Eerste dag
    steps:
      - ask: Wat was de eerste dag van uw WW?
        fact: first_ww_day
"""


@pytest.fixture
async def house() -> House:
    house = House(NOW, **{"end-of-ww": HAPPY, "self-check": FIRST_DAY})
    now = house.clock.now()
    house.store.transact_now(lambda tx: tx.publish("programme", PROGRAMME, PACED, "test", now))
    await house.enrols()
    return house


async def is_happy(house: House, answer: str) -> None:
    await house.says("aanvragen")
    await house.says(answer)


def rows(house: House, rule: str) -> list[DueContact]:
    client = house.file().client.id
    every = house.store.transact_now(lambda tx: tx.contacts(client))
    return [row for row in every if row.rule == rule]


async def test_a_rule_for_others_is_skipped_with_a_reason(house: House) -> None:
    (glad,) = rows(house, "glad")
    assert (glad.state, glad.reason_key) == ("skipped", "schedule.not-for-you")
    assert {row.state for row in rows(house, "weekly")} == {"planned"}


async def test_another_rhythm_begins_when_the_answer_changes(house: House) -> None:
    await is_happy(house, "ja")
    assert [row.state for row in rows(house, "glad")] == ["planned"] * 3
    gone = {(row.state, row.reason_key) for row in rows(house, "weekly")}
    assert gone == {("skipped", "schedule.not-for-you"), ("cancelled", "schedule.not-for-you")}


async def test_the_first_rhythm_comes_back(house: House) -> None:
    await is_happy(house, "ja")
    await is_happy(house, "nee")
    assert {row.state for row in rows(house, "weekly")} == {"planned"}
    assert "planned" not in {row.state for row in rows(house, "glad")}


async def test_what_holds_for_all_is_known_of_each(house: House) -> None:
    goal = house.file().facts["applications_goal"]
    assert (goal.value, goal.source) == (4, "programme")


async def test_the_first_day_of_the_ww_is_counted_from(house: House) -> None:
    assert rows(house, "sixth-month") == []
    await house.says("zelfcheck")
    await house.says("4-1-2027")
    (row,) = rows(house, "sixth-month")
    assert row.due.date() == date(2027, 7, 5)


async def test_a_new_programme_text_plans_for_what_is_known(house: House) -> None:
    await is_happy(house, "ja")
    assistant, now = house.assistant, house.clock.now()
    text = PACED.replace("    only for: rich == true\n", "")
    house.store.transact_now(lambda tx: tx.publish("programme", PROGRAMME, text, "test", now))
    house.store.transact_now(lambda tx: plan_programme(tx, assistant.around, PROGRAMME, now))
    assert "planned" in {row.state for row in rows(house, "glad")}
