"""A client asks freely: an answer with its source, the open question again, or a person."""

import pytest

from bot.knowledge import KnowledgeCount, times
from tests.fixtures import NOW
from tests.house import House

CAR = "Mag ik een auto hebben?"
UNKNOWN = "Mag mijn olifant in de tuin?"


@pytest.fixture
async def house() -> House:
    """A client who was greeted, with nothing under way."""
    house = House()
    await house.enrols(ww_end="30-6-2027")
    return house


def counts(house: House) -> tuple[KnowledgeCount, ...]:
    """Return everything that was counted."""
    return house.store.transact_now(lambda tx: tx.knowledge_counts())


async def test_with_nothing_under_way_a_question_is_answered(house: House) -> None:
    said = await house.says("mag ik mijn auto houden")
    assert said[0].startswith(f"U vraagt: {CAR}\nMeestal wel.")
    assert "Bron: Participatiewet art. 34" in said[0]
    assert house.file().conversation is None


async def test_a_greeting_is_answered_and_we_say_what_we_can_do(house: House) -> None:
    said = await house.says("goedemorgen")
    assert said[0].startswith("Hallo")
    assert said[1].startswith("Ik ben Max-WW")


@pytest.mark.parametrize("text", ["dank u wel", "Bedankt!", "ok", "tot ziens"])
async def test_who_asks_nothing_is_answered_in_kind(house: House, text: str) -> None:
    said = await house.says(text)
    assert len(said) == 1
    assert "begrijp" not in said[0]
    assert house.file().conversation is None


async def test_thanks_in_the_menu_leave_the_menu_as_it_is(house: House) -> None:
    await house.says("zomaar")
    before = house.file().conversation
    assert (await house.says("bedankt"))[0].startswith("Graag gedaan.")
    after = house.file().conversation
    assert before is not None
    assert after is not None
    assert after.place.step == before.place.step


async def test_a_question_in_the_menu_is_looked_up(house: House) -> None:
    await house.says("goedemorgen")
    assert (await house.says("mag ik mijn auto houden"))[0].startswith(f"U vraagt: {CAR}")


async def test_the_word_for_it_asks_for_the_question(house: House) -> None:
    assert (await house.says("ik heb een vraag"))[0].startswith("Wat is uw vraag?")
    assert (await house.says("voedselbank"))[0].startswith("U vraagt: Telt hulp van de voedselbank")


async def test_a_question_between_is_answered_and_the_open_one_put_again(house: House) -> None:
    await house.says("aanvragen")
    before = house.file().conversation
    said = await house.says(CAR)
    after = house.file().conversation
    assert said[0].startswith(f"U vraagt: {CAR}")
    assert before is not None
    assert after is not None
    assert (after.place.step, after.tries) == (before.place.step, 0)


NAMED = """
script: end-of-ww
title: Aanvragen
steps:
  - ask: Hoe mag ik u noemen?
    fact: first_name
    why: Dan praat ik wat gewoner met u.
  - say: Dag {first_name}.
"""


@pytest.fixture
async def nameless() -> House:
    """A client who was greeted, and is asked for a name."""
    house = House(NOW, **{"end-of-ww": NAMED})
    await house.enrols(ww_end="30-6-2027")
    await house.says("aanvragen")
    return house


async def test_a_question_typed_at_a_name_is_answered_and_the_name_asked_again(
    nameless: House,
) -> None:
    said = await nameless.says("hoeveel is bijstand")
    assert said[0].startswith("U vraagt: Hoeveel bijstand krijg ik?")
    assert said[-1] == "Hoe mag ik u noemen?"


async def test_why_typed_at_a_name_in_other_words_is_told_why(nameless: House) -> None:
    assert (await nameless.says("waarom is dat in hemelsnaam"))[0].startswith("Dan praat ik")


async def test_questions_like_the_one_typed_at_a_name_are_offered(nameless: House) -> None:
    assert await nameless.says("wat is WW?") == ["Bedoelt u een van deze vragen?"]
    await nameless.says("geen van deze")
    assert (await nameless.says("nee"))[-1].endswith("Hoe mag ik u noemen?")


async def test_a_name_in_place_of_an_offered_question_is_the_name(nameless: House) -> None:
    await nameless.says("wat is WW?")
    assert await nameless.says("Fatima") == ["Dag Fatima."]


async def test_another_question_leaves_the_offered_ones(nameless: House) -> None:
    await nameless.says("wat is WW?")
    assert (await nameless.says(CAR))[0].startswith(f"U vraagt: {CAR}")


@pytest.mark.parametrize("name", ["Wat", "Hoe Chi", "Jan2"])
async def test_a_name_that_is_like_a_question_is_asked_back(nameless: House, name: str) -> None:
    assert await nameless.says(name) == [f"Bedoelt u: {name}?"]
    assert await nameless.says("ja") == [f"Dag {name}."]


@pytest.mark.parametrize("text", ["waarom leven, ik wil dood", "ik wil dood", "wil dood?"])
async def test_a_crisis_comes_before_the_answer_to_a_question(nameless: House, text: str) -> None:
    said = await nameless.says(text)
    assert any("113" in each for each in said)
    assert "first_name" not in nameless.file().facts


async def test_a_crisis_comes_before_what_may_have_been_meant(nameless: House) -> None:
    await nameless.says("Hoe Chi")
    assert any("113" in each for each in await nameless.says("ja ik wil dood"))
    assert "first_name" not in nameless.file().facts


async def test_why_keeps_its_meaning(house: House) -> None:
    await house.says("aanvragen")
    assert not (await house.says("waarom"))[0].startswith("U vraagt")


async def test_words_of_crisis_come_before_a_question(house: House) -> None:
    said = await house.says("mag ik dood zijn met een auto?")
    assert not any(text.startswith("U vraagt") for text in said)


async def test_a_question_without_an_answer_goes_on_to_the_adviser_as_it_was_typed(
    house: House,
) -> None:
    for text in (UNKNOWN, "ja", "iets anders", "ja"):
        await house.says(text)
    client = house.file().client.id
    handoff = house.store.transact_now(lambda tx: tx.active_handoff(client))
    assert handoff is not None
    assert house.file().facts["question_text"].value == UNKNOWN


async def test_while_a_person_has_the_conversation_a_question_is_for_them(house: House) -> None:
    for text in (UNKNOWN, "ja", "iets anders", "ja"):
        await house.says(text)
    assert (await house.receives(CAR)).outcome == "to-adviser"
    assert (await house.receives("ik heb nog een vraag")).outcome == "to-adviser"
    assert times(counts(house), "found", "car") == 0


async def test_what_was_not_found_is_counted_by_known_words_alone(house: House) -> None:
    await house.says("Mag mijn olifant Jumbo bij mijn adres?")
    names = {each.name for each in counts(house) if each.kind == "word"}
    assert times(counts(house), "not-found") == 1
    assert not names & {"olifant", "jumbo"}
    assert names <= house.assistant.around.knowledge.stems


async def test_what_was_offered_and_chosen_is_counted(house: House) -> None:
    await house.says("hoe lang duurt het")
    await house.says("Wanneer stopt mijn WW?")
    assert times(counts(house), "offered", "ww-end-date") == 1
    assert times(counts(house), "found", "ww-end-date") == 1


async def test_a_question_is_forgotten_when_the_talk_is_over(house: House) -> None:
    await house.says(UNKNOWN)
    await house.says("nee")
    assert not {"asked_question", "question_ready"} & house.file().facts.keys()
