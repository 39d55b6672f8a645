"""Telegram as a channel for clients: one message of ours is one of theirs, with its buttons."""

import asyncio

from aiogram.methods import SendMessage
from aiogram.types import LinkPreviewOptions

from bot.channels.telegram.api import Api
from bot.channels.telegram.writing import calendar_link, pieces
from bot.messages import Message
from bot.ports import Store
from bot.texts import Phrasebook

NAME = "telegram"
BETWEEN_PIECES = 1.02
"""Seconds between the pieces of a text that is too long for one message."""
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramChannel:
    """Sends messages to chats of Telegram."""

    name = NAME
    needs_address = True
    paced = True

    def __init__(self, api: Api, store: Store, phrasebook: Phrasebook) -> None:
        self._api = api
        self._store = store
        self._phrasebook = phrasebook
        self._pieces_sent: dict[int, int] = {}

    async def send(self, address: str, message: Message) -> None:
        """Send one message; of a long one that is tried again only what is left.

        Raises FloodError, or DeliveryError when Telegram did not take it.
        """
        several = message.expects == "choices"
        ready = await self._label("telegram.ready", message) if several else ""
        linked = calendar_link(message)
        calendar = await self._label("telegram.calendar", message) if linked else ""
        begun = self._pieces_sent.get(message.id, 0)
        for number, piece in enumerate(pieces(message, ready, calendar)):
            if number < begun:
                continue
            if number > begun:
                await asyncio.sleep(BETWEEN_PIECES)
            await self._api.call(
                SendMessage(
                    chat_id=int(address),
                    text=piece.text,
                    reply_markup=piece.keyboard,
                    link_preview_options=NO_PREVIEW,
                )
            )
            self._pieces_sent[message.id] = number + 1
        self._pieces_sent.pop(message.id, None)

    async def _label(self, key: str, message: Message) -> str:
        """Return the label of a button of Telegram alone, in the client's language."""
        file = await self._store.transact(lambda tx: tx.client(message.client))
        language = file.client.language if file else "nl"
        return self._phrasebook.say(key, {}, language)
