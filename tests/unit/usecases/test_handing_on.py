"""Handing answers on: only what was ticked, to whom was named, until it is taken back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.advisers import Adviser
from bot.dialogue.facts import SET_BY, UNKNOWN, Fact
from bot.dossier import TRANSFER, agreed_facts, purpose_of
from bot.handoff import Handoff
from bot.notices import Notice
from bot.ports import Transaction
from bot.records import Consent, Staff
from bot.usecases.dossier import HandedOn, handed_on, known_names
from bot.usecases.sharing import shared_names
from bot.usecases.telling import Teller
from tests.house import ADVISERS, OFFICE_HOURS, PROGRAMME, House

MO = Adviser("mo", "Mo", "Werkplein", (PROGRAMME,), hours={"monday": OFFICE_HOURS})


@pytest.fixture
async def house() -> House:
    """A client who told where they live and what they have, and an adviser of the municipality."""
    made = House()
    await made.enrols(
        first_name="Pieter", municipality="Assen", money_range="low", education=UNKNOWN
    )
    made.store.transact_now(lambda tx: tx.save_adviser(MO))
    return made


async def chooses(house: House, you: str = "", work: str = "", money: str = "") -> list[str]:
    """Let the client go through the groups; an empty choice is none of a group."""
    await house.says("overdracht")
    await house.says("ja")
    await house.presses(you)
    await house.presses(work)
    return await house.presses(money)


async def hands_on(house: House, you: str = "", work: str = "", money: str = "") -> Handoff:
    """Let the client hand on what is chosen."""
    await chooses(house, you, work, money)
    await house.says("ja")
    return handoffs(house)[-1]


def handoffs(house: House) -> list[Handoff]:
    """Return the handoffs with answers."""
    every = house.store.transact_now(lambda tx: tx.handoffs())
    return [each for each in every if each.topic == TRANSFER]


def consents(house: House) -> list[Consent]:
    """Return the consents about single answers."""
    client = house.file().client.id
    every = house.store.transact_now(lambda tx: tx.consents(client))
    return [each for each in every if each.purpose.startswith("dossier:")]


def seen(house: House, handoff: Handoff) -> tuple[str, ...]:
    """Return what the adviser of a handoff sees now."""

    def work(tx: Transaction) -> tuple[str, ...]:
        return shared_names(tx, tx.handoff(handoff.id) or handoff)

    return house.store.transact_now(work)


def history(house: House) -> list[HandedOn]:
    """Return what the client reads about what was handed on."""
    around, client = house.assistant.around, house.file().client.id
    return house.store.transact_now(lambda tx: handed_on(tx, around, client, "nl"))


async def test_what_is_known_is_shown_with_its_value_and_nothing_else(house: House) -> None:
    await house.says("overdracht")
    await house.says("ja")
    shown = [choice.label for choice in house.messages()[-1].choices]
    assert shown == ["Uw voornaam: Pieter", "Uw gemeente: Assen"]


async def test_only_what_was_ticked_goes_to_the_municipality(house: House) -> None:
    handoff = await hands_on(house, you="municipality", money="money_range")
    assert (handoff.adviser, handoff.shared_facts) == ("mo", ("municipality", "money_range"))
    assert seen(house, handoff) == ("municipality", "money_range")


async def test_the_client_reads_to_whom_it_goes_before_saying_yes(house: House) -> None:
    asked = await chooses(house, you="municipality")
    assert asked[0] == "U koos: uw gemeente."
    assert "Mag ik dit doorgeven aan Mo van Werkplein?" in asked[1]


async def test_each_answer_has_a_consent_with_the_words_that_were_shown(house: House) -> None:
    await hands_on(house, you="municipality", money="money_range")
    given = consents(house)
    assert [(each.purpose, each.given) for each in given] == [
        ("dossier:municipality", True),
        ("dossier:money_range", True),
    ]
    assert "Mag ik dit doorgeven aan Mo van Werkplein?" in given[1].text
    assert given[1].text.endswith("Uw geld op de bank: Minder dan € 5.000")


async def test_a_no_hands_nothing_on_and_is_kept(house: House) -> None:
    await chooses(house, you="municipality")
    await house.says("nee")
    assert handoffs(house) == []
    assert [each.given for each in consents(house)] == [False]


async def test_nothing_ticked_is_nothing_handed_on(house: House) -> None:
    said = await chooses(house)
    assert "Ik geef niets door." in said[-1]
    assert (handoffs(house), consents(house)) == ([], [])


async def test_a_second_press_on_yes_changes_nothing(house: House) -> None:
    await chooses(house, you="municipality")
    question = house.messages()[-1].choices[0].id
    for _ in range(2):
        await house.receives(choice=question)
    assert len(handoffs(house)) == len(consents(house)) == 1


async def test_what_is_taken_back_is_not_seen_any_more(house: House) -> None:
    handoff = await hands_on(house, you="municipality", money="money_range")
    await house.says("overdracht")
    await house.says("iets intrekken")
    await house.presses("municipality")
    await house.says("nee")
    assert seen(house, handoff) == ("money_range",)
    assert agreed_facts(consents(house)) == ("money_range",)


async def test_everything_can_be_taken_back_at_once(house: House) -> None:
    handoff = await hands_on(house, you="first_name,municipality", money="money_range")
    await house.says("overdracht")
    said = await house.says("alles intrekken")
    assert "Alles is ingetrokken." in said[0]
    assert seen(house, handoff) == ()


async def test_more_goes_into_the_same_handoff(house: House) -> None:
    handoff = await hands_on(house, you="municipality")
    house.clock.forward(timedelta(days=2))
    await house.says("overdracht")
    await house.says("nog iets doorgeven")
    await house.says("ja")
    await house.presses("first_name")
    await house.presses("")
    await house.presses("")
    await house.says("ja")
    assert seen(house, handoff) == ("municipality", "first_name")
    assert len(handoffs(house)) == 1


async def test_what_was_taken_back_does_not_return_with_a_later_yes(house: House) -> None:
    first = await hands_on(house, you="municipality")
    house.store.transact_now(lambda tx: tx.save_handoff(first.give_back(house.clock.now())))
    await house.says("overdracht")
    await house.says("alles intrekken")
    house.clock.forward(timedelta(minutes=5))
    again = await hands_on(house, you="municipality")
    assert seen(house, first) == ()
    assert seen(house, again) == ("municipality",)


async def test_the_client_reads_what_was_handed_on_and_taken_back(house: House) -> None:
    await hands_on(house, you="municipality", money="money_range")
    await house.says("overdracht")
    await house.says("iets intrekken")
    await house.presses("")
    await house.presses("money_range")
    town, money = history(house)
    assert (town.label, town.first_name, town.organisation) == ("Uw gemeente", "Mo", "Werkplein")
    assert (town.withdrawn_at, money.withdrawn_at) == (None, house.clock.now())


async def test_without_somebody_of_the_municipality_it_is_the_fixed_adviser(house: House) -> None:
    house.store.transact_now(lambda tx: tx.save_adviser(ADVISERS[1]))
    handoff = await hands_on(house, you="municipality")
    assert handoff.adviser == "karin"
    assert any("aan Karin van UWV?" in message.text for message in house.messages())


async def test_a_yes_to_somebody_who_left_hands_nothing_on(house: House) -> None:
    await chooses(house, you="municipality")
    house.store.transact_now(lambda tx: tx.save_adviser(replace(MO, left=True)))
    said = await house.says("ja")
    assert "Ik weet nog geen adviseur voor u." in said[0]
    assert (handoffs(house), consents(house)) == ([], [])


async def test_a_name_that_was_not_ticked_stands_in_no_notice(house: House) -> None:
    handoff = await hands_on(house, you="municipality")
    agreed = {**house.file().facts, "consent_share": Fact(True, house.clock.now(), "ask-person")}
    file = replace(house.file(), facts=agreed)
    notice = Notice("mo", "waiting", house.clock.now(), handoff.client, handoff.id)

    def work(tx: Transaction) -> str:
        tx.save_client(file)
        tx.save_staff(Staff("mo", "Mo", "adviser", "mo"))
        told = Teller(tx, house.assistant.around, "telegram", "", "nl", date(2027, 3, 8)).told(
            notice
        )
        return told.text if told else ""

    text = house.store.transact_now(work)
    assert text
    assert "Pieter" not in text


async def test_what_a_script_worked_out_or_is_internal_is_not_offered(house: House) -> None:
    now, around = house.clock.now(), house.assistant.around
    facts = {
        "money": Fact(5000, now, f"{SET_BY}self-check"),
        "chance": Fact("likely", now, "self-check"),
        "question_text": Fact("Ik ben ziek", now, "ask-person"),
        "money_range": Fact("low", now, "self-check"),
    }
    assert known_names(around, facts) == ("money_range",)


def test_nothing_about_health_or_in_own_words_is_declared(house: House) -> None:
    declared = house.assistant.around.facts
    named = {name for name, each in declared.items() if each.dossier}
    own_words = {name for name in named if declared[name].kind == "text"}
    health = {"reported_sick", "work_disability", "obstacle", "topic", "special", "mood"}
    assert own_words == {"first_name", "phone", "municipality"}
    assert named & health == set()


async def test_without_a_consent_the_handoff_shares_nothing(house: House) -> None:
    handoff = await hands_on(house, you="municipality")
    more = replace(handoff, shared_facts=("municipality", "money_range"))
    house.store.transact_now(lambda tx: tx.save_handoff(more))
    assert purpose_of("money_range") not in {each.purpose for each in consents(house)}
    assert seen(house, handoff) == ("municipality",)
