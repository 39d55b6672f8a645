"""Sends parcels at the pace of a channel: in order for each chat, several chats at once."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Protocol

from bot.channels.pace import Pace
from bot.errors import FloodError
from bot.messages import Weight
from scheduler.log import log_failure

log = logging.getLogger(__name__)

LANE_REST = 1.02
"""Seconds between two messages in one chat; a chat app asks for one, and clocks differ a little."""
GAP = 1 / 28
"""Seconds between any two messages; a chat app takes thirty a second."""
MOST_AT_ONCE = 8
"""Parcels under way at the same time: enough for full speed while an answer takes a quarter of a
second, and after a crash at most these come twice."""
SHORTEST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
"""Seconds before a parcel that was not taken is tried again; the pause doubles each time."""
MOST_DOUBLINGS = 6


class Parcel(Protocol):
    """Something to send: `key` tells it from others, parcels of one `lane` go in order."""

    key: str
    lane: str
    weight: Weight

    async def deliver(self) -> bool:
        """Send it and record that; False or raising means that it comes again.

        Raises FloodError when the channel asks to wait.
        """
        ...


class PacedSender:
    """Sends parcels as fast as a channel allows, and no faster.

    `may_send` says whether this process speaks for the channel at this moment.
    """

    def __init__(
        self,
        *,
        may_send: Callable[[], bool] = lambda: True,
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        lane_rest: float = LANE_REST,
        gap: float = GAP,
    ) -> None:
        self._pace: Pace[Parcel] = Pace(lane_rest=lane_rest, gap=gap)
        self.may_send = may_send
        self._clock = clock
        self._sleep = sleep
        self._known: dict[str, int] = {}
        self._flooded: dict[str, float] = {}
        """Until when each chat must wait for which the channel asked that, as far as it is known
        that others need not."""
        self._under_way: set[asyncio.Task[None]] = set()
        self._news = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._loop: asyncio.Task[None] | None = None

    def put(self, parcel: Parcel) -> None:
        """Take a parcel, when this process may send; one that waits already is left.

        What another process sends is left to it: it finds it in the store.
        """
        if parcel.key in self._known or not self.may_send():
            return
        self._known[parcel.key] = 0
        self._idle.clear()
        self._pace.put(parcel.lane, parcel, parcel.weight, self._clock())
        self._news.set()

    def __len__(self) -> int:
        return len(self._known)

    def start(self) -> None:
        """Begin sending in the background."""
        self._loop = asyncio.create_task(self._run(), name="paced sender")

    async def stop(self) -> None:
        """Let what is under way end; what waits stays in the store."""
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, *self._under_way, return_exceptions=True)
            self._loop = None

    async def flush(self) -> None:
        """Return when everything was sent."""
        await self._idle.wait()

    async def _run(self) -> None:
        while True:
            now = self._clock()
            busy = len(self._under_way) >= MOST_AT_ONCE or not self.may_send()
            taken = None if busy else self._pace.take(now)
            if taken is not None:
                lane, parcel = taken
                task = asyncio.create_task(self._deliver(lane, parcel))
                self._under_way.add(task)
                task.add_done_callback(self._ended)
                continue
            await self._until_news(None if busy else self._pace.wait(now))

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._news.set()

    async def _until_news(self, seconds: float | None) -> None:
        """Wait until a parcel comes or ends, or some seconds have passed."""
        news = asyncio.ensure_future(self._news.wait())
        waits: set[asyncio.Future[object]] = {news}  # type: ignore[arg-type]  # only waited for
        if seconds is not None:
            waits.add(asyncio.ensure_future(self._sleep(seconds)))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()
        self._news.clear()

    async def _deliver(self, lane: str, parcel: Parcel) -> None:
        try:
            done = await parcel.deliver()
        except FloodError as flood:
            self._wait_for(lane, flood.seconds)
        except Exception as error:
            self._known[parcel.key] = tries = self._known[parcel.key] + 1
            pause = min(SHORTEST_PAUSE * 2 ** min(tries - 1, MOST_DOUBLINGS), LONGEST_PAUSE)
            log_failure(f"Parcel {parcel.key} was not taken; again in {pause:g} seconds", error)
            self._pace.back(lane, pause, self._clock())
        else:
            self._flooded.clear()  # it takes messages: whoever must wait, it is not everybody
            if not done:
                self._pace.back(lane, 0.0, self._clock())
                return
            del self._known[parcel.key]
            self._pace.done(lane, self._clock())
            if not self._known:
                self._idle.set()

    def _wait_for(self, lane: str, seconds: float) -> None:
        """Hold one chat for some seconds; or all, when the channel asks it of a second one.

        A chat app has a limit for each chat and one for the bot, and says the same of both. A
        chat that was asked to wait holds up nobody else. When the next one is asked it too, and
        nothing was taken in between, it is the bot that must wait.
        """
        now = self._clock()
        self._flooded = {each: at for each, at in self._flooded.items() if at > now}
        everybody = any(each != lane for each in self._flooded)
        if everybody:
            self._pace.hold(now + seconds)
        self._flooded[lane] = now + seconds
        self._pace.back(lane, seconds, now)
        who = "everybody" if everybody else "one chat"
        log.warning("The channel asks %s to wait %s seconds", who, seconds)

    def wake(self) -> None:
        """Look again at once: this process may send now."""
        self._news.set()
