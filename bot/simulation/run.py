"""Plays a simulation: some separate parts, each in a process of its own, counted together."""

import asyncio
import gc
import logging
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, wait
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from random import Random

from bot.errors import ContentError
from bot.scripts.facts_file import read_facts
from bot.scripts.programmes import read_programme
from bot.settings import Settings
from bot.simulation.behaviour import Behaviour, read_behaviour
from bot.simulation.person import Person, draw_life
from bot.simulation.report import Report, report
from bot.simulation.town import Town
from scheduler.calendar import ONE_DAY
from scheduler.dutch_holidays import dutch_calendar
from scheduler.rules import Programme

PROCESSES = 2
"""Always as many, on whatever machine: so the same seed gives the same people in the same parts."""
SMALLEST_PART = 50
"""Clients; below that one part is enough."""
LARGEST_PART = 1300
"""Clients; as many as the largest programme has in truth, with sessions of its own. A larger town
is also slower for each who lives there, because the processor's own memory does not hold it."""
SPREAD_DAYS = 182
"""Over how many days the clients enter."""
MOST_MONTHS, DAYS_IN_MONTH = 7, 30
"""Nobody enters earlier than this before the end of the WW, also where the programme lets them."""
LOOK_AGAIN_SECONDS = 0.1
"""How often the parts are asked how far they are."""


@dataclass(frozen=True)
class Wish:
    """What is to be simulated."""

    programme: str
    clients: int
    seed: int
    start: date


Progress = Callable[[int, int], None]
"""Tells how many days were lived, of how many."""


def simulate(settings: Settings, wish: Wish, progress: Progress = lambda _, __: None) -> Report:
    """Live through the calendar of all clients; the same wish gives the same report.

    Raises ContentError when there is no such programme, or it cannot be used.
    """
    if wish.clients < PROCESSES * SMALLEST_PART:
        return live_part(settings, wish, 0, wish.clients, progress)
    context = get_context("spawn")
    told: SimpleQueue[int] = context.SimpleQueue()
    sizes = sizes_of_parts(wish.clients)
    with ProcessPoolExecutor(PROCESSES, context, _keep_queue, (told,)) as pool:
        parts = [
            pool.submit(_live_telling, settings, wish, number, size)
            for number, size in enumerate(sizes)
        ]
        lived = 0
        while wait(parts, LOOK_AGAIN_SECONDS).not_done or not told.empty():
            while not told.empty():
                days = told.get()
                lived += 1
                progress(lived, days * len(sizes))
        reports = [part.result() for part in parts]
    return sum(reports[1:], reports[0])


def sizes_of_parts(clients: int) -> list[int]:
    """Return how many clients live in each part: as evenly as can be, for each process as many."""
    parts = PROCESSES * max(1, -(-clients // (PROCESSES * LARGEST_PART)))
    return [clients // parts + (number < clients % parts) for number in range(parts)]


_TOLD: list["SimpleQueue[int]"] = []
"""The queue on which this process of the pool tells how far it is."""


def _keep_queue(told: "SimpleQueue[int]") -> None:
    _TOLD.append(told)


def _live_telling(settings: Settings, wish: Wish, number: int, clients: int) -> Report:
    logging.disable(logging.INFO)
    # Everything lives on to the end and nothing refers in circles: looking for such costs an
    # eighth of the time and frees nothing.
    gc.disable()
    told = _TOLD[0]
    return live_part(settings, wish, number, clients, lambda _, days: told.put(days))


def live_part(
    settings: Settings, wish: Wish, number: int, clients: int, progress: Progress
) -> Report:
    """Live one part in this process.

    Raises ContentError when there is no such programme.
    """
    seed = f"{wish.seed}/{number}"
    behaviour = read_behaviour(settings.dialogues / "simulation.yaml", wish.programme)
    programme = _programme(settings, wish.programme)
    people = draw_people(programme, behaviour, seed=seed, clients=clients, start=wish.start)
    town = Town(settings, wish.programme, behaviour, people, seed)
    asyncio.run(town.live(progress))
    return town.store.transact_now(lambda tx: report(tx, town.handoffs_in_time))


def _programme(settings: Settings, name: str) -> Programme:
    facts = read_facts(settings.dialogues / "facts.yaml", [])
    path = settings.dialogues / "programmes" / f"{name}.yaml"
    programme = read_programme(path, facts)[0] if path.is_file() else None
    if programme is None:
        raise ContentError(f"There is no programme '{name}' that can be used; run maxww check.")
    return programme


def draw_people(
    programme: Programme, behaviour: Behaviour, *, seed: str, clients: int, start: date
) -> list[Person]:
    """Draw everybody's life; they enter spread over half a year, as early as they may."""
    months = max(1, round(-programme.enrolment.earliest.rough_days / DAYS_IN_MONTH))
    calendar = dutch_calendar()
    people = []
    for number in range(clients):
        random = Random(f"{seed} person {number}")  # noqa: S311 - made-up people, no secrets
        enrolled = start + timedelta(days=number * SPREAD_DAYS // clients)
        ww_end = calendar.add_months(enrolled, min(months, MOST_MONTHS)) - ONE_DAY
        life = draw_life(random, behaviour, enrolled, ww_end)
        people.append(Person(number, life, behaviour, random))
    return people
