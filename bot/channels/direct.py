"""Sends to channels that take everything at once: one client after another, recorded together."""

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Mapping, Sequence

from bot.errors import DeliveryError
from bot.messages import Message, MessageState
from bot.ports import Channel, Store, Transaction
from scheduler.log import log_failure

MOST_CLIENTS = 100
"""Clients whose messages are recorded in one transaction; a crash repeats at most these."""
SENDING_SECONDS = 30
"""One message may take so long; a channel that hangs must not hold up other clients."""
REMEMBERED = 5000
"""Ids of recorded messages that are remembered, so that a late hand-over is recognised."""

Box = dict[int, Message]
Addresses = dict[tuple[str, str], str]
"""Addresses by client and channel."""


class DirectSender:
    """Sends messages in order for each client; at least once, never silently dropped.

    A client whose message could not be sent is left in peace until the store is asked again:
    then that message comes first, whatever was handed over meanwhile.
    """

    def __init__(self, store: Store, channels: Mapping[str, Channel]) -> None:
        self._store = store
        self._channels = channels
        self._boxes: dict[str, Box] = defaultdict(dict)
        self._waiting: asyncio.Queue[str] = asyncio.Queue()
        self._sending: set[int] = set()
        self._held: set[str] = set()
        self._recorded: OrderedDict[int, None] = OrderedDict()
        self._worker: asyncio.Task[None] | None = None

    def put(self, messages: Sequence[Message]) -> None:
        """Hand over committed messages; each client's go out in order of their ids."""
        for message in messages:
            if message.state == "pending" and message.client not in self._held:
                self._add(message)

    def _add(self, message: Message) -> None:
        if message.id in self._sending or message.id in self._recorded:
            return
        if message.client not in self._boxes:
            self._waiting.put_nowait(message.client)
        self._boxes[message.client][message.id] = message

    def release(self) -> None:
        """Try those again whose message could not be sent; it is handed over first."""
        self._held.clear()

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
        """Return when everything handed over so far was sent and recorded, or put off."""
        if self._worker is not None:
            await self._waiting.join()
            return
        while not self._waiting.empty():
            await self._send_some(self._those_waiting())

    async def _run(self) -> None:
        while True:
            first = await self._waiting.get()
            await self._send_some([first, *self._those_waiting(MOST_CLIENTS - 1)])

    def _those_waiting(self, most: int = MOST_CLIENTS) -> list[str]:
        return [self._waiting.get_nowait() for _ in range(min(most, self._waiting.qsize()))]

    async def _send_some(self, clients: Sequence[str]) -> None:
        """Send what these clients' boxes hold and record it; what fails stays in the store."""
        outcomes: dict[MessageState, list[int]] = {"sent": [], "failed": []}
        boxes = [self._boxes.pop(client, {}) for client in clients]
        self._sending = {number for box in boxes for number in box}
        try:
            addresses = await self._addresses(boxes)
            for box in boxes:
                await self._send_box(box, addresses, outcomes)
            await self._store.transact(lambda tx: _record(tx, outcomes))
            self._remember([*outcomes["sent"], *outcomes["failed"]])
        except Exception as error:
            log_failure("Messages could not be recorded; they will be sent again", error)
        finally:
            self._sending = set()
            for _ in clients:
                self._waiting.task_done()

    async def _send_box(
        self, box: Box, addresses: Addresses, outcomes: dict[MessageState, list[int]]
    ) -> None:
        for number in sorted(box):
            message = box[number]
            address = addresses.get((message.client, message.channel), "")
            state = await self._send(message, address)
            if state == "pending":
                self._held.add(box[number].client)
                return
            outcomes[state].append(number)

    async def _send(self, message: Message, address: str) -> MessageState:
        """Send one message; return what became of it."""
        channel = self._channels[message.channel]
        try:
            if channel.needs_address:
                async with asyncio.timeout(SENDING_SECONDS):
                    await channel.send(address, message)
            else:  # it only tells pages of this process, which cannot hang
                await channel.send(address, message)
        except DeliveryError as error:
            log_failure(f"Message {message.id} was not taken", error)
            return "failed" if error.lasting else "pending"
        except Exception as error:
            log_failure(f"Message {message.id} could not be sent; it will be tried again", error)
            return "pending"
        return "sent"

    async def _addresses(self, boxes: Sequence[Box]) -> Addresses:
        """Return where the clients of these boxes are reached, asked in one transaction."""
        asked = {
            message.client
            for box in boxes
            for message in box.values()
            if self._channels[message.channel].needs_address
        }
        if not asked:
            return {}
        found = await self._store.transact(lambda tx: {c: tx.addresses(c) for c in asked})
        return {(c, a.channel): a.value for c, places in found.items() for a in places}

    def _remember(self, numbers: Sequence[int]) -> None:
        self._recorded.update(dict.fromkeys(numbers))
        while len(self._recorded) > REMEMBERED:
            self._recorded.popitem(last=False)


def _record(tx: Transaction, outcomes: Mapping[MessageState, Sequence[int]]) -> None:
    for state, numbers in outcomes.items():
        if numbers:
            tx.mark_messages(numbers, state)
