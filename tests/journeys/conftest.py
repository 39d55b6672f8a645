"""A real server in a process of its own, and a real Chromium that visits it."""

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, async_playwright

from bot.settings import ROOT

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {"width": 360, "height": 740}
LONGEST_START_SECONDS = 60
LONGEST_WAIT_MILLISECONDS = 60_000
SIGN_IN = re.compile(r"  (\w+) \((?:adviser|coordinator)\)  (\S+)")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs Chromium where there is none, with the reason."""
    if Path(CHROMIUM).exists():
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="there is no Chromium on this machine"))


@dataclass
class Running:
    """A server that runs: its address, everything it printed, and how to end it."""

    process: subprocess.Popen[str]
    printed: list[str] = field(default_factory=list)
    reader: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The address of the client's page."""
        return next(line.split()[1] for line in self.printed if line.startswith("  client"))

    @property
    def links(self) -> dict[str, str]:
        """The sign-in links by first name."""
        return dict(SIGN_IN.findall("\n".join(self.printed)))

    def stop(self) -> int:
        """Ask the server to stop, and return its exit status."""
        self.process.terminate()
        return self.process.wait(10)


def start(data: Path) -> Running:
    """Start the demo on a free port, and return when it is ready."""
    environment = {**os.environ, "MAXWW_DEMO": "yes", "MAXWW_DATA": str(data)}
    environment.pop("MAXWW_DATABASE", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run", "--port", "0"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    running, ready = Running(process), threading.Event()

    def read() -> None:
        if process.stdout is not None:
            with process.stdout as lines:
                for line in lines:
                    running.printed.append(line.rstrip("\n"))
                    if line.startswith("Sign-in links"):
                        threading.Timer(0.3, ready.set).start()
        ready.set()

    running.reader = threading.Thread(target=read, daemon=True)
    running.reader.start()
    assert ready.wait(LONGEST_START_SECONDS), running.printed
    assert process.poll() is None, running.printed
    return running


@pytest.fixture
def starting(tmp_path: Path) -> Iterator[Callable[[], Running]]:
    """Start servers on one data folder; they are ended afterwards."""
    with ExitStack() as ends:

        def begin() -> Running:
            running = start(tmp_path / "data")
            ends.callback(_end, running)
            return running

        yield begin


def _end(running: Running) -> None:
    if running.process.poll() is None:
        running.process.kill()
    running.process.wait(10)
    if running.reader is not None:
        running.reader.join(10)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with a demo of its own, for all journeys of one file."""
    running = start(tmp_path_factory.mktemp("demo"))
    yield running
    _end(running)


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    """A real browser."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        await browser.close()


@dataclass
class Person:
    """Somebody at a page, who sees the texts and buttons that stand there."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    @classmethod
    async def at(cls, browser: Browser, *, scripts: bool = True) -> "Person":
        """Sit down at a phone of one's own."""
        context = await browser.new_context(
            viewport=PHONE,  # type: ignore[arg-type]  # the library's own type is private
            java_script_enabled=scripts,
        )
        page = await context.new_page()
        page.set_default_timeout(LONGEST_WAIT_MILLISECONDS)
        person = cls(page)
        page.on("console", lambda message: person._listen(message.type, message.text))
        page.on("pageerror", lambda error: person._listen("error", str(error)))
        return person

    def _listen(self, kind: str, text: str) -> None:
        if kind == "error":
            self.complaints.append(text)

    async def begin(self, url: str) -> None:
        """Begin a conversation from the start page."""
        await self.page.goto(url)
        await self.page.click("form[action='/start'] button")
        await self.page.wait_for_url("**/chat")

    async def said(self) -> list[str]:
        """Return every message on the page."""
        texts: list[str] = await self.page.locator(".message__text").all_text_contents()
        return texts

    async def buttons(self) -> list[str]:
        """Return what the buttons under the question stand for."""
        found: list[str] = await self.page.eval_on_selector_all(
            "#composer button[name=choice]", "all => all.map(each => each.value.split(':')[1])"
        )
        return found

    async def press(self, choice: str) -> None:
        """Press the button that stands for a choice, and wait for the answer."""
        await self._and_wait(f"#composer button[name=choice][value$=':{choice}']")

    async def tick(self, *labels: str) -> None:
        """Tick these lines of a list and send it, and wait for the answer."""
        for label in labels:
            await self.page.locator(".ticks__option", has_text=label).locator("input").check()
        await self._and_wait(".ticks button")

    async def write(self, text: str) -> None:
        """Type something and send it, and wait for the answer."""
        await self.page.fill("#composer-text", text)
        await self._and_wait("#composer [data-send]")

    async def _and_wait(self, button: str) -> None:
        box = self.page.locator("#composer [name=update_id]")
        before = await box.get_attribute("value")
        await self.page.click(button)
        await self.page.wait_for_function(
            "before => document.readyState !== 'loading'"
            " && (document.querySelector('[name=update_id]')?.value ?? before) !== before",
            arg=before,
            polling=50,  # milliseconds; without it a page that draws no frame is never looked at
        )

    async def problems(self) -> list[str]:
        """Return what axe finds wrong with the page for people with a disability."""
        results = await Axe().run(self.page)
        found = results.response["violations"]
        return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found]


@pytest.fixture
async def client(chromium: Browser) -> Person:
    """A client with a phone."""
    return await Person.at(chromium)


@pytest.fixture
async def scriptless(chromium: Browser) -> Person:
    """A client whose phone runs no scripts."""
    return await Person.at(chromium, scripts=False)
