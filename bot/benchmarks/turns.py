"""Durable turns: self-checks through the real use cases, beside bare transactions."""

import asyncio
import logging
import statistics
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bot.channels.recording import RecordingChannel
from bot.clock import WallClock
from bot.demo import set_up_demo
from bot.messages import Incoming, Message
from bot.scripts.content import load_content
from bot.settings import Settings
from bot.storage.bare import bare_transactions_a_second
from bot.storage.open import open_store, open_vault
from bot.wiring import Assistant, make_assistant

CHANNEL = "bench"
TURNS = 4000
WARMING_UP = 25
"""Turns of each client before the clock starts: the welcome, and the first self-check."""
BARE = 3000
BIRTHDAY, WW_END = "1-2-1980", "30-6-2027"
ANSWERS: Mapping[str, str] = {
    "month": "juni 2027",
    "euro": "100",
    "number": "0",
    "text": "Assen",
    "yes-no": "nee",
}
"""What a made-up client types to each kind of question; one by one these end the self-check."""
SMALL_BUTTONS = ("unknown", "why")


@dataclass(frozen=True)
class TurnsResult:
    """Durable turns a second with so many clients in flight, and how long a turn took."""

    in_flight: int
    turns_a_second: float
    p50_ms: float
    p99_ms: float
    bare_a_second: float

    @property
    def ratio(self) -> float:
        """Turns for each bare transaction; a turn does much more, group commit gives some back."""
        return self.turns_a_second / self.bare_a_second


class TalkingClient:
    """A made-up client who answers whatever is asked, and begins again at the end."""

    def __init__(self, number: int) -> None:
        self.address = f"client-{number}"
        self._updates = 0
        self._answer = "hallo"

    def says(self, at: datetime) -> Incoming:
        """Return what the client says next."""
        self._updates += 1
        return Incoming(CHANNEL, self.address, f"{self.address}-{self._updates}", at, self._answer)

    def reads(self, messages: tuple[Message, ...]) -> None:
        """Read the answers and think of what to say."""
        last = messages[-1] if messages else None
        choices = (
            [c.label for c in last.choices if not c.id.endswith(SMALL_BUTTONS)] if last else []
        )
        if last is None or not last.expects:
            self._answer = "zelfcheck"
        elif last.expects == "date":
            self._answer = WW_END if "laatste dag" in last.text else BIRTHDAY
        elif last.expects in ("choice", "choices"):
            # The last choice of a menu leaves it, so that no talk goes round in its last question.
            self._answer = choices[-1]
        else:
            self._answer = ANSWERS[last.expects]


async def bench_turns(settings: Settings, in_flight: int, turns: int = TURNS) -> TurnsResult:
    """Run self-checks through the real use cases on SQLite, every turn committed before its reply.

    Deduplication, redaction, sealing, outbox and the recording of what was sent are included.
    """
    logging.disable(logging.WARNING)
    with TemporaryDirectory() as folder:
        bare = bare_transactions_a_second(Path(folder), BARE)
        url = f"sqlite:///{folder}/bench.db"
        store = open_store(url, open_vault(url, Path(folder) / "key"))
        channel = RecordingChannel(CHANNEL)
        channel.needs_address = False  # as the web chat
        content = load_content(settings.dialogues)
        assistant = make_assistant(settings, content, store, WallClock(), {CHANNEL: channel})
        path = settings.dialogues / "demo.yaml"
        around, now = assistant.around, assistant.clock.now()
        store.transact_now(lambda tx: set_up_demo(tx, around, path, now))
        store.transact_now(around.shelf.warm)
        assistant.outbox.start()
        try:
            took, seconds = await _talk(assistant, in_flight, turns)
        finally:
            await assistant.outbox.stop()
            store.close()
    cuts = statistics.quantiles(took, n=100)
    return TurnsResult(in_flight, len(took) / seconds, cuts[49] * 1000, cuts[98] * 1000, bare)


async def _talk(assistant: Assistant, in_flight: int, turns: int) -> tuple[list[float], float]:
    """Let clients talk; return how long each turn took and how long all of it took."""
    took: list[float] = []
    each = turns // in_flight
    warming = [TalkingClient(number) for number in range(in_flight)]

    async def talk(client: TalkingClient, count: int, *, timed: bool) -> None:
        for _ in range(count):
            begun = perf_counter()
            received = await assistant.receive(client.says(assistant.clock.now()))
            if timed:
                took.append(perf_counter() - begun)
            client.reads(received.messages)

    # Each begins elsewhere in the talk: people do not answer the same question at the same time.
    await asyncio.gather(
        *(talk(client, WARMING_UP + n, timed=False) for n, client in enumerate(warming))
    )
    begun = perf_counter()
    await asyncio.gather(*(talk(client, each, timed=True) for client in warming))
    return took, perf_counter() - begun


def as_json(result: TurnsResult) -> dict[str, float]:
    """Return a result as JSON, with its ratio."""
    return {**asdict(result), "ratio": result.ratio}
