"""Who speaks for a bot: of all processes one, which holds a lease in the store and renews it."""

import asyncio
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from secrets import token_urlsafe
from time import monotonic

from bot.clock import WallClock
from bot.ports import Clock, Store, Transaction
from scheduler.log import log_failure

LEASE_SECONDS = 20.0
"""After a crash a process on another machine takes over when the lease has lapsed."""
RENEW_SECONDS = 5.0
"""Asked so often that one failure, or a slow answer, does not lose the lease."""
SAFE_PART = 0.8
"""Of the lease that this process counts on: nobody else takes it before it stopped sending."""


class Leadership:
    """One lease that this process tries to hold, counted on the wall clock.

    `held` counts from before the store was asked, so that two processes never both think that
    they hold it. `gained` is called each time that it becomes ours. A process that was killed on
    this machine leaves its lease to the next one at once.
    """

    def __init__(
        self,
        store: Store,
        name: str,
        *,
        gained: Callable[[], None] = lambda: None,
        clock: Clock | None = None,
    ) -> None:
        self._store = store
        self._clock = clock or WallClock()
        self._name = name
        self._gained = gained
        self._holder = f"{this_machine()}:{os.getpid()}:{token_urlsafe(6)}"
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
        asked = monotonic()
        held = await self._store.transact(self._hold)
        before = self.held  # it may have lapsed while the store answered
        self._until = asked + LEASE_SECONDS * SAFE_PART if held else 0.0
        if held and not before:
            self._gained()

    def _hold(self, tx: Transaction) -> bool:
        now = self._clock.now()
        holder = tx.lease_holder(self._name)
        if holder != self._holder and is_gone(holder):
            tx.release_lease(self._name, holder)
        until = now + timedelta(seconds=LEASE_SECONDS)
        return tx.hold_lease(self._name, self._holder, now, until)

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            try:
                await self.renew()
            except Exception as error:
                log_failure(f"The lease {self._name} could not be renewed", error)


@cache
def this_machine() -> str:
    """Return a name for where process numbers mean the same: this machine, this start of it.

    In containers each has numbers of its own, so their namespace counts too.
    """
    name = socket.gethostname()
    with suppress(OSError):
        started = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        numbers = os.readlink("/proc/self/ns/pid")
        name = f"{started} {numbers}"
    return sha256(name.encode()).hexdigest()[:16]


def is_gone(holder: str) -> bool:
    """Say whether a holder was a process of this machine that does not run any more."""
    machine, _, rest = holder.partition(":")
    process = rest.partition(":")[0]
    if machine != this_machine() or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except OSError:  # it runs, as somebody else
        return False
    return False
