"""`maxww client`: everything of one client handed out, or erased for good."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.clients import Address
from bot.commands.client import app
from bot.commands.opening import open_assistant
from bot.ports import Transaction
from bot.settings import ROOT, Settings
from bot.usecases.enrol import DEFAULT_PROGRAMME, begin
from bot.wiring import Assistant


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of a client who was greeted, in an installation of its own."""
    monkeypatch.setenv("MAXWW_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("MAXWW_DATABASE", raising=False)

    def work(tx: Transaction, assistant: Assistant) -> str:
        tx.save_setting(DEFAULT_PROGRAMME, "werk-in-zicht")
        address, now = Address("web", "a-secret"), assistant.clock.now()
        return begin(tx, assistant.around, address, now)[0].client

    assistant = open_assistant(Settings.from_environment())
    made = assistant.store.transact_now(lambda tx: work(tx, assistant))
    assistant.store.close()
    return made


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, list(arguments), input=typed)


def test_hands_out_everything_but_the_secret_of_the_page(client: str) -> None:
    kept = json.loads(run("export", client).stdout)
    assert kept["client"]["id"] == client
    assert kept["addresses"] == [{"channel": "web", "value": ""}]
    assert {*kept} >= {"facts", "messages", "contacts", "consents", "registrations", "handoffs"}


def test_the_keys_are_those_that_are_documented(client: str) -> None:
    page = (ROOT / "docs" / "interfaces.md").read_text(encoding="utf-8")
    section = page.partition("\n## `maxww client export`\n")[2].partition("\n## ")[0]
    documented = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    assert documented == list(json.loads(run("export", client).stdout))


def test_an_export_is_logged_as_a_look(client: str) -> None:
    run("export", client)
    [look] = json.loads(run("export", client).stdout)["looks"]
    assert (look["staff"], look["what"]) == ("operator", "export")


def test_an_export_to_a_file_is_for_its_owner_only_and_overwrites_nothing(
    client: str, tmp_path: Path
) -> None:
    out = tmp_path / "all.json"
    assert run("export", client, "--out", str(out)).exit_code == 0
    assert (json.loads(out.read_text())["client"]["id"], out.stat().st_mode & 0o777) == (
        client,
        0o600,
    )
    assert run("export", client, "--out", str(out)).exit_code == 1


def test_erases_after_a_yes_only(client: str) -> None:
    assert run("erase", client, typed="n\n").exit_code == 1
    assert run("export", client).exit_code == 0
    assert run("erase", client, "--yes").exit_code == 0
    assert run("export", client).exit_code == 1


@pytest.mark.parametrize("command", [("export", "nobody"), ("erase", "nobody", "--yes")])
@pytest.mark.usefixtures("client")
def test_names_who_is_not_known_in_one_sentence(command: tuple[str, ...]) -> None:
    result = run(*command)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("There is no client 'nobody'.")
