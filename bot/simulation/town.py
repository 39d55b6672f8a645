"""A town in virtual time: many made-up clients live through one programme in the real system.

Contacts fall due through the assistant's own tick, answers come in as updates of a channel, and
handoffs are answered as an adviser does on the desk. Only the clock and the people are made up.
"""

import heapq
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from bot.advisers import Adviser
from bot.clients import Address
from bot.clock import StillClock
from bot.dialogue.accepting import question_at
from bot.handoff import Handoff
from bot.messages import Incoming, Message
from bot.ports import Transaction
from bot.records import Staff
from bot.scripts.content import load_content
from bot.sessions import AttendanceState
from bot.settings import Settings
from bot.simulation.behaviour import Behaviour
from bot.simulation.person import Person
from bot.storage.memory import MemoryStore
from bot.usecases.attendance import record_attendance
from bot.usecases.enrol import begin
from bot.usecases.handoffs import close, reply
from bot.usecases.session_planning import plan_sessions
from bot.wiring import make_assistant
from scheduler.calendar import AMSTERDAM, Calendar

CHANNEL = "simulated"
TICK = timedelta(minutes=30)
DAY_BEGINS, DAY_ENDS = time(8, 30), time(20, 0)
"""Outside these hours nothing falls due: every programme is quiet then."""
LATEST_END = timedelta(days=240)
"""After the last end of the WW; by then work was asked about for the second time."""
WORKDAY = {
    day: (time(9), time(17)) for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
}
CLIENTS_PER_ADVISER = 80
NOTES = Staff("coordinator", "Kim", "coordinator")
"""Who notes who came to a session."""
MOST_ANSWERS = 60
"""Answers to one talk; more means that somebody goes round in circles."""


class Letterbox:
    """The channel of the town: keeps what arrived until the people read it."""

    name = CHANNEL
    needs_address = False
    paced = False

    def __init__(self) -> None:
        self._arrived: dict[str, list[Message]] = {}

    async def send(self, address: str, message: Message) -> None:  # noqa: ARG002 - one shape for all channels
        """Put a message in its client's box."""
        self._arrived.setdefault(message.client, []).append(message)

    def emptied(self) -> dict[str, list[Message]]:
        """Return what arrived since the last time, by client."""
        arrived, self._arrived = self._arrived, {}
        return arrived


class Happening(NamedTuple):
    """Something that a person does at a moment; `talk` counts the answers within one talk."""

    at: datetime
    order: int
    person: int
    talk: int


class Town:
    """The people, the clock, and what is still to happen; `seed` decides what is chance."""

    def __init__(
        self,
        settings: Settings,
        programme: str,
        behaviour: Behaviour,
        people: Sequence[Person],
        seed: str,
    ) -> None:
        first = min(person.life.enrolled for person in people)
        self.store = MemoryStore(keeps_text=False)
        self.programme = programme
        self.behaviour = behaviour
        self.handoffs_in_time = 0
        self._clock = StillClock(datetime.combine(first, DAY_BEGINS, AMSTERDAM).astimezone(UTC))
        self._letterbox = Letterbox()
        self.assistant = make_assistant(
            settings,
            load_content(settings.dialogues),
            self.store,
            self._clock,
            {CHANNEL: self._letterbox},
        )
        self._calendar: Calendar = self.assistant.around.calendar
        self._chance = Random(f"{seed} town")  # noqa: S311 - made-up people, no secrets
        self._people: dict[str, Person] = {}
        self._entering = sorted(people, key=lambda p: (p.life.enrolled, p.number), reverse=True)
        self._happenings: list[Happening] = []
        self._order = 0
        self._updates = 0
        self._answered: dict[str, datetime] = {}
        self._set_up(len(people))

    def _set_up(self, clients: int) -> None:
        count = max(2, -(-clients // CLIENTS_PER_ADVISER))

        def people(tx: Transaction) -> None:
            for number in range(count):
                name = f"adviser-{number}"
                stand_in = f"adviser-{(number + 1) % count}"
                tx.save_adviser(
                    Adviser(
                        id=name,
                        first_name="Kim",
                        organisation="UWV",
                        programmes=(self.programme,),
                        hours=WORKDAY,
                        stand_in=stand_in,
                    )
                )
                tx.save_staff(Staff(name, "Kim", "adviser", name))

        self.store.transact_now(people)

    async def live(self, progress: Callable[[int, int], None] = lambda _, __: None) -> None:
        """Live day after day until nothing is left to happen; tells how far it is, in days."""
        first = min(person.life.enrolled for person in self._entering)
        last = max(person.life.ww_end for person in self._entering) + LATEST_END
        days = (last - first).days + 1
        for number in range(days):
            await self._day(first + timedelta(days=number))
            progress(number + 1, days)

    async def _day(self, day: date) -> None:
        self._to(self._calendar.local_moment(day, DAY_BEGINS))
        self._plan_sessions()
        moment = self._calendar.local_moment(day, DAY_BEGINS)
        end = self._calendar.local_moment(day, DAY_ENDS)
        while moment <= end:
            await self._people_until(moment)
            self._to(moment)
            if moment.time() == time(9, 0):
                await self._enter(day)
            if moment.time() == time(16, 0):
                await self._advise()
            if self._is_due(moment):
                await self._tick()
            moment += TICK
        await self._hold_sessions(day)

    def _to(self, moment: datetime) -> None:
        self._clock.at = max(self._clock.at, moment.astimezone(UTC))

    def _plan_sessions(self) -> None:
        now = self._clock.now()
        if now.weekday() == 0 or not self._people:
            self.store.transact_now(
                lambda tx: plan_sessions(tx, self.assistant.around, self.programme, now)
            )

    async def _enter(self, day: date) -> None:
        while self._entering and self._entering[-1].life.enrolled <= day:
            person = self._entering.pop()
            client = f"person-{person.number}"
            self._people[client] = person
            now = self._clock.now()
            self.assistant.send_out(
                self.store.transact_now(
                    lambda tx, client=client, now=now: begin(  # type: ignore[misc]  # defaults bind the loop's values
                        tx,
                        self.assistant.around,
                        Address(CHANNEL, client),
                        now,
                        programme=self.programme,
                        client_id=client,
                    )
                )
            )
        await self._read(talk=0)

    async def _tick(self) -> None:
        """Let contacts fall due as the running system does, and see who answers."""
        await self.assistant.tick()
        await self._read(talk=0)

    def _is_due(self, moment: datetime) -> bool:
        soonest = self.store.transact_now(lambda tx: tx.soonest_due())
        return soonest is not None and soonest <= moment

    async def _read(self, talk: int) -> None:
        """Everybody reads what arrived, in order of the clients."""
        await self.assistant.outbox.flush()
        for client, messages in sorted(self._letterbox.emptied().items()):
            self._hear(client, messages, talk)

    def _hear(self, client: str, messages: Sequence[Message], talk: int) -> None:
        """A person read something; plan their answer when there is one to give."""
        person = self._people.get(client)
        asked = [each for each in messages if each.author == "bot" and each.expects]
        if person is None or not asked or talk > MOST_ANSWERS:
            return
        if talk == 0 and not person.will_answer(self._under_way(client), self._today()):
            return
        self._order += 1
        at = self._clock.now() + timedelta(minutes=1 if talk else person.minutes())
        heapq.heappush(self._happenings, Happening(at, self._order, person.number, talk))

    def _today(self) -> date:
        return self._calendar.local(self._clock.now()).date()

    def _under_way(self, client: str) -> frozenset[str]:
        """Return the scripts that the talk under way is in."""
        file = self.store.transact_now(lambda tx: tx.client(client))
        conversation = file.conversation if file else None
        return frozenset(frame.script for frame in (conversation.frames if conversation else ()))

    async def _people_until(self, moment: datetime) -> None:
        while self._happenings and self._happenings[0].at <= moment:
            happening = heapq.heappop(self._happenings)
            self._to(happening.at)
            await self._answer(f"person-{happening.person}", happening.talk)

    async def _answer(self, client: str, talk: int) -> None:
        fact, message = self.store.transact_now(lambda tx: self._question(tx, client))
        if message is None:
            return
        text, choice = self._people[client].answer(fact, message, self._today())
        self._updates += 1
        incoming = Incoming(
            CHANNEL, client, str(self._updates), self._clock.now(), text=text, choice=choice
        )
        await self.assistant.receive(incoming)
        await self._read(talk + 1)

    def _question(self, tx: Transaction, client: str) -> tuple[str, Message | None]:
        """Return the fact that is asked, and the message that asks it."""
        file = tx.client(client)
        conversation = file.conversation if file else None
        if conversation is None or conversation.awaiting == "nothing":
            return "", None
        ask = question_at(self.assistant.around.shelf.library(tx), conversation)
        asked = [m for m in tx.newest_messages(client, limit=4) if m.author == "bot" and m.expects]
        return (ask.fact if ask is not None else ""), (asked[-1] if asked else None)

    async def _advise(self) -> None:
        """Answer and close handoffs, most of them as promised."""
        now = self._clock.now()
        waiting = self.store.transact_now(lambda tx: tx.handoffs(active=True))
        # Not by id, as the store has them: ids are drawn anew each time, and who is answered late
        # must not be.
        for handoff in sorted(waiting, key=lambda each: (each.opened_at, each.client, each.topic)):
            if handoff.id not in self._answered:
                self._answered[handoff.id] = self._answers_at(now)
            if self._answered[handoff.id] <= now:
                await self._close(handoff, now)

    def _answers_at(self, now: datetime) -> datetime:
        late = self._chance.random() >= self.behaviour.in_time
        return now + (timedelta(days=7) if late else timedelta())

    async def _close(self, handoff: Handoff, now: datetime) -> None:
        staff = Staff(handoff.adviser, "Kim", "adviser", handoff.adviser)
        around = self.assistant.around
        answer = "Dank u wel voor uw bericht."
        await self.assistant.do(lambda tx: reply(tx, around, staff, handoff.id, answer, now))
        await self.assistant.do(lambda tx: close(tx, around, handoff.id, now))
        self.handoffs_in_time += self._calendar.local(now).date() <= handoff.promised_by
        await self._read(talk=0)

    async def _hold_sessions(self, day: date) -> None:
        """Hold the sessions of a day: some come, some do not, and the adviser notes who did."""
        began = self._calendar.local_moment(day, time.min)
        now = self._clock.now()
        self.store.transact_now(lambda tx: self._note_who_came(tx, began, now))

    def _note_who_came(self, tx: Transaction, began: datetime, now: datetime) -> None:
        for session in tx.sessions(self.programme, after=began):
            if session.starts_at > now:
                return
            states: dict[str, AttendanceState] = {
                row.client: "attended" if self._people[row.client].life.comes else "absent"
                for row in tx.registrations(session=session.id)
                if row.state == "booked"
            }
            record_attendance(tx, self.assistant.around, NOTES, session.id, states, 0, now)
