"""Plays a simulation: some separate parts, each in a process of its own, counted together."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, wait
from dataclasses import dataclass
from datetime import date, datetime, time
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue

from bot.clock import StillClock
from bot.scripts.content import load_content
from bot.settings import Settings
from bot.simulation.behaviour import read_behaviour
from bot.simulation.report import Report, report
from bot.simulation.town import CHANNEL, Letterbox, Town
from bot.storage.memory import MemoryStore
from bot.wiring import make_assistant
from scheduler.calendar import AMSTERDAM

PARTS = 2
"""Always as many, on whatever machine: so the same seed gives the same people in the same parts."""
SMALLEST_PART = 50
"""Clients; below that one part is enough."""
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
    if wish.clients < PARTS * SMALLEST_PART:
        return live_part(settings, wish, 0, wish.clients, progress)
    context = get_context("spawn")
    told: SimpleQueue[int] = context.SimpleQueue()
    sizes = [wish.clients // PARTS + (n < wish.clients % PARTS) for n in range(PARTS)]
    with ProcessPoolExecutor(PARTS, context, _keep_queue, (told,)) as pool:
        parts = [
            pool.submit(_live_telling, settings, wish, number, size)
            for number, size in enumerate(sizes)
        ]
        lived = 0
        while wait(parts, LOOK_AGAIN_SECONDS).not_done or not told.empty():
            while not told.empty():
                days = told.get()
                lived += 1
                progress(lived, days * PARTS)
        reports = [part.result() for part in parts]
    return sum(reports[1:], reports[0])


_TOLD: list["SimpleQueue[int]"] = []
"""The queue on which this process of the pool tells how far it is."""


def _keep_queue(told: "SimpleQueue[int]") -> None:
    _TOLD.append(told)


def _live_telling(settings: Settings, wish: Wish, number: int, clients: int) -> Report:
    told = _TOLD[0]
    return live_part(settings, wish, number, clients, lambda _, days: told.put(days))


def live_part(
    settings: Settings, wish: Wish, number: int, clients: int, progress: Progress
) -> Report:
    """Live one part in this process."""
    logging.disable(logging.INFO)
    content = load_content(settings.dialogues)
    behaviour = read_behaviour(settings.dialogues / "simulation.yaml", wish.programme)
    clock = StillClock(datetime.combine(wish.start, time(8), AMSTERDAM))
    letterbox = Letterbox()
    store = MemoryStore(keeps_text=False)
    assistant = make_assistant(settings, content, store, clock, {CHANNEL: letterbox})
    town = Town(
        assistant,
        clock,
        letterbox,
        wish.programme,
        behaviour,
        seed=f"{wish.seed}/{number}",
        clients=clients,
        start=wish.start,
    )
    asyncio.run(town.live(progress))
    return store.transact_now(lambda tx: report(tx, town.handoffs_in_time))
