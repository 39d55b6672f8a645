"""The clock of the demo, moved forward as if the time really passed.

The clock goes forward an hour at a time, and after each hour whatever became due is dealt with.
So each contact falls due at its own time of day, weekend and evening, a talk that has gone quiet
counts as quiet, and what is planned by one contact can fall due later in the same move. Daily
work is done once for each day that begins. The shift is kept before each hour's contacts go out:
after a crash the clock may stand still, but never goes back behind what was sent.
"""

import asyncio
import calendar as months
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.web.house import go_to
from bot.channels.web.rendering import Rendering
from bot.clock import DemoClock
from bot.ports import Transaction
from bot.texts.formats import written
from bot.wiring import Assistant

SETTING = "demo_clock_shift"
"""The store's setting that keeps how many seconds the demo is ahead."""

STEP = timedelta(hours=1)

MOVED = "moved"
"""In the address after a move: the client was here all the time, and did not come back."""

DailyWork = Callable[[], Awaitable[None]]


def _(text: str) -> str:
    """Mark a text for translation; it is translated when its page is made."""
    return text


MOVES = {"1d": _("+1 dag"), "1w": _("+1 week"), "1m": _("+1 maand")}


def kept_shift(tx: Transaction) -> timedelta:
    """Return how far the demo was ahead when it stopped."""
    return timedelta(seconds=float(tx.setting(SETTING) or 0))


def moved(now: datetime, move: str) -> datetime:
    """Return the moment after a move; the 31st becomes the last day of a shorter month."""
    if move == "1m":
        year, month = now.year + now.month // 12, now.month % 12 + 1
        day = min(now.day, months.monthrange(year, month)[1])
        return now.replace(year=year, month=month, day=day)
    return now + timedelta(days=7 if move == "1w" else 1)


class DemoDesk:
    """Shows the demo's clock and moves it, one move at a time."""

    def __init__(
        self,
        assistant: Assistant,
        rendering: Rendering,
        clock: DemoClock,
        daily: Sequence[DailyWork] = (),
    ) -> None:
        self._assistant = assistant
        self._rendering = rendering
        self._clock = clock
        self._daily = daily
        self._moving = asyncio.Lock()

    def routes(self) -> list[Route]:
        """Return the route that moves the clock."""
        return [Route("/demo/clock", self.post, methods=["POST"])]

    def shown(self, language: str) -> dict[str, object]:
        """Return the clock as its template shows it."""
        now = self._local()
        at = f"{written(now, 'day', language)}, {written(now.time(), 'time', language)}"
        labels = [
            {"value": move, "label": self._rendering.say(language, label)}
            for move, label in MOVES.items()
        ]
        return {"now": at, "moves": labels}

    async def post(self, request: Request) -> Response:
        """Move the clock and go back to the conversation."""
        async with request.form(max_files=0, max_fields=10) as form:
            move = str(form.get("move", ""))
        if move in MOVES:
            await self.forward(move)
        return go_to(request, f"/chat?{MOVED}")

    async def forward(self, move: str) -> None:
        """Let the time of a move pass, hour by hour."""
        async with self._moving:
            goal = moved(self._local(), move)
            while (left := goal - self._clock.now()) > timedelta(0):
                today = self._local().date()
                await self._step(min(left, STEP))
                if self._local().date() != today:
                    for work in self._daily:
                        await work()

    async def _step(self, by: timedelta) -> None:
        self._clock.forward(by)
        shift = str(self._clock.shift.total_seconds())
        await self._assistant.store.transact(lambda tx: tx.save_setting(SETTING, shift))
        await self._assistant.tick()

    def _local(self) -> datetime:
        return self._assistant.around.calendar.local(self._clock.now())
