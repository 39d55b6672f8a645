"""Clients and where they are reached, in a database."""

from datetime import datetime

from sqlalchemy import String, bindparam, delete, exists, func, insert, select, update

from bot.clients import Address, ClientFile
from bot.storage.codec import file_as_text, file_from_text
from bot.storage.errors import ConstraintError
from bot.storage.moments import utc
from bot.storage.prepared import Statement
from bot.storage.tables import addresses, clients
from bot.storage.transaction_base import Row, Rows

CLIENT = select(clients.c.id, clients.c.key, clients.c.file)
BY_ID = CLIENT.where(clients.c.id == bindparam("client"))
BY_ADDRESS = CLIENT.join(addresses, addresses.c.client == clients.c.id).where(
    addresses.c.fingerprint == bindparam("fingerprint")
)
# The key stays as it is, so that adding a message for this client elsewhere need not wait.
BY_ID_LOCKED = BY_ID.with_for_update(of=clients, key_share=True)
BY_ADDRESS_LOCKED = BY_ADDRESS.with_for_update(of=clients, key_share=True)
ALL = CLIENT.order_by(clients.c.enrolled_at, clients.c.id)
CASELOADS = (
    select(clients.c.adviser, func.count().label("clients"))
    .where(clients.c.state != "stopped", clients.c.adviser != "")
    .group_by(clients.c.adviser)
)
SAVE = update(clients).where(clients.c.id == bindparam("client"))
ADDRESSES = (
    select(addresses.c.channel, addresses.c.fingerprint, addresses.c.value)
    .where(addresses.c.client == bindparam("client"))
    .order_by(addresses.c.id)
)
REACHABLE = ADDRESSES.where(addresses.c.unreachable_since.is_(None))
OF_ADDRESS = addresses.c.fingerprint == bindparam("of_address", type_=String)
DROP_ADDRESS = delete(addresses).where(OF_ADDRESS)
SINCE = bindparam("since", type_=addresses.c.unreachable_since.type)
LOSE = (
    update(addresses)
    .where(OF_ADDRESS, addresses.c.unreachable_since.is_(None))
    .values(unreachable_since=SINCE)
)
FIND_AGAIN = (
    update(addresses)
    .where(OF_ADDRESS, addresses.c.unreachable_since.is_not(None))
    .values(unreachable_since=None)
)
STILL_REACHED = addresses.alias("still_reached")
UNREACHABLE = (
    select(addresses.c.client, func.max(addresses.c.unreachable_since).label("since"))
    .where(
        addresses.c.unreachable_since.is_not(None),
        ~exists().where(
            STILL_REACHED.c.client == addresses.c.client,
            STILL_REACHED.c.unreachable_since.is_(None),
        ),
    )
    .group_by(addresses.c.client)
    .order_by(func.max(addresses.c.unreachable_since), addresses.c.client)
)
ADD_CLIENT = insert(clients)
ADD_ADDRESS = insert(addresses)
ERASE = delete(clients).where(clients.c.id == bindparam("client"))


class ClientRows(Rows):
    """Clients; the whole file is sealed, what must be searched stands beside it."""

    def add_client(self, file: ClientFile, address: Address) -> None:
        """Keep a new client with a new key of their own."""
        client = file.client
        wrapped = self._vault.new_key(client.id)
        key = self._remember(client.id, wrapped, lock=True)
        values = {
            "id": client.id,
            "programme": client.programme,
            "state": client.state,
            "adviser": client.adviser,
            "enrolled_at": utc(client.enrolled_at),
            "key": wrapped,
            "file": key.seal(file_as_text(file), f"clients:{client.id}"),
        }
        self._change(ADD_CLIENT, **values)
        self.add_address(client.id, address)

    def add_address(self, client: str, address: Address) -> None:
        """Let a client be reached in one more place."""
        key = self._key(client)
        fingerprint = self._found_by(address)
        sealed = key.seal(address.value, f"addresses:{fingerprint}")
        row = {"channel": address.channel, "fingerprint": fingerprint, "value": sealed}
        self._change(ADD_ADDRESS, client=client, **row)

    def drop_address(self, address: Address) -> None:
        """Let nobody be reached at an address any more."""
        self._change(DROP_ADDRESS, of_address=self._found_by(address))

    def set_reachable(self, address: Address, unreachable_since: datetime | None) -> bool:
        """Record since when an address takes no messages, or None when it does."""
        found_by = self._found_by(address)
        if unreachable_since is None:
            return self._change(FIND_AGAIN, of_address=found_by) == 1
        return self._change(LOSE, of_address=found_by, since=utc(unreachable_since)) == 1

    def reachable(self, client: str) -> tuple[Address, ...]:
        """Return where a client can be reached now."""
        return tuple(self._address(client, row) for row in self._rows(REACHABLE, client=client))

    def unreachable(self) -> dict[str, datetime]:
        """Return the clients who cannot be reached anywhere, and since when."""
        return {row["client"]: row["since"] for row in self._rows(UNREACHABLE)}

    def _found_by(self, address: Address) -> str:
        return self._vault.fingerprint(address.channel, address.value)

    def client(self, client: str, *, lock: bool = False) -> ClientFile | None:
        """Return a client's file."""
        return self._file(BY_ID_LOCKED if lock else BY_ID, lock=lock, client=client)

    def client_at(self, address: Address, *, lock: bool = False) -> ClientFile | None:
        """Return the file of the client at an address."""
        fingerprint = self._found_by(address)
        statement = BY_ADDRESS_LOCKED if lock else BY_ADDRESS
        return self._file(statement, lock=lock, fingerprint=fingerprint)

    def save_client(self, file: ClientFile) -> None:
        """Keep a changed file."""
        client = file.client
        sealed = self._key(client.id).seal(file_as_text(file), f"clients:{client.id}")
        columns = {"programme": client.programme, "state": client.state, "adviser": client.adviser}
        if not self._change(SAVE, client=client.id, file=sealed, **columns):
            raise ConstraintError(f"There is no client {client.id}; they may have been erased.")

    def addresses(self, client: str) -> tuple[Address, ...]:
        """Return where a client is reached."""
        rows = self._rows(ADDRESSES, client=client)
        return tuple(self._address(client, row) for row in rows)

    def clients(self) -> tuple[ClientFile, ...]:
        """Return every client's file."""
        return tuple(self._unsealed(row, lock=False) for row in self._rows(ALL))

    def caseloads(self) -> dict[str, int]:
        """Return how many clients each adviser has."""
        return {row["adviser"]: row["clients"] for row in self._rows(CASELOADS)}

    def _file(self, statement: Statement, *, lock: bool, **values: str) -> ClientFile | None:
        row = self._row(statement, **values)
        return self._unsealed(row, lock=lock) if row else None

    def _unsealed(self, row: Row, *, lock: bool) -> ClientFile:
        key = self._remember(row["id"], row["key"], lock=lock)
        return file_from_text(key.unseal(row["file"], f"clients:{row['id']}"))

    def _address(self, client: str, row: Row) -> Address:
        sealed_for = f"addresses:{row['fingerprint']}"
        return Address(row["channel"], self._key(client).unseal(row["value"], sealed_for))
