"""What somebody on the list of a session is told: their name or number, where, when and what."""

import pytest

from bot.usecases.sharing import standing
from tests.house import House
from tests.session_house import SECOND, cancels, signs_up, with_sessions


@pytest.fixture
async def house() -> House:
    return await with_sessions()


def number(house: House, who: str, name: str = "s2") -> int:
    """Return under which number a client stands on a list."""
    client = house.file(who).client.id
    return house.store.transact_now(lambda tx: tx.wishes(name))[client].number


async def test_a_number_on_the_list_stays_when_others_leave(house: House) -> None:
    for who in ("anna", "ben"):
        await signs_up(house, who, SECOND)
    await cancels(house, "anna")
    assert number(house, "ben") == 2
    await signs_up(house, "anna", SECOND)
    assert number(house, "anna") == 3


async def test_who_says_no_to_their_name_is_told_their_number(house: House) -> None:
    await house.enrols("cas", first_name="Cas")
    said = await signs_up(house, "cas", SECOND)
    assert "uw voornaam op de lijst" in said[-1]
    assert "als deelnemer 1" in " ".join(await house.says("nee", "cas"))


async def test_who_says_yes_to_their_name_is_told_no_number_and_not_asked_again(
    house: House,
) -> None:
    await house.enrols("cas", first_name="Cas")
    await signs_up(house, "cas", SECOND)
    assert "deelnemer" not in " ".join(await house.says("ja", "cas"))
    await cancels(house, "cas")
    assert "U staat op de lijst" in (await signs_up(house, "cas", SECOND))[0]


async def test_who_waits_reads_that_they_wait(house: House) -> None:
    await signs_up(house, "anna")
    await signs_up(house, "ben")
    (said,) = await house.says("bijeenkomst", "ben")
    assert "U staat op de wachtlijst" in said
    assert house.messages("ben")[-1].choices[0].label == "Ik blijf wachten"


async def test_who_wants_no_messages_is_promised_none(house: House) -> None:
    await house.enrols("cas", consent_contact=False)
    await signs_up(house, "cas", SECOND)
    await house.says("bijeenkomst", "cas")
    (said,) = await house.presses("keep", "cas")
    assert "krijgt een bericht" not in said


@pytest.mark.parametrize(
    "asked", ["waar is het", "hoe laat was dat ook alweer?", "weet u nog waar de bijeenkomst is?"]
)
async def test_where_and_when_is_answered_from_the_own_session(house: House, asked: str) -> None:
    await signs_up(house, "anna")
    assert (await house.says(asked, "anna"))[0] == (
        "Uw bijeenkomst is op donderdag 18 maart, 14.00 uur. Plaats: Stadhuis."
    )


async def test_what_to_bring_is_about_the_papers_for_who_is_busy_applying(house: House) -> None:
    await signs_up(house, "anna")
    await house.says("aanvragen", "anna")
    assert "Uw bijeenkomst" not in " ".join(await house.says("wat moet ik meenemen?", "anna"))


async def test_a_name_on_the_list_is_taken_back_and_other_consents_stay(house: House) -> None:
    await house.enrols("cas", first_name="Cas")
    await signs_up(house, "cas", SECOND)
    await house.says("ja", "cas")
    await house.says("mijn gegevens", "cas")
    await house.presses("session_name", "cas")
    client = house.file("cas").client.id
    consents = house.store.transact_now(lambda tx: tx.consents(client))
    assert standing(consents) == ("contact",)
    assert "als deelnemer 1" in " ".join(await house.says("waar is het", "cas"))
