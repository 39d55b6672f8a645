"""Publishing: blocked by errors, new timing planned at once, talks under way left alone."""

from datetime import timedelta

import pytest

from bot.errors import ContentError
from bot.records import ContentKind, Revision
from bot.usecases.publishing import NotPublishableError, publish, roll_back, save_draft
from tests.house import PROGRAMME, SMALL_PROGRAMME, SMALL_SCRIPTS, House, ended

NEW_APPLY = ended(SMALL_SCRIPTS["apply"].replace("Werkt uw DigiD?", "Heeft u DigiD?"))


@pytest.fixture
def house() -> House:
    return House()


def publishes(house: House, kind: ContentKind, name: str, text: str) -> Revision:
    assistant, now = house.assistant, house.clock.now()
    return house.store.transact_now(
        lambda tx: publish(
            tx, assistant.around, assistant.check, kind=kind, name=name, text=text, by="i", now=now
        )
    )


def rolls_back(house: House, name: str, number: int) -> Revision:
    assistant, now = house.assistant, house.clock.now()
    return house.store.transact_now(
        lambda tx: roll_back(
            tx,
            assistant.around,
            assistant.check,
            kind="script",
            name=name,
            number=number,
            by="i",
            now=now,
        )
    )


BROKEN = "script: apply\ntitle: Stuk\nsteps:\n  - say: Dag {wie}.\n  - end: yes\n"


def test_errors_block_publishing_and_are_told(house: House) -> None:
    with pytest.raises(NotPublishableError) as refused:
        publishes(house, "script", "apply", BROKEN)
    assert [problem.code for problem in refused.value.problems] == ["unknown-fact"]
    assert house.store.transact_now(lambda tx: tx.latest_revisions("script"))["apply"] == 1


def test_a_script_of_another_name_is_not_published(house: House) -> None:
    with pytest.raises(NotPublishableError):
        publishes(house, "script", "apply", NEW_APPLY.replace("script: apply", "script: weekly"))


def test_a_draft_may_have_errors_and_goes_with_the_next_revision(house: House) -> None:
    now = house.clock.now()
    house.store.transact_now(lambda tx: save_draft(tx, "script", "apply", BROKEN, "i", now))
    assert house.store.transact_now(lambda tx: tx.draft("script", "apply")) is not None
    publishes(house, "script", "apply", NEW_APPLY)
    assert house.store.transact_now(lambda tx: tx.draft("script", "apply")) is None


async def test_a_talk_under_way_finishes_on_its_own_revision(house: House) -> None:
    await house.says("hallo")
    publishes(
        house, "script", "welcome", ended("script: welcome\ntitle: W\nsteps:\n  - say: Nieuw.")
    )
    assert await house.says("30-6-2027") == ["Mag ik u schrijven?"]
    assert await house.says("hallo", "ben") == ["Nieuw."]


def test_rolling_back_publishes_the_old_text_again(house: House) -> None:
    first = house.store.transact_now(lambda tx: tx.revision("script", "apply"))
    publishes(house, "script", "apply", NEW_APPLY)
    again = rolls_back(house, "apply", 1)
    assert first is not None
    assert (again.number, again.text) == (3, first.text)


@pytest.mark.parametrize("number", [0, -1, 9])
def test_there_is_no_rolling_back_to_what_never_was(house: House, number: int) -> None:
    with pytest.raises(ContentError):
        rolls_back(house, "apply", number)


async def test_new_timing_is_planned_for_everybody_at_once(house: House) -> None:
    await house.enrols("anna")
    client = house.file("anna").client.id
    before = house.store.transact_now(lambda tx: tx.contacts(client))
    publishes(house, "programme", PROGRAMME, SMALL_PROGRAMME.replace("5 weeks", "6 weeks"))
    after = house.store.transact_now(lambda tx: tx.contacts(client))
    moved = [(a.due - b.due).days for b in before for a in after if a.rule == b.rule == "apply"]
    assert moved == [-7]


async def test_other_words_reschedule_nobody(house: House) -> None:
    await house.enrols("anna")
    client = house.file("anna").client.id
    before = house.store.transact_now(lambda tx: tx.contacts(client))
    house.clock.forward(timedelta(days=1))
    publishes(house, "programme", PROGRAMME, SMALL_PROGRAMME.replace("Wekelijks", "Elke week"))
    assert house.store.transact_now(lambda tx: tx.contacts(client)) == before


async def test_who_stopped_is_planned_nothing(house: House) -> None:
    await house.enrols("anna")
    await house.says("stop", "anna")
    publishes(house, "programme", PROGRAMME, SMALL_PROGRAMME.replace("5 weeks", "6 weeks"))
    assert {each for states in house.contacts("anna").values() for each in states} == {"cancelled"}


def test_our_newer_text_does_not_replace_that_of_a_coordinator(house: House) -> None:
    publishes(house, "script", "apply", NEW_APPLY)
    assert house.assistant.publish_shipped() == []
    kept = house.store.transact_now(lambda tx: tx.revision("script", "apply"))
    assert kept is not None
    assert kept.text == NEW_APPLY
