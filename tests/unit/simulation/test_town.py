"""Made-up clients in virtual time: nobody and nothing is lost between the steps of the funnel."""

import asyncio
from collections import Counter
from datetime import date

import pytest

from bot.scripts.programmes import read_programme
from bot.simulation.behaviour import read_behaviour
from bot.simulation.person import Person
from bot.simulation.report import ENDS_AS, Report, report
from bot.simulation.run import LARGEST_PART, Wish, draw_people, simulate, sizes_of_parts
from bot.simulation.town import Town
from tests.fixtures import SETTINGS, shipped

START = date(2026, 7, 1)
CLIENTS = 16


def drawn(programme: str, clients: int) -> list[Person]:
    path = SETTINGS.dialogues / "programmes" / f"{programme}.yaml"
    read, _ = read_programme(path, shipped().facts)
    assert read is not None
    behaviour = read_behaviour(SETTINGS.dialogues / "simulation.yaml", programme)
    return draw_people(read, behaviour, seed="7", clients=clients, start=START)


@pytest.fixture(scope="module")
def people() -> list[Person]:
    return drawn("ww-at-work", CLIENTS)


@pytest.fixture(scope="module")
def lived(people: list[Person]) -> Report:
    behaviour = read_behaviour(SETTINGS.dialogues / "simulation.yaml", "ww-at-work")
    town = Town(SETTINGS, "ww-at-work", behaviour, people, "7")
    asyncio.run(town.live())
    return town.store.transact_now(lambda tx: report(tx, town.handoffs_in_time))


def test_everybody_ends_as_their_life_did(lived: Report, people: list[Person]) -> None:
    wanted = Counter(ENDS_AS.get(person.life.ends_in, "unknown") for person in people)
    assert {state: count for state, count in lived.end_states.items() if count} == wanted
    assert sum(lived.end_states.values()) == lived.clients == CLIENTS


def test_who_wants_to_come_signs_up_and_who_comes_is_noted(
    lived: Report, people: list[Person]
) -> None:
    registers = [person.life for person in people if person.life.registers]
    assert lived.steps["registered"] == len(registers)
    assert lived.steps["attended"] == sum(life.comes for life in registers)
    assert lived.steps["invited"] == CLIENTS


def test_no_contact_is_left_without_an_end(lived: Report) -> None:
    assert lived.unsettled == 0
    assert lived.contacts["sent"] > CLIENTS


def test_handoffs_are_answered_mostly_in_time(lived: Report) -> None:
    assert 0 < lived.handoffs["answered_in_time"] <= lived.handoffs["opened"]


PUBLISHED = [
    ("ww-at-work", "work", 470 / 1300),
    ("ww-at-work", "attended", 0.20),
    ("rijk-van-nijmegen", "attended", 0.10),
    ("werk-in-zicht", "attended", 9 / 34),
    ("baanbrekend-drechtsteden", "work", 125 / 213),
    ("fivelingo", "bijstand", 0.087),
    ("landelijk", "bijstand", 0.058),
]


@pytest.mark.parametrize(("programme", "what", "share"), PUBLISHED)
def test_lives_have_the_published_shares(programme: str, what: str, share: float) -> None:
    """Within four standard deviations, which chance leaves once in some 16,000 draws."""
    lives = [person.life for person in drawn(programme, 1300)]
    count = sum(
        life.registers and life.comes if what == "attended" else life.ends_in == what
        for life in lives
    )
    spread = (share * (1 - share) / len(lives)) ** 0.5
    assert abs(count / len(lives) - share) < 4 * spread


def test_the_same_seed_gives_the_same_report() -> None:
    wish = Wish("landelijk", 6, 3, START)
    assert simulate(SETTINGS, wish) == simulate(SETTINGS, wish)


@pytest.mark.parametrize("clients", [100, 1301, 2600, 2601, 5000, 20001])
def test_parts_are_even_none_is_too_large_and_nobody_is_left_out(clients: int) -> None:
    sizes = sizes_of_parts(clients)
    assert sum(sizes) == clients
    assert max(sizes) <= LARGEST_PART
    assert max(sizes) - min(sizes) <= 1
