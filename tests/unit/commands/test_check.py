"""The command `maxww check`: its lines, its JSON, its exit statuses, and walks that are played."""

import json
import re
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.commands.check import check, differences
from bot.scripts.check_paths import kind_of
from bot.scripts.problems import Problem
from bot.settings import ROOT

MUSEUM = ROOT / "tests" / "broken"
WALK = "script: stop\nnow: 2027-03-08 10:00\n---\nMax-WW: Hallo.\nU: dag\nMax-WW: Dag.\n"


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(MUSEUM)


def run(*arguments: str, language: str = "nl") -> Result:
    """Run the command."""
    app = typer.Typer()
    app.command()(check)
    return CliRunner().invoke(app, list(arguments), env={"MAXWW_LANGUAGE": language})


def test_each_problem_is_one_line_from_here() -> None:
    result = run("scripts/unknown-step.yaml")
    first, last = result.stdout.splitlines()
    assert re.fullmatch(r"scripts/unknown-step\.yaml:7:9: error: .+ \[unknown-step\]", first)
    assert "1" in last
    assert result.exit_code == 1


def test_warnings_alone_are_no_failure() -> None:
    result = run("scripts/many-messages.yaml")
    assert ": warning: " in result.stdout
    assert result.exit_code == 0


@pytest.mark.parametrize("name", ["scripts/binary.yaml", "scripts/nowhere.yaml"])
def test_what_cannot_be_read_has_its_own_status(name: str) -> None:
    assert run(name).exit_code == 2


def test_nothing_wrong_is_said_too() -> None:
    result = run("scripts/fine-bom.yaml")
    assert (result.stdout, result.exit_code) == ("Geen problemen gevonden.\n", 0)


def test_json_is_a_list_of_problems_and_nothing_else() -> None:
    result = run("scripts/misspelt-fact.yaml", "scripts/fine-bom.yaml", "--json")
    (row,) = json.loads(result.stdout)
    message = row.pop("message")
    assert row == {
        "file": "scripts/misspelt-fact.yaml",
        "line": 6,
        "column": 11,
        "level": "error",
        "code": "unknown-fact",
        "nearest": "household",
    }
    assert message.endswith("Bedoelt u “household”?")


def test_json_of_nothing_is_an_empty_list() -> None:
    assert json.loads(run("scripts/fine-bom.yaml", "--json").stdout) == []


def test_a_whole_folder_comes_in_order() -> None:
    result = run("scripts", "--json")
    places = [(row["file"], row["line"], row["column"]) for row in json.loads(result.stdout)]
    assert places == sorted(places)
    assert result.exit_code == 2


def test_the_shipped_data_has_no_errors() -> None:
    result = run("--json", "--no-play")
    assert [row for row in json.loads(result.stdout) if row["level"] == "error"] == []
    assert result.exit_code == 0


def test_what_an_installation_lies_in_may_have_the_name_of_a_kind(tmp_path: Path) -> None:
    dialogues = tmp_path / "words" / "dialogues"
    dialogues.mkdir(parents=True)
    for name in ("facts.yaml", "simulation.yaml"):
        (dialogues / name).write_text((ROOT / "dialogues" / name).read_text("utf-8"), "utf-8")
    assert kind_of(dialogues / "simulation.yaml") == ""


def test_a_phrase_file_that_is_broken_still_gets_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    phrases = tmp_path / "phrases"
    phrases.mkdir()
    (phrases / "problems.yaml").write_text("a: [", encoding="utf-8")
    monkeypatch.setenv("MAXWW_DIALOGUES", str(tmp_path))
    result = run(str(phrases / "problems.yaml"))
    assert "haakje" in result.stdout
    assert result.exit_code == 1


def test_a_setting_that_is_wrong_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAXWW_PORT", "many")
    result = run()
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


def played(tmp_path: Path, *, given: str) -> list[Problem]:
    """Compare the walk with what playing it gave."""
    path = tmp_path / "walk.txt"
    path.write_text(WALK, encoding="utf-8")
    return differences(path, lambda text: (text.partition("---\n")[2], given))


def test_a_walk_that_goes_as_written_is_fine(tmp_path: Path) -> None:
    assert played(tmp_path, given=WALK.partition("---\n")[2]) == []


def test_a_walk_that_goes_otherwise_names_the_line(tmp_path: Path) -> None:
    (problem,) = played(tmp_path, given="Max-WW: Hallo.\nU: dag\nMax-WW: Tot ziens.\n")
    assert (problem.place.line, problem.code) == (6, "walk-differs")
    assert problem.figures == {"expected": "Max-WW: Dag.", "found": "Max-WW: Tot ziens."}


def test_a_walk_that_stops_early_is_told(tmp_path: Path) -> None:
    (problem,) = played(tmp_path, given="Max-WW: Hallo.\n")
    assert (problem.place.line, problem.code) == (5, "walk-differs")


def test_a_walk_that_cannot_be_played_is_told(tmp_path: Path) -> None:
    path = tmp_path / "walk.txt"
    path.write_text(WALK, encoding="utf-8")

    def stumble(text: str) -> tuple[str, str]:
        raise LookupError(text[:6])

    (problem,) = differences(path, stumble)
    assert problem.code == "walk-stumbles"


def test_a_real_walk_is_played() -> None:
    walk = sorted((ROOT / "dialogues" / "walks").glob("*/*.txt"))[0]
    result = run(str(walk), "--json")
    assert json.loads(result.stdout) == []
