"""How it ended is asked again only when it was not settled, and kept with who said it."""

from datetime import date, timedelta

import pytest

from bot.records import Outcome, Staff
from bot.usecases.recording import record_for_client, take_back_for_client
from tests.house import PROGRAMME, SMALL_PROGRAMME, House

KARIN = Staff("karin", "Karin", "adviser", "karin")
LATER, STILL = "Hoe staat het er nu voor?", "Werkt u nog?"
RULES = """\
  - id: outcome-later
    title: Later
    script: outcome-later
    when: 6 weeks after ww_end
    between: "10:00-11:00"
    useful for: 4 weeks
    past at enrolment: skip
  - id: still-at-work-3
    title: Nog aan het werk
    script: still-at-work
    when: 3 months after placement
    between: "10:00-11:00"
    useful for: 2 weeks
    past at enrolment: skip
"""
ASKS = """
    script: {name}
    title: Vraag
    resume: no
    steps:
      - ask: {question}
        fact: digid
    """


@pytest.fixture
async def house() -> House:
    house = House()
    house.publishes("outcome-later", ASKS.format(name="outcome-later", question=LATER))
    house.publishes("still-at-work", ASKS.format(name="still-at-work", question=STILL))
    now = house.clock.now()
    house.store.transact_now(
        lambda tx: tx.publish("programme", PROGRAMME, f"{SMALL_PROGRAMME}{RULES}", "test", now)
    )
    await house.enrols(ww_end=date(2027, 3, 31))
    return house


def tells(house: House, kind: str) -> None:
    """Let the client tell how it ended, at this moment."""
    outcome = Outcome(house.file().client.id, kind, house.clock.now())
    house.store.transact_now(lambda tx: tx.add_outcome(outcome))


def records(house: House, kind: str) -> None:
    """Let an adviser record how it ended."""
    client, now, around = house.file().client.id, house.clock.now(), house.assistant.around
    house.store.transact_now(lambda tx: record_for_client(tx, around, KARIN, client, kind, now))


async def test_who_never_answered_is_asked_later(house: House) -> None:
    assert LATER in await house.ticks(days=80)


@pytest.mark.parametrize("told", ["bijstand_in_progress", "unknown"])
async def test_what_was_not_settled_is_asked_later(house: House, told: str) -> None:
    tells(house, told)
    assert LATER in await house.ticks(days=80)


@pytest.mark.parametrize("told", ["work", "bijstand", "bijstand_refused", "other_income", "none"])
async def test_what_was_told_once_is_not_asked_later(house: House, told: str) -> None:
    tells(house, told)
    assert LATER not in await house.ticks(days=80)
    assert house.contacts()["outcome-later"] == ["cancelled"]


async def test_what_an_adviser_recorded_is_not_asked_later(house: House) -> None:
    records(house, "bijstand")
    assert LATER not in await house.ticks(days=80)
    fact = house.file().facts["outcome"]
    assert (fact.value, fact.source) == ("bijstand", "adviser")


async def test_work_that_an_adviser_recorded_is_asked_about_after_three_months(
    house: House,
) -> None:
    records(house, "work")
    assert STILL in await house.ticks(days=100)


async def test_work_that_ended_is_not_asked_about(house: House) -> None:
    records(house, "work")
    house.clock.forward(timedelta(days=30))
    tells(house, "work_ended")
    assert STILL not in await house.ticks(days=70)
    assert house.contacts()["still-at-work-3"] == ["cancelled"]


def takes_back(house: House) -> None:
    """Let the adviser take back what was recorded."""
    client, now, around = house.file().client.id, house.clock.now(), house.assistant.around
    house.store.transact_now(lambda tx: take_back_for_client(tx, around, KARIN, client, now))


async def test_a_client_reads_at_once_what_an_adviser_recorded(house: House) -> None:
    records(house, "work")
    asked = house.messages()[-1]
    assert "schreef over uw inkomen op: “Ik heb werk”. Klopt dat?" in asked.text
    assert [choice.label for choice in asked.choices][:2] == ["Ja", "Nee"]


async def test_a_client_who_agrees_is_left_in_peace(house: House) -> None:
    records(house, "work")
    await house.says("ja")
    assert "Werkt uw DigiD?" not in " ".join(await house.ticks(days=110))
    assert house.file().facts["outcome"].value == "work"


async def test_work_that_the_client_denies_counts_no_more(house: House) -> None:
    records(house, "work")
    said = await house.says("nee")
    assert "weggehaald" in said[0]
    assert "outcome" not in house.file().facts
    assert "placement" not in house.file().client.anchors


async def test_the_call_to_apply_comes_again_after_a_mistake_is_undone(house: House) -> None:
    records(house, "work")
    missed = " ".join(await house.ticks(days=5))
    takes_back(house)
    assert "Werkt uw DigiD?" not in missed
    assert "Werkt uw DigiD?" in " ".join(await house.ticks(days=5))


async def test_what_was_told_before_counts_again_after_an_undo(house: House) -> None:
    tells(house, "bijstand_in_progress")
    records(house, "work")
    takes_back(house)
    assert house.file().facts["outcome"].value == "bijstand_in_progress"
    assert LATER in await house.ticks(days=80)


async def test_an_undo_is_told_and_leaves_the_question_about_it(house: House) -> None:
    records(house, "work")
    takes_back(house)
    takes_back(house)
    assert sum("is weggehaald" in message.text for message in house.messages()) == 1
    assert house.file().conversation is None


async def test_work_found_after_a_mistake_is_asked_about_three_months_later(house: House) -> None:
    records(house, "work")
    takes_back(house)
    house.clock.forward(timedelta(days=30))
    records(house, "work")
    said = await house.ticks(days=95)
    assert said.count(STILL) == 1


APPLIES = """
    script: end-of-ww
    title: Aanvragen
    about: het aanvragen
    steps:
      - ask: Heeft u DigiD?
        fact: digid
      - ask: Weet u nu genoeg?
        fact: apply_next
    """
GRANTED = """
    script: outcome-later
    title: Vraag
    resume: no
    steps:
      - ask: {question}
        fact: mood
      - set: outcome
        to: {kind}
      - do: record-outcome
        fact: outcome
      - say: Dank u.
    """


@pytest.mark.parametrize(("kind", "goes_on"), [("bijstand", False), ("bijstand_in_progress", True)])
async def test_nobody_goes_on_applying_after_it_is_known_how_it_ended(
    house: House, kind: str, *, goes_on: bool
) -> None:
    house.publishes("end-of-ww", APPLIES)
    house.publishes("outcome-later", GRANTED.format(question=LATER, kind=kind))
    await house.says("aanvragen")
    await house.says("ja")
    assert LATER in (await house.ticks(days=80))[-1]
    said = await house.says("goed")
    assert ("Weet u nu genoeg?" in said[-1], "Dank u." in said[0]) == (goes_on, True)
