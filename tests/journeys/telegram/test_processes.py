"""Pages and updates in one process, sending in another: as two or more on one database."""

import csv
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.settings import ROOT
from tests.telegram.emulator import Emulator

MOST_SECONDS = 60.0


@contextmanager
def running(
    data: Path, telegram: Emulator, port: int, *command: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Run one of the commands that stay running; it is ended by whoever started it."""
    environment = {
        **os.environ,
        "MAXWW_DATA": str(data),
        "MAXWW_URL": f"http://127.0.0.1:{port}",
        "MAXWW_TELEGRAM_TOKEN": telegram.token,
        "MAXWW_TELEGRAM_SERVER": telegram.base_url,
        "MAXWW_TELEGRAM_WEBHOOK": "yes",
    }
    environment.pop("MAXWW_DEMO", None)
    environment.pop("MAXWW_DATABASE", None)
    with subprocess.Popen(
        [sys.executable, "-m", "bot", *command], cwd=ROOT, env=environment
    ) as started:
        try:
            yield started
        finally:
            started.terminate()


def code(data: Path, port: int) -> str:
    """Make an invitation, as an operator does, and return its code."""
    out = data / "cards"
    environment = {**os.environ, "MAXWW_DATA": str(data), "MAXWW_URL": f"http://127.0.0.1:{port}"}
    wanted = ("--programme", "werk-in-zicht", "--month", "2030-06", "--count", "1")
    command = [sys.executable, "-m", "bot", "invite", *wanted, "--out", str(out)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    with (out / "invitations.csv").open(encoding="utf-8") as opened:
        return next(csv.DictReader(opened))["code"].replace("-", "")


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


async def test_a_talk_goes_on_when_the_process_that_sends_is_killed(tmp_path: Path) -> None:
    port = free_port()
    invited = code(tmp_path, port)
    async with Emulator() as telegram:
        anna = telegram.user(1001, first_name="Anna")
        with running(tmp_path, telegram, port, "serve", "--port", str(port)):
            await telegram.until(lambda: telegram.webhook.url, within=MOST_SECONDS)
            with running(tmp_path, telegram, port, "work") as first:
                anna.starts(invited)
                await telegram.until(lambda: len(anna.received) == 2, within=MOST_SECONDS)
                first.send_signal(signal.SIGKILL)
                first.wait()
            anna.presses("Ja, we beginnen")
            with running(tmp_path, telegram, port, "work"):
                await telegram.until(lambda: "juni 2030" in anna.received[-1], within=MOST_SECONDS)
        assert telegram.violations == []
    assert anna.received[1].endswith("➤ Ja, we beginnen")
    assert len(anna.received) <= 4  # what was under way at the kill may have come twice
