"""Who has no home: the answer where the home is asked, else first a bed for tonight."""

import pytest

from tests.house import House

CRISIS_SAYS = "112"


@pytest.fixture
def house() -> House:
    return House()


AT_HOME = """
    script: weekly
    title: Wonen
    about: uw huis
    steps:
      - ask: Met wie woont u?
        fact: home_situation
      - ask: En wie hoort bij u?
        fact: household
    """


@pytest.fixture
async def at_home() -> House:
    house = House(welcome=AT_HOME.replace("weekly", "welcome"))
    await house.says("hallo")
    return house


@pytest.mark.parametrize("text", ["ik ben dakloos", "I am homeless", "I'm homeless", "dakloos"])
async def test_being_homeless_answers_the_question_about_the_home(
    at_home: House, text: str
) -> None:
    assert await at_home.says(text) == ["En wie hoort bij u?"]
    assert at_home.file().facts["home_situation"].value == "no_home"


async def test_being_homeless_elsewhere_is_about_tonight_and_then_the_question_returns(
    at_home: House,
) -> None:
    await at_home.says("alleen")
    said = await at_home.says("ik ben dakloos")
    assert "112" in said[0]
    assert "113" not in "".join(said)
    assert "slapen" in said[1]
    assert (await at_home.presses("yes"))[-1].endswith("En wie hoort bij u?")
    assert at_home.store.transact_now(lambda tx: tx.handoffs(active=True)) == ()


@pytest.mark.parametrize("choice", ["no", "unknown"])
async def test_without_a_bed_tonight_a_person_is_asked_at_once(at_home: House, choice: str) -> None:
    await at_home.says("alleen")
    await at_home.says("ik ben dakloos")
    await at_home.presses(choice)
    (handoff,) = at_home.store.transact_now(lambda tx: tx.handoffs(active=True))
    assert (handoff.topic, handoff.urgency) == ("crisis", "urgent")


@pytest.mark.parametrize(
    "text",
    ["ik ben vannacht dakloos", "ik ben dakloos en heb geen slaapplek", "I am homeless tonight",
     "ik ben dakloos en wil niet meer leven", "ik sta op straat", "I have nowhere to sleep"],
)  # fmt: skip
async def test_nowhere_to_sleep_is_a_crisis_at_every_question(at_home: House, text: str) -> None:
    assert CRISIS_SAYS in (await at_home.says(text))[0]
    (handoff,) = at_home.store.transact_now(lambda tx: tx.handoffs(active=True))
    assert handoff.urgency == "urgent"


async def test_being_homeless_is_a_crisis_while_a_person_has_the_conversation() -> None:
    house = House()
    await house.enrols()
    await house.says("ik word geslagen")
    assert CRISIS_SAYS in (await house.says("ik ben dakloos"))[0]


async def test_being_homeless_counts_in_the_first_message(house: House) -> None:
    said = await house.says("ik ben dakloos")
    assert CRISIS_SAYS in said[0]
    assert not any("Welkom" in text for text in said)
