"""The cases of Jan and Pieter, end to end in the terminal, from a file of answers."""

import subprocess
import sys
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases"
TODAY = "2026-11-23"


def _play(case: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", "play", "self-check", "--today", TODAY]
    answers = str(CASES / f"{case}.txt")
    return subprocess.run(
        [*command, "--answers", answers], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("case", ["jan", "pieter"])
def test_ends_without_a_misunderstanding(case: str) -> None:
    played = _play(case)
    assert (played.returncode, played.stderr) == (0, "")
    assert "Ik begrijp" not in played.stdout


def test_jan_without_a_home_goes_to_the_municipality() -> None:
    transcript = _play("jan").stdout
    assert "U heeft waarschijnlijk recht op bijstand vanaf 1 juli 2027." in transcript
    assert "U vraagt dit aan bij de gemeente zelf" in transcript
    assert "werk.nl" not in transcript


def test_pieters_debts_count_against_his_savings() -> None:
    transcript = _play("pieter").stdout
    assert "U heeft waarschijnlijk recht op bijstand vanaf 1 januari 2027." in transcript
    assert "De bedragen voor januari 2027 zijn nog niet bekend." in transcript


def test_waits_with_status_three_when_an_answer_is_missing(tmp_path: Path) -> None:
    answers = tmp_path / "short.txt"
    answers.write_text("30-6-2027\n", encoding="utf-8")
    command = [sys.executable, "-m", "bot", "play", "self-check", "--answers", str(answers)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 3
