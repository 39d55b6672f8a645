"""The event stream: what is new arrives, what was read does not come again."""

import asyncio
import re
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import anyio
import pytest
from sse_starlette import ServerSentEvent

from bot.channels.web import events, views
from bot.channels.web.events import Events
from bot.channels.web.failures import Failures
from bot.channels.web.house import House
from bot.channels.web.rendering import Rendering
from bot.channels.web.views import Seen
from bot.clients import Address
from bot.messages import Incoming
from bot.ports import Transaction
from bot.wiring import Assistant

if TYPE_CHECKING:
    from tests.unit.channels.web.conftest import Visitor


@pytest.fixture
def stream(assistant: Assistant) -> Events:
    rendering = Rendering(assistant.around.phrasebook)
    return Events(House(assistant, rendering, Failures(rendering, "nl")))


async def take(stream: AsyncIterator[ServerSentEvent], count: int) -> list[tuple[str, int]]:
    """Return the events and the id of the message, or of the newest message, in each."""
    taken = []
    for _each in range(count):
        event = await asyncio.wait_for(anext(stream), 5)
        found = re.search(r'id="m-(\d+)"|name="seen" value="(\d+)"', str(event.data))
        assert found is not None
        taken.append((str(event.event), int(found[1] or found[2])))
    return taken


async def greeted(assistant: Assistant) -> tuple[str, int, int]:
    """Begin a conversation; return the client and the ids of the two first messages."""
    client = await assistant.begin(Address("web", "someone"))
    first, second = await assistant.store.transact(lambda tx: tx.messages(client))
    return client, first.id, second.id


async def write(assistant: Assistant, text: str, number: int) -> None:
    now = assistant.clock.now()
    await assistant.receive(Incoming("web", "someone", str(number), now, text))


async def test_stream_begins_after_what_was_read(assistant: Assistant, stream: Events) -> None:
    client, first, second = await greeted(assistant)
    flow = stream.stream(client, first, anyio.Event())
    assert await take(flow, 2) == [("message", second), ("composer", second)]


async def test_news_arrives_at_once(
    assistant: Assistant, stream: Events, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "POLL_SECONDS", 60)
    client, _first, last = await greeted(assistant)
    flow = stream.stream(client, last, anyio.Event())
    waiting = asyncio.create_task(take(flow, 3))
    await asyncio.sleep(0.05)
    await write(assistant, "goed", 1)
    kinds = [(kind, number > last) for kind, number in await waiting]
    assert kinds == [("message", True), ("message", True), ("composer", True)]


async def test_what_another_process_said_arrives_by_looking(
    assistant: Assistant, stream: Events, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "POLL_SECONDS", 0.05)
    client, _first, last = await greeted(assistant)
    flow = stream.stream(client, last, anyio.Event())
    waiting = asyncio.create_task(take(flow, 1))
    await asyncio.sleep(0.02)
    monkeypatch.setattr(assistant.hub, "tell", lambda _topic: None)
    await write(assistant, "goed", 1)
    ((kind, number),) = await waiting
    assert (kind, number > last) == ("message", True)


async def test_without_news_only_the_file_is_read(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, first, last = await greeted(assistant)

    def work(tx: Transaction) -> tuple[Seen | None, Seen | None]:
        monkeypatch.setattr(type(tx), "newest_messages", None)
        nothing = views.look_for_news(tx, client, last)
        monkeypatch.undo()
        return nothing, views.look_for_news(tx, client, first)

    nothing, news = await assistant.store.transact(work)
    assert nothing is not None
    assert nothing.messages == ()
    assert news is not None
    assert news.last_id == last
    assert news.question is not None


async def test_stream_ends_when_the_server_stops(assistant: Assistant, stream: Events) -> None:
    client, _first, last = await greeted(assistant)
    closing = anyio.Event()
    flow = stream.stream(client, last, closing)
    waiting = asyncio.create_task(anext(flow, None))
    await asyncio.sleep(0.02)
    closing.set()
    assert await asyncio.wait_for(waiting, 1) is None


async def test_stream_ends_when_everything_was_erased(assistant: Assistant, stream: Events) -> None:
    client, _first, last = await greeted(assistant)
    flow = stream.stream(client, last, anyio.Event())
    waiting = asyncio.create_task(anext(flow, None))
    await asyncio.sleep(0.02)
    await write(assistant, "vergeet mij", 1)
    assert await asyncio.wait_for(waiting, 5) is None


async def test_browser_without_conversation_stops_asking(visitor: "Visitor") -> None:
    assert (await visitor.get("/chat/events?after=0")).status_code == 204
