"""Pieter goes from UWV to the municipality: its adviser reads what he ticked, UWV's does not."""

from datetime import datetime
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from bot.clock import WallClock
from bot.dossier import TRANSFER
from bot.handoff import Handoff
from bot.ports import Transaction
from bot.staff_links import make_link
from bot.walks import PretendWorld, Walk
from desk.pages import pages
from scheduler.calendar import AMSTERDAM
from tests.fixtures import SETTINGS, shipped

CASE = Path(__file__).parent / "cases" / "pieter.txt"
NOW = datetime(2026, 11, 27, 10, 0, tzinfo=AMSTERDAM)
HANDS_ON = (
    "overdracht",
    "ja",
    "gemeente",
    "de laatste dag van uw ww",
    "bezit en schulden",
    "1",
    "ja",
)
"""His town, when his WW ends, his debts, and with whom he lives; not his birthday or savings."""


class Journey:
    """A pretend world in which Pieter told his story once."""

    def __init__(self) -> None:
        self.world = PretendWorld(SETTINGS, shipped(), NOW)
        self.said: list[str] = []

    async def tells_everything_once(self) -> None:
        """Let Pieter do the self-check, and hand on some of it."""
        lines = CASE.read_text(encoding="utf-8").splitlines()
        answers = [line for line in lines if line and not line.startswith("#")]
        facts = {"municipality": "Assen", "first_name": "Pieter"}
        self.world.begin(Walk("self-check", NOW, (), facts=facts))
        for answer in (*answers, *HANDS_ON):
            await self.says(answer)

    async def says(self, text: str) -> None:
        """Let Pieter type something."""
        self.said += [message.text for message in await self.world.does(text)]

    @property
    def handoff(self) -> Handoff:
        """The handoff with his answers."""
        every = self.world.store.transact_now(lambda tx: tx.handoffs())
        return next(each for each in every if each.topic == TRANSFER)

    async def reads(self, staff: str) -> str:
        """Return the dossier as a member of staff reads it, page and JSON, or the refusal."""
        web = httpx.ASGITransport(Starlette(routes=pages(self.world.assistant)))

        def link(tx: Transaction) -> str:
            found = tx.staff(staff)
            assert found is not None
            return make_link(tx, found, "", WallClock().now())

        async with httpx.AsyncClient(
            transport=web, base_url="http://desk", follow_redirects=True
        ) as browser:
            await browser.post(self.world.store.transact_now(link))
            address = f"/desk/handoffs/{self.handoff.id}/dossier"
            return (await browser.get(address)).text + (await browser.get(f"{address}.json")).text


@pytest.fixture
async def journey() -> Journey:
    made = Journey()
    await made.tells_everything_once()
    return made


async def test_the_municipality_reads_only_what_pieter_ticked(journey: Journey) -> None:
    read = await journey.reads("mo")
    fixed = journey.world.store.transact_now(lambda tx: tx.clients())[0].client.adviser
    assert [word for word in ("Assen", "31 december 2026", "Schulden") if word not in read] == []
    assert [word for word in ("Pieter", "1971", "9500", "9.500") if word in read] == []
    assert (fixed, journey.handoff.adviser) == ("karin", "mo")


async def test_uwv_does_not_read_what_goes_to_the_municipality(journey: Journey) -> None:
    read = await journey.reads("karin")
    assert "Dit gesprek is er niet" in read
    assert "31 december 2026" not in read


async def test_what_pieter_takes_back_is_gone_from_the_desk(journey: Journey) -> None:
    for text in ("overdracht", "iets intrekken", "nee", "nee", "1", "nee"):
        await journey.says(text)
    read = await journey.reads("mo")
    assert "Schulden" not in read
    assert "31 december 2026" in read
