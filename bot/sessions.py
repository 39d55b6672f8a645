"""Information sessions: a meeting with date, place, capacity and a waiting list."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from scheduler.calendar import Calendar
from scheduler.hours import QuietHours, next_allowed
from scheduler.records import record
from scheduler.sessions import FACILITIES

SessionState = Literal["planned", "cancelled"]
RegistrationState = Literal["booked", "offered", "waiting", "cancelled"]
AttendanceState = Literal["unknown", "attended", "absent", "excused"]
ATTENDANCE_STATES: tuple[AttendanceState, ...] = ("unknown", "attended", "absent", "excused")
HOLDS_SEAT: frozenset[RegistrationState] = frozenset({"booked", "offered"})

COMPANION, INTERPRETER = "companion", "interpreter"
"""Needs beside the facilities of a place (`scheduler.sessions.FACILITIES`)."""

NEEDS = (COMPANION, INTERPRETER, *FACILITIES)
"""Everything that somebody may need at a session, in the order in which it is asked."""

LAST_OFFER = timedelta(hours=3)
"""So long before a session nobody is offered a place any more: they could not get there."""
LAST_ANSWER = timedelta(hours=2)
"""So long before a session an offered place must have been answered."""


@record(frozen=True)
class InformationSession:
    """One meeting of a programme; `capacity` counts the places.

    It has a place or a link. Without municipalities it is for everybody in the programme.
    `sequence` goes up each time that it is moved or cancelled. `walk_ins` counts people who came
    without being on the list. Personal talks: `talk_minutes` each, `talks_at_once`, or none.
    """

    id: str
    programme: str
    starts_at: datetime
    place: str
    capacity: int
    minutes: int = 90
    title: str = ""
    link: str = ""
    municipalities: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    expected: bool = False
    languages: tuple[str, ...] = ("nl",)
    accessible: tuple[str, ...] = ()
    companion: bool = False
    interpreter: bool = False
    bring: tuple[str, ...] = ()
    talk_minutes: int = 0
    talks_at_once: int = 0
    confirm_days: int = 1
    after_ww_end: bool = False
    state: SessionState = "planned"
    sequence: int = 0
    walk_ins: int = 0

    @property
    def where(self) -> str:
        """The place, or the link of one that is online."""
        return self.place or self.link

    @property
    def ends_at(self) -> datetime:
        """The moment at which the common part ends and personal talks begin."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def needs(self) -> tuple[str, ...]:
        """What somebody may ask for here, in the order in which it is asked."""
        first = ((COMPANION, self.companion), (INTERPRETER, self.interpreter))
        return (*(name for name, offered in first if offered), *self.accessible)

    @property
    def talk_slots(self) -> tuple[tuple[int, int], ...]:
        """The personal talks, as time (from 0) and desk: one for each place, early ones first."""
        if not (self.talk_minutes and self.talks_at_once):
            return ()
        return tuple(divmod(number, self.talks_at_once) for number in range(self.capacity))

    def talk_at(self, slot: int) -> datetime:
        """Return when the personal talk of this time (from 0) begins."""
        return self.ends_at + timedelta(minutes=slot * self.talk_minutes)

    def fits(self, municipality: str, ww_end: date | None, day: date) -> bool:
        """Say whether a client may come: from their municipality, and before the WW ends.

        `day` is the local day of the session. What is not known of the end of the WW keeps
        nobody away; a municipality that is not known does, when the session names some.
        """
        if not (self.after_ww_end or ww_end is None or day <= ww_end):
            return False
        named = {each.casefold() for each in self.municipalities}
        return not named or municipality.casefold() in named

    def moved(self, starts_at: datetime, place: str, link: str) -> "InformationSession":
        """Return the session at another moment or place; those on the list must be told."""
        same = (self.starts_at, self.place, self.link) == (starts_at, place, link)
        changed = replace(self, starts_at=starts_at, place=place, link=link)
        return changed if same else replace(changed, sequence=self.sequence + 1)

    def cancelled(self) -> "InformationSession":
        """Return the session, cancelled; those on the list must be told."""
        if self.state == "cancelled":
            return self
        return replace(self, state="cancelled", sequence=self.sequence + 1)


@record(frozen=True)
class Wishes:
    """What somebody needs at a session: names of needs, and the language of an interpreter.

    `number`: under which they stand on the list without their name, from 1; 0 when they signed
    up before there were numbers.
    """

    needs: tuple[str, ...] = ()
    language: str = ""
    number: int = 0


def next_number(listed: Iterable[Wishes]) -> int:
    """Return the number of who comes next on a list: nobody there has it, or had a higher one."""
    return max((each.number for each in listed), default=0) + 1


@record(frozen=True)
class Registration:
    """A client's place at a session: booked, offered, or where they wait in line (from 1).

    `answer_by`: until when an offered place is kept. `token` finds it without signing in.
    `told`: the sequence of the session that the client knows. `called`: the adviser has spoken
    with somebody who was absent. `talk`: the time of the personal talk, counted from 0.
    """

    session: str
    client: str
    state: RegistrationState
    at: datetime
    waiting_position: int = 0
    answer_by: datetime | None = None
    token: str = ""
    told: int = 0
    attendance: AttendanceState = "unknown"
    called: bool = False
    talk: int | None = None


def is_late(session: InformationSession, now: datetime) -> bool:
    """Say whether it is too late to offer anybody a place at a session."""
    return now >= session.starts_at - LAST_OFFER


def answer_by(
    session: InformationSession, now: datetime, calendar: Calendar, quiet_hours: QuietHours
) -> datetime | None:
    """Return until when a place that is offered now is kept; None when it is too late to offer.

    As many days as the session says, moved out of quiet hours, weekends and holidays; shorter
    when the session begins sooner. To the minute, for it is said to the client.
    """
    if is_late(session, now):
        return None
    local = calendar.local(now)
    at = time(local.hour, local.minute)
    term = calendar.local_moment(local.date() + timedelta(days=session.confirm_days), at)
    return min(
        next_allowed(term, calendar, quiet_hours), calendar.local(session.starts_at - LAST_ANSWER)
    )
