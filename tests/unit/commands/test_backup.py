"""`maxww backup` and `maxww restore`: a whole copy, put back only where its key fits."""

import shutil
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.commands.backup import backup
from bot.commands.opening import KEY_FILE
from bot.commands.restore import restore
from bot.errors import DatabaseError, KeyFileError
from bot.ports import Store
from bot.storage.open import open_store, open_vault

app = typer.Typer()
app.command()(backup)
app.command()(restore)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of an installation that has run."""
    folder = tmp_path / "data"
    monkeypatch.setenv("MAXWW_DATA", str(folder))
    monkeypatch.delenv("MAXWW_DATABASE", raising=False)
    notes(folder, "first")
    return folder


def opened(folder: Path) -> Store:
    url = f"sqlite:///{folder / 'maxww.db'}"
    return open_store(url, open_vault(url, folder / KEY_FILE))


def notes(folder: Path, value: str) -> None:
    store = opened(folder)
    store.transact_now(lambda tx: tx.save_setting("noted", value))
    store.close()


def noted(folder: Path) -> str | None:
    store = opened(folder)
    found = store.transact_now(lambda tx: tx.setting("noted"))
    store.close()
    return found


def run(*arguments: object, typed: str = "") -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments], input=typed)


def test_a_copy_is_put_back_and_what_was_there_is_kept(data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert run("backup", copy).exit_code == 0
    notes(data, "second")
    assert run("restore", copy, "--yes").exit_code == 0
    assert noted(data) == "first"
    [before] = data.glob("maxww-before-*.db")
    before.rename(data / "maxww.db")
    assert noted(data) == "second"


def test_copies_what_was_committed_while_max_ww_runs(data: Path, tmp_path: Path) -> None:
    store = opened(data)
    store.transact_now(lambda tx: tx.save_setting("noted", "just now"))
    assert run("backup", tmp_path / "copy.db").exit_code == 0
    store.close()
    notes(data, "later")
    run("restore", tmp_path / "copy.db", "--yes")
    assert noted(data) == "just now"


def test_a_copy_is_one_file_for_its_owner_and_says_what_is_not_in_it(
    data: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    result = run("backup", folder / "copy.db")
    assert [(each.name, each.stat().st_mode & 0o777) for each in folder.iterdir()] == [
        ("copy.db", 0o600)
    ]
    assert f"The key file {data / KEY_FILE} is not in it" in result.stderr


def test_a_copy_never_overwrites_a_file(data: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("precious")
    result = run("backup", tmp_path / "copy.db")
    assert isinstance(result.exception, DatabaseError)
    assert (tmp_path / "copy.db").read_text() == "precious"
    assert noted(data) == "first"


def test_a_no_changes_nothing(data: Path, tmp_path: Path) -> None:
    run("backup", tmp_path / "copy.db")
    notes(data, "second")
    assert run("restore", tmp_path / "copy.db", typed="n\n").exit_code == 1
    assert noted(data) == "second"


def test_a_copy_goes_back_on_a_new_machine_with_its_key(data: Path, tmp_path: Path) -> None:
    run("backup", tmp_path / "copy.db")
    key = (data / KEY_FILE).read_bytes()
    shutil.rmtree(data)
    assert isinstance(run("restore", tmp_path / "copy.db").exception, KeyFileError)
    data.mkdir(exist_ok=True)
    (data / KEY_FILE).write_bytes(key)
    assert run("restore", tmp_path / "copy.db").exit_code == 0
    assert noted(data) == "first"


def test_a_copy_of_another_installation_is_refused(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("backup", tmp_path / "copy.db")
    notes(tmp_path / "other", "theirs")
    monkeypatch.setenv("MAXWW_DATA", str(tmp_path / "other"))
    result = run("restore", tmp_path / "copy.db", "--yes")
    assert isinstance(result.exception, KeyFileError)
    assert (noted(tmp_path / "other"), noted(data)) == ("theirs", "first")


def test_a_file_that_is_no_database_is_refused(data: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("words " * 500)
    assert isinstance(run("restore", tmp_path / "copy.db", "--yes").exception, DatabaseError)
    assert noted(data) == "first"
    assert [each.name for each in data.glob("*looked-at*")] == []
    assert [each.name for each in data.glob("*before*")] == []


@pytest.mark.parametrize("command", ["backup", "restore"])
@pytest.mark.parametrize(
    ("url", "words"), [("postgresql://db/maxww", "use pg_dump"), ("memory:", "nothing to keep")]
)
def test_other_databases_are_told_what_to_do(
    command: str, url: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAXWW_DATABASE", url)
    assert words in str(run(command, "copy.db").exception)


def modes(*paths: Path) -> list[str]:
    return [oct(path.stat().st_mode & 0o777) for path in paths]


def test_only_its_owner_can_read_the_database_and_its_logs(data: Path) -> None:
    store = opened(data)
    store.transact_now(lambda tx: tx.save_setting("noted", "now"))
    files = [data / f"maxww.db{end}" for end in ("", "-wal", "-shm")]
    assert modes(*files) == ["0o600"] * 3
    store.close()


@pytest.mark.usefixtures("data")
def test_only_its_owner_can_read_a_copy_or_its_folder(tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "today.db"
    assert run("backup", copy).exit_code == 0
    assert modes(copy, copy.parent) == ["0o600", "0o700"]


def test_a_restored_database_is_as_private_as_a_new_one(data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    run("backup", copy)
    for file in data.glob("maxww.db*"):
        file.unlink()
    assert run("restore", copy, "--yes").exit_code == 0
    assert modes(data / "maxww.db") == ["0o600"]


def test_restoring_leaves_the_mode_that_somebody_chose(data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    run("backup", copy)
    (data / "maxww.db").chmod(0o640)
    assert run("restore", copy, "--yes").exit_code == 0
    assert modes(data / "maxww.db") == ["0o640"]
