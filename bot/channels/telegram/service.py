"""Telegram from start to stop: fetching or taking in updates, dealing with them, sending."""

import asyncio
import logging
from collections.abc import Sequence
from itertools import count

from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageReplyMarkup,
    EditMessageText,
    GetMe,
    LeaveChat,
    SendChatAction,
)
from starlette.routing import BaseRoute

from bot.channels.leadership import Leadership
from bot.channels.parcels import PacedSender
from bot.channels.telegram.api import Api
from bot.channels.telegram.channel import NAME, NO_PREVIEW, TelegramChannel
from bot.channels.telegram.handling import Handled
from bot.channels.telegram.inbox import Inbox
from bot.channels.telegram.notices import Notices
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.profile import present
from bot.channels.telegram.reading import Reading
from bot.channels.telegram.webhook import Webhook, register
from bot.channels.telegram.words import WordsParcel
from bot.channels.telegram.writing import chosen, keyboard_from
from bot.errors import DeliveryError
from bot.linking import BOT_NAME
from bot.wiring import Assistant
from scheduler.log import log_failure

log = logging.getLogger("maxww.telegram")

LOOK_SECONDS = 1.0
"""What other processes committed, and notices that fall due, go out within so long."""
FULL_LOOK = 15
"""Every so many looks all that waits is looked at, the other times what is new."""
TYPING_AFTER = 0.7
"""Seconds after which somebody who waits for an answer sees that it is being written."""
TRY_AGAIN_SECONDS = 30.0
"""Between attempts to present the bot while Telegram cannot be reached."""


class Telegram:
    """The bot of one token, over one assistant.

    `speaks`: of all processes that may, one fetches updates and sends, as long as it holds the
    lease. Updates that Telegram brings are dealt with by the process that they are brought to.
    """

    def __init__(
        self, assistant: Assistant, api: Api, sender: PacedSender, *, speaks: bool
    ) -> None:
        self._assistant = assistant
        self._api = api
        self._settings = assistant.settings
        self._speaks = speaks
        self.sender = sender
        self.bot_id = api.bot_id
        self.leadership = Leadership(assistant.store, f"{NAME} {api.bot_id}", gained=sender.wake)
        sender.may_send = lambda: self.leadership.held
        self.inbox = Inbox(assistant, api.bot_id, self._follow, self._soon_typing)
        self._notices = Notices(assistant, api, sender)
        self._polling = Polling(api, self.inbox, lambda: self.leadership.held)
        self._webhook = Webhook(self._settings.telegram_token, self.inbox)
        self._tasks: list[asyncio.Task[None]] = []
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._alone: set[asyncio.Task[None]] = set()

    def routes(self) -> Sequence[BaseRoute]:
        """Return the routes that Telegram calls."""
        return self._webhook.routes() if self._settings.telegram_webhook else []

    async def start(self) -> None:
        """Begin; Telegram need not be reachable for that."""
        self.inbox.start()
        self._tasks = [asyncio.create_task(self._present(), name="telegram profile")]
        if not self._speaks:
            return
        await self.leadership.start()
        if not self._settings.telegram_webhook:
            self._polling.start()
        self._tasks.append(asyncio.create_task(self._look_around(), name="telegram outbox"))

    async def stop(self) -> None:
        """Stop fetching, finish what is under way, and let another process take over."""
        await self._polling.stop()
        await self.inbox.stop()
        ending = [*self._tasks, *self._waiting.values(), *self._alone]
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)
        await self.sender.stop()
        if self._speaks:
            await self.leadership.stop()
        await self._api.close()

    async def take_up(self, *, fully: bool = True) -> None:
        """Hand over the notices and messages that are due, when this process speaks."""
        if self.leadership.held:
            await self._notices.take_up()
            await self._assistant.outbox.take_up_of(NAME, fully=fully)

    async def _look_around(self) -> None:
        for look in count():
            try:
                await self.take_up(fully=look % FULL_LOOK == 0)
            except Exception as error:
                log_failure("What is to be sent could not be read; again in a moment", error)
            await asyncio.sleep(LOOK_SECONDS)

    async def _present(self) -> None:
        """Present the bot, and keep its name for the links on pages and cards."""
        while True:
            try:
                me = await self._api.call(GetMe())
                name = me.username or ""
                await self._assistant.store.transact(
                    lambda tx, name=name: tx.save_setting(BOT_NAME, name)  # type: ignore[misc]  # a default argument binds the name
                )
                if self._settings.telegram_webhook:
                    await register(self._api, self._settings.telegram_token, self._settings.url)
                await present(self._api, self._assistant.around.phrasebook)
            except DeliveryError as error:
                log.warning("The bot could not be presented to Telegram: %s", error)
                await asyncio.sleep(TRY_AGAIN_SECONDS)
            except Exception as error:
                log_failure("The bot could not be presented; again in a moment", error)
                await asyncio.sleep(TRY_AGAIN_SECONDS)
            else:
                log.info("Telegram is on as @%s", name)
                return

    async def _follow(self, reading: Reading, handled: Handled) -> None:
        """Do what follows an update; what fails here makes the chat less nice, and no more."""
        waiting = self._waiting.pop(reading.chat, None)
        if waiting is not None:
            waiting.cancel()
        for text in (*(message.text for message in handled.farewell), handled.stranger):
            self._say(reading.chat, text)
        for chat, text in handled.elsewhere:
            self._say(chat, text)
        try:
            if self._speaks:
                await self._notices.take_up()
            await self._tidy(reading, handled)
        except Exception as error:
            log_failure("What follows an update was not done", error)

    async def _tidy(self, reading: Reading, handled: Handled) -> None:
        """Stop the waiting sign on a button, and show under a question what was chosen."""
        chat = int(reading.chat)
        if reading.callback:
            text = handled.toast or None
            answer = AnswerCallbackQuery(callback_query_id=reading.callback, text=text)
            await self._api.attempt(answer)
        if handled.tick is not None:
            await self._api.attempt(
                EditMessageReplyMarkup(
                    chat_id=chat,
                    message_id=reading.message,
                    reply_markup=keyboard_from(reading.buttons, handled.tick),
                )
            )
        if handled.choose and reading.shown:
            await self._api.attempt(
                EditMessageText(
                    chat_id=chat,
                    message_id=reading.message,
                    text=chosen(reading.shown, handled.choose),
                    link_preview_options=NO_PREVIEW,
                )
            )
        if handled.leave:
            await self._api.attempt(LeaveChat(chat_id=chat))

    def _say(self, chat: str, text: str) -> None:
        """Say something to somebody of whom nothing is kept, so not this either."""
        if not text:
            return
        parcel = WordsParcel(self._api, chat, text)
        if self.leadership.held:
            self.sender.put(parcel)
            return
        task = asyncio.create_task(parcel.go_alone())
        self._alone.add(task)
        task.add_done_callback(self._alone.discard)

    def _soon_typing(self, reading: Reading) -> None:
        """Show that an answer is being written, when it takes long."""
        if reading.kind in ("text", "press", "start") and reading.chat not in self._waiting:
            self._waiting[reading.chat] = asyncio.create_task(self._typing(reading.chat))

    async def _typing(self, chat: str) -> None:
        await asyncio.sleep(TYPING_AFTER)
        self._waiting.pop(chat, None)
        await self._api.attempt(SendChatAction(chat_id=int(chat), action="typing"))


def open_telegram(
    assistant: Assistant, *, speaks: bool = True, sender: PacedSender | None = None
) -> Telegram:
    """Put Telegram over an assistant, as its settings say.

    `speaks`: this process may fetch and send; else it only deals with what Telegram brings.
    `sender` keeps to another pace than Telegram's, for tests and simulations.
    """
    settings = assistant.settings
    api = Api(settings.telegram_token, settings.telegram_server)
    sender = PacedSender() if sender is None else sender
    if speaks:
        channel = TelegramChannel(api, assistant.store, assistant.around.phrasebook)
        assistant.add_channel(channel, sender)
    return Telegram(assistant, api, sender, speaks=speaks)
