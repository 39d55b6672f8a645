"""Words to somebody of whom nothing is kept: a stranger, or a client who was just forgotten."""

import asyncio
import logging
from itertools import count

from aiogram.methods import SendMessage

from bot.channels.telegram.api import Api
from bot.channels.telegram.channel import NO_PREVIEW
from bot.errors import DeliveryError, FloodError
from bot.messages import Weight

log = logging.getLogger("maxww.telegram")

NUMBERS = count(1)
MOST_TRIES = 4


class WordsParcel:
    """A text that is kept in memory only; after some failures it is given up."""

    def __init__(self, api: Api, chat: str, text: str) -> None:
        self.key = f"words {next(NUMBERS)}"
        self.lane = f"chat {chat}"
        self.weight: Weight = "reply"
        self._api = api
        self._send = SendMessage(chat_id=int(chat), text=text, link_preview_options=NO_PREVIEW)
        self._tries = 0

    async def deliver(self) -> bool:
        """Send the words."""
        try:
            await self._api.call(self._send)
        except FloodError:
            raise
        except DeliveryError as error:
            self._tries += 1
            if not error.lasting and self._tries < MOST_TRIES:
                raise
            log.warning("Words to a stranger were not taken: %s", error)
        return True

    async def go_alone(self) -> None:
        """Send the words from a process that does not speak for the bot otherwise."""
        for _ in range(MOST_TRIES):
            try:
                await self.deliver()
            except FloodError as flood:
                await asyncio.sleep(flood.seconds)
            except DeliveryError:
                await asyncio.sleep(1.0)
            else:
                return
