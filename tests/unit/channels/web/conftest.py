"""A tiny installation in memory, and a browser without a screen that visits it."""

import re
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot.channels.hub import Hub
from bot.channels.web import WebChannel, make_web
from bot.clock import DemoClock
from bot.scripts.content import load_content
from bot.settings import ROOT, Settings
from bot.storage.memory import MemoryStore
from bot.usecases.enrol import DEFAULT_PROGRAMME
from bot.wiring import Assistant, make_assistant

SHIPPED_PARTS = ("phrases", "norms")
ENGLISH = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Hoe gaat het?"
msgstr "How are you?"

msgid "Niet goed"
msgstr "Not well"

msgid "Stuur"
msgstr "Send"
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny set of scripts of our own, with the phrases and norms that are shipped."""
    made = tmp_path_factory.mktemp("installation")
    shutil.copytree(Path(__file__).parent / "dialogues", made / "dialogues")
    for part in SHIPPED_PARTS:
        shutil.copytree(ROOT / "dialogues" / part, made / "dialogues" / part)
    small = ROOT / "tests" / "unit" / "municipalities"
    shutil.copytree(small, made / "dialogues" / "municipalities")
    english = made / "locales" / "en" / "LC_MESSAGES"
    english.mkdir(parents=True)
    (english / "scripts.po").write_text(ENGLISH, encoding="utf-8")
    return made


@pytest.fixture
def settings(folder: Path) -> Settings:
    return Settings(dialogues=folder / "dialogues", locales=folder / "locales", demo=True)


@pytest.fixture
def clock() -> DemoClock:
    return DemoClock(timedelta(0))


@pytest.fixture
def assistant(settings: Settings, clock: DemoClock) -> Assistant:
    content = load_content(settings.dialogues)
    assert not [
        each
        for name, text in content.scripts.items()
        for each in content.check("script", name, text)
    ]
    hub = Hub()
    made = make_assistant(settings, content, MemoryStore(), clock, {"web": WebChannel(hub)})
    made.hub = hub
    made.store.transact_now(lambda tx: tx.save_setting(DEFAULT_PROGRAMME, "tiny"))
    return made


class Visitor(httpx.AsyncClient):
    """A browser without scripts: follows the form that the last page showed."""

    page: str = ""

    async def look(self, path: str) -> httpx.Response:
        answer = await self.get(path)
        self.page = answer.text
        return answer

    async def begin(self) -> None:
        answer = await self.post("/start")
        assert answer.headers["location"] == "/chat"
        await self.look("/chat")

    async def say(self, **fields: str) -> httpx.Response:
        form = {"update_id": self.hidden("update_id"), "seen": self.hidden("seen"), **fields}
        answer = await self.post("/chat", data=form)
        if answer.is_redirect:
            await self.look("/chat")
        return answer

    def hidden(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        return found[1] if found else ""

    @property
    def buttons(self) -> dict[str, str]:
        found = re.findall(
            r'name="(?:choice|tick)" value="([^"]+)"[^>]*>(?: <span>)?([^<]+)', self.page
        )
        return {label.strip(): value for value, label in found}

    @staticmethod
    def ids_in(page: str) -> list[str]:
        return re.findall(r'id="m-(\d+)"', page)

    @property
    def ids(self) -> list[str]:
        return self.ids_in(self.page)

    @property
    def said(self) -> list[str]:
        return re.findall(r'class="message__text" dir="auto">([^<]*)', self.page)


@pytest.fixture
async def visitor(assistant: Assistant) -> AsyncIterator[Visitor]:
    transport = httpx.ASGITransport(app=make_web(assistant), raise_app_exceptions=True)
    async with Visitor(transport=transport, base_url="http://max.test") as made:
        yield made
