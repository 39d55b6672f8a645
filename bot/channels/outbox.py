"""The outbox: sends what was committed, records it, and takes up again what a crash left."""

import asyncio
import logging
from collections.abc import Mapping, Sequence

from bot.errors import DeliveryError
from bot.messages import Message, MessageState
from bot.ports import Channel, Store, Transaction

log = logging.getLogger(__name__)

MOST_AT_ONCE = 200
"""Messages recorded in one transaction."""


class Outbox:
    """Sends messages in order for each client; at least once, never silently dropped."""

    def __init__(self, store: Store, channels: Mapping[str, Channel]) -> None:
        self._store = store
        self._channels = channels
        self._waiting: asyncio.Queue[Message] = asyncio.Queue()
        self._under_way: set[int] = set()
        self._held: set[tuple[str, str]] = set()
        self._addresses: dict[tuple[str, str], str] = {}
        self._worker: asyncio.Task[None] | None = None

    def put(self, messages: Sequence[Message]) -> None:
        """Hand over committed messages; they go out in this order."""
        for message in messages:
            if message.state == "pending" and message.id not in self._under_way:
                if message.id:  # the last words to a client who was erased have no id
                    self._under_way.add(message.id)
                self._waiting.put_nowait(message)

    async def take_up(self) -> int:
        """Hand over what was committed and not sent: after a crash, or by another process."""
        left = await self._store.transact(lambda tx: tx.pending_messages(limit=MOST_AT_ONCE))
        self._held.clear()
        self.put(left)
        return len(left)

    def start(self) -> None:
        """Begin sending in the background."""
        self._worker = asyncio.create_task(self._run(), name="outbox")

    async def stop(self) -> None:
        """Send what waits, then end."""
        await self.flush()
        if self._worker is not None:
            self._worker.cancel()
            await asyncio.gather(self._worker, return_exceptions=True)
            self._worker = None

    async def flush(self) -> None:
        """Return when everything handed over so far was sent and recorded."""
        if self._worker is not None:
            await self._waiting.join()
            return
        while not self._waiting.empty():
            await self._send_batch([self._waiting.get_nowait()])

    async def _run(self) -> None:
        while True:
            batch = [await self._waiting.get()]
            while not self._waiting.empty() and len(batch) < MOST_AT_ONCE:
                batch.append(self._waiting.get_nowait())
            await self._send_batch(batch)

    async def _send_batch(self, batch: Sequence[Message]) -> None:
        outcomes: dict[MessageState, list[int]] = {"sent": [], "failed": [], "pending": []}
        try:
            for message in batch:
                outcomes[await self._send(message)].append(message.id)
            await self._store.transact(lambda tx: _record(tx, outcomes))
        except Exception:
            # The messages stay pending in the store and are taken up again.
            log.exception("Recording %d messages failed; they will be sent again", len(batch))
        finally:
            for message in batch:
                self._under_way.discard(message.id)
                self._waiting.task_done()

    async def _send(self, message: Message) -> MessageState:
        """Send one message; return what became of it.

        One that could not be sent now stays pending, and so does all that comes after it for the
        same client, so that it is taken up again in order.
        """
        place = (message.client, message.channel)
        channel = self._channels.get(message.channel)
        if channel is None:
            log.error("Message %d is for the channel %s, which is off", message.id, message.channel)
            return "failed"
        if place in self._held:
            return "pending"
        try:
            await channel.send(await self._address(message), message)
        except DeliveryError as error:
            log.warning("Message %d was not taken: %s", message.id, error)
            if error.lasting:
                return "failed"
        except Exception:
            log.exception("Message %d could not be sent; it will be tried again", message.id)
        else:
            return "sent"
        self._held.add(place)
        return "pending"

    async def _address(self, message: Message) -> str:
        key = (message.client, message.channel)
        if key not in self._addresses:
            found = await self._store.transact(lambda tx: tx.addresses(message.client))
            self._addresses[key] = next((a.value for a in found if a.channel == key[1]), "")
        return self._addresses[key]


def _record(tx: Transaction, outcomes: Mapping[MessageState, Sequence[int]]) -> None:
    for state in ("sent", "failed"):
        if outcomes[state]:
            tx.mark_messages(outcomes[state], state)
