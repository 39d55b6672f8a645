"""The outbox sends in order, at least once, and drops nothing without saying so."""

import pytest

from bot.channels.outbox import Outbox
from bot.channels.recording import RecordingChannel
from bot.clients import Address, Client, ClientFile
from bot.clock import StillClock
from bot.errors import DeliveryError
from bot.messages import Message
from bot.ports import Transaction
from bot.storage.memory import MemoryStore
from scheduler.dutch_holidays import dutch_calendar
from tests.fixtures import NOW
from tests.house import CHANNEL


class Unsteady(RecordingChannel):
    """A channel that fails as long as it is told to, for all or for one text."""

    def __init__(self) -> None:
        super().__init__(CHANNEL)
        self.failure: Exception | None = None
        self.only = ""

    async def send(self, address: str, message: Message) -> None:
        if self.failure is not None and self.only in message.text:
            raise self.failure
        await super().send(address, message)

    @property
    def texts(self) -> list[str]:
        return [message.text for _, message in self.sent]


class Post:
    """A store with two clients, an unsteady channel and an outbox between them."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.channel = Unsteady()
        self.outbox = Outbox(self.store, {CHANNEL: self.channel}, StillClock(NOW), dutch_calendar())
        self.store.transact_now(self._enrol)

    def _enrol(self, tx: Transaction) -> None:
        for name in ("anna", "ben"):
            tx.add_client(ClientFile(Client(name, "p", NOW)), Address(CHANNEL, f"at {name}"))

    def commits(self, *texts: str, client: str = "anna") -> tuple[Message, ...]:
        messages = [Message(client, "bot", text, NOW, CHANNEL, "pending") for text in texts]
        return self.store.transact_now(lambda tx: tx.add_messages(messages))

    async def sends(self, *texts: str, client: str = "anna") -> None:
        self.outbox.put(self.commits(*texts, client=client))
        await self.outbox.flush()

    async def ticks(self) -> None:
        await self.outbox.take_up()
        await self.outbox.flush()

    def states(self, client: str = "anna") -> list[str]:
        return [m.state for m in self.store.transact_now(lambda tx: tx.messages(client))]


@pytest.fixture
def post() -> Post:
    return Post()


async def test_sends_in_order_to_the_clients_address(post: Post) -> None:
    await post.sends("1", "2", "3")
    assert [address for address, _ in post.channel.sent] == ["at anna"] * 3
    assert post.channel.texts == ["1", "2", "3"]
    assert post.states() == ["sent"] * 3


async def test_does_not_send_what_a_client_said(post: Post) -> None:
    said = Message("anna", "client", "hallo", NOW, CHANNEL, "received")
    post.outbox.put(post.store.transact_now(lambda tx: tx.add_messages([said])))
    await post.outbox.flush()
    assert post.channel.sent == []


async def test_takes_up_what_a_crash_left(post: Post) -> None:
    post.commits("1", "2")
    await post.ticks()
    assert post.channel.texts == ["1", "2"]
    assert post.states() == ["sent", "sent"]


async def test_does_not_send_twice_what_is_handed_over_twice(post: Post) -> None:
    messages = post.commits("1")
    post.outbox.put(messages)
    await post.outbox.take_up()
    await post.outbox.flush()
    assert post.channel.texts == ["1"]


FAILURES = (DeliveryError("try again"), ConnectionResetError("gone"), ValueError("a bug"))


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: type(failure).__name__)
async def test_keeps_what_could_not_be_sent_now(post: Post, failure: Exception) -> None:
    post.channel.failure = failure
    await post.sends("1")
    assert post.states() == ["pending"]
    post.channel.failure = None
    await post.ticks()
    assert post.channel.texts == ["1"]
    assert post.states() == ["sent"]


async def test_keeps_the_order_when_one_could_not_be_sent(post: Post) -> None:
    post.channel.failure, post.channel.only = DeliveryError("try again"), "1"
    await post.sends("1", "2")
    await post.sends("3")
    assert post.channel.texts == []
    post.channel.failure = None
    await post.ticks()
    assert post.channel.texts == ["1", "2", "3"]


async def test_one_client_does_not_hold_up_another(post: Post) -> None:
    post.channel.failure, post.channel.only = ValueError("a bug"), "poison"
    await post.sends("poison")
    await post.sends("hallo", client="ben")
    await post.ticks()
    assert post.channel.texts == ["hallo"]
    assert post.states("ben") == ["sent"]


async def test_what_was_sent_before_a_failure_is_not_sent_again(post: Post) -> None:
    post.channel.failure, post.channel.only = ValueError("a bug"), "poison"
    post.outbox.put(post.commits("1", "poison"))
    await post.outbox.flush()
    await post.ticks()
    assert post.channel.texts == ["1"]
    assert post.states() == ["sent", "pending"]


async def test_gives_up_what_will_never_be_taken(post: Post) -> None:
    post.channel.failure = DeliveryError("blocked", lasting=True)
    await post.sends("1")
    post.channel.failure = None
    await post.ticks()
    assert post.channel.texts == []
    assert post.states() == ["failed"]


async def test_keeps_what_is_for_a_channel_that_is_off() -> None:
    post = Post()
    off = Outbox(post.store, {}, StillClock(NOW), dutch_calendar())
    off.put(post.commits("1"))
    await off.flush()
    assert post.states() == ["pending"]
    await post.ticks()
    assert post.channel.texts == ["1"]


async def test_what_is_taken_up_goes_before_what_was_handed_over_meanwhile(post: Post) -> None:
    post.channel.failure, post.channel.only = DeliveryError("try again"), "1"
    await post.sends("1")
    post.channel.failure = None
    post.outbox.put(post.commits("hallo", client="ben"))
    post.outbox.put(post.commits("2"))
    await post.ticks()
    assert [text for text in post.channel.texts if text != "hallo"] == ["1", "2"]


async def test_a_late_hand_over_is_not_sent_again(post: Post) -> None:
    messages = post.commits("1")
    post.outbox.put(messages)
    await post.outbox.flush()
    post.outbox.put(messages)
    await post.outbox.flush()
    assert post.channel.texts == ["1"]


async def test_sends_in_the_background_and_finishes_before_it_stops(post: Post) -> None:
    post.outbox.start()
    post.outbox.put(post.commits("1", "2"))
    post.outbox.put(post.commits("3", client="ben"))
    await post.outbox.stop()
    assert [text for text in post.channel.texts if text != "3"] == ["1", "2"]
    assert post.states() + post.states("ben") == ["sent", "sent", "sent"]


async def test_no_words_of_a_client_get_into_the_log(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.channel.failure = ValueError("cannot encode 'geheim'")
    await post.sends("geheim")
    assert "could not be sent" in caplog.text
    assert "geheim" not in caplog.text
