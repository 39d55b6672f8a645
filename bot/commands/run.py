"""The command `maxww run`: web, channels and scheduler in one process, until it is stopped."""

import asyncio
import logging
import os
import socket
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import time
from functools import partial
from signal import SIGINT, SIGTERM
from typing import Annotated

import typer
import uvicorn
from starlette.applications import Starlette

from bot.channels.web import find_pages, make_web
from bot.clock import WallClock
from bot.commands.opening import open_assistant, plan_coming_sessions
from bot.errors import MaxWWError
from bot.settings import Settings
from bot.staff_links import links_for_all
from bot.wiring import Assistant
from scheduler.loop import DailyJob, SchedulerLoop

TICK_SECONDS = 5.0
SESSIONS_AT = time(4, 0)
LONGEST_GOODBYE_SECONDS = 1
"""Requests under way get this long to end when the server stops."""


class CannotListenError(MaxWWError):
    """The address or port cannot be used."""


def run(
    host: Annotated[str, typer.Option(help="Address to listen on; else MAXWW_HOST.")] = "",
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port, 0 for a free one; else MAXWW_PORT.")
    ] = None,
) -> None:
    """Start the assistant: chat, staff pages and scheduler in one process, until Ctrl+C.

    Settings come from the environment (MAXWW_DATABASE, MAXWW_DATA, MAXWW_DEMO, ...).

    Example: MAXWW_DEMO=yes maxww run --port 8080
    """
    settings = Settings.from_environment()
    settings = replace(
        settings,
        host=host or settings.host,
        port=settings.port if port is None else port,
    )
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    for chatty in ("alembic", "apscheduler", "uvicorn"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    with listening(settings) as opened:
        assistant = open_assistant(settings)
        try:
            asyncio.run(serve(assistant, opened))
        finally:
            assistant.store.close()


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


async def serve(
    assistant: Assistant,
    opened: socket.socket,
    announce: Callable[[str], None] = typer.echo,
) -> None:
    """Run everything until a signal to stop; what was begun is finished."""
    sessions = partial(plan_coming_sessions, assistant)

    async def tick() -> None:
        await assistant.tick()

    loop = SchedulerLoop(tick, TICK_SECONDS, [DailyJob("sessions", SESSIONS_AT, sessions)])
    web = make_web(
        assistant,
        find_pages(assistant),
        scheduler_running=lambda: loop.running,
        daily=[sessions],
    )
    base_url = address_of(opened)
    server = Server(web, lambda: announce("\n".join(welcome(assistant, base_url))))
    await assistant.outbox.take_up()  # what a crash left goes before anything new
    assistant.outbox.start()
    loop.start()
    try:
        await server.serve([opened])
    finally:
        await loop.stop()
        await assistant.outbox.stop()


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


def welcome(assistant: Assistant, base_url: str) -> Sequence[str]:
    """Return the lines that say where everything is.

    Sign-in links are for the demo only: elsewhere they would stay in the log of the machine.
    """
    lines = [
        "Max-WW is running. Stop it with Ctrl+C.",
        f"  client       {base_url}/",
        f"  adviser      {base_url}/desk",
        f"  coordinator  {base_url}/studio",
    ]
    if not assistant.settings.demo:
        return [*lines, "Staff sign in with a link from: maxww staff link"]
    now = WallClock().now()
    links = assistant.store.transact_now(lambda tx: links_for_all(tx, base_url, now))
    lines.append("Sign-in links; each works once, until tomorrow:")
    return [*lines, *(f"  {who.name} ({who.role})  {link}" for who, link in links)]
