"""A process that runs real turns on SQLite and stops dead where a test wants to kill it.

Begun by the nursery with a folder. It reads commands as JSON lines and answers each
with one. A command says where to halt and which time it comes there; then the process tells that it
stopped, and waits for ever.
"""

import asyncio
import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Any, TypeVar

from bot.messages import Incoming, Message
from bot.ports import Store, Transaction
from bot.storage.open import open_store, open_vault
from bot.wiring import Assistant
from tests.fixtures import NOW, phrasebook, shipped
from tests.house import CHANNEL, furnished

T = TypeVar("T")

TURN, BEFORE_SENDING, AFTER_SENDING = "turn", "before-sending", "after-sending"


class Stop:
    """The place where this process comes to a halt."""

    def __init__(self) -> None:
        self.where = ""
        self.left = 1

    def here(self, where: str) -> None:
        """Tell the test and wait to be killed, when this is the place and the time."""
        if where == self.where:
            self.left -= 1
            if self.left == 0:
                tell({"stopped": where})
                Event().wait()


class StoppingStore:
    """A store that can halt when a turn has done all its work but is not committed."""

    def __init__(self, store: Store, stop: Stop) -> None:
        self._store = store
        self._stop = stop

    async def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run work in one transaction."""
        return await self._store.transact(lambda tx: self._halting(work, tx))

    def transact_now(self, work: Callable[[Transaction], T]) -> T:
        """Run work in one transaction while blocking."""
        return self._store.transact_now(work)

    def _halting(self, work: Callable[[Transaction], T], tx: Transaction) -> T:
        result = work(tx)
        self._stop.here(TURN)
        return result

    def close(self) -> None:
        """Release what the store holds."""
        self._store.close()


class FileChannel:
    """A channel whose other side is a file: what stands in it was received."""

    name = CHANNEL
    needs_address = True
    paced = False

    def __init__(self, path: Path, stop: Stop) -> None:
        self._path = path
        self._stop = stop

    async def send(self, address: str, message: Message) -> None:
        """Write a message down; halts before or after."""
        self._stop.here(BEFORE_SENDING)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([address, message.text], ensure_ascii=False) + "\n")
        self._stop.here(AFTER_SENDING)


def tell(answer: dict[str, object]) -> None:
    """Write an answer to the test."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


async def serve(folder: Path, stop: Stop) -> None:
    """Take up what a crash left, then carry out commands until the input ends."""
    url = f"sqlite:///{folder / 'maxww.db'}"
    kept = open_store(url, open_vault(url, folder / "key"))
    channel = FileChannel(folder / "sent.jsonl", stop)
    assistant, clock = furnished(StoppingStore(kept, stop), channel, NOW)
    await assistant.outbox.take_up()
    await assistant.outbox.flush()
    tell({"ready": True})
    while line := await asyncio.to_thread(sys.stdin.readline):
        command = json.loads(line)
        clock.at = datetime.fromisoformat(command["at"])
        stop.where, stop.left = command["stop"], command["time"]
        tell(await carry_out(assistant, command))
    kept.close()


async def carry_out(assistant: Assistant, command: dict[str, Any]) -> dict[str, object]:
    """Take in an update, or let fall due what is due."""
    if "text" not in command:
        handled = await assistant.tick()
        await assistant.outbox.flush()
        return {"handled": handled}
    incoming = Incoming(
        CHANNEL, command["who"], command["update"], assistant.clock.now(), command["text"]
    )
    received = await assistant.receive(incoming)
    await assistant.outbox.flush()
    return {"outcome": received.outcome}


def prepare() -> None:
    """Load what every life needs, once."""
    shipped()
    phrasebook()


def main(folder: str) -> None:
    """Live in a folder until killed, or until the input ends."""
    asyncio.run(serve(Path(folder), Stop()))
