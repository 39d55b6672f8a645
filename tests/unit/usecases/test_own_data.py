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


NOT_ANY_MORE, AGAIN = "Schrijf mij niet meer uit uzelf", "Schrijf mij weer wel"


def offered(house: House) -> list[str]:
    return [choice.label for choice in house.messages()[-1].choices]


async def test_who_took_back_being_written_to_can_say_yes_again(house: House) -> None:
    await house.says("mijn gegevens")
    assert AGAIN not in offered(house)
    await house.says(NOT_ANY_MORE)
    await house.says("mijn gegevens")
    assert AGAIN in offered(house)
    assert NOT_ANY_MORE not in offered(house)
    (asked,) = await house.says(AGAIN)
    assert "Mag ik u weer af en toe een kort bericht sturen?" in asked
    assert await house.says("ja") == ["Dank u wel. Ik schrijf u weer."]
    client = house.file().client.id
    last = house.store.transact_now(lambda tx: tx.consents(client))[-1]
    assert (last.purpose, last.given, last.text) == ("contact", True, asked)
    assert house.file().facts["consent_contact"].value is True


async def test_what_was_cancelled_meanwhile_is_planned_again(house: House) -> None:
    for text in ("stop", "mijn gegevens", NOT_ANY_MORE):
        await house.says(text)
    assert set(house.contacts()["apply"]) == {"cancelled"}
    for text in ("mijn gegevens", AGAIN, "ja"):
        await house.says(text)
    assert house.file().client.state == "active"
    assert house.contacts()["apply"][-1] == "planned"
    house.clock.forward(timedelta(weeks=10))
    assert await house.ticks(weeks=8) != []


@pytest.mark.parametrize("answer", ["nee", "overslaan"])
async def test_without_a_new_yes_nobody_is_written_to(house: House, answer: str) -> None:
    for text in ("mijn gegevens", NOT_ANY_MORE, "mijn gegevens", AGAIN):
        await house.says(text)
    assert await house.says(answer) == ["Dat is goed. Dan schrijf ik u niet uit mijzelf."]
    house.clock.forward(timedelta(weeks=10))
    assert await house.ticks(weeks=8) == []
    await house.says("mijn gegevens")
    assert AGAIN in offered(house)


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


async def test_what_was_chosen_from_an_offer_is_not_shown_by_its_id() -> None:
    house = House()
    await house.enrols(session_choice="werkplein-2026-12-01", mood="good")
    said = "\n".join(await house.says("mijn gegevens"))
    assert "werkplein-2026-12-01" not in said
    assert "hoe uw week was: Goed" in said
