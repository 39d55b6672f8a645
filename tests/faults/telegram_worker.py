"""A process that gives the assistant with its bot one life after another, each to be killed.

Started as `python -m tests.faults.telegram_worker FOLDER TOKEN SERVER`. For each line that it reads
it begins a life in a process of its own, which has everything loaded already, and tells its number.
A life polls Telegram, deals with updates, lets contacts fall due, and sends, until it is killed.
"""

import asyncio
import os
import signal
import sys
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

TICK_SECONDS = 0.02


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


def main() -> None:
    """Begin a life for each line of the input."""
    folder, token, server = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    shipped()  # read once, for all lives
    phrasebook()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for number, _ in enumerate(sys.stdin):
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            asyncio.run(live(folder, token, server, number))
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
