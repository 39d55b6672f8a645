"""Clients keep one adviser: given at once, improved once, never changed after a person answered."""

from dataclasses import replace
from datetime import date

import pytest

from bot.advisers import Absence, Adviser
from bot.assignment import Wish
from bot.dialogue.facts import Fact
from bot.ports import Transaction
from bot.records import Milestone
from bot.usecases.actions import ACTIONS
from bot.usecases.assigning import improve_assignment, present
from bot.usecases.talk import Talk
from tests.fixtures import NOW
from tests.house import PROGRAMME, House

KARIN = Adviser("karin", "Karin", "UWV", (PROGRAMME,), stand_in="mo")
MO = Adviser("mo", "Mo", "Werkplein", (PROGRAMME,), sectors=("technical",))
ANNE = Adviser("anne", "Anne", "Werkplein", (PROGRAMME,))
TODAY = NOW.date()
AWAY = (Absence(date(2027, 3, 1), date(2027, 3, 12)),)


@pytest.fixture
async def house() -> House:
    """A house with a client of Karin's, who is not for the technical sector."""
    house = House()
    await house.enrols()
    team = (replace(KARIN, sectors=("care",)), MO)
    for each in team:
        house.store.transact_now(lambda tx, each=each: tx.save_adviser(each))  # type: ignore[misc]  # a default argument binds the loop's value
    return house


def learns(house: House, **facts: str) -> str:
    """Let one turn tell something, and return who the adviser is then."""

    file = house.file()

    def work(tx: Transaction) -> str:
        talk = Talk(tx, house.assistant.around, file, NOW, "test", ACTIONS)
        talk.facts |= {name: Fact(value, NOW, "test") for name, value in facts.items()}
        improve_assignment(talk)
        talk.save()
        return talk.client.adviser

    return house.store.transact_now(work)


async def test_a_new_client_knows_why_this_adviser(house: House) -> None:
    client = house.file().client
    assert (client.adviser, client.assigned_because[-1].key) == ("karin", "only-one")


async def test_what_becomes_known_leads_to_whoever_fits_better(house: House) -> None:
    assert learns(house, sector="technical") == "mo"


async def test_it_improves_once_only(house: House) -> None:
    file = house.file()
    changed = replace(file, client=replace(file.client, reassigned=True))
    house.store.transact_now(lambda tx: tx.save_client(changed))
    assert learns(house, sector="technical") == "karin"


async def test_after_a_person_has_answered_the_adviser_stays(house: House) -> None:
    client = house.file().client.id
    house.store.transact_now(lambda tx: tx.add_milestone(Milestone(client, "guided", NOW)))
    assert learns(house, sector="technical") == "karin"


async def test_other_facts_change_nobody(house: House) -> None:
    assert learns(house, first_name="Anna") == "karin"


def test_the_stand_in_takes_over_during_an_absence() -> None:
    away = replace(KARIN, absent=AWAY)
    assert present(away, Wish(PROGRAMME), (away, MO, ANNE), {}, TODAY) == MO


def test_while_the_stand_in_is_away_too_another_does() -> None:
    away, mo = replace(KARIN, absent=AWAY), replace(MO, absent=AWAY)
    assert present(away, Wish(PROGRAMME), (away, mo, ANNE), {}, TODAY) == ANNE


def test_when_everybody_is_away_it_stays_with_the_fixed_adviser() -> None:
    away, mo = replace(KARIN, absent=AWAY), replace(MO, absent=AWAY)
    assert present(away, Wish(PROGRAMME), (away, mo), {}, TODAY) == away
