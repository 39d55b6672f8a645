"""`maxww invite`: a list and cards that say nothing of who they are for."""

import csv
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.commands.invite import invite
from bot.invitations import is_well_formed, read_code

app = typer.Typer()
app.command()(invite)


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MAXWW_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("MAXWW_URL", "https://max.example/")
    monkeypatch.delenv("MAXWW_DATABASE", raising=False)
    return tmp_path / "cards"


def run(out: Path, **changes: str) -> Result:
    options = {"programme": "werk-in-zicht", "month": "2027-06", "count": "9", **changes}
    given = [part for name, value in options.items() for part in (f"--{name}", value)]
    return CliRunner().invoke(app, [*given, "--out", str(out)])


def test_the_list_has_a_code_a_link_and_its_last_day(out: Path) -> None:
    assert run(out).exit_code == 0
    with (out / "invitations.csv").open(encoding="utf-8") as opened:
        rows = list(csv.DictReader(opened))
    assert len(rows) == 9
    for row in rows:
        code = read_code(row["code"])
        assert is_well_formed(code)
        assert row["link"] == f"https://max.example/i/{code}"
        assert (row["programme"], row["month"]) == ("werk-in-zicht", "2027-06")
        assert row["works_until"] == "2027-12-31"


def test_the_cards_are_pictures_with_code_text_and_room_for_two_logos(out: Path) -> None:
    run(out)
    sheets = sorted(out.glob("cards-*.svg"))
    drawn = [ElementTree.parse(sheet).getroot() for sheet in sheets]  # noqa: S314 - our own file
    name = "{http://www.w3.org/2000/svg}"
    assert [len(sheet.findall(f"{name}g")) for sheet in drawn] == [8, 1]
    first = drawn[0].find(f"{name}g")
    assert first is not None
    texts = [text.text or "" for text in first.findall(f"{name}text")]
    assert texts[0] == "Uw WW stopt in juni 2027. Wat nu?"
    assert any(re.fullmatch(r"([0-9A-Z]{4}-){3}[0-9A-Z]{4}", text) for text in texts)
    assert len([r for r in first.findall(f"{name}rect") if r.get("class") == "logo"]) == 2
    assert first.find(f"{name}path") is not None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"programme": "nergens"}, "there is no programme 'nergens'"),
        ({"month": "juni 2027"}, "expected a month such as 2027-06"),
        ({"month": "2027-13"}, "expected a month such as 2027-06"),
        ({"month": "2020-01"}, "would not work any more"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    out: Path, changes: dict[str, str], words: str
) -> None:
    result = run(out, **changes)
    assert result.exit_code == 1
    assert words in result.stderr
    assert not (out / "invitations.csv").exists()


def test_codes_that_were_written_before_are_not_lost(out: Path) -> None:
    run(out)
    before = (out / "invitations.csv").read_text("utf-8")
    result = run(out)
    assert result.exit_code == 1
    assert "is there already" in result.stderr
    assert (out / "invitations.csv").read_text("utf-8") == before


def test_without_an_address_nothing_is_made(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAXWW_URL")
    result = run(out)
    assert result.exit_code == 1
    assert "MAXWW_URL is not set" in result.stderr
    assert not out.exists()
