"""Keys: one for the installation, kept in a file, and one for each client, kept wrapped by it.

What belongs to a client is sealed (AES-256-GCM) by that client's key, bound to the row in which
it stands, so that sealed texts cannot be moved from one row to another. Erasing a client destroys
the wrapped key; nothing that was sealed by it can be read after that.
"""

import hmac
import os
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import DatabaseError, KeyFileError

KEY_BYTES = 32
NONCE_BYTES = 12
SHAPE = b"\x01"
"""The first byte of everything sealed; another way of sealing will get another byte."""

UNWRAPPED_KEPT = 20_000
"""Clients whose key stays unwrapped in memory (some 10 MB), so that a turn need not unwrap it."""


class ClientKey:
    """Seals and unseals what belongs to one client."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, text: str, row: str) -> bytes:
        """Return a text sealed for one row."""
        nonce = os.urandom(NONCE_BYTES)
        return SHAPE + nonce + self._cipher.encrypt(nonce, text.encode(), row.encode())

    def unseal(self, sealed: bytes, row: str) -> str:
        """Return the text that was sealed for this row.

        Raises DatabaseError when it was changed, moved, or sealed by another key.
        """
        if sealed[:1] != SHAPE:
            raise DatabaseError(
                f"{row} was sealed by another version of Max-WW than this one. Update Max-WW."
            )
        nonce, sealed_text = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, sealed_text, row.encode()).decode()
        except InvalidTag:
            raise DatabaseError(
                f"{row} cannot be unsealed: it was damaged, or belongs to another key."
            ) from None


class Vault:
    """The installation's master key: makes, wraps and unwraps the keys of clients."""

    def __init__(self, master: bytes, name: str = "the installation's key") -> None:
        if len(master) != KEY_BYTES:
            raise KeyFileError(f"{name} has {len(master)} bytes; a key has {KEY_BYTES}.")
        self.name = name
        self._cipher = AESGCM(master)
        self._addresses = hmac.digest(master, b"max-ww addresses", "sha256")
        self.own = ClientKey(hmac.digest(master, b"max-ww own", "sha256"))
        """Seals what belongs to no client: updates just arrived, and where staff are reached."""
        self.mark = hmac.digest(master, b"max-ww mark", "sha256").hex()
        """Tells this key from another one, without telling anything about it."""
        self._unwrapped = lru_cache(maxsize=UNWRAPPED_KEPT)(self._unwrap)

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> "Vault":
        """Read the key file; `create` makes one when it is missing and no database exists yet.

        Raises KeyFileError.
        """
        if create and not path.exists():
            _create(path)
        try:
            master = path.read_bytes()
        except FileNotFoundError:
            raise KeyFileError(
                f"The key file {path} is missing. Without it nothing in the database can be read: "
                "put it back from your backup."
            ) from None
        except OSError as error:
            raise KeyFileError(f"The key file {path} cannot be read: {error.strerror}.") from None
        return cls(master, f"The key file {path}")

    @classmethod
    def passing(cls) -> "Vault":
        """Return a vault with a key that is kept nowhere, for rehearsals and tests."""
        return cls(os.urandom(KEY_BYTES))

    def new_key(self, client: str) -> bytes:
        """Return a new key for a client, wrapped."""
        nonce = os.urandom(NONCE_BYTES)
        key = AESGCM.generate_key(KEY_BYTES * 8)
        return SHAPE + nonce + self._cipher.encrypt(nonce, key, client.encode())

    def unwrap(self, wrapped: bytes, client: str) -> ClientKey:
        """Return a client's key.

        Raises KeyFileError when another master key wrapped it.
        """
        return self._unwrapped(bytes(wrapped), client)

    def forget(self) -> None:
        """Forget all unwrapped keys; called when a client was erased."""
        self._unwrapped.cache_clear()

    def fingerprint(self, channel: str, address: str) -> str:
        """Return by what an address is found; the address cannot be read from it."""
        text = f"{channel}\0{address}".encode()
        return blake2b(text, key=self._addresses, digest_size=KEY_BYTES).hexdigest()

    def _unwrap(self, wrapped: bytes, client: str) -> ClientKey:
        nonce, key = wrapped[1 : 1 + NONCE_BYTES], wrapped[1 + NONCE_BYTES :]
        try:
            return ClientKey(self._cipher.decrypt(nonce, key, client.encode()))
        except InvalidTag:
            raise KeyFileError(
                f"{self.name} does not open the key of client {client}; is it of another database?"
            ) from None


def _create(path: Path) -> None:
    """Make a key file that appears whole or not at all, also when two processes start at once."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent) as file:  # made with mode 0600
            file.write(os.urandom(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
            with suppress(FileExistsError):
                os.link(file.name, path)
    except OSError as error:
        raise KeyFileError(f"The key file {path} cannot be made: {error.strerror}.") from None
