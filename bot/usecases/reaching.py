"""Where a client is reached: the channel they used last, as long as it takes messages."""

import logging
from dataclasses import replace
from datetime import datetime

from bot.clients import Address, Client
from bot.messages import Message
from bot.notices import Notice
from bot.ports import Transaction
from bot.reconciling import still_useful
from bot.usecases.notifying import at_work, staff_of, tell
from scheduler.calendar import Calendar

log = logging.getLogger(__name__)


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


def send_elsewhere(tx: Transaction, message: Message, now: datetime) -> Message | None:
    """Let a message that its channel will never take wait where the client is reached now.

    Returns the message as it waits there; None when there is no such place or it is of no use any
    more, and then it has failed.
    """
    file = tx.client(message.client)
    reachable = [address.channel for address in tx.reachable(message.client)]
    places = [channel for channel in reachable if channel != message.channel]
    later = tx.messages(message.client, after=message.id)
    if file is None or not places or not still_useful(message, later, now):
        why = "it came too late" if places else "there is no other place"
        log.warning("Message %d was not sent on: %s", message.id, why)
        tx.mark_messages([message.id], "failed")
        return None
    channel = file.client.channel if file.client.channel in places else places[-1]
    tx.move_message(message.id, channel)
    return replace(message, channel=channel, state="pending")


def find_again(tx: Transaction, address: Address) -> None:
    """Record that an address takes messages."""
    tx.set_reachable(address, None)
