"""Where a client is reached: the channel they used last, as long as it takes messages."""

from datetime import datetime

from bot.clients import Address, Client
from bot.notices import Notice
from bot.ports import Transaction
from bot.usecases.notifying import at_work, staff_of, tell
from scheduler.calendar import Calendar


def channel_for(tx: Transaction, client: Client) -> str:
    """Return the channel for a message: the last one used, else the newest one that works.

    When none works it is the last one all the same: the message is then recorded as failed.
    """
    channels = [address.channel for address in tx.reachable(client.id)]
    if client.channel in channels:
        return client.channel
    if channels:
        return channels[-1]
    known = [address.channel for address in tx.addresses(client.id)]
    return client.channel if client.channel in known else (known[-1] if known else "")


def lose_address(
    tx: Transaction, calendar: Calendar, client: str, address: Address, now: datetime
) -> None:
    """Record that an address takes no messages, and tell the adviser once.

    The adviser is told when the client cannot be reached anywhere else either.
    """
    if not tx.set_reachable(address, now) or tx.reachable(client):
        return
    file = tx.client(client)
    adviser = file.client.adviser if file else ""
    due = at_work(tx, calendar, adviser, now)
    told = staff_of(tx, adviser)
    tell(tx, [Notice(each.id, "unreachable", due, client=client) for each in told])


def find_again(tx: Transaction, address: Address) -> None:
    """Record that an address takes messages."""
    tx.set_reachable(address, None)
