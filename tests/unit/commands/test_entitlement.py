"""`maxww entitlement`: a line in, a line out; a bad line is told and the rest goes on."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.commands.entitlement import entitlement

ANN = {
    "ww_end": "2026-11-30", "birth_date": "1985-05-05", "household": "single",
    "housemates_27": 0, "residence": "dutch", "lives_in_nl": True, "address": "fixed",
    "income": 900, "money": 0, "vehicles": 0, "other_assets": 0, "debts": 0, "home_equity": 0,
    "weeks_abroad": 0, "unpaid_leave": False, "detained": False,
}  # fmt: skip

app = typer.Typer()
app.command()(entitlement)


def run(text: str, *arguments: str) -> tuple[int, list[dict[str, object]], str]:
    result = CliRunner().invoke(app, list(arguments), input=text)
    found = [json.loads(line) for line in result.stdout.splitlines()]
    return result.exit_code, found, result.stderr


def test_one_verdict_a_line() -> None:
    status, found, _ = run(f"{json.dumps(ANN)}\n\n{json.dumps({**ANN, 'income': 5000})}\n")
    chances = [verdict["bijstand"]["chance"] for verdict in found]  # type: ignore[index]
    assert (status, chances) == (0, ["likely", "unlikely"])


def test_amounts_and_sentences_are_there() -> None:
    bijstand = run(json.dumps(ANN))[1][0]["bijstand"]
    assert isinstance(bijstand, dict)
    assert bijstand["amount"] == 519.46
    assert "1.419,46" in bijstand["reasons"][0]["because"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("x", "not JSON"), ("[1]", "one JSON object"), ('{"income": NaN}', "income"),
        ('{"houshold": "single"}', "did you mean 'household'"), ('{"income": -1}', "not negative"),
        ('{"income": 1e99999999999999999999}', "too large"), ("[" * 100_000, "too deeply"),
        ('{"income": ' + "9" * 5000 + "}", "digits"), ('{"birth_date": "2027-02-30"}', "a date"),
    ],
)  # fmt: skip
def test_a_bad_line_is_told_and_the_rest_goes_on(line: str, words: str) -> None:
    status, found, _ = run(f"{line}\n{json.dumps(ANN)}\n")
    assert status == 1
    assert found[0]["line"] == 1
    assert words in str(found[0]["error"])
    assert "bijstand" in found[1]


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text(json.dumps(ANN), encoding="utf-8")
    assert run("", str(path))[0] == 0


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    status, found, said = run("", str(tmp_path / "none"))
    assert (status, found) == (1, [])
    assert said.startswith("Cannot read")
    assert len(said.splitlines()) == 1


def test_norms_with_mistakes_are_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAXWW_DIALOGUES", str(tmp_path))
    status, _, said = run(json.dumps(ANN))
    assert status == 1
    assert "mistakes" in said


def test_signs_that_cannot_be_written_do_not_end_the_stream(tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    good = json.dumps(ANN)
    lines.write_text(f'\ufeff{good}\n{{"a\\ud800": 1}}\n{good}\n', encoding="utf-8")
    status, found, _ = run("", str(lines))
    assert status == 1
    assert ["error" in line for line in found] == [False, True, False]


@pytest.mark.parametrize("amount", ["1_000", "٣٠٠", "1e3", " 5"])
def test_a_number_is_written_plainly(amount: str) -> None:
    _, (found,), _ = run(json.dumps({**ANN, "income": amount}) + "\n")
    assert "error" in found
