"""What goes wrong on purpose: refusals, broken lines, slowness, updates twice or swapped."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from random import Random

from tests.telegram.refusal import BLOCKED, Refusal, too_many_requests

DROP_BEFORE = "drop-before"
DROP_AFTER = "drop-after"
NOT_JSON = "not-json"
BROKEN = (DROP_BEFORE, DROP_AFTER, NOT_JSON)
"""The connection breaks before or after the work, or a proxy answers with a page of HTML."""

_DESCRIPTIONS = {
    400: "Bad Request: a fault on purpose",
    401: "Unauthorized",
    403: BLOCKED,
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running",
    500: "Internal Server Error",
    502: "Bad Gateway",
    504: "Gateway Timeout",
}


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong: `kind` is a status or one of `BROKEN`."""

    kind: str
    chat: int | None = None
    retry_after: int = 0
    description: str = ""

    def __post_init__(self) -> None:
        if self.kind not in BROKEN and not self.kind.isdecimal():
            raise ValueError(f"A fault is a status or one of {BROKEN}, not {self.kind!r}.")

    def refusal(self) -> Refusal:
        """Return the answer that says so."""
        status = int(self.kind)
        if status == 429:
            return too_many_requests(self.retry_after or 1)
        return Refusal(status, self.description or _DESCRIPTIONS.get(status, "Error"))


@dataclass(eq=False)
class Hold:
    """Holds back the answers of a method until it is released."""

    method: str
    chat: int | None
    _release: Callable[["Hold"], None]
    waiting: int = 0
    """How many answers are held back now."""
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        """Let the answers go, and hold back no more."""
        if not self.gate.is_set():
            self._release(self)
        self.gate.set()


@dataclass
class _Chance:
    random: Random
    rates: Mapping[str, float]
    methods: frozenset[str]
    retry_after: int

    def fault(self, method: str) -> Fault | None:
        if self.methods and method not in self.methods:
            return None
        drawn = self.random.random()
        for kind, rate in self.rates.items():
            if drawn < rate:
                return Fault(kind, retry_after=self.retry_after if kind == "429" else 0)
            drawn -= rate
        return None


class Faults:
    """What is to go wrong; planned faults come before those by chance."""

    def __init__(self) -> None:
        self._planned: dict[str, list[Fault]] = {}
        self._holds: list[Hold] = []
        self._chances: list[_Chance] = []
        self._doubling: tuple[Random, float] | None = None
        self._swapping: tuple[Random, float] | None = None

    def once(
        self,
        method: str,
        kind: int | str,
        *,
        chat: int | None = None,
        retry_after: int = 0,
        description: str = "",
    ) -> None:
        """Let one call of a method go wrong; several are used up one after another."""
        fault = Fault(str(kind), chat, retry_after, description)
        self._planned.setdefault(method.lower(), []).append(fault)

    def slow(self, method: str, *, chat: int | None = None) -> Hold:
        """Do what a method is asked, but hold back its answers until `.release()`."""
        hold = Hold(method.lower(), chat, self._holds.remove)
        self._holds.append(hold)
        return hold

    def at_random(
        self,
        *,
        seed: int,
        rates: Mapping[str, float],
        methods: Collection[str] = (),
        retry_after: int = 1,
    ) -> None:
        """Let calls go wrong by chance, each kind at its rate, and again so with the same seed.

        Without methods all of them are meant.
        """
        for kind in rates:
            Fault(kind)
        named = frozenset(method.lower() for method in methods)
        self._chances.append(_Chance(_chance(seed), dict(rates), named, retry_after))

    def duplicate_updates(self, seed: int, rate: float = 0.5) -> None:
        """Let some updates from now on come twice: at once, or again once acknowledged."""
        self._doubling = (_chance(seed), rate)

    def reorder_updates(self, seed: int, rate: float = 0.5) -> None:
        """Let some updates from now on overtake the one before it, while both wait.

        Those of the same moment stay in order.
        """
        self._swapping = (_chance(seed), rate)

    def stop(self) -> None:
        """From now on nothing goes wrong any more."""
        for hold in list(self._holds):
            hold.release()
        self._planned.clear()
        self._chances.clear()
        self._doubling = self._swapping = None

    @property
    def left(self) -> int:
        """How many planned faults have not happened."""
        return sum(map(len, self._planned.values()))

    def next(self, method: str, chat: int | None) -> Fault | None:
        """Return what goes wrong with this call."""
        planned = self._planned.get(method.lower(), [])
        for number, fault in enumerate(planned):
            if fault.chat is None or fault.chat == chat:
                return planned.pop(number)
        drawn = (chance.fault(method.lower()) for chance in self._chances)
        return next((fault for fault in drawn if fault), None)

    def hold(self, method: str, chat: int | None) -> Hold | None:
        """Return what holds back the answer of this call."""
        for hold in self._holds:
            if hold.method == method.lower() and hold.chat in (None, chat):
                return hold
        return None

    def doubling(self) -> str:
        """Say for a new update whether it comes twice: `at once`, `afterwards` or not at all."""
        if self._doubling is None:
            return ""
        random, rate = self._doubling
        twice = random.random() < rate
        return random.choice(("at once", "afterwards")) if twice else ""

    def swapping(self) -> bool:
        """Say for a new update whether it overtakes the one before it."""
        return self._swapping is not None and self._swapping[0].random() < self._swapping[1]


def _chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - what goes wrong by chance must go wrong again with the seed
