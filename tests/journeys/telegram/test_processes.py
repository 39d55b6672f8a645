"""Pages and updates in one process, sending in another: several on one database."""

from contextlib import AsyncExitStack
from pathlib import Path

import httpx
from starlette.applications import Starlette

from bot.channels.telegram.webhook import HEADER, PATH, secret_of
from bot.privacy.encryption import Vault
from bot.storage.open import open_store
from tests.telegram.emulator import Emulator
from tests.telegram.house import TelegramHouse, telegram_house
from tests.telegram.people import Person
from tests.telegram.schema import Json

WELCOME = ["Welkom bij Max-WW.", "Wat is de laatste dag van uw WW?"]


class Houses:
    """One process that updates are brought to, and two that may speak for the bot."""

    def __init__(self, stack: AsyncExitStack, telegram: Emulator, folder: Path) -> None:
        self._stack = stack
        self._telegram = telegram
        self._url = f"sqlite:///{folder / 'maxww.db'}"
        self._vault = Vault.passing()

    async def open(self, *, speaks: bool) -> TelegramHouse:
        """Begin a process, with a store of its own on the one database."""
        store = open_store(self._url, self._vault)
        self._stack.callback(store.close)
        made = telegram_house(self._telegram, store=store, webhook=True, speaks=speaks)
        return await self._stack.enter_async_context(made)


async def brings(telegram: Emulator, house: TelegramHouse, person: Person, text: str) -> None:
    """Let Telegram bring what somebody typed to a process, which deals with it."""
    person.says(text)
    update: Json = telegram.updates.made[-1]
    telegram.updates.drop()
    app = httpx.ASGITransport(app=Starlette(routes=list(house.bot.routes())))
    async with httpx.AsyncClient(transport=app, base_url="http://max.example") as client:
        await client.post(PATH, json=update, headers={HEADER: secret_of(telegram.token)})
    await house.bot.inbox.settled()


async def sends(house: TelegramHouse) -> None:
    """Let a process that speaks send what waits."""
    await house.bot.take_up()
    await house.bot.sender.flush()


async def test_one_process_hears_and_another_speaks(telegram: Emulator, tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        houses = Houses(stack, telegram, tmp_path)
        pages, sender = await houses.open(speaks=False), await houses.open(speaks=True)
        anna = pages.person()
        await brings(telegram, pages, anna, "hallo")
        await sends(sender)
        speaking = (pages.bot.leadership.held, sender.bot.leadership.held)
    assert speaking == (False, True)
    assert anna.received == WELCOME


async def test_of_two_one_speaks_and_the_other_takes_over(
    telegram: Emulator, tmp_path: Path
) -> None:
    async with AsyncExitStack() as stack:
        houses = Houses(stack, telegram, tmp_path)
        first, second = await houses.open(speaks=True), await houses.open(speaks=True)
        anna = first.person()
        await brings(telegram, second, anna, "hallo")
        await sends(second)
        await first.bot.leadership.stop()
        await second.bot.leadership.renew()
        await sends(second)
    assert anna.received == WELCOME
