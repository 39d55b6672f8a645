"""Clients and where they are reached, in a database."""

from sqlalchemy import bindparam, delete, func, insert, select, update

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
        fingerprint = self._vault.fingerprint(address.channel, address.value)
        sealed = key.seal(address.value, f"addresses:{fingerprint}")
        row = {"channel": address.channel, "fingerprint": fingerprint, "value": sealed}
        self._change(ADD_ADDRESS, client=client.id, **row)

    def client(self, client: str, *, lock: bool = False) -> ClientFile | None:
        """Return a client's file."""
        return self._file(BY_ID_LOCKED if lock else BY_ID, lock=lock, client=client)

    def client_at(self, address: Address, *, lock: bool = False) -> ClientFile | None:
        """Return the file of the client at an address."""
        fingerprint = self._vault.fingerprint(address.channel, address.value)
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
