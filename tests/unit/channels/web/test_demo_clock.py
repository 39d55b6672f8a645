"""The demo's clock: contacts fall due at their own moment, and the shift is kept."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import httpx
import pytest

from bot.channels.web import make_web
from bot.channels.web.demo_clock import kept_shift, moved
from bot.clock import DemoClock
from bot.wiring import Assistant

if TYPE_CHECKING:
    from tests.unit.channels.web.conftest import Visitor


async def test_month_passes_with_its_contacts(
    visitor: "Visitor", assistant: Assistant, clock: DemoClock
) -> None:
    await visitor.begin()
    await visitor.say(choice=visitor.buttons["Goed"])
    answer = await visitor.post("/demo/clock", data={"move": "1m"})
    assert answer.headers["location"] == "/chat?moved"
    await visitor.look("/chat")
    assert "Hallo weer. Hoe gaat het nu?" in visitor.said
    assert clock.shift >= timedelta(days=27)
    assert await assistant.store.transact(kept_shift) == clock.shift


async def test_contact_comes_at_its_own_time(visitor: "Visitor", assistant: Assistant) -> None:
    await visitor.begin()
    await visitor.say(choice=visitor.buttons["Goed"])
    await visitor.post("/demo/clock", data={"move": "1m"})
    (file,) = await assistant.store.transact(lambda tx: tx.clients())
    messages = await assistant.store.transact(lambda tx: tx.messages(file.client.id))
    (contact,) = await assistant.store.transact(lambda tx: tx.contacts(file.client.id))
    said = next(each for each in messages if each.text.startswith("Hallo weer"))
    assert timedelta(0) <= said.at - contact.due < timedelta(hours=1)


async def test_move_is_not_coming_back(visitor: "Visitor") -> None:
    await visitor.begin()
    answer = await visitor.post("/demo/clock", data={"move": "1d"})
    await visitor.look(answer.headers["location"])
    assert len(visitor.said) == 2


@pytest.mark.parametrize("move", ["", "-1d", "100y"])
async def test_unknown_move_moves_nothing(visitor: "Visitor", clock: DemoClock, move: str) -> None:
    assert (await visitor.post("/demo/clock", data={"move": move})).status_code == 303
    assert clock.shift == timedelta(0)


async def test_daily_work_is_done_for_each_day(assistant: Assistant) -> None:
    days = []

    async def work() -> None:
        days.append(assistant.clock.now().date())

    transport = httpx.ASGITransport(app=make_web(assistant, daily=[work]))
    async with httpx.AsyncClient(transport=transport, base_url="http://max.test") as browser:
        await browser.post("/demo/clock", data={"move": "1w"})
    assert len(days) == 7


@pytest.mark.parametrize(
    ("before", "move", "after"),
    [((2027, 1, 31), "1m", (2027, 2, 28)), ((2027, 12, 5), "1m", (2028, 1, 5))],
)
def test_month_later_is_a_day_that_exists(
    before: tuple[int, int, int], move: str, after: tuple[int, int, int]
) -> None:
    assert moved(datetime(*before, 9, tzinfo=UTC), move) == datetime(*after, 9, tzinfo=UTC)


async def test_no_clock_outside_the_demo(assistant: Assistant) -> None:
    assistant.settings = type(assistant.settings)(demo=False)
    transport = httpx.ASGITransport(app=make_web(assistant))
    async with httpx.AsyncClient(transport=transport, base_url="http://max.test") as browser:
        assert (await browser.post("/demo/clock", data={"move": "1d"})).status_code == 404
