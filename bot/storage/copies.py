"""Whole copies of an SQLite database, made and put back while others may use it."""

import os
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.errors import DatabaseError
from bot.storage.connections import BUSY_SECONDS, parsed
from bot.storage.open import MEMORY, look_at
from bot.storage.private_files import BESIDE, FOLDER_OF_OWNER, OWNER_ONLY, make_private


def sqlite_path(database_url: str) -> Path:
    """Return the file of a database.

    Raises DatabaseError when it is not kept in one; PostgreSQL has tools of its own for copies.
    """
    if database_url == MEMORY:
        raise DatabaseError("MAXWW_DATABASE is 'memory:'; there is nothing to keep or put back.")
    url = parsed(database_url)
    if url.get_backend_name() != "sqlite":
        raise DatabaseError(
            "This database is PostgreSQL, which makes and puts back copies itself: use pg_dump "
            "and pg_restore."
        )
    return Path(url.database or "")


def copy_database(source: Path, target: Path) -> None:
    """Copy a database to a new file that only its owner can read; what is written meanwhile waits.

    A folder that is not there yet is made, for its owner alone.

    Raises DatabaseError when there is no such database, or the file exists or cannot be written.
    """
    if not source.is_file():
        raise DatabaseError(f"There is no database {source}.")
    try:
        target.parent.mkdir(FOLDER_OF_OWNER, parents=True, exist_ok=True)
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
    except OSError as error:
        raise DatabaseError(f"{target} cannot be written: {error.strerror}.") from None
    try:
        _overwrite(source, target)
        with closing(_opened(target)) as made:
            made.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
            if made.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise DatabaseError(f"{source} is damaged; it was not copied.")
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def put_back(copy: Path, database_url: str, key_file: Path) -> None:
    """Put a copy in the place of a database, in one transaction.

    Raises DatabaseError when it is no database of Max-WW or of a newer version, KeyFileError when
    the key file is missing or belongs to another database. Nothing is changed then.
    """
    with looked_at(copy, database_url, key_file) as good:
        database = sqlite_path(database_url)
        make_private(database)
        _overwrite(good, database)


@contextmanager
def looked_at(copy: Path, database_url: str, key_file: Path) -> Generator[Path]:
    """Give a copy of a copy beside the database, found to be good; it is gone afterwards.

    Raises DatabaseError or KeyFileError as `put_back` does.
    """
    database = sqlite_path(database_url)
    database.parent.mkdir(parents=True, exist_ok=True)
    beside = database.with_name(f"{database.name}.looked-at")
    copy_database(copy, beside)
    try:
        look_at(f"sqlite:///{beside}", key_file)
        yield beside
    finally:
        for end in BESIDE:
            beside.with_name(beside.name + end).unlink(missing_ok=True)


def _overwrite(source: Path, target: Path) -> None:
    """Copy the pages of one database over those of another."""
    try:
        with closing(_opened(source)) as read, closing(_opened(target)) as written:
            read.backup(written)
    except sqlite3.Error as error:
        raise DatabaseError(f"{source} cannot be copied to {target}: {error}.") from None


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", BUSY_SECONDS, uri=True)
