"""A message for a chat that was left or blocked goes where the client is reached now."""

from collections.abc import AsyncIterator

import pytest

from bot.channels.outbox import Outbox
from bot.channels.recording import RecordingChannel
from bot.clients import Address, Client, ClientFile
from bot.clock import StillClock
from bot.errors import DeliveryError
from bot.messages import Message
from bot.storage.memory import MemoryStore
from scheduler.dutch_holidays import dutch_calendar
from tests.fixtures import NOW


class Blocked(RecordingChannel):
    """A chat app in which everybody blocked us."""

    paced = True

    async def send(self, address: str, message: Message) -> None:  # noqa: ARG002 - the port's shape
        raise DeliveryError("blocked", unreachable=True)


class Post:
    """A client in a chat app, an outbox, and a page."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.page = RecordingChannel("web")
        channels = {"web": self.page, "app": Blocked("app")}
        self.outbox = Outbox(self.store, channels, StillClock(NOW), dutch_calendar())
        client = ClientFile(Client("anna", "p", NOW))
        self.store.transact_now(lambda tx: tx.add_client(client, Address("app", "1")))

    def reaches_by_page(self) -> None:
        self.store.transact_now(lambda tx: tx.add_address("anna", Address("web", "2")))

    def leaves_the_app(self) -> None:
        self.store.transact_now(lambda tx: tx.drop_address(Address("app", "1")))

    async def sends(self, text: str) -> str:
        """Send a message in the app; return what became of it."""
        message = Message("anna", "bot", text, NOW, "app", "pending")
        [kept] = self.store.transact_now(lambda tx: tx.add_messages([message]))
        self.outbox.put([kept])
        for _ in range(2):  # the second time what was moved
            await self.outbox.paced["app"].flush()
            await self.outbox.flush()
        found = self.store.transact_now(lambda tx: tx.message(kept.id))
        assert found is not None
        return found.state


@pytest.fixture
async def post() -> AsyncIterator[Post]:
    post = Post()
    post.outbox.start()
    yield post
    await post.outbox.stop()


async def test_what_is_blocked_goes_to_the_page(post: Post) -> None:
    post.reaches_by_page()
    assert await post.sends("Dag") == "sent"
    assert [(address, message.text) for address, message in post.page.sent] == [("2", "Dag")]


async def test_what_waits_in_an_app_that_was_left_goes_to_the_page(post: Post) -> None:
    post.reaches_by_page()
    post.leaves_the_app()
    assert await post.sends("Dag") == "sent"
    assert [message.text for _, message in post.page.sent] == ["Dag"]


async def test_without_another_place_it_has_failed(post: Post) -> None:
    assert await post.sends("Dag") == "failed"
