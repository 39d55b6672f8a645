"""A whole campaign at the pace of Telegram, also when Telegram refuses and breaks off at random."""

from collections import Counter
from collections.abc import AsyncIterator, Callable
from itertools import pairwise

import pytest

from bot.channels.parcels import PacedSender
from bot.clients import Address, Client, ClientFile
from bot.messages import Message
from bot.ports import Transaction
from tests.fixtures import NOW
from tests.house import PROGRAMME
from tests.telegram.emulator import Emulator, Limits
from tests.telegram.fast_time import FastTime
from tests.telegram.house import TelegramHouse, telegram_house
from tests.telegram.people import Person

Property = Callable[[str, object], None]

CLIENTS = 40
EACH = 4
SPEED = 10
FASTER_SPEED = 200
"""For the campaign in which Telegram asks again and again to wait a second."""


class Campaign:
    """Clients at Telegram, each with planned messages that carry their place in the order."""

    def __init__(self, house: TelegramHouse) -> None:
        self.house = house
        self.people: list[Person] = []

    def prepare(self) -> None:
        """Let the clients start the bot, and enrol them."""
        self.people = [self.house.person(f"C{number}") for number in range(CLIENTS)]
        for person in self.people:
            person.starts()
        self.house.telegram.updates.drop()
        self.house.ask(self._enrol)

    def _enrol(self, tx: Transaction) -> None:
        for person in self.people:
            file = ClientFile(Client(f"c{person.id}", PROGRAMME, NOW))
            tx.add_client(file, Address("telegram", str(person.id)))

    def plan(self, only_one_for: Person | None = None) -> None:
        """Commit the messages, first one for everybody, then the next."""
        for number in range(EACH):
            people = [each for each in self.people if number == 0 or each is not only_one_for]
            self.house.ask(lambda tx, number=number, to=people: tx.add_messages(_round(number, to)))  # type: ignore[misc]  # default arguments bind the loop's values

    def states(self) -> Counter[str]:
        """Return how many messages stand in each state."""
        kept = self.house.ask(lambda tx: [tx.messages(f"c{p.id}") for p in self.people])
        return Counter(m.state for messages in kept for m in messages if m.author == "bot")

    def in_order(self, person: Person) -> bool:
        """Say whether somebody got their messages in order; one may come twice in a row."""
        numbers = [int(text[-1]) for text in person.received if text.startswith("bericht")]
        return all(before <= after for before, after in pairwise(numbers))


def _round(number: int, people: list[Person]) -> list[Message]:
    return [
        Message(
            client=f"c{person.id}",
            author="bot",
            text=f"bericht {number}",
            at=NOW,
            channel="telegram",
            state="pending",
            weight="planned",
        )
        for person in people
    ]


@pytest.fixture
async def limited() -> AsyncIterator[tuple[Emulator, FastTime]]:
    """An emulator that enforces Telegram's limits, in fast time."""
    time = FastTime(SPEED)
    async with Emulator(limits=Limits(), clock=time.clock) as emulator:
        yield emulator, time
    assert emulator.violations == []


async def test_a_campaign_keeps_to_the_limits_and_answers_overtake_it(
    limited: tuple[Emulator, FastTime], record_property: Property
) -> None:
    telegram, time = limited
    sender = PacedSender(clock=time.clock, sleep=time.sleep)
    async with telegram_house(telegram, sender=sender) as house:
        campaign = Campaign(house)
        campaign.prepare()
        asker = campaign.people[-1]
        campaign.plan(only_one_for=asker)
        await house.bot.take_up()
        await telegram.until(lambda: len(telegram.called("sendMessage")) > CLIENTS)
        before = len(telegram.called("sendMessage"))
        asker.says("hallo")
        await house.quiet()
        calls = telegram.called("sendMessage")
        answered = next(
            place
            for place, call in enumerate(calls[before:])
            if call.chat == asker.id and not str(call.params["text"]).startswith("bericht")
        )
    began, ended = calls[0].at, calls[-1].at
    record_property("messages a second", len(calls) / (ended - began))
    assert telegram.limit_hits == 0
    assert campaign.states() == {"sent": len(calls)}
    assert all(map(campaign.in_order, campaign.people))
    assert answered < CLIENTS * EACH // 2  # what is planned for others waits


async def test_whatever_telegram_refuses_everything_is_delivered_or_marked(
    telegram: Emulator, record_property: Property
) -> None:
    time = FastTime(FASTER_SPEED)
    sender = PacedSender(clock=time.clock, sleep=time.sleep)
    async with telegram_house(telegram, sender=sender) as house:
        campaign = Campaign(house)
        campaign.prepare()
        telegram.faults.at_random(
            seed=20261127,
            rates={"429": 0.1, "403": 0.03, "500": 0.05, "drop-before": 0.03, "drop-after": 0.03},
            methods={"sendMessage"},
        )
        campaign.plan()
        await house.quiet()
        states = campaign.states()
        lost = house.ask(lambda tx: tx.unreachable())
    refused = Counter(call.status for call in telegram.called("sendMessage"))
    received = sum(len(person.received) for person in campaign.people)
    again = received - states["sent"]
    record_property("messages", dict(states))
    record_property("answers of Telegram", dict(refused))
    record_property("messages that came twice", again)
    assert states["sent"] + states["failed"] == CLIENTS * EACH
    assert states["failed"] == refused[403]
    assert len(lost) == len({c.chat for c in telegram.called("sendMessage") if c.status == 403})
    assert again == sum(c.fault == "drop-after" for c in telegram.called("sendMessage"))
    assert all(map(campaign.in_order, campaign.people))


async def test_a_chat_that_must_wait_holds_up_nobody_else(telegram: Emulator) -> None:
    time = FastTime(FASTER_SPEED)
    sender = PacedSender(clock=time.clock, sleep=time.sleep)
    async with telegram_house(telegram, sender=sender) as house:
        campaign = Campaign(house)
        campaign.prepare()
        waits = campaign.people[0]
        began = len(telegram.called("sendMessage"))
        telegram.faults.once("sendMessage", 429, chat=waits.id, retry_after=200)
        campaign.plan()
        await house.quiet()
    calls = telegram.called("sendMessage")[began:]
    refused, again, *_ = (n for n, call in enumerate(calls) if call.chat == waits.id)
    assert campaign.states() == {"sent": CLIENTS * EACH}
    assert campaign.in_order(waits)
    assert again - refused > CLIENTS
