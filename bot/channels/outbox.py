"""The outbox: sends what was committed, records it, and takes up again what a crash left."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.channels.direct import SENDING_SECONDS, DirectSender
from bot.channels.parcels import PacedSender
from bot.clients import Address
from bot.errors import DeliveryError, MaxWWError
from bot.messages import Message, Weight
from bot.ports import Channel, Clock, Store, Transaction
from bot.usecases.reaching import lose_address, send_elsewhere
from scheduler.calendar import Calendar

log = logging.getLogger(__name__)

MOST_TAKEN_UP = 500
"""Messages that are taken up from the store at a time."""
MOST_WAITING = 2000
"""Beyond so many messages for a paced channel, what was planned waits in the store."""
MOST_TRIES = 5
"""A message that cannot even be written is given up after so many; the others go on."""
WEIGHTS: tuple[Weight, ...] = ("urgent", "reply", "planned")


class Outbox:
    """Hands each message to its channel's sender; at least once, never silently dropped.

    `clock` and `calendar` tell since when an address takes no messages, and when an adviser is at
    work to hear of it. A channel that is not given here is spoken for by another process, or is
    off: its messages wait in the store.
    """

    def __init__(
        self,
        store: Store,
        channels: Mapping[str, Channel],
        clock: Clock,
        calendar: Calendar,
    ) -> None:
        self.store = store
        self.calendar = calendar
        self._channels = dict(channels)
        self.clock = clock
        self.paced = {name: PacedSender() for name, each in channels.items() if each.paced}
        self._seen: dict[tuple[str, Weight], int] = {}
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
                sender.put(MessageParcel(self, channel, message))

    async def take_up(self) -> int:
        """Hand over what was committed and not sent: after a crash, or after a failure.

        Only for channels that take everything at once; whoever speaks for a paced channel takes
        up its messages with `take_up_of`.
        """
        self._direct.release()
        left = [
            message
            for name in sorted(self._direct_channels)
            for weight in WEIGHTS
            for message in await self._pending(name, weight, 0)
        ]
        self.put(sorted(left, key=lambda message: message.id))
        return len(left)

    async def take_up_of(self, channel: str, *, fully: bool = True) -> int:
        """Hand over what one paced channel has not sent, urgent messages and answers first.

        What was planned is taken up as long as there is room. Not `fully`: only what was committed
        after the last look; messages may be committed out of order, so look fully now and then.
        """
        sender = self.paced[channel]
        if not sender.may_send():
            return 0
        taken = 0
        for weight in WEIGHTS:
            place = (channel, weight)
            after = 0 if fully else self._seen.get(place, 0)
            while weight != "planned" or len(sender) < MOST_WAITING:
                left = await self._pending(channel, weight, after)
                self.put(left)
                taken += len(left)
                after = left[-1].id if left else after
                if len(left) < MOST_TAKEN_UP:
                    break
            self._seen[place] = max(after, self._seen.get(place, 0))
        return taken

    async def _pending(self, channel: str, weight: Weight, after: int) -> Sequence[Message]:
        return await self.store.transact(
            lambda tx: tx.pending_messages(channel, weight, after=after, limit=MOST_TAKEN_UP)
        )

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

    def __init__(self, outbox: Outbox, channel: Channel, message: Message) -> None:
        self.key = f"message {message.id}"
        self.lane = f"client {message.client}"
        self.weight: Weight = message.weight
        self._outbox = outbox
        self._channel = channel
        self._client = message.client
        self._number = message.id
        self._tries = 0

    async def deliver(self) -> bool:
        """Send the oldest message that waits for this client; say whether this one is dealt with.

        Messages that another process committed, or that a crash left, are found and go first, so
        the order in a chat is always that of the store.
        """
        store = self._outbox.store
        message, address = await store.transact(self._first)
        if message is None:  # another process sent it, or it was erased
            return True
        failure: DeliveryError | None = None
        if address is None:  # unlinked meanwhile
            failure = DeliveryError("the client has left this channel", lasting=True)
        else:
            failure = await self._send(address, message)
        now = self._outbox.clock.now()
        moved = await store.transact(lambda tx: self._record(tx, message, address, failure, now))
        if moved is not None:
            self._outbox.put([moved])
        return message.id >= self._number

    async def _send(self, address: Address, message: Message) -> DeliveryError | None:
        """Send a message; return why it will never be taken, raise when it may be later."""
        try:
            async with asyncio.timeout(SENDING_SECONDS):
                await self._channel.send(address.value, message)
        except DeliveryError as error:
            if not error.lasting:
                raise
            return error
        except (MaxWWError, TimeoutError):
            raise
        except Exception as error:
            self._tries += 1
            if self._tries < MOST_TRIES:
                raise
            log.error("Message %d cannot be sent and was given up", message.id)
            return DeliveryError(f"it cannot be written: {type(error).__name__}", lasting=True)
        return None

    def _first(self, tx: Transaction) -> tuple[Message | None, Address | None]:
        found = tx.addresses(self._client)
        places = (each for each in found if each.channel == self._channel.name)
        return tx.first_pending(self._client, self._channel.name), next(places, None)

    def _record(
        self,
        tx: Transaction,
        message: Message,
        address: Address | None,
        failure: DeliveryError | None,
        now: datetime,
    ) -> Message | None:
        """Record what became of a message; return it when it now waits in another channel."""
        tx.mark_messages([message.id], "failed" if failure else "sent")
        if failure is None:
            return None
        log.warning("Message %d was not taken: %s", message.id, failure)
        if failure.unreachable and address is not None:
            lose_address(tx, self._outbox.calendar, message.client, address, now)
        gone = address is None or failure.unreachable
        return send_elsewhere(tx, message, now) if gone else None
