"""The command `maxww serve`: the pages, and Telegram's webhook, beside `maxww work`."""

import asyncio
from typing import Annotated

import typer

from bot.commands.opening import open_assistant
from bot.commands.operating import address_of, listening, prepared, refuse_alone
from bot.commands.operating import serve as serve_pages


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; else MAXWW_HOST.")] = "",
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port, 0 for a free one; else MAXWW_PORT.")
    ] = None,
) -> None:
    """Serve the pages, and take in what Telegram brings; the scheduler is `maxww work`.

    Start as many as you like on one PostgreSQL database.

    Example: MAXWW_DATABASE=postgresql://maxww@db.example/maxww maxww serve --port 8080
    """
    settings = prepared(host=host, port=port)
    refuse_alone(settings)
    with listening(settings) as opened:
        assistant = open_assistant(settings)
        url = address_of(opened)
        try:
            asyncio.run(
                serve_pages(
                    assistant,
                    opened,
                    schedules=False,
                    announce=lambda: typer.echo(f"Max-WW serves its pages at {url}/"),
                )
            )
        finally:
            assistant.store.close()
