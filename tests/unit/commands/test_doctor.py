"""`maxww doctor`: what is well, what is not, and nothing changed by looking."""

import json
import shutil
from datetime import date, datetime, time
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.commands.doctor import doctor, findings
from bot.commands.opening import KEY_FILE
from bot.reconciling import Trace, counted
from bot.settings import ROOT
from bot.storage.open import open_store, open_vault
from bot.usecases.reconciling import keep_findings
from scheduler.calendar import AMSTERDAM

app = typer.Typer()
app.command()(doctor)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder that this installation uses."""
    monkeypatch.setenv("MAXWW_DATA", str(tmp_path))
    monkeypatch.delenv("MAXWW_DATABASE", raising=False)
    return tmp_path


def made(data: Path) -> None:
    url = f"sqlite:///{data / 'maxww.db'}"
    open_store(url, open_vault(url, data / KEY_FILE)).close()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def levels(today: date) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for finding in findings(datetime.combine(today, time(12), AMSTERDAM)):
        found.setdefault(finding.about, []).append(finding.level)
    return found


def test_a_new_installation_is_well_and_stays_untouched(data: Path) -> None:
    result = run()
    assert result.exit_code == 0
    assert "ok: database: not made yet; the first start makes it." in result.stdout
    assert list(data.iterdir()) == []


def test_an_installation_that_has_run_is_well(data: Path) -> None:
    made(data)
    before = {path.name: path.stat().st_mtime_ns for path in data.glob("*.key")}
    assert "ok: database: reached, of this version" in run().stdout
    assert before == {path.name: path.stat().st_mtime_ns for path in data.glob("*.key")}


def test_a_key_file_of_another_database_is_an_error(data: Path, tmp_path: Path) -> None:
    made(data)
    other = tmp_path / "other"
    other.mkdir()
    made(other)
    shutil.copy(other / KEY_FILE, data / KEY_FILE)
    result = run()
    assert result.exit_code == 1
    assert "error: database: " in result.stdout
    assert "maxww.key does not belong to this database." in result.stdout


@pytest.mark.parametrize(
    ("traces", "day", "level", "words"),
    [
        ([], 19, "ok", "looked at 2026-11-19 03:30; found nothing."),
        ([Trace("replanned")], 19, "ok", "found replanned 1."),
        ([Trace("late-answer"), Trace("late-answer")], 19, "warning", "found late-answer 2."),
        ([], 20, "warning", "made last at 2026-11-19 03:30, and not last night;"),
    ],
)
def test_says_when_the_night_looked_and_what_it_found(
    data: Path, traces: list[Trace], day: int, level: str, words: str
) -> None:
    url = f"sqlite:///{data / 'maxww.db'}"
    store = open_store(url, open_vault(url, data / KEY_FILE))
    looked = counted(traces, datetime(2026, 11, 19, 3, 30, tzinfo=AMSTERDAM))
    store.transact_now(lambda tx: keep_findings(tx, looked))
    store.close()
    now = datetime(2026, 11, day, 12, 0, tzinfo=AMSTERDAM)
    [night] = [each for each in findings(now) if each.about == "night"]
    assert night.level == level
    assert words in night.message


def test_a_missing_key_file_is_an_error(data: Path) -> None:
    made(data)
    (data / KEY_FILE).unlink()
    assert run().exit_code == 1


@pytest.mark.parametrize(
    ("today", "dialogues", "norms"),
    [
        (date(2026, 11, 19), ["ok"], ["ok"]),
        (date(2026, 11, 20), ["warning"], ["ok"]),
        (date(2026, 12, 31), ["warning"], ["ok"]),
        (date(2027, 1, 1), ["warning", "warning"], ["error"]),  # an answer ends on that day too
    ],
)
def test_norms_are_warned_about_six_weeks_ahead_and_wrong_when_they_are_over(
    data: Path, today: date, dialogues: list[str], norms: list[str]
) -> None:
    found = levels(today)
    assert data.exists()
    assert (found["dialogues"], found["norms"]) == (dialogues, norms)


def test_a_setting_that_cannot_be_used_is_said_in_a_sentence(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAXWW_PORT", "tachtig")
    result = run("--json")
    (finding,) = json.loads(result.stdout)
    assert data.exists()
    assert finding["message"].startswith("MAXWW_PORT is 'tachtig'")
    assert result.exit_code == 1


def test_a_mistake_of_a_coordinator_is_named_with_its_place(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "dialogues"
    shutil.copytree(ROOT / "dialogues", copy)
    script = copy / "scripts" / "stop.yaml"
    script.write_text(script.read_text("utf-8").replace("- id:", "- naam:", 1), "utf-8")
    monkeypatch.setenv("MAXWW_DIALOGUES", str(copy))
    result = run()
    assert data.exists()
    assert "stop.yaml:" in result.stdout
    assert result.exit_code == 1


def test_files_that_others_can_read_are_named_with_the_command_that_mends_it(data: Path) -> None:
    made(data)
    assert "ok: files: nobody but their owner" in run().stdout
    database, key = data / "maxww.db", data / KEY_FILE
    database.chmod(0o644)
    key.chmod(0o640)
    result = run()
    assert result.exit_code == 0
    assert f"warning: files: others can read them; run: chmod 600 {key} {database}" in result.stdout
