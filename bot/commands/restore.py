"""The command `maxww restore`: puts a copy of the database back."""

from pathlib import Path
from typing import Annotated

import typer

from bot.clock import WallClock
from bot.commands.opening import KEY_FILE
from bot.settings import Settings
from bot.storage.copies import copy_database, looked_at, put_back, sqlite_path
from scheduler.calendar import AMSTERDAM


def restore(
    file: Annotated[Path, typer.Argument(help="A copy that maxww backup made.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Put a copy in the place of the database; stop Max-WW first.

    The database of now is copied first, beside it. The key file must be the one of the copy. Only
    for SQLite; PostgreSQL has pg_restore.

    Example: maxww restore /srv/backups/2027-03-08.db
    """
    settings = Settings.from_environment()
    database = sqlite_path(settings.database)
    with looked_at(file, settings.database, settings.data / KEY_FILE):
        pass  # refused before anything is asked or kept
    if database.exists():
        if not yes and not typer.confirm(f"Put {file} in the place of {database}?"):
            typer.echo("Nothing was changed.", err=True)
            raise typer.Exit(1)
        at = WallClock().now().astimezone(AMSTERDAM)
        before = database.with_name(f"{database.stem}-before-{at:%Y%m%dT%H%M%S}.db")
        copy_database(database, before)
        typer.echo(f"The database of until now is kept as {before}; remove it when all is well.")
    put_back(file, settings.database, settings.data / KEY_FILE)
    typer.echo(f"{database} is now what it was in {file}.")
    typer.echo("Erase again who was erased since that copy: maxww client erase.", err=True)
