"""Fetches updates by long polling; Telegram forgets an update only when it was kept here."""

import asyncio
import logging
from collections.abc import Callable

from aiogram.exceptions import ClientDecodeError
from aiogram.methods import DeleteWebhook, GetUpdates
from aiogram.types import Update
from pydantic import ValidationError

from bot.channels.telegram.api import SECONDS, Api
from bot.channels.telegram.inbox import Inbox
from bot.errors import DeliveryError, FloodError
from scheduler.log import log_failure

log = logging.getLogger("maxww.telegram")

WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]
POLL_SECONDS = 25
"""How long Telegram holds a question when there is nothing new."""
MOST_AT_ONCE = 100
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
NOT_OURS_SECONDS = 2.0
"""While another process speaks for this bot, it is looked at so often whether that ended."""


class Polling:
    """The loop that asks for updates while this process speaks for the bot."""

    def __init__(self, api: Api, inbox: Inbox, speaks: Callable[[], bool]) -> None:
        self._api = api
        self._inbox = inbox
        self._speaks = speaks
        self._offset = 0
        self._loop: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to fetch in the background."""
        self._loop = asyncio.create_task(self._run(), name="telegram polling")

    async def stop(self) -> None:
        """Stop fetching; what was not kept will be offered again."""
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)

    async def _run(self) -> None:
        pause = SHORTEST_PAUSE
        webhook_gone = False
        while True:
            if not self._speaks():
                await asyncio.sleep(NOT_OURS_SECONDS)
                continue
            try:
                if not webhook_gone:
                    await self._api.call(DeleteWebhook())
                    webhook_gone = True
                await self._fetch()
            except FloodError as flood:
                await asyncio.sleep(flood.seconds)
            except Exception as error:
                if isinstance(error, DeliveryError):
                    log.warning("Telegram gave no updates, again in %g seconds: %s", pause, error)
                else:
                    log_failure("Updates could not be kept; they will be offered again", error)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                pause = SHORTEST_PAUSE

    async def _fetch(self) -> None:
        """Fetch what is new and keep it; only the next question tells Telegram so."""
        asked = GetUpdates(
            offset=self._offset or None,
            limit=MOST_AT_ONCE,
            timeout=POLL_SECONDS,
            allowed_updates=WANTED,
        )
        updates, last = await self._updates(asked)
        await self._inbox.keep(updates)
        if last:
            self._offset = last + 1

    async def _updates(self, asked: GetUpdates) -> tuple[list[Update], int]:
        """Return the updates that can be read, and the number of the last one."""
        try:
            updates = await self._api.call(asked, POLL_SECONDS + SECONDS)
        except ClientDecodeError as error:
            raw = error.data.get("result", []) if isinstance(error.data, dict) else []
            return readable(raw), max((int(each["update_id"]) for each in raw), default=0)
        return updates, updates[-1].update_id if updates else 0


def readable(raw: list[dict[str, object]]) -> list[Update]:
    """Return the updates that can be read; one of a kind that is not known yet is passed over."""
    found = []
    for each in raw:
        try:
            found.append(Update.model_validate(each))
        except ValidationError:
            log.error("Update %s is of a kind that cannot be read", each.get("update_id"))
    return found
