"""Opening an installation: in which programme people come who have no invitation."""

from pathlib import Path

import pytest

from bot.commands.opening import open_assistant
from bot.errors import ContentError
from bot.settings import Settings
from bot.usecases.enrol import DEFAULT_PROGRAMME


def entrance(settings: Settings) -> str | None:
    """Open the installation and return the programme of who has no invitation."""
    assistant = open_assistant(settings)
    try:
        return assistant.store.transact_now(lambda tx: tx.setting(DEFAULT_PROGRAMME))
    finally:
        assistant.store.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({"MAXWW_DATA": str(tmp_path), "MAXWW_PROGRAMME": "fivelingo"})


def test_the_named_programme_is_kept_until_none_is_named(settings: Settings) -> None:
    assert entrance(settings) == "fivelingo"
    assert entrance(Settings.from_environment({"MAXWW_DATA": str(settings.data)})) == "fivelingo"
    closed = {"MAXWW_DATA": str(settings.data), "MAXWW_PROGRAMME": "none"}
    assert entrance(Settings.from_environment(closed)) == ""


def test_an_unknown_programme_is_refused_with_those_that_are_there(tmp_path: Path) -> None:
    given = {"MAXWW_DATA": str(tmp_path), "MAXWW_PROGRAMME": "fivelngo"}
    with pytest.raises(ContentError, match=r"there are: .*fivelingo"):
        open_assistant(Settings.from_environment(given))
