"""Who may be written to next, where a channel takes only so many messages a second.

Each item has a moment at which it wants to go: what is urgent long before it came, an answer when
it came, what was planned half a minute later. The earliest goes first, so what is urgent overtakes
answers, answers overtake what was planned, and nothing waits for ever. Within one lane the order
of coming is never changed; an answer behind a planned message pulls the whole lane forward.
"""

from collections import deque
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Generic, TypeVar

from bot.messages import Weight

T = TypeVar("T")

HEAD_START: dict[Weight, float] = {"urgent": 3600.0, "reply": 0.0, "planned": -30.0}
"""Seconds by which items of each weight come before an answer that came at the same moment."""


@dataclass
class _Lane(Generic[T]):
    items: deque[tuple[float, T]] = field(default_factory=deque)
    ready_at: float = 0.0
    busy: bool = False

    @property
    def wants(self) -> float:
        return min(wanted for wanted, _ in self.items)


class Pace(Generic[T]):
    """Lanes of items, one lane for each chat; moments are seconds of a clock that only goes on.

    `lane_rest`: seconds between two items of one lane, counted from the end of the first.
    `gap`: seconds between the beginnings of any two items.
    """

    def __init__(self, *, lane_rest: float, gap: float) -> None:
        self._lane_rest = lane_rest
        self._gap = gap
        self._lanes: dict[str, _Lane[T]] = {}
        self._ready: list[tuple[float, int, str]] = []
        self._resting: list[tuple[float, str]] = []
        self._next_at = 0.0
        self._count = 0

    def __len__(self) -> int:
        return sum(len(lane.items) for lane in self._lanes.values())

    def put(self, lane: str, item: T, weight: Weight, now: float) -> None:
        """Let an item wait at the end of its lane."""
        found = self._lanes.setdefault(lane, _Lane())
        found.items.append((now - HEAD_START[weight], item))
        self._offer(lane, now)

    def take(self, now: float) -> tuple[str, T] | None:
        """Return the item that goes now, if any; its lane is busy until `done` or `back`."""
        if now < self._next_at:
            return None
        self._wake(now)
        while self._ready:
            wants, _, name = heappop(self._ready)
            lane = self._lanes.get(name)
            if lane is None or lane.busy or lane.ready_at > now or not lane.items:
                continue  # an older entry of a lane that went, and rests or has nothing left
            if lane.wants != wants:
                continue  # an older entry of a lane that was pulled forward
            lane.busy = True
            self._next_at = now + self._gap
            return name, lane.items[0][1]
        return None

    def wait(self, now: float) -> float | None:
        """Return the seconds until an item may go; None when that depends on `put` or `done`."""
        self._wake(now)
        if self._ready:
            return max(self._next_at - now, 0.0)
        if self._resting:
            return max(self._resting[0][0], self._next_at) - now
        return None

    def done(self, lane: str, now: float) -> None:
        """Let the item that went be gone; the lane rests a little."""
        found = self._lanes[lane]
        found.items.popleft()
        self._rest(lane, now + self._lane_rest, now)

    def back(self, lane: str, after: float, now: float) -> None:
        """Keep the item that went at the head of its lane, to go again after some seconds."""
        self._rest(lane, now + max(after, self._lane_rest), now)

    def hold(self, until: float) -> None:
        """Let nothing go before a moment."""
        self._next_at = max(self._next_at, until)

    def _rest(self, name: str, until: float, now: float) -> None:
        lane = self._lanes[name]
        lane.busy, lane.ready_at = False, until
        heappush(self._resting, (until, name))
        self._wake(now)

    def _offer(self, name: str, now: float) -> None:
        lane = self._lanes[name]
        if lane.items and not lane.busy and lane.ready_at <= now:
            self._count += 1
            heappush(self._ready, (lane.wants, self._count, name))

    def _wake(self, now: float) -> None:
        """Offer the lanes that have rested; one that has nothing to say is forgotten."""
        while self._resting and self._resting[0][0] <= now:
            _, name = heappop(self._resting)
            lane = self._lanes.get(name)
            if lane is None or lane.busy or lane.ready_at > now:
                continue
            if lane.items:
                self._offer(name, now)
            else:
                del self._lanes[name]
