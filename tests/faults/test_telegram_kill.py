"""Killed fifty times while people talk in Telegram and contacts fall due, everything goes on."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from bot.channels.parcels import MOST_AT_ONCE
from bot.channels.recording import RecordingChannel
from bot.clients import Address
from bot.ports import Store, Transaction
from bot.storage.open import open_store, open_vault
from tests.faults.nursery import Life, Nursery, nursery
from tests.faults.telegram_town import settle
from tests.fixtures import NOW
from tests.house import CHANNEL, furnished
from tests.telegram.emulator import Emulator
from tests.telegram.people import Person

pytestmark = pytest.mark.faults

KILLS, TALKERS, DUE_CLIENTS = 50, 20, 200
LONG_LIFE, SHORT_LIFE = 18, 8
"""A life ends after at most so many questions to Telegram: long while people talk, else short."""
MOST_SECONDS = 120.0
TALK = ("hallo", "31-10-2027", "ja")
TOLD = [
    "Welkom bij Max-WW.",
    "Wat is de laatste dag van uw WW?",
    "Mag ik u schrijven?",
    "Dank u wel.",
]
LAST = "Dank u wel."
ASKED = "Werkt uw DigiD?"


class Town:
    """Everybody, and what is kept of them."""

    def __init__(self, telegram: Emulator, folder: Path) -> None:
        self.telegram = telegram
        self.talkers = [telegram.user(1000 + n, first_name=f"T{n}") for n in range(TALKERS)]
        self.due = [telegram.user(5000 + n, first_name=f"D{n}") for n in range(DUE_CLIENTS)]
        self._url = f"sqlite:///{folder / 'maxww.db'}"
        self._key = folder / "key"

    def settle(self) -> None:
        """Let those who are due be known already."""
        for person in self.due:
            person.starts()
        self.telegram.updates.drop()
        with self.store() as store:
            assistant, _ = furnished(store, RecordingChannel(CHANNEL), NOW)
            chats = [person.id for person in self.due]
            store.transact_now(lambda tx: settle(tx, assistant.around, chats))

    @contextmanager
    def store(self) -> Iterator[Store]:
        """Open the database, while no life has it."""
        store = open_store(self._url, open_vault(self._url, self._key))
        try:
            yield store
        finally:
            store.close()

    async def talk(self, person: Person) -> None:
        """Let somebody say each thing when the question before it was asked."""
        for number, text in enumerate(TALK):
            if number:
                question = TOLD[number]
                await self._until_told(person, question)
                person.says(text)
            else:
                person.starts()
        await self._until_told(person, LAST)

    async def _until_told(self, person: Person, text: str) -> None:
        await self.telegram.until(lambda: text in person.received, within=MOST_SECONDS)

    @property
    def quiet(self) -> bool:
        """Whether everybody got what was to come."""
        told = all(LAST in person.received for person in self.talkers)
        return told and all(person.received for person in self.due)


async def lives_and_dies(town: Town, lives: Nursery, *arguments: str) -> Life:
    """Let one life after another begin and be killed, and return the last one, which goes on."""
    random = Random(20261127)  # noqa: S311 - no secret, and the same in every run
    calls = town.telegram.calls
    for number in range(KILLS):
        life = lives.life(*arguments, str(number))
        enough = len(calls) + random.randint(1, SHORT_LIFE if town.quiet else LONG_LIFE)
        await town.telegram.until(
            lambda enough=enough: len(calls) >= enough or town.quiet,  # type: ignore[misc]  # a default argument binds the loop's number
            within=MOST_SECONDS,
        )
        life.kill()
    return lives.life(*arguments, str(KILLS))


def came_twice(person: Person) -> int:
    """Return how many messages came twice in a row."""
    return sum(one == other for one, other in pairwise(person.received))


def once_each(texts: list[str]) -> list[str]:
    """Return texts without those that repeat the one before."""
    return [text for number, text in enumerate(texts) if not number or texts[number - 1] != text]


async def test_killed_fifty_times_everything_goes_on(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    async with Emulator() as telegram:
        town = Town(telegram, tmp_path)
        town.settle()
        with nursery("tests.faults.telegram_worker") as lives:
            arguments = (str(tmp_path), telegram.token, telegram.base_url)
            dying = asyncio.create_task(lives_and_dies(town, lives, *arguments))
            await asyncio.gather(dying, *map(town.talk, town.talkers))
            await telegram.until(lambda: town.quiet, within=MOST_SECONDS)
            await telegram.until(lambda: not telegram.updates.waiting, within=MOST_SECONDS)
            dying.result().kill()
        assert telegram.violations == []
        again = sum(map(came_twice, [*town.talkers, *town.due]))
        record_property("messages that came twice", again)
        assert {tuple(once_each(person.received)) for person in town.due} == {(ASKED,)}
        assert {tuple(once_each(person.received)) for person in town.talkers} == {tuple(TOLD)}
        assert again <= KILLS * MOST_AT_ONCE
        with town.store() as store:
            store.transact_now(lambda tx: nothing_was_lost_or_done_twice(tx, town))


def nothing_was_lost_or_done_twice(tx: Transaction, town: Town) -> None:
    """Hold against each other what people did, and what is kept of it."""
    for person in town.talkers:
        file = tx.client_at(Address("telegram", str(person.id)))
        assert file is not None
        kept = tx.messages(file.client.id)
        assert [m.text for m in kept if m.author == "client"] == ["start", *TALK[1:]]
        assert [m.text for m in kept if m.author == "bot"] == TOLD
        assert len(tx.consents(file.client.id)) == 1
    states = Counter(
        (row.rule, row.state)
        for person in town.due
        for row in tx.contacts(f"due-{person.id}")
        if row.rule == "apply"
    )
    asked = Counter(m.text for person in town.due for m in tx.messages(f"due-{person.id}"))
    assert states == {("apply", "sent"): DUE_CLIENTS}
    assert asked == {ASKED: DUE_CLIENTS}
    assert tx.waiting_lanes("telegram", limit=9) == ()
