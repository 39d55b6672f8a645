"""The page about interfaces has exactly the keys that commands read and write."""

import json
import re
import subprocess
import sys
from dataclasses import fields

from bot.entitlement import Answers
from bot.settings import ROOT

PAGE = (ROOT / "docs" / "interfaces.md").read_text(encoding="utf-8")


def keys_under(title: str) -> list[str]:
    """Return the keys in the table under a title of the page."""
    section = PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([\w.]+)` \|", section, re.MULTILINE)


def printed(*arguments: str, given: str = "") -> str:
    """Run a command and return what it printed."""
    command = [sys.executable, "-m", "bot", *arguments]
    done = subprocess.run(command, input=given, capture_output=True, text=True, cwd=ROOT)
    return done.stdout


def test_answers_are_those_that_are_read() -> None:
    documented = keys_under("`maxww entitlement`: answers")
    assert sorted(documented) == sorted(field.name for field in fields(Answers))


def test_verdict_is_the_one_that_is_written() -> None:
    verdict = json.loads(printed("entitlement", given='{"ww_end": "2026-11-30"}'))
    nested = {f"bijstand.{key}" for key in verdict.pop("bijstand")}
    assert set(keys_under("`maxww entitlement`: verdict")) == nested | set(verdict)


def test_plan_is_the_one_that_is_written() -> None:
    dates = ("--ww-end", "2027-04-30", "--enrolled", "2026-11-02", "--today", "2026-11-02")
    [first, *_] = json.loads(printed("plan", "--programme", "werk-in-zicht", *dates, "--json"))
    assert keys_under("`maxww plan`") == list(first)


def test_problem_is_the_one_that_is_written() -> None:
    broken = str(ROOT / "tests" / "broken" / "scripts" / "empty.yaml")
    [first, *_] = json.loads(printed("check", broken, "--json", "--no-play"))
    assert keys_under("`maxww check`") == list(first)
