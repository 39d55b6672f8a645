"""The page with the result: only one's own, only after the self-check, with the law beside it."""

from collections.abc import AsyncIterator
from datetime import datetime
from secrets import token_urlsafe

import httpx
import pytest

from bot.channels.hub import Hub
from bot.channels.web import WebChannel, make_web
from bot.channels.web.visitor import address_of
from bot.clients import ClientFile
from bot.clock import StillClock
from bot.dialogue.facts import Fact, Value, value_from_json
from bot.ports import Transaction
from bot.storage.memory import MemoryStore
from bot.usecases.enrol import DEFAULT_PROGRAMME
from bot.wiring import Assistant, make_assistant
from scheduler.calendar import AMSTERDAM
from tests.fixtures import SETTINGS, shipped

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=AMSTERDAM)
CHECKED: dict[str, object] = {
    "ww_end": "2026-12-15", "birth_date": "1985-05-05", "household": "single",
    "home_situation": "alone", "housemates_27": 0, "address": "fixed", "income_range": "below",
    "income": "900", "money_range": "low", "money": "5000", "vehicles": "0", "other_assets": "0",
    "debts": "0", "home_equity": "0", "residence": "dutch", "lives_in_nl": True,
    "weeks_abroad": 0, "unpaid_leave": False, "detained": False, "municipality": "Tilburg",
    "check_done": True,
}  # fmt: skip


class Reader(httpx.AsyncClient):
    """A browser whose owner has answered the self-check in some way."""

    assistant: Assistant

    async def answered(self, **changes: object) -> str:
        """Answer, and return the page with the result."""
        await self.post("/start")
        facts = {name: _fact(name, value) for name, value in {**CHECKED, **changes}.items()}
        address = address_of(self.cookies["maxww_client"])

        def work(tx: Transaction) -> None:
            file = tx.client_at(address)
            assert file is not None
            tx.save_client(ClientFile(file.client, facts, file.conversation))

        self.assistant.store.transact_now(work)
        return (await self.get("/result")).text

    async def says(self, text: str) -> None:
        """Type something in the chat."""
        await self.post("/chat", data={"text": text, "update_id": token_urlsafe(9)})


def _fact(name: str, value: object) -> Fact:
    read: Value = value_from_json(shipped().facts[name].kind, value)
    return Fact(read, NOW, "self-check")


@pytest.fixture
async def reader() -> AsyncIterator[Reader]:
    channels = {"web": WebChannel(Hub())}
    assistant = make_assistant(SETTINGS, shipped(), MemoryStore(), StillClock(NOW), channels)
    assistant.store.transact_now(lambda tx: tx.save_setting(DEFAULT_PROGRAMME, "werk-in-zicht"))
    transport = httpx.ASGITransport(app=make_web(assistant), raise_app_exceptions=True)
    async with Reader(transport=transport, base_url="http://max.test") as made:
        made.assistant = assistant
        yield made


async def test_a_stranger_is_led_to_the_start(reader: Reader) -> None:
    assert (await reader.get("/result")).headers["location"] == "/"


async def test_before_the_self_check_the_page_says_how_to_do_it(reader: Reader) -> None:
    await reader.post("/start")
    page = (await reader.get("/result")).text
    assert "U heeft de zelfcheck nog niet gedaan." in page
    assert "Dit is geen besluit" not in page
    assert "/result" not in (await reader.get("/chat")).text


async def test_a_newer_check_that_is_not_finished_leaves_the_finished_result(
    reader: Reader,
) -> None:
    await reader.answered()
    await reader.says("zelfcheck")
    await reader.says("Nee, alles is hetzelfde")
    await reader.says("zelfcheck")
    first = (await reader.get("/result")).text
    assert "nog niet af" not in first
    await reader.says("Ja, er is iets veranderd")
    page = (await reader.get("/result")).text
    assert "Die is nog niet af." in page
    assert "met uw antwoorden van vrijdag 27 november 2026" in page
    assert "U heeft waarschijnlijk recht op bijstand vanaf 16 december 2026." in page
    assert "Zo gaat het in Tilburg" in page
    assert "/result" in (await reader.get("/chat")).text


async def test_the_page_says_outcome_reasons_with_articles_and_the_way_to_apply(
    reader: Reader,
) -> None:
    page = await reader.answered()
    for words in (
        "Dit is geen besluit. De gemeente beslist. Aanvragen mag altijd.",
        "vrijdag 27 november 2026",
        "U heeft waarschijnlijk recht op bijstand vanaf 16 december 2026.",
        "Uw inkomen is ongeveer €\u00a0900 per maand.",
        "Participatiewet, artikel 19 lid 1 a",
        "https://wetten.overheid.nl/jci1.3:c:BWBR0015703&amp;artikel=19",
        "Zo gaat het in Tilburg",
        "minstens 95 procent",
        "Afschriften van al uw rekeningen",
        "Zorgtoeslag",
    ):
        assert words in page, words
    assert "/result" in (await reader.get("/chat")).text


async def test_against_a_right_it_says_what_could_change(reader: Reader) -> None:
    page = await reader.answered(income_range="above", income="3000")
    assert "Wat kan dit veranderen?" in page
    assert "Bij grote nood kan zij soms toch helpen." in page
    assert "Zo vraagt u het aan" in page


async def test_what_is_not_known_is_named(reader: Reader) -> None:
    page = await reader.answered(household="unknown", money="unknown")
    assert "Wat weten wij nog niet?" in page
    assert "uw geld op de bank" in page


async def test_the_page_is_in_the_clients_language(reader: Reader) -> None:
    await reader.answered()
    await reader.post("/language", data={"lang": "en", "next": "/result"})
    page = (await reader.get("/result")).text
    assert '<html lang="en"' in page
    assert "This is not a decision." in page
