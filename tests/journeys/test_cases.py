"""The seven cases of the source documents, each to its right end, from files of answers."""

import asyncio
import subprocess
import sys
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import pytest

from bot.walks import Walk, play_walk
from scheduler.calendar import AMSTERDAM
from tests.fixtures import SETTINGS, shipped
from tests.journeys.seven_people import FIRST_STEPS

CASES = Path(__file__).parent / "cases"
TODAY = "2026-11-27"


def _lines(case: str) -> tuple[str, ...]:
    lines = (CASES / f"{case}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@lru_cache
def talk(case: str, municipality: str = "", script: str = "self-check", **facts: str) -> str:
    """Return the transcript of a case in a municipality, with what is known from earlier."""
    known = {**facts, **({"municipality": municipality} if municipality else {})}
    now = datetime.fromisoformat(f"{TODAY} 10:00").replace(tzinfo=AMSTERDAM)
    walk = Walk(script, now, _lines(case), facts=known)
    played = asyncio.run(play_walk(SETTINGS, shipped(), walk))
    assert "Ik begrijp" not in played, played
    return played


def _in_the_terminal(case: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "bot", "play", "self-check", "--today", TODAY]
    answers = str(CASES / f"{case}.txt")
    return subprocess.run(
        [*command, "--answers", answers], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(("municipality", "first"), FIRST_STEPS.items())
def test_jan_has_another_first_step_in_each_of_five_municipalities(
    municipality: str, first: str
) -> None:
    said = talk("jan", municipality)
    others = [step for name, step in FIRST_STEPS.items() if name != municipality]
    assert "U heeft waarschijnlijk recht op bijstand vanaf 1 juli 2027." in said
    assert first in said
    assert [step for step in others if step in said] == []


def test_jan_without_a_home_goes_to_the_municipality_itself() -> None:
    said = talk("jan", "Tilburg")
    assert "U vraagt dit aan bij de gemeente zelf" in said
    assert "Staat u nergens ingeschreven? Ga dan eerst naar de gemeente zelf." in said
    assert "Het adres waar u nu slaapt" in said


def test_pieters_debts_count_against_his_savings() -> None:
    said = talk("pieter", "Assen")
    assert "U heeft waarschijnlijk recht op bijstand vanaf 1 januari 2027." in said
    assert "De bedragen voor januari 2027 zijn nog niet bekend." in said
    assert "Bijstand is niet bedoeld om schulden te betalen" not in said  # that is behind "more"


def test_pieter_applies_without_a_working_digid_and_knows_who_pays() -> None:
    said = talk("pieter-applies", "Assen", "end-of-ww", ww_end="2026-12-31")
    assert "Vraag vandaag een nieuwe DigiD aan op digid.nl." in said
    assert "niet UWV" in said
    assert "uiterlijk op 31 december 2026" in said
    assert "minstens 95 procent" in said


def test_a_couple_whose_partner_earns_enough_hears_what_they_can_do() -> None:
    said = talk("couple", "Utrecht")
    assert "waarschijnlijk geen recht op bijstand" in said
    assert "Wordt het inkomen van uw huishouden lager dan de norm?" in said
    assert "Het inkomen van u en uw partner samen is hoger dan de laatste norm" in said
    assert "Misschien kunt u een toeslag van UWV krijgen zolang uw WW loopt." in said
    assert "Zorgtoeslag" in said


def test_somebody_of_62_with_savings_is_sent_to_ioaw() -> None:
    said = talk("older", "Utrecht")
    assert "waarschijnlijk geen recht op bijstand" in said
    assert "De IOAW past waarschijnlijk bij u. Uw spaargeld telt niet mee." in said


def test_somebody_of_58_with_savings_is_not_promised_ioaw() -> None:
    said = talk("fifty-eight", "Utrecht")
    assert "waarschijnlijk geen recht op bijstand" in said
    assert "Wordt uw spaargeld lager dan de grens, omdat u ervan leeft?" in said
    assert "IOAW" not in said
    assert "Bijzondere bijstand" in said


def test_somebody_under_27_reports_four_weeks_before_the_end() -> None:
    said = talk("under-27", "Tilburg")
    assert "Dan geldt een zoektijd van 4 weken." in said
    assert "Meld u vanaf 3 december 2026" in said


def test_a_starter_hears_of_the_bbz_and_the_ioaz() -> None:
    said = talk("self-employed", "Utrecht")
    assert "De gemeente heeft daarvoor een eigen regeling: de Bbz." in said
    assert "IOAZ" in said


def test_a_work_disability_leads_to_uwv_and_to_a_person() -> None:
    said = talk("disability", "Utrecht")
    assert "Meld dat bij UWV. Daar zijn andere uitkeringen voor." in said
    assert "heeft uw vraag nu. U hoort uiterlijk" in said


@pytest.mark.parametrize("case", ["jan", "pieter"])
def test_the_same_in_the_terminal(case: str) -> None:
    played = _in_the_terminal(case)
    assert played.stderr == ""
    assert "In welke gemeente woont u?" in played.stdout


def test_waits_with_status_three_when_an_answer_is_missing(tmp_path: Path) -> None:
    answers = tmp_path / "short.txt"
    answers.write_text("30-6-2027\n", encoding="utf-8")
    command = [sys.executable, "-m", "bot", "play", "self-check", "--answers", str(answers)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 3
