"""Consent, outcomes, pauses and a client's own data."""

from datetime import date, timedelta

import pytest

from bot.dialogue.effects import ACTIONS as KINDS
from bot.usecases.actions import ACTIONS
from tests.house import House


@pytest.fixture
async def house() -> House:
    house = House()
    await house.enrols()
    return house


def test_every_action_has_an_applier() -> None:
    assert set(ACTIONS) == set(KINDS)


def test_consent_is_kept_with_the_text_that_was_shown(house: House) -> None:
    client = house.file().client.id
    (consent,) = house.store.transact_now(lambda tx: tx.consents(client))
    assert (consent.purpose, consent.given) == ("contact", True)
    assert consent.text == "Mag ik u schrijven?"


async def test_consent_after_a_rescue_is_kept_with_the_question() -> None:
    house = House()
    for text in ("hallo", "30-6-2027", "x", "x", "x", "ja"):
        await house.says(text)
    client = house.file().client.id
    (consent,) = house.store.transact_now(lambda tx: tx.consents(client))
    assert consent.text.endswith("Mag ik u schrijven?")


async def test_no_answer_is_no_consent() -> None:
    house = House()
    for text in ("hallo", "30-6-2027", "overslaan"):
        await house.says(text)
    client = house.file().client.id
    (consent,) = house.store.transact_now(lambda tx: tx.consents(client))
    assert consent.given is False


async def test_a_pause_lasts_until_its_day(house: House) -> None:
    await house.says("pauze")
    said = await house.says("2 weken")
    assert house.file().client.paused_until == date(2027, 3, 22)
    assert "maandag 22 maart" in said[0]


async def test_a_pause_that_was_not_chosen_is_none(house: House) -> None:
    await house.says("pauze")
    await house.says("overslaan")
    assert house.file().client.state == "active"


async def test_own_data_are_shown_with_their_labels(house: House) -> None:
    said = await house.says("mijn gegevens")
    assert "de laatste dag van uw WW: 30 juni 2027" in said[0]


OUTCOME = """
    script: small-talk
    title: Afloop
    steps:
      - ask: Hoe is het gegaan?
        fact: outcome
      - do: record-outcome
        fact: outcome
      - say: Dank u.
    """


async def test_work_starts_a_new_count_and_ends_the_questions(house: House) -> None:
    house.publishes("small-talk", OUTCOME)
    await house.says("hallo")
    await house.says("ik heb werk")
    assert house.file().client.anchors["placement"].day == date(2027, 3, 8)
    assert await house.ticks(weeks=20) == []
    assert set(house.contacts()["apply"]) == {"cancelled"}


async def test_another_outcome_leaves_the_questions(house: House) -> None:
    house.publishes("small-talk", OUTCOME)
    await house.says("hallo")
    await house.says("weet ik niet")
    client = house.file().client.id
    (outcome,) = house.store.transact_now(lambda tx: tx.outcomes(client))
    assert outcome.kind == "unknown"
    house.clock.forward(timedelta(weeks=10))
    assert await house.ticks(weeks=8) != []
