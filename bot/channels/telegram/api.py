"""Asks Telegram, and says in our own words what went wrong."""

import logging
from typing import TypeVar

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod

from bot.errors import DeliveryError, FloodError

log = logging.getLogger("maxww.telegram")

T = TypeVar("T")

GONE = ("chat not found", "user is deactivated", "PEER_ID_INVALID")
"""What Telegram says of a chat that will never take a message."""
SECONDS = 20
"""How long an answer may take, long polling apart."""


class Api:
    """The Bot API of Telegram for one bot."""

    def __init__(self, token: str, server: str = "") -> None:
        session = AiohttpSession(api=TelegramAPIServer.from_base(server)) if server else None
        self.bot = Bot(token, session=session or AiohttpSession())

    @property
    def bot_id(self) -> int:
        """The number before the colon of the token, by which the bot is known."""
        return self.bot.id

    async def call(self, method: TelegramMethod[T], seconds: int = SECONDS) -> T:
        """Ask something.

        Raises FloodError when it was too much at once, DeliveryError when it was not done;
        `unreachable` when this person does not take messages from the bot.
        """
        name = method.__api_method__
        try:
            return await self.bot(method, request_timeout=seconds)
        except TelegramRetryAfter as error:
            raise FloodError(error.retry_after) from None
        except TelegramForbiddenError as error:
            raise DeliveryError(f"{name}: {error.message}", unreachable=True) from None
        except TelegramBadRequest as error:
            gone = any(words in error.message for words in GONE)
            raise DeliveryError(
                f"{name}: {error.message}", lasting=True, unreachable=gone
            ) from None
        except (TelegramUnauthorizedError, TelegramNotFound):
            raise DeliveryError(f"{name}: Telegram does not know this bot's token") from None
        except AiogramError as error:
            raise DeliveryError(f"{name}: {type(error).__name__}") from None

    async def attempt(self, method: TelegramMethod[T]) -> None:
        """Ask something that may fail: it only makes the chat nicer."""
        try:
            await self.call(method)
        except DeliveryError as error:
            log.info("Not done: %s", error)

    async def close(self) -> None:
        """Close the connections."""
        await self.bot.session.close()
