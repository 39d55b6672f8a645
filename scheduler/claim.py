"""What the loop needs of a store, and one batch of due contacts.

What goes badly on the way: a process can die between the claim and the end. Its claim then runs
out (the lease) and another process takes the contact over, so a contact is never stuck, and
`attempts` shows one that keeps failing.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from scheduler.plan import PlannedContact

LOG = logging.getLogger("maxww.scheduler")

# Longer than any turn takes, short enough that a crash delays a message by minutes only.
LEASE = timedelta(minutes=5)
# Small batches keep the event loop free for people who are talking.
BATCH = 100


@dataclass(frozen=True, slots=True)
class ClaimedContact:
    """A due contact that this process alone may handle until its lease runs out."""

    id: str
    client: str
    contact: PlannedContact
    lease_until: datetime
    attempts: int = 1


class ContactStore(Protocol):
    """Where the contacts of all clients stand."""

    async def claim_due(
        self, now: datetime, *, limit: int, lease: timedelta, worker: str
    ) -> Sequence[ClaimedContact]:
        """Claim open contacts that are due and that nobody holds, the earliest first.

        With `FOR UPDATE SKIP LOCKED` where the database has it; adds one to `attempts`.
        """
        ...

    async def settle(self, claimed: ClaimedContact, contact: PlannedContact) -> bool:
        """Write down how it stands now and let go of the claim, in the caller's transaction.

        False when the claim was lost to another process: then nothing may be committed.
        """
        ...

    async def release(self, claimed: ClaimedContact, retry_at: datetime) -> None:
        """Let go of a claim without a result; it may be claimed again from that moment."""
        ...


Handle = Callable[[ClaimedContact], Awaitable[None]]

# Each failure waits twice as long as the one before, up to this many doublings (some 8 hours).
FIRST_RETRY = timedelta(minutes=1)
MOST_DOUBLINGS = 9


def retry_after(attempts: int) -> timedelta:
    """Give how long to wait after so many failed attempts."""
    doublings = min(max(attempts, 1) - 1, MOST_DOUBLINGS)
    return FIRST_RETRY * int(2**doublings)


async def run_batch(
    store: ContactStore, handle: Handle, *, now: datetime, worker: str, limit: int = BATCH
) -> int:
    """Claim one batch and handle each contact; give how many were claimed.

    `handle` decides, carries out and settles in one transaction. One that fails does not hold up
    the others: it is let go and tried again later. Call again at once while a batch was full.
    """
    claimed = await store.claim_due(now, limit=limit, lease=LEASE, worker=worker)
    for one in claimed:
        try:
            await handle(one)
        except Exception:
            LOG.exception("A due contact failed: contact %s, attempt %s", one.id, one.attempts)
            await store.release(one, now + retry_after(one.attempts))
    return len(claimed)
