"""The way into a store: by the address of a database and the installation's vault."""

from pathlib import Path
from typing import Literal

from sqlalchemy import Engine, select

from bot.errors import DatabaseError, KeyFileError
from bot.ports import Store
from bot.privacy.encryption import Vault
from bot.storage.connections import parsed, postgresql_engine, sqlite_engine
from bot.storage.failures import reached, translated
from bot.storage.memory import MemoryStore
from bot.storage.migrate import is_behind, migrate
from bot.storage.postgresql import PostgresqlStore
from bot.storage.private_files import make_private
from bot.storage.sqlite import SqliteStore
from bot.storage.tables import clients, settings

MEMORY = "memory:"
DatabaseState = Literal["absent", "behind", "ready"]
KEY_MARK = "key mark"
"""The setting by which a database knows the key that its clients' keys are wrapped with."""


def open_store(database_url: str, vault: Vault) -> Store:
    """Open a database, make or update its tables, and return its store.

    Raises DatabaseError when it cannot be reached or was made by a newer version, KeyFileError
    when the vault's key is not the one that this database was made with.
    """
    if database_url == MEMORY:
        return MemoryStore()
    engine = _engine(database_url)
    try:
        migrate(engine)
        _check_key(engine, vault)
    except BaseException:
        engine.dispose()
        raise
    if engine.dialect.name == "sqlite":
        return SqliteStore(engine, vault)
    return PostgresqlStore(engine, vault)


def open_vault(database_url: str, key_file: Path) -> Vault:
    """Open the key file; it is made when there is neither a key nor anything sealed by one.

    Raises KeyFileError or DatabaseError.
    """
    if database_url == MEMORY:
        return Vault.open(key_file) if key_file.exists() else Vault.passing()
    return Vault.open(key_file, create=not key_file.exists() and not database_exists(database_url))


def database_exists(database_url: str) -> bool:
    """Say whether there is a database already that Max-WW has used.

    Raises DatabaseError when it cannot be reached.
    """
    url = parsed(database_url)
    if url.get_backend_name() == "sqlite":
        return Path(url.database or "").exists()
    engine = postgresql_engine(url)
    try:
        with translated(), reached(engine) as connection:
            return engine.dialect.has_table(connection, settings.name)
    finally:
        engine.dispose()


def look_at(database_url: str, key_file: Path) -> DatabaseState:
    """Say how a database is without changing it: not made yet, older than this version, or ready.

    Raises DatabaseError when it cannot be reached or was made by a newer version, KeyFileError
    when the key file is missing, damaged, or belongs to another database.
    """
    if database_url == MEMORY:
        return "ready"
    if not database_exists(database_url):
        return "absent"
    vault = Vault.open(key_file)
    engine = _engine(database_url)
    try:
        if is_behind(engine):
            return "behind"
        with translated(), engine.connect() as connection:
            marked = select(settings.c.value).where(settings.c.name == KEY_MARK)
            _refuse_other_key(connection.execute(marked).scalar(), vault)
        return "ready"
    finally:
        engine.dispose()


def _engine(database_url: str) -> Engine:
    url = parsed(database_url)
    if url.get_backend_name() == "postgresql":
        return postgresql_engine(url)
    file = Path(url.database or "")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(f"The folder {file.parent} cannot be made: {error.strerror}.") from None
    try:
        make_private(file)
    except OSError as error:
        raise DatabaseError(f"The database {file} cannot be made: {error.strerror}.") from None
    return sqlite_engine(url)


def _check_key(engine: Engine, vault: Vault) -> None:
    """Keep the mark of the key with the database, or compare it with the one that is kept."""
    with translated(), engine.connect() as connection, connection.begin():
        marked = select(settings.c.value).where(settings.c.name == KEY_MARK)
        mark = connection.execute(marked).scalar()
        if mark is None and connection.execute(select(clients.c.id).limit(1)).first() is None:
            row = {"name": KEY_MARK, "value": vault.mark}
            connection.execute(settings.insert(), row)
            mark = vault.mark
        _refuse_other_key(mark, vault)


def _refuse_other_key(mark: object, vault: Vault) -> None:
    if mark != vault.mark:
        raise KeyFileError(
            f"{vault.name} does not belong to this database. Put back the key file that was "
            "made with it."
        )
