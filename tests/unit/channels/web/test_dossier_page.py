"""The client's own dossier: what can be handed on, what was, and nothing for anybody else."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import TypeVar

import httpx
import pytest

from bot.channels.hub import Hub
from bot.channels.web import WebChannel, make_web
from bot.channels.web.visitor import address_of
from bot.clients import ClientFile
from bot.clock import StillClock
from bot.dialogue.facts import Fact, Value
from bot.dossier import purpose_for, purpose_of
from bot.ports import Transaction
from bot.records import Consent
from bot.storage.memory import MemoryStore
from bot.usecases.enrol import DEFAULT_PROGRAMME
from bot.wiring import Assistant, make_assistant
from scheduler.calendar import AMSTERDAM
from tests.fixtures import SETTINGS, shipped
from tests.house import ADVISERS
from tests.unit.docs.test_interfaces import keys_under

T = TypeVar("T")
NOW = datetime(2026, 11, 27, 10, 0, tzinfo=AMSTERDAM)
TOLD: dict[str, Value] = {"first_name": "Pieter", "money_range": "low", "chance": "likely"}


class Reader(httpx.AsyncClient):
    """A browser whose owner told some things."""

    assistant: Assistant

    async def begins(self) -> None:
        """Begin, with some answers."""
        await self.post("/start")
        facts = {name: Fact(value, NOW, "self-check") for name, value in TOLD.items()}
        self.does(lambda tx, file: tx.save_client(ClientFile(file.client, facts)))

    def does(self, work: Callable[[Transaction, ClientFile], T]) -> T:
        """Do something with the client's file."""
        address = address_of(self.cookies["maxww_client"])

        def found(tx: Transaction) -> T:
            file = tx.client_at(address)
            assert file is not None
            return work(tx, file)

        return self.assistant.store.transact_now(found)

    def hands_on(self, *, given: bool = True) -> None:
        """Hand the money on to Mo, or take it back."""

        def work(tx: Transaction, file: ClientFile) -> None:
            client = file.client.id
            tx.save_adviser(ADVISERS[1])
            tx.add_consent(Consent(client, purpose_for("mo"), True, "", NOW))
            tx.add_consent(Consent(client, purpose_of("money_range"), given, "", NOW))

        self.does(work)


@pytest.fixture
async def reader() -> AsyncIterator[Reader]:
    channels = {"web": WebChannel(Hub())}
    assistant = make_assistant(SETTINGS, shipped(), MemoryStore(), StillClock(NOW), channels)
    assistant.store.transact_now(lambda tx: tx.save_setting(DEFAULT_PROGRAMME, "werk-in-zicht"))
    transport = httpx.ASGITransport(app=make_web(assistant), raise_app_exceptions=True)
    async with Reader(transport=transport, base_url="http://max.test") as made:
        made.assistant = assistant
        yield made


@pytest.mark.parametrize("page", ["/dossier", "/dossier.json"])
async def test_a_stranger_is_led_to_the_start(reader: Reader, page: str) -> None:
    assert (await reader.get(page)).headers["location"] == "/"


async def test_what_can_be_handed_on_stands_in_groups(reader: Reader) -> None:
    await reader.begins()
    page = (await reader.get("/dossier")).text
    assert "Uw voornaam: Pieter (verteld op 27 november 2026)" in page
    assert "Uw geld op de bank: Minder dan €\u00a05.000" in page.replace("€ ", "€\u00a0")
    assert "Er is nog niets doorgegeven." in page
    assert "waarschijnlijk recht" not in page


async def test_what_was_handed_on_says_when_and_to_whom(reader: Reader) -> None:
    await reader.begins()
    reader.hands_on()
    page = (await reader.get("/dossier")).text
    assert "Uw geld op de bank: op 27 november 2026 aan Mo, Werkplein." in page
    assert "Ingetrokken op" not in page


async def test_what_was_taken_back_says_so(reader: Reader) -> None:
    await reader.begins()
    reader.hands_on()
    reader.hands_on(given=False)
    page = (await reader.get("/dossier")).text
    assert "Ingetrokken op 27 november 2026." in page


async def test_json_has_the_same(reader: Reader) -> None:
    await reader.begins()
    reader.hands_on()
    answer = await reader.get("/dossier.json")
    given = answer.json()
    assert [each["fact"] for each in given["known"]] == ["first_name", "money_range"]
    assert [(each["fact"], each["organisation"]) for each in given["handed_on"]] == [
        ("money_range", "Werkplein")
    ]
    assert keys_under("The dossier of a client: `/dossier.json`") == list(given)
    assert answer.headers["cache-control"] == "no-store"


async def test_the_chat_leads_there_once_there_was_something_to_choose(reader: Reader) -> None:
    await reader.begins()
    before = (await reader.get("/chat")).text
    ticked = Fact(("money_range",), NOW, "hand-on")
    reader.does(
        lambda tx, file: tx.save_client(
            ClientFile(file.client, {**file.facts, "dossier_ticked": ticked})
        )
    )
    assert "/dossier" not in before
    assert "/dossier" in (await reader.get("/chat")).text


async def test_the_page_is_in_the_clients_language(reader: Reader) -> None:
    await reader.begins()
    await reader.post("/language", data={"lang": "en", "next": "/dossier"})
    page = (await reader.get("/dossier")).text
    assert '<html lang="en"' in page
    assert "Nothing has been passed on yet." in page
