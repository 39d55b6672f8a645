"""Who speaks for a bot: of all processes one, which holds a lease in the store and renews it."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from secrets import token_urlsafe
from time import monotonic

from bot.ports import Clock, Store
from scheduler.log import log_failure

LEASE_SECONDS = 30.0
"""After a crash another process takes over when the lease has lapsed."""
RENEW_SECONDS = 8.0
"""Asked so often that one failure, or a slow answer, does not lose the lease."""


class Leadership:
    """One lease that this process tries to hold.

    `held` counts from before the store was asked, so that two processes never both think that
    they hold it. `gained` is called each time that it becomes ours.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        name: str,
        gained: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._name = name
        self._gained = gained
        self._holder = token_urlsafe(9)
        self._until = 0.0
        self._loop: asyncio.Task[None] | None = None

    @property
    def held(self) -> bool:
        """Whether this process holds the lease now."""
        return monotonic() < self._until

    async def start(self) -> None:
        """Try to take the lease, and go on trying or renewing in the background."""
        await self.renew()
        self._loop = asyncio.create_task(self._run(), name=f"lease {self._name}")

    async def stop(self) -> None:
        """Give the lease up, so that another process takes over at once."""
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)
        self._until = 0.0
        await self._store.transact(lambda tx: tx.release_lease(self._name, self._holder))

    async def renew(self) -> None:
        """Take or prolong the lease once."""
        asked, now, before = monotonic(), self._clock.now(), self.held
        until = now + timedelta(seconds=LEASE_SECONDS)
        held = await self._store.transact(
            lambda tx: tx.hold_lease(self._name, self._holder, now, until)
        )
        self._until = asked + LEASE_SECONDS * 0.9 if held else 0.0
        if held and not before:
            self._gained()

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            try:
                await self.renew()
            except Exception as error:
                log_failure(f"The lease {self._name} could not be renewed", error)
