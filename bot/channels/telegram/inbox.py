"""The inbox: keeps updates before Telegram hears that they arrived, then deals with each in order.

An update that cannot be dealt with is tried again; after some failures the client is told that it
went wrong, and the updates behind it go on. While the database is away everything waits.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from aiogram.types import Update

from bot.arrivals import Arrival
from bot.channels.telegram.channel import NAME
from bot.channels.telegram.handling import Handled, Handling
from bot.channels.telegram.reading import Reading, read
from bot.errors import DatabaseError
from bot.ports import Transaction
from bot.wiring import Assistant
from scheduler.log import log_failure

log = logging.getLogger("maxww.telegram")

MOST_TRIES = 3
MOST_LANES = 50
"""Chats that are dealt with at the same time."""
PAUSE_SECONDS = 1.0
"""After a failure, before the same update is tried again."""
LOOK_SECONDS = 2.0
"""Updates that another process kept, or a crash left, are found within so long."""
KEPT_FOR = timedelta(days=3)
"""Telegram offers an update again for at most a day; its number is remembered a little longer."""


Follow = Callable[[Reading, Handled], Awaitable[None]]
Kept = Callable[[Reading], None]


class Inbox:
    """Updates from arrival to answer; `follow` does what follows outside the store.

    `kept` hears of each update that waits for an answer from now on.
    """

    def __init__(self, assistant: Assistant, bot: int, follow: Follow, kept: Kept) -> None:
        self._assistant = assistant
        self._channel = f"{NAME} {bot}"  # each bot counts its own updates
        self._follow = follow
        self._kept = kept
        self.pause_seconds = PAUSE_SECONDS
        self._working: dict[str, asyncio.Task[None]] = {}
        self._news = asyncio.Event()
        self._loop: asyncio.Task[None] | None = None

    async def keep(self, updates: Sequence[Update]) -> None:
        """Keep what these updates say; when this returns it is committed."""
        now = self._assistant.clock.now()
        readings = {update.update_id: found for update in updates if (found := _read(update))}
        arrivals = [
            Arrival(self._channel, number, reading.chat, now, reading.as_text())
            for number, reading in readings.items()
        ]
        if not arrivals:
            return
        await self._assistant.store.transact(lambda tx: tx.add_arrivals(arrivals))
        self._news.set()
        for reading in readings.values():
            self._kept(reading)

    def start(self) -> None:
        """Begin to deal with updates in the background."""
        self._loop = asyncio.create_task(self._run(), name="telegram inbox")

    async def stop(self) -> None:
        """Finish the updates under way; the others wait in the store."""
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)
        await asyncio.gather(*self._working.values(), return_exceptions=True)

    async def settled(self) -> None:
        """Return when every update that was kept has been dealt with; for tests and commands."""
        while await self._look() or self._working:
            await asyncio.gather(*self._working.values(), return_exceptions=True)

    async def forget_old(self) -> None:
        """Forget the numbers of updates that will not be offered again."""
        now = self._assistant.clock.now()
        await self._assistant.store.transact(lambda tx: tx.forget_arrivals(now - KEPT_FOR))

    async def _run(self) -> None:
        while True:
            self._news.clear()
            try:
                await self._look()
            except Exception as error:
                log_failure("The inbox could not be read; again in a moment", error)
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._news.wait()
            except TimeoutError:
                continue

    async def _look(self) -> bool:
        """Start work on each lane with updates; say whether there was one to start."""
        lanes = await self._assistant.store.transact(
            lambda tx: tx.waiting_lanes(self._channel, limit=MOST_LANES)
        )
        begun = False
        for lane in lanes:
            if lane not in self._working and len(self._working) < MOST_LANES:
                task = asyncio.create_task(self._work_off(lane))
                self._working[lane] = task
                task.add_done_callback(lambda _, lane=lane: self._ended(lane))  # type: ignore[misc]  # a default argument binds the lane
                begun = True
        return begun

    def _ended(self, lane: str) -> None:
        self._working.pop(lane, None)
        self._news.set()

    async def _work_off(self, lane: str) -> None:
        """Deal with the updates of one chat, one after another."""
        while True:
            try:
                dealt = await self._assistant.store.transact(lambda tx: self._next(tx, lane))
            except Exception as error:
                if not await self._failed(lane, error):
                    return
                continue
            if dealt is None:
                return
            reading, handled = dealt
            self._assistant.send_out(handled.messages)
            if handled.desk:
                self._assistant.hub.tell("desk")
            await self._follow(reading, handled)

    def _next(self, tx: Transaction, lane: str) -> tuple[Reading, Handled] | None:
        arrival = tx.next_arrival(self._channel, lane)
        if arrival is None:
            return None
        reading = Reading.from_text(arrival.reading)
        assistant = self._assistant
        handling = Handling(
            tx=tx,
            around=assistant.around,
            reading=reading,
            update=f"{self._channel} {arrival.number}",
            now=assistant.clock.now(),
            language=assistant.settings.language,
        )
        handled = handling.handle()
        tx.settle_arrival(arrival, "done")
        return reading, handled

    async def _failed(self, lane: str, error: Exception) -> bool:
        """Count a failure and wait a little; say whether the lane goes on."""
        log_failure("An update could not be dealt with", error)
        await asyncio.sleep(self.pause_seconds)
        if isinstance(error, DatabaseError):
            return False
        try:
            gone = await self._assistant.store.transact(lambda tx: self._give_up(tx, lane))
        except Exception as worse:
            log_failure("The failure of an update could not be recorded", worse)
            return False
        if gone is not None:
            await self._say_that_it_failed(gone)
        return True

    def _give_up(self, tx: Transaction, lane: str) -> Arrival | None:
        """Count one more try; after the last one give the update up and return it."""
        arrival = tx.next_arrival(self._channel, lane)
        if arrival is None:
            return None
        if arrival.tries + 1 < MOST_TRIES:
            tx.settle_arrival(arrival, "open")
            return None
        log.error("Update %d was given up after %d tries", arrival.number, MOST_TRIES)
        tx.settle_arrival(arrival, "failed")
        return arrival

    async def _say_that_it_failed(self, arrival: Arrival) -> None:
        try:
            reading = Reading.from_text(arrival.reading)
        except (ValueError, TypeError) as error:
            log_failure("Nobody can be told of a failure: the update cannot be read", error)
            return
        stumbled = self._assistant.around.phrasebook.say("engine.stumbled")
        await self._follow(reading, Handled(stranger=stumbled))


def _read(update: Update) -> Reading | None:
    """Return what an update says; one that cannot be read must not hold up the others."""
    try:
        return read(update)
    except Exception as error:
        log_failure(f"Update {update.update_id} cannot be read and is passed over", error)
        return None
