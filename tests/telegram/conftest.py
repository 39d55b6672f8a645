"""An emulator with a person, and python-telegram-bot as its client."""

from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest
import telegram as ptb

from tests.telegram.client import bot_for
from tests.telegram.emulator import Emulator
from tests.telegram.people import Person
from tests.telegram.schema import Json, result_faults, update_faults

Ask = Callable[..., Awaitable[Json]]


@pytest.fixture
async def telegram() -> AsyncIterator[Emulator]:
    """A running emulator; all that it gives is held against the Bot API's description."""
    async with Emulator() as emulator:
        yield emulator
    answered = [call for call in emulator.calls if call.status == 200]
    faults = [fault for call in answered for fault in result_faults(call.method, call.result)]
    faults += [fault for update in emulator.updates.made for fault in update_faults(update)]
    assert faults == []


@pytest.fixture
def anna(telegram: Emulator) -> Person:
    """Somebody who started the bot; the bot has seen that."""
    person = telegram.user(1001, first_name="Anna")
    person.starts()
    telegram.updates.drop()
    return person


@pytest.fixture
async def bot(telegram: Emulator) -> AsyncIterator[ptb.Bot]:
    """python-telegram-bot, talking to the emulator."""
    async with bot_for(telegram) as client:
        yield client


@pytest.fixture
async def ask(telegram: Emulator) -> AsyncIterator[Ask]:
    """Call a method with parameters as JSON, without a library in between."""
    async with aiohttp.ClientSession() as session:

        async def call(method: str, **params: object) -> Json:
            url = f"{telegram.base_url}/bot{telegram.token}/{method}"
            async with session.post(url, json=params) as answer:
                given: Json = await answer.json()
                return given

        yield call


@pytest.fixture(autouse=True)
def _durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let python-telegram-bot give durations as it will from its next release on."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
