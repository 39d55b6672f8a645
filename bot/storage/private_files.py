"""Files that only their owner may read: a database, its logs beside it, and copies of it."""

import os
import stat
from pathlib import Path

OWNER_ONLY = 0o600
FOLDER_OF_OWNER = 0o700
BESIDE = ("", "-wal", "-shm")
"""How the names of a database's files end; SQLite gives those beside it the mode of the first."""


def make_private(path: Path) -> None:
    """Make an empty file that only its owner may read, unless there is one.

    Raises OSError.
    """
    if not path.exists():
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, OWNER_ONLY))


def readable_by_others(path: Path) -> list[Path]:
    """Return which files of a database somebody else than its owner may read or change."""
    files = [path.with_name(path.name + end) for end in BESIDE]
    others = stat.S_IRWXG | stat.S_IRWXO
    return [each for each in files if each.exists() and each.stat().st_mode & others]
