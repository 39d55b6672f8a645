"""What the commands that stay running share: pages, scheduler and chat apps, start to stop."""

import asyncio
import logging
import os
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from datetime import time, timedelta
from functools import partial
from signal import SIGINT, SIGTERM
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette

from bot.channels.web import find_pages, make_web
from bot.commands.opening import plan_coming_sessions
from bot.errors import MaxWWError
from bot.linking import BOT_NAME, bot_name
from bot.mail import MAIL
from bot.nightly import Night
from bot.ports import Transaction
from bot.settings import Settings
from bot.storage.open import MEMORY
from bot.wiring import Assistant
from scheduler.loop import DailyJob, SchedulerLoop

if TYPE_CHECKING:
    from bot.channels.email import MailNotices
    from bot.channels.telegram import Telegram

TICK_SECONDS = 5.0
SESSIONS_AT = time(4, 0)
FORGET_AT = time(4, 10)
NOTICES_KEPT_FOR = timedelta(days=60)
"""So long an adviser can reply to a notice and be understood without being asked whom it is for."""
LONGEST_GOODBYE_SECONDS = 1
"""Requests under way get this long to end when the server stops."""


class CannotListenError(MaxWWError):
    """The address or port cannot be used."""


class AloneError(MaxWWError):
    """Several processes cannot share what only one of them can see."""


def refuse_alone(settings: Settings) -> None:
    """Refuse what works in one process only: a database in memory, and the demo's own clock.

    Raises AloneError.
    """
    if settings.database == MEMORY:
        raise AloneError(
            "MAXWW_DATABASE is 'memory:', which other processes cannot see; use maxww run, or a "
            "PostgreSQL database."
        )
    if settings.demo:
        raise AloneError("The demo's clock is moved in one process only; use maxww run.")


@contextmanager
def listening(settings: Settings) -> Generator[socket.socket]:
    """Take the address and port, so that a port in use is known before anything else is done.

    Raises CannotListenError.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        opened = socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        raise CannotListenError(
            f"Cannot listen on {settings.host} port {settings.port}: {_reason(error)}. Stop the "
            "other program, or choose another port with MAXWW_PORT."
        ) from None
    with opened:
        yield opened


def _reason(error: OSError) -> str:
    return os.strerror(error.errno) if error.errno and error.errno > 0 else str(error.strerror)


def prepared(*, host: str = "", port: int | None = None) -> Settings:
    """Read the settings, let the command line overrule them, and begin to log."""
    settings = Settings.from_environment()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    for chatty in ("aiogram", "alembic", "apscheduler", "uvicorn"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    return replace(
        settings,
        host=host or settings.host,
        port=settings.port if port is None else port,
    )


class Operation:
    """The parts of the assistant that one process runs, from start to stop.

    `schedules`: contacts fall due here, and messages to chat apps go out from here.
    """

    def __init__(self, assistant: Assistant, *, schedules: bool) -> None:
        self._assistant = assistant
        self._schedules = schedules
        self._sessions = partial(plan_coming_sessions, assistant)
        self._telegram = telegram_of(assistant, speaks=schedules)
        self._mail = mail_of(assistant) if schedules else None
        self._night = Night(assistant)
        daily = [DailyJob("sessions", SESSIONS_AT, self._sessions), *self._night.jobs()]
        daily.append(DailyJob("notices", FORGET_AT, self._forget_notices))
        if self._telegram is not None:
            daily.append(DailyJob("updates", FORGET_AT, self._telegram.inbox.forget_old))
        self._loop = SchedulerLoop(self._tick, TICK_SECONDS, daily)

    async def _tick(self) -> None:
        await self._assistant.tick()
        if self._mail is not None:
            self._mail.wake()

    async def _forget_notices(self) -> None:
        """Forget old notices, by whichever channel they went."""
        before = self._assistant.clock.now() - NOTICES_KEPT_FOR
        await self._assistant.store.transact(lambda tx: tx.forget_notices(before))

    def web(self) -> Starlette:
        """Return the pages, and the address at which Telegram brings updates."""
        routes = self._telegram.routes() if self._telegram else ()
        return make_web(
            self._assistant,
            [*routes, *find_pages(self._assistant)],
            scheduler_running=(lambda: self._loop.running) if self._schedules else None,
            daily=[self._sessions, self._night.reconcile],
        )

    async def start(self) -> None:
        """Begin; what a crash left goes before anything new."""
        await self._assistant.outbox.take_up()
        self._assistant.outbox.start()
        if self._telegram is not None:
            await self._telegram.start()
        if self._mail is not None:
            await self._mail.start()
        if self._schedules:
            self._loop.start()

    async def stop(self) -> None:
        """Finish what was begun."""
        await self._loop.stop()
        if self._mail is not None:
            await self._mail.stop()
        if self._telegram is not None:
            await self._telegram.stop()
        await self._assistant.outbox.stop()


async def serve(
    assistant: Assistant,
    opened: socket.socket,
    *,
    schedules: bool = True,
    announce: Callable[[], None] = lambda: None,
) -> None:
    """Serve pages until a signal to stop, with the scheduler beside them or without."""
    operation = Operation(assistant, schedules=schedules)
    server = Server(operation.web(), announce)
    await operation.start()
    try:
        await server.serve([opened])
    finally:
        await operation.stop()


async def work(assistant: Assistant, announce: Callable[[], None] = lambda: None) -> None:
    """Run the scheduler and send until a signal to stop, without any page."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (SIGINT, SIGTERM):
        loop.add_signal_handler(each, stopped.set)
    operation = Operation(assistant, schedules=True)
    await operation.start()
    announce()
    try:
        await stopped.wait()
    finally:
        await operation.stop()


def telegram_of(assistant: Assistant, *, speaks: bool) -> "Telegram | None":
    """Put Telegram over the assistant when there is a token; else nothing of it is loaded."""
    settings = assistant.settings
    if not settings.telegram_token:
        if speaks:
            assistant.store.transact_now(_forget_bot)
        return None
    if not speaks and not settings.telegram_webhook:
        return None  # updates are fetched by whoever speaks
    from bot.channels.telegram import open_telegram

    return open_telegram(assistant, speaks=speaks)


def mail_of(assistant: Assistant) -> "MailNotices | None":
    """Put mail to staff over the assistant when there is a mailer; else no mail is planned."""
    state = "off" if assistant.mailer is None else "on"
    assistant.store.transact_now(lambda tx: tx.save_setting(MAIL, state))
    if assistant.mailer is None:
        return None
    from bot.channels.email import MailNotices

    return MailNotices(assistant, assistant.mailer)


def _forget_bot(tx: Transaction) -> None:
    """Show no links to a bot that is off."""
    if bot_name(tx):
        tx.save_setting(BOT_NAME, "")


class Server(uvicorn.Server):
    """A server that says when it is ready, and ends normally on Ctrl+C and SIGTERM."""

    def __init__(self, web: Starlette, ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                web,
                log_config=None,
                access_log=False,  # addresses may hold a private link
                server_header=False,
                lifespan="off",
                timeout_graceful_shutdown=LONGEST_GOODBYE_SECONDS,
            )
        )
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to listen, then say so."""
        await super().startup(sockets)
        self._ready()

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Stop on a signal; uvicorn itself would raise it once more, and end in an error."""
        loop = asyncio.get_running_loop()
        for each in (SIGINT, SIGTERM):
            loop.add_signal_handler(each, self.handle_exit, each, None)
        try:
            yield
        finally:
            for each in (SIGINT, SIGTERM):
                loop.remove_signal_handler(each)


def address_of(opened: socket.socket) -> str:
    """Return the address of the pages, as a browser on this machine asks for them."""
    host, port = opened.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not listened on
        host = "localhost"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
