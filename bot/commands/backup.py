"""The command `maxww backup`: a whole copy of the database, also while Max-WW runs."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.opening import KEY_FILE
from bot.settings import Settings
from bot.storage.copies import copy_database, sqlite_path


def backup(
    file: Annotated[Path, typer.Argument(help="A new file for the copy.")],
) -> None:
    """Copy the database to a new file, also while Max-WW runs. The key file is not in it.

    Only for SQLite; PostgreSQL has pg_dump.

    Example: maxww backup /srv/backups/2027-03-08.db
    """
    settings = Settings.from_environment()
    copy_database(sqlite_path(settings.database), file)
    typer.echo(f"Wrote {file}.")
    typer.echo(
        f"The key file {settings.data / KEY_FILE} is not in it, and without that key nobody can "
        "read this copy. Keep the key file too, once, but somewhere else: who has both can read "
        "everything.",
        err=True,
    )
