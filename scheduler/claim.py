"""What the loop needs of a store, and one batch of due contacts.

What goes badly on the way: a process can die between the claim and the end. Its claim then runs
out (the lease) and another process takes the contact over, so a contact is never stuck, only late.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from scheduler.log import log_failure

# Longer than any turn takes, short enough that a crash delays a message by minutes only.
LEASE = timedelta(minutes=5)
# Small batches keep the event loop free for people who are talking.
BATCH = 100

Row = TypeVar("Row")


class ContactStore(Protocol[Row]):
    """Where the contacts of all clients stand."""

    def claim_due(self, now: datetime, *, lease_until: datetime, limit: int) -> Sequence[Row]:
        """Claim open contacts that are due and that nobody holds, the earliest first.

        With `FOR UPDATE SKIP LOCKED` where the database has it, and committed before anything
        is handled; a claim that is not settled lapses with its lease.
        """
        ...

    def save_contact(self, contact: Row) -> None:
        """Settle or defer a contact and end its claim, in the transaction of its effects."""
        ...


def claim_batch(store: ContactStore[Row], now: datetime, limit: int = BATCH) -> Sequence[Row]:
    """Claim one batch with the usual lease; claim again at once while a batch was full."""
    return store.claim_due(now, lease_until=now + LEASE, limit=limit)


async def handle_batch(
    claimed: Sequence[Row], handle: Callable[[Row], Awaitable[None]]
) -> tuple[Row, ...]:
    """Handle each contact by itself; give those that failed.

    `handle` decides, carries out and settles in one transaction. One that fails is logged without
    anything personal and does not hold up the others; it comes back when its lease runs out.
    """
    failed: list[Row] = []
    for contact in claimed:
        try:
            await handle(contact)
        except Exception as error:
            log_failure("A due contact failed and comes back when its lease runs out", error)
            failed.append(contact)
    return tuple(failed)
