"""The command `maxww run`: web, channels and scheduler in one process, until it is stopped."""

import asyncio
from collections.abc import Sequence
from typing import Annotated

import typer

from bot.clock import WallClock
from bot.commands.opening import open_assistant
from bot.commands.operating import address_of, listening, prepared, serve
from bot.staff_links import links_for_all
from bot.wiring import Assistant


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
    settings = prepared(host=host, port=port)
    with listening(settings) as opened:
        assistant = open_assistant(settings)
        base_url = address_of(opened)

        def announce() -> None:
            typer.echo("\n".join(welcome(assistant, base_url)))

        try:
            asyncio.run(serve(assistant, opened, announce=announce))
        finally:
            assistant.store.close()


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
