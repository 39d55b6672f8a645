"""The paced sender: in order for each chat, several chats at once, and no faster than allowed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count, pairwise

import pytest

from bot.channels.parcels import LONGEST_PAUSE, MOST_AT_ONCE, PacedSender
from bot.errors import DeliveryError, FloodError
from bot.messages import Weight

REST = 1.0
GAP = 0.125
"""Fractions of two, so that sums of moments are exact."""
DAY = 24 * 60 * 60


class VirtualTime:
    """Seconds that pass only while everybody waits for them."""

    def __init__(self) -> None:
        self.now = 0.0
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = count()

    def clock(self) -> float:
        """Return the present moment."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Wait until the clock has been moved on by so much."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (self.now + seconds, next(self._count), future))
        await future

    async def passes(self, seconds: float) -> None:
        """Jump from one moment that somebody waits for to the next, for so long."""
        end = self.now + seconds
        await self._idle()
        while self._waiting and self._waiting[0][0] <= end:
            moment, _, future = heappop(self._waiting)
            if not future.done():
                self.now = moment
                future.set_result(None)
                await self._idle()
        self.now = end

    async def _idle(self) -> None:
        """Let everybody who can do something do it; a handful of rounds passes the word on."""
        for _ in range(20):
            await asyncio.sleep(0)


@dataclass
class Post:
    """A sender in virtual time, and what became of its parcels."""

    time: VirtualTime = field(default_factory=VirtualTime)
    speaks: bool = True
    begun: list[tuple[float, str]] = field(default_factory=list)
    delivered: list[tuple[float, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sender = PacedSender(
            may_send=lambda: self.speaks,
            clock=self.time.clock,
            sleep=self.time.sleep,
            lane_rest=REST,
            gap=GAP,
        )

    def puts(
        self,
        *keys: str,
        weight: Weight = "reply",
        takes: float = 0.0,
        fails: int = 0,
        failure: Callable[[], Exception] = lambda: DeliveryError("not now"),
    ) -> None:
        """Hand over parcels that fail so many times; the first letter of a key is its lane."""
        for key in keys:
            self.sender.put(Parcel(self, key, key[0], weight, takes, fails, failure))


@dataclass
class Parcel:
    """Something to send that takes some seconds, and fails as often as it is told."""

    post: Post
    key: str
    lane: str
    weight: Weight
    takes: float
    fails: int
    failure: Callable[[], Exception]

    async def deliver(self) -> bool:
        self.post.begun.append((self.post.time.now, self.key))
        if self.takes:
            await self.post.time.sleep(self.takes)
        if self.fails:
            self.fails -= 1
            raise self.failure()
        self.post.delivered.append((self.post.time.now, self.key))
        return True


@pytest.fixture
async def post() -> AsyncIterator[Post]:
    post = Post()
    post.sender.start()
    yield post
    stopping = asyncio.create_task(post.sender.stop())
    await post.time.passes(1000)
    await stopping


async def test_sends_in_order_with_a_rest_between(post: Post) -> None:
    post.puts("a1", "a2", "a3")
    await post.time.passes(9)
    assert post.delivered == [(0, "a1"), (1, "a2"), (2, "a3")]


async def test_sends_what_comes_while_it_waits(post: Post) -> None:
    await post.time.passes(5)
    post.puts("a1", takes=2)
    await post.time.passes(1)
    post.puts("a2", "b1")
    await post.time.passes(9)
    assert post.begun == [(5, "a1"), (6, "b1"), (8, "a2")]


async def test_sends_to_several_chats_at_the_same_time(post: Post) -> None:
    post.puts("a1", "b1", "c1", takes=5)
    await post.time.passes(9)
    assert post.begun == [(0, "a1"), (0.125, "b1"), (0.25, "c1")]
    assert post.delivered == [(5, "a1"), (5.125, "b1"), (5.25, "c1")]


async def test_sends_what_weighs_more_first(post: Post) -> None:
    post.puts("a", weight="planned")
    post.puts("b", weight="reply")
    post.puts("c", weight="urgent")
    await post.time.passes(9)
    assert [key for _, key in post.delivered] == ["c", "b", "a"]


async def test_has_only_so_many_under_way(post: Post) -> None:
    post.puts(*map(chr, range(0x100, 0x100 + MOST_AT_ONCE + 1)), takes=100)
    await post.time.passes(99)
    assert len(post.begun) == MOST_AT_ONCE
    await post.time.passes(1)
    assert len(post.begun) == MOST_AT_ONCE + 1


async def test_tries_again_after_pauses_that_grow(post: Post) -> None:
    post.puts("a1", fails=8)
    await post.time.passes(1000)
    pauses = [later - earlier for (earlier, _), (later, _) in pairwise(post.begun)]
    assert pauses == [1, 2, 4, 8, 16, 32, LONGEST_PAUSE, LONGEST_PAUSE]
    assert post.delivered == [(post.begun[-1][0], "a1")]


async def test_a_failure_keeps_the_order_and_the_pause_of_its_chat(post: Post) -> None:
    post.puts("a1", fails=3)
    post.puts("a2")
    await post.time.passes(99)
    assert post.begun == [(0, "a1"), (1, "a1"), (3, "a1"), (7, "a1"), (8, "a2")]


async def test_a_failure_holds_no_other_chat_up(post: Post) -> None:
    post.puts("a1", fails=1, failure=ValueError)
    post.puts("b1", "c1")
    await post.time.passes(9)
    assert post.delivered == [(0.125, "b1"), (0.25, "c1"), (1, "a1")]


async def test_goes_on_trying_for_days(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL")
    post.puts("a1", fails=1100)
    await post.time.passes(DAY)
    assert [key for _, key in post.delivered] == ["a1"]


async def test_a_flood_holds_its_own_chat_for_the_seconds_asked(post: Post) -> None:
    post.puts("a1", fails=1, failure=lambda: FloodError(20))
    post.puts("a2", "b1")
    await post.time.passes(1)
    post.puts("c1")
    await post.time.passes(99)
    assert post.begun == [(0, "a1"), (0.125, "b1"), (1, "c1"), (20, "a1"), (21, "a2")]


async def test_a_flood_in_a_second_chat_holds_everybody(post: Post) -> None:
    post.puts("a1", "b1", fails=1, failure=lambda: FloodError(20))
    post.puts("c1")
    await post.time.passes(99)
    assert post.begun[2:] == [(20.125, "c1"), (20.25, "a1"), (20.375, "b1")]


async def test_two_floods_with_a_message_between_them_hold_two_chats(post: Post) -> None:
    post.puts("a1", fails=1, failure=lambda: FloodError(20))
    post.puts("b1")
    post.puts("c1", fails=1, failure=lambda: FloodError(20))
    post.puts("d1")
    await post.time.passes(5)
    assert [key for _, key in post.delivered] == ["b1", "d1"]


async def test_takes_nothing_while_another_process_speaks(post: Post) -> None:
    post.speaks = False
    post.puts("a1")
    await post.time.passes(9)
    post.speaks = True
    post.puts("a2")
    await post.time.passes(9)
    assert post.delivered == [(9, "a2")]


async def test_sends_what_waited_when_it_may_speak_again(post: Post) -> None:
    post.puts("a1", "a2")
    await post.time.passes(0.5)
    post.speaks = False
    await post.time.passes(8)
    assert post.begun == [(0, "a1")]
    post.speaks = True
    post.sender.wake()
    await post.time.passes(1)
    assert post.begun == [(0, "a1"), (8.5, "a2")]


async def test_leaves_what_waits_already(post: Post) -> None:
    post.puts("a1", "a1", takes=5)
    await post.time.passes(1)
    post.puts("a1")
    assert len(post.sender) == 1
    await post.time.passes(99)
    assert post.delivered == [(5, "a1")]


async def test_takes_again_what_was_delivered_before(post: Post) -> None:
    post.puts("a1")
    await post.time.passes(1)
    post.puts("a1")
    await post.time.passes(1)
    assert post.delivered == [(0, "a1"), (1, "a1")]


async def test_flushing_ends_when_all_was_sent(post: Post) -> None:
    post.puts("a1", "a2", fails=1)
    flushing = asyncio.create_task(post.sender.flush())
    await post.time.passes(2.5)  # a1 at 0 and 1, a2 at 2
    assert not flushing.done()
    await post.time.passes(0.5)
    assert (flushing.done(), len(post.delivered), len(post.sender)) == (True, 2, 0)


async def test_stopping_waits_for_what_is_under_way_alone() -> None:
    post = Post()
    post.sender.start()
    post.puts("a1", "a2", "b1", takes=5)
    await post.time.passes(1)
    stopping = asyncio.create_task(post.sender.stop())
    await post.time.passes(3)
    assert not stopping.done()
    await post.time.passes(96)
    assert stopping.done()
    assert post.begun == [(0, "a1"), (0.125, "b1")]
