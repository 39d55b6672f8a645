"""The migrations lead to exactly the tables that the program uses; newer ones are refused."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from bot.errors import DatabaseError, KeyFileError
from bot.privacy.encryption import Vault
from bot.storage.columns import metadata
from bot.storage.connections import parsed, postgresql_engine, sqlite_engine
from bot.storage.open import database_exists, open_store, open_vault


def engine_of(url: str) -> Engine:
    """Return an engine of a kept database."""
    known = parsed(url)
    return sqlite_engine(known) if url.startswith("sqlite") else postgresql_engine(known)


def _is_ordinary(name: str | None, kind: str, _parents: object) -> bool:
    """Say whether a table is one of ours: SQLite's full-text search keeps its own beside it."""
    return kind != "table" or not (name or "").startswith("knowledge_search")


def test_the_last_migration_leads_to_the_tables_of_the_program(kept_url: str, vault: Vault) -> None:
    open_store(kept_url, vault).close()
    engine = engine_of(kept_url)
    with engine.connect() as connection:
        known = MigrationContext.configure(connection, opts={"include_name": _is_ordinary})
        differences = compare_metadata(known, metadata)
    engine.dispose()
    assert differences == []


def test_opening_again_changes_nothing(kept_url: str, vault: Vault) -> None:
    store = open_store(kept_url, vault)
    store.transact_now(lambda tx: tx.save_setting("clock", "1"))
    store.close()
    again = open_store(kept_url, vault)
    kept = again.transact_now(lambda tx: tx.setting("clock"))
    again.close()
    assert kept == "1"


def test_refuses_a_database_of_a_newer_version(kept_url: str, vault: Vault) -> None:
    open_store(kept_url, vault).close()
    engine = engine_of(kept_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(DatabaseError, match="made by a newer version of Max-WW"):
        open_store(kept_url, vault)


def test_refuses_the_key_of_another_database(kept_url: str, vault: Vault) -> None:
    open_store(kept_url, vault).close()
    with pytest.raises(KeyFileError, match="does not belong to this database"):
        open_store(kept_url, Vault.passing())


def test_makes_a_key_only_for_a_database_that_is_not_there(kept_url: str, tmp_path: Path) -> None:
    key = tmp_path / "keys" / "master.key"
    assert not database_exists(kept_url)
    open_store(kept_url, open_vault(kept_url, key)).close()
    assert database_exists(kept_url)
    open_store(kept_url, open_vault(kept_url, key)).close()
    key.unlink()
    with pytest.raises(KeyFileError, match="is missing"):
        open_vault(kept_url, key)


def test_names_the_server_that_cannot_be_reached(vault: Vault) -> None:
    with pytest.raises(DatabaseError, match="cannot be reached"):
        open_store("postgresql://nobody@127.0.0.1:1/nothing", vault)


@pytest.mark.parametrize("url", ["mysql://host/name", "sqlite://", "sqlite:///:memory:", "rubbish"])
def test_names_the_addresses_that_it_knows(url: str, vault: Vault) -> None:
    with pytest.raises(DatabaseError, match="expected memory:, sqlite:///path or postgresql://"):
        open_store(url, vault)


def test_refuses_a_file_that_is_no_database(tmp_path: Path, vault: Vault) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database, but long enough to look like a page of one" * 20)
    with pytest.raises(DatabaseError, match="file is not a database"):
        open_store(f"sqlite:///{path}", vault)
