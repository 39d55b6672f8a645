"""The outbox: sends what was committed, records it, and takes up again what a crash left."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.channels.direct import SENDING_SECONDS, DirectSender
from bot.channels.parcels import PacedSender
from bot.clients import Address
from bot.errors import DeliveryError
from bot.messages import Message, Weight
from bot.ports import Channel, Clock, Store, Transaction
from bot.usecases.reaching import lose_address

log = logging.getLogger(__name__)

MOST_TAKEN_UP = 500
"""Messages that are taken up from the store at a time."""
MOST_WAITING = 5000
"""Messages for a paced channel that are kept ready; the others wait in the store."""


class Outbox:
    """Hands each message to its channel's sender; at least once, never silently dropped.

    `clock` tells since when an address takes no messages. A channel that is not given here is
    spoken for by another process, or is off: its messages wait in the store.
    """

    def __init__(
        self,
        store: Store,
        channels: Mapping[str, Channel],
        clock: Clock,
    ) -> None:
        self._store = store
        self._channels = dict(channels)
        self._clock = clock
        self.paced = {name: PacedSender() for name, each in channels.items() if each.paced}
        self._direct_channels = {name for name, each in channels.items() if not each.paced}
        self._direct = DirectSender(store, {name: channels[name] for name in self._direct_channels})

    def add(self, channel: Channel, sender: PacedSender) -> None:
        """Send to one more paced channel, before anything is sent."""
        self._channels[channel.name] = channel
        self.paced[channel.name] = sender

    def put(self, messages: Sequence[Message]) -> None:
        """Hand over committed messages; each client's go out in order of their ids."""
        self._direct.put([each for each in messages if each.channel in self._direct_channels])
        for message in messages:
            sender = self.paced.get(message.channel)
            if sender is not None and message.state == "pending":
                channel = self._channels[message.channel]
                sender.put(MessageParcel(self._store, channel, self._clock, message))

    async def take_up(self) -> int:
        """Hand over what was committed and not sent: after a crash, or after a failure."""
        self._direct.release()
        taken = 0
        for name in self._channels:
            taken += await self.take_up_of(name)
        return taken

    async def take_up_of(self, channel: str) -> int:
        """Hand over what one channel has not sent."""
        after = taken = 0
        sender = self.paced.get(channel)
        while sender is None or len(sender) < MOST_WAITING:
            left = await self._store.transact(
                lambda tx, after=after: tx.pending_messages(  # type: ignore[misc]  # a default argument binds the loop's id
                    channel, after=after, limit=MOST_TAKEN_UP
                )
            )
            self.put(left)
            taken += len(left)
            if len(left) < MOST_TAKEN_UP:
                break
            after = left[-1].id
        return taken

    def start(self) -> None:
        """Begin sending in the background."""
        self._direct.start()
        for sender in self.paced.values():
            sender.start()

    async def stop(self) -> None:
        """Send what waits for a channel that takes all at once, then end."""
        await self._direct.stop()
        for sender in self.paced.values():
            await sender.stop()

    async def flush(self) -> None:
        """Return when everything handed over so far was sent and recorded, or put off."""
        await self._direct.flush()
        for sender in self.paced.values():
            await sender.flush()


class MessageParcel:
    """A message that waits for a client on a paced channel, recorded as soon as it was taken."""

    def __init__(self, store: Store, channel: Channel, clock: Clock, message: Message) -> None:
        self.key = f"message {message.id}"
        self.lane = f"client {message.client}"
        self.weight: Weight = message.weight
        self._store = store
        self._channel = channel
        self._clock = clock
        self._client = message.client
        self._number = message.id

    async def deliver(self) -> bool:
        """Send the oldest message that waits for this client; say whether this one is dealt with.

        Messages that another process committed, or that a crash left, are found and go first, so
        the order in a chat is always that of the store.
        """
        message, address = await self._store.transact(self._first)
        if message is None:  # another process sent it, or it was erased
            return True
        if address is None:  # unlinked meanwhile
            await self._store.transact(lambda tx: tx.mark_messages([message.id], "failed"))
            return message.id >= self._number
        try:
            async with asyncio.timeout(SENDING_SECONDS):
                await self._channel.send(address.value, message)
        except DeliveryError as error:
            if not error.lasting:
                raise
            now, lost = self._clock.now(), error
            await self._store.transact(lambda tx: self._fail(tx, message, address, lost, now))
        else:
            await self._store.transact(lambda tx: tx.mark_messages([message.id], "sent"))
        return message.id >= self._number

    def _first(self, tx: Transaction) -> tuple[Message | None, Address | None]:
        found = tx.addresses(self._client)
        places = (each for each in found if each.channel == self._channel.name)
        return tx.first_pending(self._client, self._channel.name), next(places, None)

    def _fail(
        self,
        tx: Transaction,
        message: Message,
        address: Address,
        error: DeliveryError,
        now: datetime,
    ) -> None:
        log.warning("Message %d was not taken: %s", message.id, error)
        tx.mark_messages([message.id], "failed")
        if error.unreachable:
            lose_address(tx, message.client, address, now)
