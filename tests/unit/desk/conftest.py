"""A small installation with tiny scripts, its staff pages, and people who use them."""

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from html import unescape
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
from httpx import ASGITransport, AsyncClient, Response
from starlette.applications import Starlette

from bot.advisers import Adviser
from bot.channels.recording import RecordingChannel
from bot.clients import Address
from bot.clock import StillClock, WallClock
from bot.handoff import Handoff
from bot.messages import Incoming
from bot.ports import Transaction
from bot.records import Staff
from bot.scripts.content import load_content
from bot.scripts.shelf import Shelf
from bot.settings import ROOT, Settings
from bot.staff_links import make_link
from bot.storage.memory import MemoryStore
from bot.usecases.enrol import DEFAULT_PROGRAMME
from bot.wiring import Assistant, make_assistant
from desk.pages import pages

from .meanwhile import Meanwhile

T = TypeVar("T")
NOW = datetime(2027, 3, 8, 14, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))

FACTS = """\
facts:
  first_name: {kind: text, label: uw voornaam}
  mood:
    kind: choice
    label: hoe uw week was
    choices: {good: Goed, bad: Niet goed}
    again: ask
  money: {kind: euro, label: uw geld op de bank}
  question_text: {kind: text, label: uw vraag, again: ask}
  consent_share: {kind: yes-no, label: of ik uw vraag mag doorsturen, again: ask}
  share_answers: {kind: yes-no, label: of uw adviseur uw antwoorden mag zien, again: ask}
  ww_end: {kind: date, label: de laatste dag van uw WW}
  answer_day: {kind: date, label: de dag waarop u antwoord krijgt, internal: yes}
  adviser_name: {kind: text, label: uw adviseur, internal: yes}
"""

WELCOME = """\
script: welcome
title: Welkom
steps:
  - id: name
    ask: Hoe mag ik u noemen?
    fact: first_name
  - id: money
    ask: Hoeveel geld heeft u?
    fact: money
  - id: mood
    ask: Hoe was uw week?
    fact: mood
  - id: thanks
    say: Dank u, {first_name}.
  - id: end
    end: yes
"""

ASK_PERSON = """\
script: ask-person
title: Een vraag aan een mens
resume: no
steps:
  - id: question
    ask: Wat wilt u vragen?
    fact: question_text
  - id: consent
    ask: Mag ik dit doorsturen?
    fact: consent_share
  - id: keep
    do: record-consent
    purpose: share
    fact: consent_share
  - id: answers
    ask: Mag uw adviseur uw antwoorden zien?
    fact: share_answers
  - id: keep-answers
    do: record-consent
    purpose: share-answers
    fact: share_answers
  - id: over
    do: hand-over
    topic: search
    share: [first_name, question_text, money]
  - id: told
    say: Uw vraag is doorgestuurd.
  - id: end
    end: yes
"""

CRISIS = """\
script: crisis
title: Nood
resume: no
steps:
  - id: numbers
    say: Bel 112.
  - id: end
    end: yes
"""

WAITING = """\
script: patience
title: Geduld
steps:
  - id: hello
    say: Tot morgen.
  - id: rest
    wait: 1 days
  - id: back
    ask: Daar ben ik weer. Hoe gaat het?
    fact: mood
  - id: end
    end: yes
"""

PROGRAMME = """\
programme: trial
title: Proef
quiet hours: "20:00-08:30"
rules:
  - id: welcome
    title: Welkom
    script: welcome
    when: 0 days after enrolment
    between: "09:30-11:30"
"""


@dataclass
class Browser:
    """Somebody's browser: gets pages, posts forms, and follows where they lead."""

    http: AsyncClient
    page: str = ""

    async def get(self, path: str) -> Response:
        """Open a page."""
        return self._seen(await self.http.get(path))

    async def post(self, path: str, **form: str) -> Response:
        """Post a form."""
        return self._seen(await self.http.post(path, data=form))

    def _seen(self, response: Response) -> Response:
        self.page = " ".join(unescape(response.text).split())
        return response

    def hidden(self, name: str, form: str = "") -> str:
        """Return the value of a hidden field, in the form that posts to this address."""
        part = self.page[self.page.index(f'action="{form}"') :] if form else self.page
        found = re.search(rf'name="{name}" value="([^"]*)"', part)
        assert found, f"there is no hidden field {name}"
        return found[1]


@dataclass
class Place:
    """The installation: its assistant, its clock, and browsers of its staff."""

    assistant: Assistant
    clock: StillClock
    web: Starlette
    browsers: list[AsyncClient] = field(default_factory=list)

    def browser(self) -> Browser:
        """Return a new browser."""
        http = AsyncClient(
            transport=ASGITransport(self.web), base_url="http://desk", follow_redirects=True
        )
        self.browsers.append(http)
        return Browser(http)

    async def signed_in(self, staff: str) -> Browser:
        """Return the browser of a member of staff who signed in."""
        browser = self.browser()
        await browser.post(self.link(staff))
        return browser

    def link(self, staff: str, at: datetime | None = None) -> str:
        """Return a new sign-in link, as the path in it."""
        moment = at or WallClock().now()

        def work(tx: Transaction) -> str:
            who = tx.staff(staff)
            assert who is not None
            return make_link(tx, who, "", moment)

        return self.do(work)

    def do(self, work: Callable[[Transaction], T]) -> T:
        """Run work in the store."""
        return self.assistant.store.transact_now(work)

    async def says(self, client: str, *texts: str) -> None:
        """Let a client type; the first words of a new client are lost on the greeting."""
        for text in texts:
            self.clock.forward(timedelta(seconds=10))
            number = len(self.do(lambda tx: tx.messages(self.id_of(tx, client))))
            incoming = Incoming("web", client, f"{client}-{number}", self.clock.now(), text)
            await self.assistant.receive(incoming)

    @staticmethod
    def id_of(tx: Transaction, client: str) -> str:
        """Return the id of a client by the address."""
        file = tx.client_at(Address("web", client))
        return file.client.id if file else ""

    async def asks(self, client: str = "fatma", *, shares: bool = True) -> Handoff:
        """Let a new client answer some questions and then ask for a person."""
        await self.says(client, "hallo", client.capitalize(), "1234")
        return await self.asks_again(client, shares=shares)

    async def asks_again(self, client: str, *, shares: bool = True) -> Handoff:
        """Let a client ask for a person."""
        agreed = "ja" if shares else "nee"
        await self.says(client, "adviseur", "Wie helpt mij met solliciteren?", agreed, agreed)
        handoff = self.do(lambda tx: tx.active_handoff(self.id_of(tx, client)))
        assert handoff is not None
        return handoff


DEMO = """\
programme: trial
advisers:
  - {id: karin, first name: Karin, organisation: UWV, programmes: [trial]}
"""

WALKS = {
    "crisis/help.txt": """\
script: crisis
title: Woorden van nood
now: 2027-03-08 10:00
---
Max-WW: Bel 112.
""",
    "ask-person/asks.txt": """\
script: ask-person
title: Een vraag
now: 2027-03-08 10:00
---
Max-WW: Wat wilt u vragen?
U: Wie helpt mij met solliciteren
""",
    "patience/back.txt": """\
script: patience
title: De volgende dag
now: 2027-03-08 10:00
---
Max-WW: Tot morgen.
--- 2 days later
Max-WW: Daar ben ik weer. Hoe gaat het?
        [Goed] [Niet goed]
U: goed
""",
}


def write_dialogues(folder: Path) -> None:
    """Write tiny scripts beside the phrases and norms that the program comes with."""
    for shared in ("phrases", "norms", "words.yaml"):
        (folder / shared).symlink_to(ROOT / "dialogues" / shared)
    (folder / "municipalities").symlink_to(ROOT / "tests" / "unit" / "municipalities")
    (folder / "facts.yaml").write_text(FACTS)
    for name, text in {
        "welcome": WELCOME,
        "ask-person": ASK_PERSON,
        "patience": WAITING,
        "crisis": CRISIS,
    }.items():
        (folder / "scripts").mkdir(exist_ok=True)
        (folder / "scripts" / f"{name}.yaml").write_text(text)
    for name, text in WALKS.items():
        (folder / "walks" / name).parent.mkdir(parents=True)
        (folder / "walks" / name).write_text(text)
    (folder / "demo.yaml").write_text(DEMO)
    (folder / "programmes").mkdir()
    (folder / "programmes" / "trial.yaml").write_text(PROGRAMME)


def bring_in_staff(tx: Transaction) -> None:
    """Keep two advisers and two coordinators."""
    week = ("monday", "tuesday", "wednesday", "thursday", "friday")
    hours = {day: (time(9), time(17)) for day in week}
    for name in ("karin", "mo"):
        tx.save_adviser(Adviser(name, name.capitalize(), "UWV", ("trial",), hours=hours))
        tx.save_staff(Staff(name, name.capitalize(), "adviser", name))
    for name in ("ineke", "otto"):
        tx.save_staff(Staff(name, name.capitalize(), "coordinator"))
    tx.save_setting(DEFAULT_PROGRAMME, "trial")


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Read phrases, norms and scripts once; each test takes them over with a store of its own."""
    folder = tmp_path_factory.mktemp("dialogues")
    write_dialogues(folder)
    settings = Settings(dialogues=folder, locales=folder)
    content = load_content(folder)
    assert content.problems == ()
    return make_assistant(settings, content, MemoryStore(), StillClock(NOW), {})


@pytest.fixture
async def place(furnished: Assistant) -> AsyncIterator[Place]:
    """Give a small installation."""
    clock = StillClock(NOW)
    around = replace(furnished.around, shelf=Shelf(furnished.around.facts))
    channels = {"web": RecordingChannel("web")}
    assistant = Assistant(
        MemoryStore(), clock, around, furnished.content, channels, settings=furnished.settings
    )
    assistant.publish_shipped()
    assistant.store.transact_now(bring_in_staff)
    made = Place(assistant, clock, Starlette(routes=pages(assistant)))
    yield made
    for http in made.browsers:
        await http.aclose()


@pytest.fixture
async def meanwhile() -> Meanwhile:
    """Give a client whose question Karin has."""
    made = Meanwhile()
    await made.opens()
    return made
