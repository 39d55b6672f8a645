"""Commands are run in this process, each as if the installation was just started."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from bot.commands import opening
from bot.scripts.content import Content, load_content
from tests.fixtures import SETTINGS

_shipped = cache(load_content)


@pytest.fixture(autouse=True)
def _shipped_files_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the shipped files once for all commands; other folders each time anew."""

    def read(dialogues: Path, today: date | None = None) -> Content:
        as_shipped = dialogues == SETTINGS.dialogues and today is None
        return _shipped(dialogues) if as_shipped else load_content(dialogues, today)

    monkeypatch.setattr(opening, "load_content", read)
