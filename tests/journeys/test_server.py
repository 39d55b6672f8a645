"""The server starts, stops while pages are open, and goes on where it was."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.commands.operating import AloneError, refuse_alone
from bot.settings import ROOT, Settings

if TYPE_CHECKING:
    from tests.journeys.conftest import Person, Running

LONGEST_STOP_SECONDS = 4.0
"""Two on a quiet machine; the tests of others may be running beside this one."""


@pytest.mark.browser
async def test_server_stops_with_an_open_page_and_goes_on(
    client: "Person", starting: Callable[[], "Running"]
) -> None:
    first = starting()
    await client.begin(first.url)
    await client.press("begin")
    said, link = await client.said(), await client.page.locator(".private-link a").text_content()
    await client.page.wait_for_timeout(500)  # the event stream is open
    begun = time.monotonic()
    assert first.stop() == 0
    assert time.monotonic() - begun < LONGEST_STOP_SECONDS
    second = starting()
    await client.page.goto(second.url + "r/" + (link or "").rpartition("/")[2])
    assert await client.said() == said
    assert secret_free(first, link or "")


def secret_free(server: "Running", link: str) -> bool:
    """Say whether the server printed neither a client's link nor an error."""
    printed = "\n".join(server.printed)
    return link.rpartition("/")[2] not in printed and "ERROR" not in printed


def refusal(data: Path, *arguments: str, **environment: str) -> str:
    """Run the command where it must refuse to start, and return what it says."""
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "run", *arguments],
        cwd=ROOT,
        env={**os.environ, "MAXWW_DATA": str(data), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    return ended.stderr


def test_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refusal(tmp_path, "--port", str(port))
    assert said.startswith(f"Cannot listen on 127.0.0.1 port {port}: Address already in use.")
    assert said.count("\n") == 1


def test_broken_script_is_one_sentence(tmp_path: Path) -> None:
    dialogues = tmp_path / "dialogues"
    shutil.copytree(ROOT / "dialogues", dialogues)
    with (dialogues / "scripts" / "welcome.yaml").open("a", encoding="utf-8") as script:
        script.write("  - id: lost\n    go: nowhere-at-all\n")
    said = refusal(tmp_path / "data", "--port", "0", MAXWW_DIALOGUES=str(dialogues))
    assert "welcome.yaml:" in said
    assert "nowhere-at-all" in said
    assert said.count("\n") == 1


def test_wrong_setting_is_one_sentence(tmp_path: Path) -> None:
    assert refusal(tmp_path, MAXWW_PORT="many") == (
        "MAXWW_PORT is 'many'; expected a port number from 0 to 65535.\n"
    )


@pytest.mark.parametrize("command", [["serve", "--port", "0"], ["work"]])
def test_serve_and_work_run_until_they_are_stopped(tmp_path: Path, command: list[str]) -> None:
    environment = {**os.environ, "MAXWW_DATA": str(tmp_path)}
    for name in ("MAXWW_DEMO", "MAXWW_DATABASE"):
        environment.pop(name, None)
    with subprocess.Popen(
        [sys.executable, "-m", "bot", *command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as started:
        assert started.stdout is not None
        said = started.stdout.readline()
        started.terminate()
        assert started.wait(10) == 0
    assert said.startswith(("Max-WW serves its pages at http://127.0.0.1:", "Max-WW works."))


def test_several_processes_are_refused_what_they_cannot_share() -> None:
    with pytest.raises(AloneError, match="MAXWW_DATABASE is 'memory:'"):
        refuse_alone(Settings(database="memory:"))
    with pytest.raises(AloneError, match="The demo's clock"):
        refuse_alone(Settings(database="sqlite:///x.db", demo=True))
