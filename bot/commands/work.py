"""The command `maxww work`: the scheduler and the sender, beside `maxww serve`."""

import asyncio

import typer

from bot.commands.opening import open_assistant
from bot.commands.operating import prepared, refuse_alone
from bot.commands.operating import work as work_on


def work() -> None:
    """Let contacts fall due and send messages to chat apps; the pages are `maxww serve`.

    Start as many as you like on one PostgreSQL database: one of them speaks for the bot at
    Telegram, and another takes over when it ends.

    Example: MAXWW_DATABASE=postgresql://maxww@db.example/maxww maxww work
    """
    settings = prepared()
    refuse_alone(settings)
    assistant = open_assistant(settings)
    try:
        asyncio.run(work_on(assistant, lambda: typer.echo("Max-WW works. Stop it with Ctrl+C.")))
    finally:
        assistant.store.close()
