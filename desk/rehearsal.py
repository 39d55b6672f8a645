"""Rehearsing a script: the real assistant in a pretend world that is forgotten afterwards."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.advisers import Adviser
from bot.channels.recording import RecordingChannel
from bot.channels.web.views import Seen, look
from bot.clients import Address, ClientFile
from bot.clock import StillClock
from bot.contacts import OPEN
from bot.dialogue.events import Start
from bot.errors import MaxWWError
from bot.messages import Incoming, Message
from bot.ports import Clock, Transaction
from bot.records import Consent
from bot.scripts.shelf import Shelf
from bot.sessions import InformationSession
from bot.storage.memory import MemoryStore
from bot.usecases.actions import ACTIONS
from bot.usecases.enrol import DEFAULT_PROGRAMME, WELCOME, enrol
from bot.usecases.sharing import CONTACT_CONSENT
from bot.usecases.talk import Talk
from bot.wiring import Assistant

CHANNEL = "rehearsal"
CLIENT = Address(CHANNEL, "client")

MOST_KEPT = 40
"""Rehearsals in one process; the one that rested longest makes room."""
KEPT_FOR = timedelta(hours=2)
"""A rehearsal that nobody touched for so long is forgotten."""
LONGEST_REHEARSAL = 400
"""Messages; more belongs in a rehearsal of its own."""
NEXT = "next"
"""The move to the moment of the next planned contact."""
MOVES: Mapping[str, timedelta] = {"day": timedelta(days=1), "week": timedelta(weeks=1)}


class NoProgrammeError(MaxWWError):
    """There is no programme yet, so a pretend client cannot be enrolled."""


@dataclass(frozen=True)
class Seed:
    """What a pretend world takes over from the real one: texts and people, never a client."""

    scripts: Mapping[str, str]
    programmes: Mapping[str, str]
    advisers: tuple[Adviser, ...]
    sessions: tuple[InformationSession, ...]
    programme: str


def gather(tx: Transaction, now: datetime) -> Seed:
    """Take from the real store what a rehearsal needs.

    Raises NoProgrammeError when there is no programme.
    """
    programmes = tx.latest_revisions("programme")
    programme = tx.setting(DEFAULT_PROGRAMME) or next(iter(programmes), "")
    if programme not in programmes:
        raise NoProgrammeError
    return Seed(
        scripts={name: _text(tx, "script", name) for name in tx.latest_revisions("script")},
        programmes={name: _text(tx, "programme", name) for name in programmes},
        advisers=tx.advisers(),
        sessions=tx.sessions(programme, after=now),
        programme=programme,
    )


def _text(tx: Transaction, kind: str, name: str) -> str:
    revision = tx.revision(kind, name)  # type: ignore[arg-type]  # one of the two kinds
    return revision.text if revision else ""


class Rehearsal:
    """One rehearsal of one text: a pretend client, a clock moved by hand, and what was said."""

    def __init__(self, real: Assistant, seed: Seed, script: str, text: str) -> None:
        self.script = script
        self.text = text
        self.shown: list[Message] = []
        self._clock = StillClock(real.clock.now())
        self._channel = RecordingChannel(CHANNEL)
        self._taken = 0
        self._assistant = Assistant(
            MemoryStore(),
            self._clock,
            replace(real.around, shelf=Shelf(real.around.facts)),
            real.content,
            {CHANNEL: self._channel},
            settings=real.settings,
        )
        self._assistant.store.transact_now(lambda tx: self._furnish(tx, seed))
        self._keep(self._assistant.store.transact_now(lambda tx: self._begin(tx, seed)))

    def _furnish(self, tx: Transaction, seed: Seed) -> None:
        now = self.now
        for name, text in {**seed.scripts, self.script: self.text}.items():
            tx.publish("script", name, text, CHANNEL, now)
        for name, text in seed.programmes.items():
            tx.publish("programme", name, text, CHANNEL, now)
        for adviser in seed.advisers:
            tx.save_adviser(adviser)
        for session in seed.sessions:
            tx.add_session(session)

    def _begin(self, tx: Transaction, seed: Seed) -> tuple[Message, ...]:
        """Enrol the pretend client; outside the welcome they have agreed to be written to."""
        around = self._assistant.around
        file = enrol(tx, around, CLIENT, self.now, programme=seed.programme)
        if self.script != WELCOME:
            tx.add_consent(Consent(file.client.id, CONTACT_CONSENT, True, "", self.now))
        talk = Talk(tx, around, ClientFile(file.client), self.now, CHANNEL, ACTIONS)
        talk.take(Start(self.script))
        messages = talk.save()
        tx.mark_messages([message.id for message in messages], "sent")
        return messages

    @property
    def now(self) -> datetime:
        """The pretend present."""
        return self._clock.now()

    @property
    def full(self) -> bool:
        """Whether so much was said that a new rehearsal is needed."""
        return len(self.shown) >= LONGEST_REHEARSAL

    def looks(self) -> Seen | None:
        """Return what a page of the pretend client would show; None when all was erased."""

        def work(tx: Transaction) -> Seen | None:
            file = tx.client_at(CLIENT)
            return look(tx, file.client.id) if file else None

        return self._assistant.store.transact_now(work)

    async def hears(self, update_id: str, text: str, choice: str) -> tuple[Message, ...]:
        """Let the pretend client type or press something; return what was added to the talk."""
        incoming = Incoming(CHANNEL, CLIENT.value, update_id, self.now, text, choice)
        received = await self._assistant.receive(incoming)
        await self._assistant.outbox.flush()
        self._taken = len(self._channel.sent)
        return self._keep(received.messages)

    async def move(self, move: str) -> tuple[Message, ...]:
        """Move the clock and let fall due what is due; return what the assistant said."""
        due = self._next_contact()
        end = (due or self.now) if move == NEXT else self.now + MOVES[move]
        while due is not None and due <= end:
            self._clock.at = due
            await self._assistant.tick()
            due = self._next_contact()
        self._clock.at = end
        await self._assistant.tick()
        await self._assistant.outbox.flush()
        sent = tuple(message for _, message in self._channel.sent[self._taken :])
        self._taken = len(self._channel.sent)
        return self._keep(sent)

    def _next_contact(self) -> datetime | None:
        def planned(tx: Transaction) -> list[datetime]:
            file = tx.client_at(CLIENT)
            contacts = tx.contacts(file.client.id) if file else ()
            return [c.due for c in contacts if c.state in OPEN and c.due > self.now]

        return min(self._assistant.store.transact_now(planned), default=None)

    def ending(self) -> str:
        """Return how it stands: `over`, `handed-over`, `erased`, or empty while it goes on."""

        def state(tx: Transaction) -> str:
            file = tx.client_at(CLIENT)
            if file is None:
                return "erased"
            if tx.active_handoff(file.client.id) is not None:
                return "handed-over"
            return "over" if file.conversation is None else ""

        return self._assistant.store.transact_now(state)

    def _keep(self, messages: tuple[Message, ...]) -> tuple[Message, ...]:
        """Show messages under numbers of their own: an erased client's have none."""
        first = len(self.shown) + 1
        numbered = [replace(m, id=n) for n, m in enumerate(messages, start=first)]
        self.shown += numbered
        return tuple(numbered)


class Rehearsals:
    """The rehearsals of this process, by member of staff and script; few, and not for long."""

    def __init__(self, wall: Clock) -> None:
        self._wall = wall
        self._kept: OrderedDict[tuple[str, str], tuple[datetime, Rehearsal]] = OrderedDict()

    def begin(self, staff: str, rehearsal: Rehearsal) -> None:
        """Keep a new rehearsal in place of the one before."""
        self._kept.pop((staff, rehearsal.script), None)
        while len(self._kept) >= MOST_KEPT:
            self._kept.popitem(last=False)
        self._kept[(staff, rehearsal.script)] = (self._wall.now(), rehearsal)

    def of(self, staff: str, script: str) -> Rehearsal | None:
        """Return a rehearsal that is still kept, and keep it longer."""
        now = self._wall.now()
        for key, (touched, _) in list(self._kept.items()):
            if now - touched > KEPT_FOR:
                del self._kept[key]
        found = self._kept.pop((staff, script), None)
        if found is None:
            return None
        self._kept[(staff, script)] = (now, found[1])
        return found[1]
