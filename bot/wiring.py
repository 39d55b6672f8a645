"""The composition root: puts store, clock, surroundings and channels together."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TypeVar

from bot.channels.hub import Hub
from bot.channels.outbox import Outbox
from bot.channels.parcels import PacedSender
from bot.clients import Address
from bot.dialogue.vocabulary import Vocabulary
from bot.errors import DeliveryError
from bot.invitations import Refusal
from bot.knowledge import Knowledge
from bot.knowledge_search import KnowledgeIndex
from bot.mail import Mailer
from bot.messages import Incoming, Message
from bot.ports import Channel, Clock, Store, Transaction
from bot.records import ContentKind
from bot.scripts.content import Content
from bot.scripts.problems import Problem
from bot.scripts.shelf import Shelf
from bot.settings import Settings
from bot.stems import stem
from bot.surroundings import Surroundings
from bot.texts import Phrasebook
from bot.usecases.answering import refill
from bot.usecases.broken_promises import tell_of_broken_promises
from bot.usecases.due import fall_due
from bot.usecases.enrol import begin
from bot.usecases.escalating import escalate
from bot.usecases.inviting import enter
from bot.usecases.publishing import publish_shipped
from bot.usecases.receive import Received, come_back, receive
from bot.usecases.waiting_list import move_list_on
from scheduler.claim import claim_batch, handle_batch
from scheduler.dutch_holidays import dutch_calendar
from scheduler.log import log_failure

log = logging.getLogger(__name__)

T = TypeVar("T")

LOOK_EVERY = timedelta(minutes=15)
"""So often is looked for questions that nobody answered in time."""


@dataclass
class Assistant:
    """The running assistant; every page, channel and command goes through it."""

    store: Store
    clock: Clock
    around: Surroundings
    content: Content
    channels: Mapping[str, Channel]
    hub: Hub = field(default_factory=Hub)
    settings: Settings = field(default_factory=Settings)
    mailer: Mailer | None = None

    def __post_init__(self) -> None:
        """Make the outbox over the channels."""
        self._looked_at: datetime | None = None
        self.outbox = Outbox(self.store, self.channels, self.clock, self.around.calendar)

    async def receive(self, incoming: Incoming) -> Received:
        """Take in one update of a client; the answers are committed when this returns."""
        received = await self.store.transact(lambda tx: receive(tx, self.around, incoming))
        if received.outcome == "erased":
            await self._farewell(incoming, received.messages)
            return received
        self._out(received.client, received.messages)
        if received.outcome == "to-adviser":
            self.hub.tell("desk")
        return received

    async def _farewell(self, incoming: Incoming, messages: tuple[Message, ...]) -> None:
        """Send the last words to somebody of whom nothing is kept any more, also not these."""
        channel = self.channels.get(incoming.channel)
        if channel is None:
            return
        for message in messages:
            try:
                await channel.send(incoming.address, message)
            except DeliveryError as error:
                log.warning("The last words after erasing were not taken: %s", error)

    async def begin(self, address: Address, *, programme: str = "", language: str = "nl") -> str:
        """Enrol and greet a client who comes in by a page; return the client's id."""
        now = self.clock.now()
        messages = await self.store.transact(
            lambda tx: begin(tx, self.around, address, now, programme=programme, language=language)
        )
        self._out(messages[0].client, messages)
        return messages[0].client

    async def enter(self, address: Address, code: str, *, language: str = "nl") -> Refusal | None:
        """Enrol and greet somebody who comes with an invitation code, or say why not."""
        now = self.clock.now()
        entered = await self.store.transact(
            lambda tx: enter(tx, self.around, address, now, code=code, language=language)
        )
        if entered.messages:
            self._out(entered.messages[0].client, entered.messages)
        return entered.refusal

    async def come_back(self, incoming: Incoming) -> None:
        """A client opened the page again."""
        messages = await self.store.transact(lambda tx: come_back(tx, self.around, incoming))
        if messages:
            self._out(messages[0].client, messages)

    async def do(self, work: Callable[[Transaction], tuple[Message, ...]]) -> tuple[Message, ...]:
        """Run a use case of staff that may say something to a client."""
        messages = await self.store.transact(work)
        if messages:
            self._out(messages[0].client, messages)
        self.hub.tell("desk")
        return messages

    async def tick(self) -> int:
        """Deal with every contact that is due now; return how many were dealt with.

        Lists of sessions come first: nobody is reminded of a day that was moved since.
        """
        await self._move_lists_on()
        handled = 0
        while True:
            now = self.clock.now()
            claimed = await self.store.transact(lambda tx, now=now: claim_batch(tx, now))  # type: ignore[misc]  # a default argument binds the loop's moment
            if not claimed:
                break
            failed = await handle_batch(claimed, self._handle)
            handled += len(claimed) - len(failed)
            if len(failed) == len(claimed):
                break
        await self.outbox.take_up()
        await self._escalate()
        return handled

    async def _escalate(self) -> None:
        """Tell colleagues, and then clients, that nobody answered in time, now and then."""
        now = self.clock.now()
        if self._looked_at is not None and now - self._looked_at < LOOK_EVERY:
            return
        await self.store.transact(lambda tx: escalate(tx, self.around, now))
        late = await self.store.transact(lambda tx: tell_of_broken_promises(tx, self.around, now))
        for messages in late:
            self._out(messages[0].client, messages)
        self._looked_at = now

    async def _move_lists_on(self) -> None:
        """Offer free places at sessions to who waits, and tell who is on a list of changes."""
        now = self.clock.now()
        for session in await self.store.transact(lambda tx: tx.unsettled_sessions(now)):
            try:
                await self._move_list_on(session, now)
            except Exception as error:
                log_failure("The list of a session could not be moved on; tried again soon", error)

    async def _move_list_on(self, session: str, now: datetime) -> None:
        while step := await self.store.transact(
            lambda tx: move_list_on(tx, self.around, session, now)
        ):
            self._out(step.client, step.messages)

    async def _handle(self, contact: object) -> None:
        now = self.clock.now()
        messages = await self.store.transact(
            lambda tx: fall_due(tx, self.around, contact, now)  # type: ignore[arg-type]  # the store's own rows come back
        )
        if messages:
            self._out(messages[0].client, messages)

    def add_channel(self, channel: Channel, sender: PacedSender | None = None) -> None:
        """Reach clients in one more paced channel, before anything is sent."""
        self.channels = {**self.channels, channel.name: channel}
        self.outbox.add(channel, PacedSender() if sender is None else sender)

    def send_out(self, messages: Sequence[Message]) -> None:
        """Hand over committed messages of one or more clients."""
        for client in dict.fromkeys(message.client for message in messages):
            self._out(client, tuple(each for each in messages if each.client == client))

    def _out(self, client: str, messages: tuple[Message, ...]) -> None:
        self.outbox.put(messages)
        self.hub.tell(f"client:{client}")
        if any(message.author == "bot" for message in messages):
            self.hub.tell("desk")

    def check(self, kind: ContentKind, name: str, text: str) -> list[Problem]:
        """Return the problems of a script's or programme's text."""
        return self.content.check(kind, name, text)

    def publish_shipped(self) -> list[str]:
        """Publish the scripts and programmes that came with the program and are new."""
        now = self.clock.now()
        folder = self.settings.dialogues
        return self.store.transact_now(
            lambda tx: [
                *publish_shipped(tx, self.around, "script", folder / "scripts", now),
                *publish_shipped(tx, self.around, "programme", folder / "programmes", now),
            ]
        )


def make_surroundings(settings: Settings, content: Content) -> Surroundings:
    """Put together what use cases need from the data of an installation."""
    return Surroundings(
        facts=content.facts,
        vocabulary=content.vocabulary,
        phrasebook=Phrasebook.load(settings),
        norms=content.norms,
        calendar=dutch_calendar(),
        shelf=Shelf(content.facts, content.parsed),
        municipalities=content.municipalities,
        knowledge=_index(content.knowledge, content.vocabulary),
        url=settings.url,
    )


@lru_cache(maxsize=4)
def _index(knowledge: Knowledge, vocabulary: Vocabulary) -> KnowledgeIndex:
    """Return the index of what was read; made once, however many assistants use it."""
    return KnowledgeIndex(knowledge, stem, vocabulary)


def make_assistant(
    settings: Settings,
    content: Content,
    store: Store,
    clock: Clock,
    channels: Mapping[str, Channel],
    *,
    pretends: bool = False,
) -> Assistant:
    """Make an assistant whose shipped scripts and programmes are published.

    One that `pretends` does not log that: somebody could take it for the real one.
    """
    around = make_surroundings(settings, content)
    assistant = Assistant(store, clock, around, content, channels, settings=settings)
    published = assistant.publish_shipped()
    if published and not pretends:
        log.info("Published %d scripts and programmes that came with the program", len(published))
    if store.transact_now(lambda tx: refill(tx, around.knowledge)) and not pretends:
        log.info("Made the index of %d questions anew", len(content.knowledge.entries))
    return assistant
