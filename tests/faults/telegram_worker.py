"""The assistant with its bot, in one life after another, each to be killed.

Begun by the nursery. It polls Telegram, deals with updates, lets contacts fall due, and sends.
"""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.channels.parcels import PacedSender
from bot.channels.recording import RecordingChannel
from bot.channels.telegram import open_telegram
from bot.storage.open import open_store, open_vault
from scheduler.claim import LEASE
from tests.faults.telegram_town import DUE
from tests.fixtures import phrasebook, shipped
from tests.house import CHANNEL, furnished

TICK_SECONDS = 0.1


async def live(folder: Path, token: str, server: str, number: int) -> None:
    """Run until somebody kills this process; each life begins when older claims have lapsed."""
    url = f"sqlite:///{folder / 'maxww.db'}"
    store = open_store(url, open_vault(url, folder / "key"))
    now = DUE + number * (LEASE + timedelta(seconds=1))
    assistant, _ = furnished(store, RecordingChannel(CHANNEL), now)
    assistant.settings = replace(assistant.settings, telegram_token=token, telegram_server=server)
    bot = open_telegram(assistant, sender=PacedSender(lane_rest=0.0, gap=0.0))
    assistant.outbox.start()
    await bot.start()
    while True:
        await assistant.tick()
        await asyncio.sleep(TICK_SECONDS)


def prepare() -> None:
    """Load what every life needs, once."""
    shipped()
    phrasebook()


def main(folder: str, token: str, server: str, number: str) -> None:
    """Live in a folder until killed; lives are numbered."""
    asyncio.run(live(Path(folder), token, server, int(number)))
