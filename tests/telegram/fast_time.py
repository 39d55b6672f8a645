"""A clock that runs some times as fast as the real one, shared by the bot and the emulator."""

import asyncio
from time import monotonic


class FastTime:
    """Seconds of this clock pass `speed` times as fast as those on the wall."""

    def __init__(self, speed: float) -> None:
        self._speed = speed

    def clock(self) -> float:
        """Return the present moment."""
        return monotonic() * self._speed

    async def sleep(self, seconds: float) -> None:
        """Wait for some seconds of this clock."""
        await asyncio.sleep(seconds / self._speed)
