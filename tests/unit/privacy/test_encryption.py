"""Keys are kept wrapped, texts are sealed for one row, and a missing key file is explained."""

import stat
from pathlib import Path

import pytest

from bot.errors import DatabaseError, KeyFileError
from bot.privacy.encryption import KEY_BYTES, Vault


@pytest.fixture
def vault() -> Vault:
    """A vault with a new key."""
    return Vault.passing()


def test_unseals_what_it_sealed(vault: Vault) -> None:
    key = vault.unwrap(vault.new_key("anna"), "anna")
    sealed = key.seal("Ik woon in Zeist €", "messages:1")
    assert b"Zeist" not in sealed
    assert key.unseal(sealed, "messages:1") == "Ik woon in Zeist €"


def test_seals_the_same_text_differently_each_time(vault: Vault) -> None:
    key = vault.unwrap(vault.new_key("anna"), "anna")
    assert key.seal("Ja", "messages:1") != key.seal("Ja", "messages:1")


def test_refuses_a_text_of_another_row(vault: Vault) -> None:
    key = vault.unwrap(vault.new_key("anna"), "anna")
    with pytest.raises(DatabaseError, match="messages:2 cannot be unsealed"):
        key.unseal(key.seal("Ja", "messages:1"), "messages:2")


def test_refuses_a_text_of_another_client(vault: Vault) -> None:
    anna, ben = (vault.unwrap(vault.new_key(name), name) for name in ("anna", "ben"))
    with pytest.raises(DatabaseError, match="cannot be unsealed"):
        ben.unseal(anna.seal("Ja", "messages:1"), "messages:1")


def test_refuses_a_text_that_was_changed(vault: Vault) -> None:
    key = vault.unwrap(vault.new_key("anna"), "anna")
    sealed = bytearray(key.seal("Ja", "messages:1"))
    sealed[-1] ^= 1
    with pytest.raises(DatabaseError, match="cannot be unsealed"):
        key.unseal(bytes(sealed), "messages:1")


def test_refuses_what_a_newer_version_sealed(vault: Vault) -> None:
    key = vault.unwrap(vault.new_key("anna"), "anna")
    newer = b"\x02" + key.seal("Ja", "messages:1")[1:]
    with pytest.raises(DatabaseError, match="Update Max-WW"):
        key.unseal(newer, "messages:1")


def test_another_master_key_opens_nothing(vault: Vault) -> None:
    with pytest.raises(KeyFileError, match="does not open the key of client anna"):
        Vault.passing().unwrap(vault.new_key("anna"), "anna")


def test_a_key_opens_for_its_own_client_only(vault: Vault) -> None:
    with pytest.raises(KeyFileError):
        vault.unwrap(vault.new_key("anna"), "ben")


def test_forgets_unwrapped_keys_and_can_unwrap_again(vault: Vault) -> None:
    wrapped = vault.new_key("anna")
    sealed = vault.unwrap(wrapped, "anna").seal("Ja", "row")
    vault.forget()
    assert vault.unwrap(wrapped, "anna").unseal(sealed, "row") == "Ja"


def test_an_address_has_one_fingerprint_in_one_installation(vault: Vault) -> None:
    fingerprint = vault.fingerprint("web", "anna")
    assert fingerprint == vault.fingerprint("web", "anna")
    assert fingerprint != vault.fingerprint("telegram", "anna")
    assert fingerprint != Vault.passing().fingerprint("web", "anna")


def test_makes_a_key_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "master.key"
    made = Vault.open(path, create=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(path.read_bytes()) == KEY_BYTES
    assert Vault.open(path, create=True).mark == made.mark
    assert list(path.parent.iterdir()) == [path]


def test_says_that_the_key_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match=r"is missing.*from your backup"):
        Vault.open(tmp_path / "master.key")


def test_says_that_the_key_file_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    path.write_bytes(b"short")
    with pytest.raises(KeyFileError, match="has 5 bytes; a key has 32"):
        Vault.open(path)


def test_says_that_the_key_file_cannot_be_read_or_made(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="cannot be read"):
        Vault.open(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(KeyFileError, match="cannot be made"):
        Vault.open(tmp_path / "file" / "master.key", create=True)
