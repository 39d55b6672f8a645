"""The queue of updates that wait for the bot."""

from collections.abc import Collection
from copy import deepcopy
from itertools import count

from tests.telegram.bell import Bell
from tests.telegram.faults import Faults
from tests.telegram.schema import Json

FIRST_UPDATE = 700_000_001
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds of update that a bot only gets when it names them."""


class Updates:
    """The updates that were made, and those that wait for the bot in the order of their coming."""

    def __init__(self, bell: Bell, faults: Faults) -> None:
        self.made: list[Json] = []
        self.withheld: list[int] = []
        """The updates that the bot does not get because it did not ask for their kind."""
        self.waiting: list[Json] = []
        self.allowed: list[str] | None = None
        self._bell = bell
        self._faults = faults
        self._ids = count(FIRST_UPDATE)
        self._moments: dict[int, int] = {}
        self._twice: dict[int, str] = {}
        self._again: list[Json] = []

    def add(self, kind: str, content: Json, *, together: bool = False) -> int:
        """Make an update, of the same moment as the one before it or not; return its id."""
        number = next(self._ids)
        update = {"update_id": number, kind: deepcopy(content)}
        self.made.append(update)
        self._moments[number] = self._moments.get(number - 1, 0) + (not together)
        if not self._wanted(kind):
            self.withheld.append(number)
            return number
        self._twice[number] = self._faults.doubling()
        place = len(self.waiting)
        if self.waiting and self._faults.swapping():
            before = self.waiting[-1]["update_id"]
            place -= self._moments[before] != self._moments[number]
        self.waiting.insert(place, update)
        self._bell.ring()
        return number

    def allow(self, kinds: Collection[str]) -> None:
        """Let only these kinds of update come from now on; none means the usual ones."""
        self.allowed = sorted(kinds) or None

    def acknowledge(self, offset: int) -> None:
        """Forget the updates before this id, or all but the last few if it is negative."""
        if offset < 0:
            kept = sorted(update["update_id"] for update in self.waiting)[offset:]
            offset = kept[0] if kept else 0
        for update in [update for update in self.waiting if update["update_id"] < offset]:
            self.delivered(update)

    def delivered(self, update: Json) -> None:
        """Forget an update that arrived, unless it is to come again."""
        self.waiting.remove(update)
        if self._twice.get(update["update_id"]) == "afterwards":
            self._again.append(update)
        self._bell.ring()

    def batch(self, limit: int) -> list[Json]:
        """Return the updates for one answer of getUpdates."""
        lowest = set(sorted(update["update_id"] for update in self.waiting)[:limit])
        first = [update for update in self.waiting if update["update_id"] in lowest]
        batch = self.again() + first
        batch += [update for update in first if self.twice_at_once(update)]
        return batch[:limit]

    def again(self) -> list[Json]:
        """Return the updates that were acknowledged and come again, once."""
        again, self._again = self._again, []
        return again

    def twice_at_once(self, update: Json) -> bool:
        """Say, once, whether an update is to be delivered two times in a row."""
        twice = self._twice.get(update["update_id"]) == "at once"
        if twice:
            del self._twice[update["update_id"]]
        return twice

    def drop(self) -> None:
        """Forget all that waits."""
        self.waiting.clear()
        self._again.clear()

    def _wanted(self, kind: str) -> bool:
        return kind not in ON_REQUEST if self.allowed is None else kind in self.allowed
