"""Every command of `maxww` is found when it is asked for, and explains itself with an example."""

import subprocess
import sys
from importlib.util import find_spec

import pytest
from typer.testing import CliRunner

from bot.__main__ import COMMANDS, make_app
from bot.settings import ROOT

THERE = [name for name in COMMANDS if find_spec(f"bot.commands.{name}") is not None]
GROUPS = ("client", "staff", "bench")


def test_all_commands_stand_in_the_list() -> None:
    said = CliRunner().invoke(make_app(["--help"]), ["--help"]).stdout
    assert [name for name in THERE if name not in said] == []


@pytest.mark.parametrize("name", THERE)
def test_command_explains_itself(name: str) -> None:
    result = CliRunner().invoke(make_app([name]), [name, "--help"])
    assert result.exit_code == 0
    assert name in GROUPS or "Example" in result.stdout


def test_asking_for_one_command_imports_no_other() -> None:
    code = (
        "import sys; from bot.__main__ import make_app; make_app(['plan']); "
        "print([name for name in ('sqlalchemy', 'starlette', 'aiogram') if name in sys.modules])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == "[]"
