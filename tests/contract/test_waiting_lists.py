"""In every store a free place is offered once, in order, however many processes look at once."""

import asyncio
from datetime import timedelta

import pytest

from bot.channels.recording import RecordingChannel
from bot.clients import Address, Client, ClientFile
from bot.ports import Store, Transaction
from bot.sessions import InformationSession
from bot.usecases.waiting_list import move_list_on
from bot.wiring import Assistant
from tests.fixtures import NOW
from tests.house import CHANNEL, PROGRAMME, furnished

WAITING = 6
FREED = 3


def full_session(tx: Transaction) -> None:
    """Keep a session with a waiting list, some of whose places were just given back."""
    starts = NOW + timedelta(days=7)
    tx.add_session(InformationSession("s1", PROGRAMME, starts, "Stadhuis", FREED))
    for number in range(FREED + WAITING):
        client = Client(f"c{number}", PROGRAMME, NOW, channel=CHANNEL)
        tx.add_client(ClientFile(client), Address(CHANNEL, client.id))
        tx.register("s1", client.id, NOW)
    for number in range(FREED):
        tx.cancel_registration("s1", f"c{number}")


async def two_at_once(assistant: Assistant) -> None:
    await asyncio.gather(assistant.tick(), assistant.tick())
    await assistant.outbox.flush()


def test_the_first_who_wait_are_offered_the_places_once(store: Store) -> None:
    channel = RecordingChannel(CHANNEL)
    assistant, _ = furnished(store, channel, NOW)
    store.transact_now(full_session)
    asyncio.run(two_at_once(assistant))
    rows = store.transact_now(lambda tx: tx.registrations(session="s1"))
    assert [row.state for row in rows] == ["offered"] * FREED + ["waiting"] * FREED
    assert [address for address, _ in channel.sent] == [f"c{FREED + n}" for n in range(FREED)]


def test_what_was_not_committed_is_done_again(store: Store) -> None:
    channel = RecordingChannel(CHANNEL)
    assistant, _ = furnished(store, channel, NOW)
    store.transact_now(full_session)

    def dies(tx: Transaction) -> None:
        assert move_list_on(tx, assistant.around, "s1", NOW)
        raise CrashError

    with pytest.raises(CrashError):
        store.transact_now(dies)
    asyncio.run(two_at_once(assistant))
    assert len(channel.sent) == FREED


class CrashError(Exception):
    """The process dies before the commit."""
