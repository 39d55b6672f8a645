"""A whole house with Telegram: the real assistant, its bot, and our emulator, in one event loop."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from bot.channels.parcels import PacedSender
from bot.channels.recording import RecordingChannel
from bot.channels.telegram import Telegram, open_telegram
from bot.clients import Address, ClientFile
from bot.clock import StillClock
from bot.ports import Store, Transaction
from bot.records import Staff
from bot.storage.memory import MemoryStore
from bot.wiring import Assistant
from tests.fixtures import NOW
from tests.house import CHANNEL, SMALL_SCRIPTS, furnished
from tests.telegram.emulator import Emulator
from tests.telegram.people import Person

URL = "https://max.example"
STAFF = (
    Staff("karin", "Karin de Wit", "adviser", "karin"),
    Staff("mo", "Mo Bakker", "adviser", "mo"),
)


T = TypeVar("T")


class TelegramHouse:
    """The assistant with its bot; people are those of the emulator."""

    def __init__(
        self, telegram: Emulator, assistant: Assistant, clock: StillClock, bot: Telegram
    ) -> None:
        self.telegram = telegram
        self.assistant = assistant
        self.clock = clock
        self.bot = bot
        self._people = 1000

    def person(self, first_name: str = "Anna") -> Person:
        """Somebody new at Telegram."""
        self._people += 1
        return self.telegram.user(self._people, first_name=first_name)

    async def quiet(self) -> None:
        """Return when everything that arrived was dealt with, and all that is due was sent."""
        await self.telegram.until(lambda: not self.telegram.updates.waiting)
        while True:
            await self.bot.inbox.settled()
            await self.bot.take_up()
            if not len(self.bot.sender):
                break
            await self.bot.sender.flush()
        await self.assistant.outbox.flush()

    async def enrols(self, first_name: str = "Anna") -> Person:
        """Let somebody answer the welcome."""
        person = self.person(first_name)
        for said in ("/start", "30-6-2027", "ja"):
            person.says(said) if said != "/start" else person.starts()
            await self.quiet()
        return person

    async def ticks(self) -> None:
        """Let what is due be sent."""
        await self.assistant.tick()
        await self.quiet()

    def ask(self, work: Callable[[Transaction], T]) -> T:
        """Look into the store."""
        return self.assistant.store.transact_now(work)

    def file(self, person: Person) -> ClientFile | None:
        """Return somebody's file, if they are a client."""
        address = Address("telegram", str(person.id))
        return self.ask(lambda tx: tx.client_at(address))


def _save_staff(tx: Transaction, member: Staff) -> None:
    tx.save_staff(member)


@asynccontextmanager
async def telegram_house(
    telegram: Emulator,
    *,
    store: Store | None = None,
    now: datetime = NOW,
    sender: PacedSender | None = None,
    scripts: Mapping[str, str] = SMALL_SCRIPTS,
    webhook: bool = False,
    speaks: bool = True,
) -> AsyncIterator[TelegramHouse]:
    """Run the assistant with its bot at the emulator; messages go out as fast as they can."""
    kept = store or MemoryStore()
    assistant, clock = furnished(kept, RecordingChannel(CHANNEL), now, scripts)
    assistant.settings = replace(
        assistant.settings,
        telegram_token=telegram.token,
        telegram_server=telegram.base_url,
        telegram_webhook=webhook,
        url=URL,
    )
    assistant.around = replace(assistant.around, url=URL)
    for member in STAFF:
        kept.transact_now(partial(_save_staff, member=member))
    bot = open_telegram(
        assistant,
        speaks=speaks,
        sender=PacedSender(lane_rest=0.0, gap=0.0) if sender is None else sender,
    )
    assistant.outbox.start()
    await bot.start()
    try:
        yield TelegramHouse(telegram, assistant, clock, bot)
    finally:
        await bot.stop()
        await assistant.outbox.stop()
