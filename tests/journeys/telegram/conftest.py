"""A house with Telegram for each test; at the end nothing that the bot sent broke the Bot API."""

from collections.abc import AsyncIterator

import pytest

from tests.telegram.decoding import decoded_by_ptb
from tests.telegram.emulator import Emulator
from tests.telegram.house import TelegramHouse, telegram_house


@pytest.fixture
async def telegram() -> AsyncIterator[Emulator]:
    """An emulator; what it was sent is held against the Bot API, and read by another library."""
    async with Emulator() as emulator:
        yield emulator
    assert emulator.violations == []
    left_over = {line for call in emulator.calls for line in decoded_by_ptb(call)}
    assert left_over == set()


@pytest.fixture
async def house(telegram: Emulator) -> AsyncIterator[TelegramHouse]:
    """The assistant with its bot, small scripts, and a programme that everybody may enter."""
    async with telegram_house(telegram) as house:
        yield house
