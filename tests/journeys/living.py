"""A life in virtual time: one client with the real assistant, from enrolment to after the WW.

Everything that is said, everything that was not sent and why, and every question that went to a
person is written down, so that somebody can read it as that client would.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from bot.advisers import Adviser
from bot.contacts import OPEN, DueContact
from bot.dialogue.facts import UNKNOWN, Value
from bot.dialogue.steps import Ask
from bot.figures import Person, person
from bot.handoff import Handoff
from bot.ports import Transaction
from bot.records import Staff
from bot.sessions import AttendanceState
from bot.simulation.report import report
from bot.usecases.attendance import record_attendance
from bot.usecases.enrol import begin
from bot.usecases.handoffs import close, reply
from bot.usecases.session_planning import plan_sessions
from bot.walks import CLIENT, PretendWorld, written
from scheduler.calendar import AMSTERDAM
from tests.fixtures import SETTINGS, phrasebook, shipped

ANSWERS_AT = time(16)
"""When an adviser answers, on the day that was promised."""
READS_AFTER = timedelta(minutes=3)
LIVES_ON = timedelta(days=75)
"""After the end of the WW; by then how it ended was asked for the second time."""
LIVES_ON_AT_WORK = timedelta(days=215)
MOST_ANSWERS = 80
"""Answers to one talk; more means that somebody goes round in circles."""
WORKDAY = {
    day: (time(9), time(17)) for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
}
NOTES = Staff("coordinator", "Ineke", "coordinator")
"""Who notes who came to a session."""


@dataclass(frozen=True)
class Life:
    """Somebody, and what they say when something is asked.

    `says`: by the fact that is asked, or by `script.step` where that matters; several answers are
    given one after another, and the last one stays. An empty answer is silence.
    """

    name: str
    about: str
    programme: str
    enrolled: date
    ww_end: date
    says: Mapping[str, str | tuple[str, ...]]
    comes: bool = True
    finds_work: bool = False


@dataclass(frozen=True)
class Asked:
    """A question that was put: where in which script, about which fact, and when."""

    step: str
    fact: str
    at: datetime


@dataclass
class Lived:
    """What is left of a life: what was said, and how the store stands at the end."""

    life: Life
    diary: list[tuple[datetime, str]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    contacts: tuple[DueContact, ...] = ()
    handoffs: tuple[tuple[Handoff, Adviser], ...] = ()
    outcomes: tuple[tuple[date, str], ...] = ()
    facts: Mapping[str, Value] = field(default_factory=dict)
    counted: Person | None = None
    end_states: Mapping[str, int] = field(default_factory=dict)
    sessions: int = 0

    @property
    def ends_as(self) -> str:
        """Where this client stands in the figures."""
        return self.counted.places["end"] if self.counted else "unknown"

    @property
    def said(self) -> str:
        """Everything that was said, as one text."""
        return "\n".join(text for _, text in self.diary)

    def sent(self, rule: str) -> list[date]:
        """Return the days on which a rule's message was sent."""
        return [
            (row.settled_at or row.due).astimezone(AMSTERDAM).date()
            for row in self.contacts
            if row.rule == rule and row.state == "sent"
        ]

    def told_on(self, day: date) -> str:
        """Return what was said on a day."""
        return "\n".join(text for at, text in self.diary if at.date() == day)

    def first_told(self, words: str) -> date | None:
        """Return the first day on which something was said with these words."""
        return next((at.date() for at, text in self.diary if words in text), None)

    def times_asked(self, fact: str) -> int:
        """Return how often a question about a fact was put."""
        return sum(each.fact == fact for each in self.asked)


class World:
    """The real assistant, the people of one programme, and one client who lives through it."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self.lived = Lived(life)
        self.now = datetime.combine(life.enrolled, time(10), AMSTERDAM)
        self.world = PretendWorld(SETTINGS, shipped(), self.now)
        self.around = self.world.assistant.around
        self.client = life.name.casefold()
        self._given: Counter[str] = Counter()
        self._handoffs: set[str] = set()
        self._held: set[str] = set()
        self.world.store.transact_now(self._set_up)

    def _set_up(self, tx: Transaction) -> None:
        """Keep three people for the programme: of UWV, of the municipality, and for the young."""
        usual = Adviser(
            id="karin",
            first_name="Karin",
            organisation="UWV",
            programmes=(self.life.programme,),
            hours=WORKDAY,
            stand_in="mo",
        )
        mo = replace(usual, id="mo", first_name="Mo", organisation="gemeente", stand_in="karin")
        noor = replace(mo, id="noor", first_name="Noor", role="youth-coach")
        for adviser in (usual, replace(mo, role="income-officer"), noor):
            tx.save_adviser(adviser)
            tx.save_staff(Staff(adviser.id, adviser.first_name, "adviser", adviser.id))
        plan_sessions(tx, self.around, self.life.programme, self.now)

    async def live(self) -> Lived:
        """Live from enrolment until nothing is left to happen."""
        first = self.world.store.transact_now(
            lambda tx: begin(
                tx,
                self.around,
                CLIENT,
                self.now,
                programme=self.life.programme,
                client_id=self.client,
            )
        )
        self._note(self.now, f"== {self._moment(self.now)}  meldt zich aan")
        for message in first:
            self._note(self.now, written(message))
        self.world.assistant.send_out(first)
        await self.world.assistant.outbox.flush()
        await self._answers()
        end = self._last_day()
        while (moment := self._next_moment(end)) is not None:
            await self._happens(moment)
        return self._look_back()

    def _last_day(self) -> datetime:
        on = LIVES_ON_AT_WORK if self.life.finds_work else LIVES_ON
        return datetime.combine(self.life.ww_end + on, time(20), AMSTERDAM)

    def _next_moment(self, end: datetime) -> datetime | None:
        """Return when something happens next: a contact falls due, or somebody does something."""
        coming = [self.world.store.transact_now(lambda tx: tx.soonest_due())]
        if self._open_handoffs():
            coming.append(self._promised())
        coming += [session for session, _ in self._sessions()]
        known = [max(each, self.now + timedelta(minutes=1)) for each in coming if each is not None]
        return min(known) if known and min(known) <= end else None

    async def _happens(self, moment: datetime) -> None:
        self.now = self.world.clock.at = moment
        if self._open_handoffs() and moment >= self._promised():
            await self._advise()
        self._hold_sessions()
        before = len(self.world.channel.sent)
        at = self._now()
        await self.world.assistant.tick()
        await self.world.assistant.outbox.flush()
        said = [message for _, message in self.world.channel.sent[before:]]
        if said:
            self._note(at, self._heading(at))
        for message in said:
            self._note(at, written(message))
        self._note_handoffs()
        await self._answers()

    def _now(self) -> datetime:
        return self.world.clock.now().astimezone(AMSTERDAM)

    def _note(self, at: datetime, text: str) -> None:
        self.lived.diary.append((at.astimezone(AMSTERDAM), text))

    @staticmethod
    def _moment(at: datetime) -> str:
        return f"{at.astimezone(AMSTERDAM):%Y-%m-%d %H:%M}"

    def _heading(self, at: datetime) -> str:
        rows = [row for row in self._rows() if row.state == "sent" and row.settled_at == at]
        names = ", ".join(row.rule for row in rows) or "vervolg"
        reasons = [why for row in rows if (why := reason_of(row))]
        return " ".join([f"== {self._moment(at)}  {names}", *(f"({why})" for why in reasons)])

    def _rows(self) -> tuple[DueContact, ...]:
        return self.world.store.transact_now(lambda tx: tx.contacts(self.client))

    # what the client does

    async def _answers(self) -> None:
        """Answer as long as something is asked."""
        for _ in range(MOST_ANSWERS):
            question = self._question()
            text = "" if question is None else self._answer(*question)
            if not text:
                return
            await self._types(text)
        message = f"{self.life.name} goes round in circles at {self._question()}"
        raise AssertionError(message)

    async def _types(self, text: str) -> None:
        self.world.clock.at = self._now() + READS_AFTER
        self._note(self._now(), f"{self.life.name}: {text}")
        for message in await self.world.does(text):
            if message.author != "client":
                self._note(self._now(), written(message))
        self._note_handoffs()

    def _question(self) -> tuple[str, str] | None:
        """Return the place and the fact of the question that waits for an answer."""
        return self.world.store.transact_now(self._waits)

    def _waits(self, tx: Transaction) -> tuple[str, str] | None:
        file = tx.client(self.client)
        conversation = file.conversation if file else None
        if conversation is None or conversation.awaiting in ("nothing", "wake", "held"):
            return None
        if conversation.awaiting == "rescue" or tx.active_handoff(self.client) is not None:
            return None
        place = conversation.place
        step = self.around.shelf.library(tx).script(place.script, place.revision).steps[place.step]
        return f"{place.script}.{place.step}", step.fact if isinstance(step, Ask) else ""

    def _answer(self, step: str, fact: str) -> str:
        key = step if step in self.life.says else fact
        if key not in self.life.says:
            message = (
                f"{self.life.name} has no answer to {step} ({fact}):\n{self.lived.said[-700:]}"
            )
            raise AssertionError(message)
        self.lived.asked.append(Asked(step, fact, self._now()))
        answers = self.life.says[key]
        if isinstance(answers, str):
            return answers
        self._given[key] += 1
        return answers[min(self._given[key], len(answers)) - 1]

    # what the people around do

    def _open_handoffs(self) -> Sequence[Handoff]:
        return self.world.store.transact_now(lambda tx: tx.handoffs(active=True))

    def _promised(self) -> datetime:
        first = min(self._open_handoffs(), key=lambda each: each.opened_at)
        day = max(first.promised_by, first.opened_at.astimezone(AMSTERDAM).date())
        return max(datetime.combine(day, ANSWERS_AT, AMSTERDAM), first.opened_at + READS_AFTER)

    async def _advise(self) -> None:
        for handoff in self._open_handoffs():
            await self._reply(handoff)
            await self._answers()

    async def _reply(self, handoff: Handoff) -> None:
        """Let the adviser of a handoff answer and close it."""
        adviser, around, now = self._adviser(handoff), self.around, self._now()
        staff = Staff(adviser.id, adviser.first_name, "adviser", adviser.id)
        words = f"Dag, u spreekt met {adviser.first_name}. Ik help u hiermee."
        before = len(self.world.channel.sent)
        do = self.world.assistant.do
        await do(lambda tx: reply(tx, around, staff, handoff.id, words, now))
        await do(lambda tx: close(tx, around, handoff.id, now))
        await self.world.assistant.outbox.flush()
        self._note(now, f"== {self._moment(now)}  {adviser.first_name} antwoordt")
        for _, message in self.world.channel.sent[before:]:
            self._note(now, written(message))

    def _adviser(self, handoff: Handoff) -> Adviser:
        every = self.world.store.transact_now(lambda tx: tx.advisers())
        return next(each for each in every if each.id == handoff.adviser)

    def _note_handoffs(self) -> None:
        for handoff in self.world.store.transact_now(lambda tx: tx.handoffs()):
            if handoff.id in self._handoffs:
                continue
            self._handoffs.add(handoff.id)
            adviser = self._adviser(handoff)
            self.lived.handoffs += ((handoff, adviser),)
            shared = ", ".join(handoff.shared_facts) or "niets meer"
            to = f"{adviser.first_name} ({adviser.organisation})"
            self._note(
                self._now(),
                f"   -> naar {to}: {handoff.topic}; antwoord uiterlijk "
                f"{handoff.promised_by}; deelt {shared}",
            )

    def _sessions(self) -> list[tuple[datetime, str]]:
        """Return when the sessions begin at which the client has a place, before they are held."""

        def booked(tx: Transaction) -> list[tuple[datetime, str]]:
            rows = tx.registrations(client=self.client)
            found = [tx.session(row.session) for row in rows if row.state == "booked"]
            return [(each.starts_at, each.id) for each in found if each is not None]

        every = self.world.store.transact_now(booked)
        return [each for each in every if each[1] not in self._held]

    def _hold_sessions(self) -> None:
        for starts, session in self._sessions():
            if starts <= self._now():
                self._held.add(session)
                self._hold(session)

    def _hold(self, session: str) -> None:
        """Hold a session, and note whether the client was there."""
        comes, now = self.life.comes, self._now()
        states: dict[str, AttendanceState] = {self.client: "attended" if comes else "absent"}
        self.world.store.transact_now(
            lambda tx: record_attendance(tx, self.around, NOTES, session, states, 0, now)
        )
        self.lived.sessions += comes
        was = "is bij" if comes else "komt niet naar"
        self._note(now, f"== {self._moment(now)}  {self.life.name} {was} de bijeenkomst")

    def _look_back(self) -> Lived:
        lived = self.lived

        def look(tx: Transaction) -> None:
            file = tx.client(self.client)
            assert file is not None
            told = tx.outcomes(self.client)
            milestones = tx.milestones(self.client)
            today = self._now().date()
            lived.contacts = tx.contacts(self.client)
            lived.counted = person(file, milestones, told, today, self.around.calendar)
            lived.end_states = report(tx, 0).end_states
            lived.outcomes = tuple((o.at.astimezone(AMSTERDAM).date(), o.kind) for o in told)
            lived.facts = {
                name: fact.value for name, fact in file.facts.items() if fact.value != UNKNOWN
            }

        self.world.store.transact_now(look)
        return lived


def reason_of(row: DueContact) -> str:
    """Return why a contact went as it did, as a client reads it."""
    return phrasebook().say(row.reason_key, row.reason_figures) if row.reason_key else ""


def live(life: Life) -> Lived:
    """Live a life, and return what is left of it."""
    return asyncio.run(World(life).live())


def still_open(lived: Lived) -> list[str]:
    """Return the contacts that are in no final state: there must be none."""
    return [f"{row.rule} {row.due}" for row in lived.contacts if row.state in OPEN]
