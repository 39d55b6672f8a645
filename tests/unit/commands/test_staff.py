"""`maxww staff`: people are added, listed and brought in from a file, or nothing is kept."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.commands.staff import app

PEOPLE = """\
advisers:
  - id: karin
    first name: Karin
    organisation: UWV
    role: youth-coach
    programmes: [werk-in-zicht]
    municipalities: [Groningen]
    sectors: [care]
    languages: [ar]
    absent: [2027-05-05, {from: 2027-07-01, until: 2027-07-14}]
    e-mail: karin@example.nl
    stand-in: mo
  - {id: mo, first name: Mo, organisation: Werkplein, programmes: [werk-in-zicht]}
staff:
  - {id: karin, name: Karin de Wit, role: adviser, adviser: karin}
  - {id: ineke, name: Ineke, role: coordinator, e-mail: ineke@example.nl}
"""


@pytest.fixture(autouse=True)
def _installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAXWW_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("MAXWW_URL", "https://max.example")
    monkeypatch.delenv("MAXWW_DATABASE", raising=False)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments])


def test_a_new_adviser_can_sign_in_and_is_listed() -> None:
    added = run("add", "karin", "--name", "Karin de Wit", "--role", "adviser")
    link = run("link", "karin")
    assert (added.exit_code, link.exit_code) == (0, 0)
    assert link.stdout.startswith("https://max.example/sign-in/")
    assert "karin\tKarin de Wit\tadviser\tkarin\t\t0 of 80" in run("list").stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("link", "karin"), "There is no member of staff 'karin'. See maxww staff list.\n"),
        (
            ("add", "x", "--name", "X", "--role", "adviser", "--adviser", "karin"),
            "There is no adviser 'karin'. See maxww staff list.\n",
        ),
        (
            ("add", "x", "--name", "X", "--role", "coordinator", "--email", "x at y"),
            "--email is 'x at y'; expected an address such as karin@example.nl.\n",
        ),
    ],
    ids=["nobody", "no adviser", "no address"],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    arguments: tuple[str, ...], sentence: str
) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (1, sentence)


def test_a_file_brings_in_everybody(tmp_path: Path) -> None:
    file = tmp_path / "people.yaml"
    file.write_text(PEOPLE, encoding="utf-8")
    result = run("import", str(file))
    assert (result.exit_code, result.stdout) == (0, "Kept 2 advisers and 2 members of staff.\n")
    assert "werk-in-zicht\t0 of 50" in run("list").stdout


def test_who_cannot_help_anybody_yet_is_named(tmp_path: Path) -> None:
    file = tmp_path / "people.yaml"
    file.write_text("advisers: [{id: mo, first name: Mo, organisation: UWV}]\n", encoding="utf-8")
    result = run("import", str(file))
    assert result.exit_code == 0
    assert "Warning: mo has no working hours" in result.stderr
    assert "Warning: mo has no programme" in result.stderr


@pytest.mark.parametrize("text", ["", "# later\n", "advisers: []\nstaff: []\n"])
def test_a_file_with_nobody_changes_nothing_and_says_so(tmp_path: Path, text: str) -> None:
    run("add", "karin", "--name", "Karin de Wit", "--role", "adviser")
    file = tmp_path / "people.yaml"
    file.write_text(text, encoding="utf-8")
    result = run("import", str(file))
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{file}:1:1: error: In dit bestand staat niemand." in result.stderr
    assert "karin" in run("list").stdout


def test_an_adviser_who_leaves_has_no_account_any_more() -> None:
    run("add", "karin", "--name", "Karin de Wit", "--role", "adviser")
    left = run("leave", "karin")
    assert (left.exit_code, left.stdout) == (0, "karin has left. Clients were handed on: 0.\n")
    assert "karin" not in run("list").stdout


def test_a_file_with_a_mistake_brings_in_nobody(tmp_path: Path) -> None:
    file = tmp_path / "people.yaml"
    file.write_text(PEOPLE.replace("Groningen", "Groningem"), encoding="utf-8")
    result = run("import", str(file))
    assert result.exit_code == 1
    assert f"{file}:7:22: error: " in result.stderr
    assert "karin" not in run("list").stdout


@pytest.mark.parametrize("command", ["add", "link", "list", "import", "leave"])
def test_help_has_an_example(command: str) -> None:
    assert "Example: maxww staff" in run(command, "--help").stdout
