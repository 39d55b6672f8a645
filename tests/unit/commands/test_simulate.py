"""The command that simulates: JSON as documented, a chart, and mistakes in one sentence."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner

from bot.__main__ import make_app

USUAL = ("simulate", "--programme", "landelijk", "--clients", "2", "--start", "2026-07-01")


def run(*arguments: str) -> str:
    result = CliRunner().invoke(make_app(arguments), arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_prints_json_only_and_writes_a_chart(tmp_path: Path) -> None:
    chart = tmp_path / "funnel.svg"
    told = json.loads(run(*USUAL, "--json", "--chart", str(chart)))
    assert (told["programme"], told["clients"], told["seed"]) == ("landelijk", 2, 1)
    assert sum(told["end_states"].values()) == 2
    assert ET.fromstring(chart.read_text(encoding="utf-8")).tag.endswith("svg")  # noqa: S314 - written here


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--clients", "0"), "--clients is 0"),
        (("--start", "31-2-2027"), "--start is '31-2-2027'"),
        (("--programme", "nowhere"), "There is no programme 'nowhere'"),
    ],
)
def test_a_mistake_is_one_sentence(arguments: tuple[str, ...], words: str) -> None:
    result = CliRunner().invoke(make_app(USUAL), (*USUAL, *arguments))
    assert result.exit_code == 1
    assert words in str(result.exception)
