"""The heartbeat goes on after a failure, runs one tick at a time and stops cleanly."""

import asyncio
import logging
from datetime import UTC, datetime, time

import pytest

from scheduler.claim import LEASE, claim_batch, handle_batch
from scheduler.loop import DailyJob, SchedulerLoop

SAID = "personal things"
NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)


async def test_failing_tick_is_logged_and_the_loop_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    ticks = 0
    twice = asyncio.Event()

    async def tick() -> None:
        nonlocal ticks
        ticks += 1
        if ticks == 1:
            raise RuntimeError("boom")
        twice.set()

    loop = SchedulerLoop(tick, every_seconds=0.01)
    with caplog.at_level(logging.ERROR, "maxww.scheduler"):
        loop.start()
        await asyncio.wait_for(twice.wait(), 5)
        await loop.stop()
    assert "will run again: tick" in caplog.text


async def test_ticks_never_overlap_and_stop_waits_for_the_last() -> None:
    running, most, ended = 0, 0, 0
    busy, finish = asyncio.Event(), asyncio.Event()

    async def tick() -> None:
        nonlocal running, most, ended
        running += 1
        most = max(most, running)
        busy.set()
        await finish.wait()
        running -= 1
        ended += 1

    loop = SchedulerLoop(tick, every_seconds=0.01)
    loop.start()
    await asyncio.wait_for(busy.wait(), 5)
    stopping = asyncio.create_task(loop.stop())
    await asyncio.sleep(0)
    finish.set()
    await stopping
    assert (running, most) == (0, 1)
    assert ended >= 1


async def test_stopped_loop_can_be_stopped_again() -> None:
    async def nothing() -> None:
        return None

    loop = SchedulerLoop(nothing, 60, [DailyJob("nightly", time(3, 30), nothing)])
    loop.start()
    assert loop.running
    await loop.stop()
    await loop.stop()
    assert not loop.running


async def test_daily_job_in_the_missing_hour_is_refused() -> None:
    async def nothing() -> None:
        return None

    with pytest.raises(ValueError, match="choose a time before 02:00 or from 03:00"):
        DailyJob("nightly", time(2, 30), nothing)


class FakeStore:
    """Holds names; notes how it was asked."""

    def __init__(self, *names: str) -> None:
        self.names = list(names)
        self.lease_until: datetime | None = None

    def claim_due(self, now: datetime, *, lease_until: datetime, limit: int) -> list[str]:  # noqa: ARG002 - the port's shape
        self.lease_until = lease_until
        claimed, self.names = self.names[:limit], self.names[limit:]
        return claimed

    def save_contact(self, contact: str) -> None:
        self.names.append(contact)


async def test_one_failing_contact_does_not_hold_up_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    handled = []

    async def handle(name: str) -> None:
        if name == "b":
            raise RuntimeError(SAID)
        handled.append(name)

    failed = await handle_batch(["a", "b", "c"], handle)
    assert (handled, failed) == (["a", "c"], ("b",))
    assert "comes back when its lease runs out" in caplog.text
    assert SAID not in caplog.text


def test_batch_is_claimed_with_a_lease_and_a_limit() -> None:
    store = FakeStore("a", "b", "c")
    assert claim_batch(store, NOW, 2) == ["a", "b"]
    assert store.lease_until == NOW + LEASE
