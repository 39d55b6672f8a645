"""Wakes whoever waits for something to change in the emulator."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Bell:
    """Rings at every change; those who wait then look again."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake all who wait."""
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)

    async def heard(self, within: float) -> None:
        """Wait for the next ring, at most so many seconds."""
        waiting = asyncio.get_running_loop().create_future()
        self._waiting.add(waiting)
        try:
            await asyncio.wait({waiting}, timeout=within)
        finally:
            self._waiting.discard(waiting)

    async def until(
        self, condition: Callable[[], Found], *, within: float, otherwise: Callable[[], str]
    ) -> Found:
        """Wait until a condition holds and return what it gave; else fail and say why."""
        loop = asyncio.get_running_loop()
        end = loop.time() + within
        while not (found := condition()):
            left = end - loop.time()
            if left <= 0:
                raise AssertionError(f"It did not happen within {within:g} s. {otherwise()}")
            await self.heard(left)
        return found
