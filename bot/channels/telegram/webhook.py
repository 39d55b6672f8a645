"""Takes in updates that Telegram brings to our own address, and answers when they are kept."""

import hashlib
import hmac
import json
import logging

from aiogram.methods import SetWebhook
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.telegram.api import Api
from bot.channels.telegram.inbox import Inbox
from bot.channels.telegram.polling import WANTED, readable

log = logging.getLogger("maxww.telegram")

PATH = "/telegram/updates"
HEADER = "x-telegram-bot-api-secret-token"
CONNECTIONS = 10
"""Updates that Telegram may bring at the same time; those of one chat are put in order here."""


def secret_of(token: str) -> str:
    """Return the word by which we know that it is Telegram who calls; made of the bot's token."""
    return hashlib.sha256(f"max-ww webhook {token}".encode()).hexdigest()


class Webhook:
    """The address at which Telegram brings updates."""

    def __init__(self, token: str, inbox: Inbox) -> None:
        self._secret = secret_of(token)
        self._inbox = inbox

    def routes(self) -> list[Route]:
        """Return the route for Telegram."""
        return [Route(PATH, self.take, methods=["POST"])]

    async def take(self, request: Request) -> Response:
        """Keep one update; without an answer of 200 Telegram brings it again."""
        given = request.headers.get(HEADER, "").encode("latin-1", "replace")
        if not hmac.compare_digest(given, self._secret.encode()):
            return Response(status_code=403)
        try:
            raw = json.loads(await request.body())
        except ValueError:
            return Response(status_code=400)
        if not isinstance(raw, dict) or not isinstance(raw.get("update_id"), int):
            return Response(status_code=400)
        await self._inbox.keep(readable([raw]))
        return Response(status_code=200)


async def register(api: Api, token: str, url: str) -> None:
    """Tell Telegram where to bring updates.

    Raises DeliveryError.
    """
    await api.call(
        SetWebhook(
            url=f"{url}{PATH}",
            secret_token=secret_of(token),
            max_connections=CONNECTIONS,
            allowed_updates=WANTED,
        )
    )
