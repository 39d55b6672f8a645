"""Leadership: one process speaks for a bot; when it stops or falls silent another one does."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.channels.leadership import LEASE_SECONDS, Leadership, is_gone, this_machine
from bot.clock import StillClock
from bot.storage.memory import MemoryStore
from tests.fixtures import NOW


class House:
    """Two processes with one store."""

    def __init__(self) -> None:
        self.clock = StillClock(NOW)
        self.gained: list[str] = []
        self.store = MemoryStore()
        self.one, self.two = map(self._process, ("one", "two"))

    def _process(self, name: str) -> Leadership:
        def gained() -> None:
            self.gained.append(name)

        return Leadership(self.store, "bot", gained=gained, clock=self.clock)

    def is_held_by(self, holder: str) -> None:
        """Let a process that is none of these hold the lease."""
        until = NOW + timedelta(seconds=LEASE_SECONDS)
        self.store.transact_now(lambda tx: tx.hold_lease("bot", holder, NOW, until))

    @property
    def held(self) -> tuple[bool, bool]:
        return self.one.held, self.two.held


@pytest.fixture
async def house() -> AsyncIterator[House]:
    house = House()
    await house.one.start()
    await house.two.start()
    yield house
    await house.one.stop()
    await house.two.stop()


async def test_nobody_speaks_before_it_asked() -> None:
    house = House()
    assert house.held == (False, False)
    assert house.gained == []


async def test_one_of_two_speaks(house: House) -> None:
    assert house.held == (True, False)
    assert house.gained == ["one"]


async def test_renewing_is_no_gain(house: House) -> None:
    await house.one.renew()
    await house.two.renew()
    assert house.held == (True, False)
    assert house.gained == ["one"]


async def test_the_other_speaks_when_the_first_has_stopped(house: House) -> None:
    await house.one.stop()
    await house.two.renew()
    assert house.held == (False, True)
    assert house.gained == ["one", "two"]


async def test_who_stopped_does_not_take_the_lease_of_another(house: House) -> None:
    await house.one.stop()
    await house.two.renew()
    await house.one.stop()
    await house.one.renew()
    assert house.held == (False, True)


async def test_the_other_takes_over_when_the_lease_has_lapsed(house: House) -> None:
    house.clock.forward(timedelta(seconds=LEASE_SECONDS - 1))
    await house.two.renew()
    assert house.held == (True, False)
    house.clock.forward(timedelta(seconds=1))
    await house.two.renew()
    await house.one.renew()
    assert house.held == (False, True)


async def test_each_gain_is_told(house: House) -> None:
    for leaves, comes in ((house.one, house.two), (house.two, house.one)):
        await leaves.stop()
        await comes.renew()
    assert house.held == (True, False)
    assert house.gained == ["one", "two", "one"]


async def test_the_lease_of_another_bot_is_another_lease() -> None:
    store, clock = MemoryStore(), StillClock(NOW)
    first, second = (Leadership(store, name, clock=clock) for name in ("bot", "other bot"))
    await first.renew()
    await second.renew()
    assert (first.held, second.held) == (True, True)


@pytest.fixture(scope="module")
def killed() -> str:
    """A holder whose process has ended on this machine."""
    with subprocess.Popen([sys.executable, "-S", "-c", ""]) as process:
        pass
    return f"{this_machine()}:{process.pid}:x"


async def test_who_was_killed_on_this_machine_is_followed_at_once(killed: str) -> None:
    house = House()
    house.is_held_by(killed)
    await house.one.renew()
    await house.two.renew()
    assert house.held == (True, False)


async def test_who_may_live_on_another_machine_is_waited_for(killed: str) -> None:
    house = House()
    house.is_held_by(f"not-{killed}")
    await house.one.renew()
    assert house.held == (False, False)
    house.clock.forward(timedelta(seconds=LEASE_SECONDS))
    await house.one.renew()
    assert house.held == (True, False)


def test_only_a_process_that_ended_here_is_gone(killed: str) -> None:
    here = this_machine()
    others = (f"{here}:{os.getpid()}:x", f"{here}:1:x", f"{here}:x", here, f"not-{killed}", "")
    assert is_gone(killed)
    assert [each for each in others if is_gone(each)] == []
