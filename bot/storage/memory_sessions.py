"""Information sessions, their seats and their waiting lists in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from bot.sessions import HOLDS_SEAT, InformationSession, Registration, Wishes, is_late
from bot.storage.errors import ConstraintError
from bot.storage.memory_base import Subject, Tables
from bot.storage.moments import in_utc, utc

Rows = Mapping[str, tuple[int, Registration]]
"""By client, in order of asking: the number of the asking, and what it came to."""


NOBODY: Rows = {}


class Summary(NamedTuple):
    """What a list comes to.

    `told`: the change of the session that everybody on it was told of. `answer_by`: the first
    moment by which somebody must have answered.
    """

    taken: int
    waits: bool
    told: int | None
    answer_by: datetime | None


def summary_of(rows: Rows) -> Summary:
    """Work out what a list comes to."""
    on_list = [row for _, row in rows.values() if row.state != "cancelled"]
    terms = [row.answer_by for row in on_list if row.answer_by is not None]
    return Summary(
        taken=sum(row.state in HOLDS_SEAT for row in on_list),
        waits=any(row.state == "waiting" for row in on_list),
        told=min((row.told for row in on_list), default=None),
        answer_by=min(terms, default=None),
    )


class MemorySessions(Subject):
    """Sessions; registrations stand in order of asking, each with its number."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(tables)
        self._summaries: dict[str, tuple[Rows, Summary]] = {}

    def add_session(self, session: InformationSession) -> None:
        """Keep an information session."""
        if session.id not in self._tables.sessions:
            self._tables.sessions.put(session.id, in_utc(session))

    def save_session(self, session: InformationSession) -> None:
        """Keep a changed session."""
        if session.id not in self._tables.sessions:
            raise ConstraintError(f"There is no information session {session.id}.")
        if self._taken(session.id) > session.capacity:
            raise ConstraintError(f"More places of {session.id} are taken than it would have.")
        self._tables.sessions.put(session.id, in_utc(session))

    def session(self, session: str) -> InformationSession | None:
        """Return an information session."""
        return self._tables.sessions.get(session)

    def sessions(self, programme: str, *, after: datetime) -> tuple[InformationSession, ...]:
        """Return a programme's sessions after a moment."""
        later = self.all_sessions(after=after)
        return tuple(s for s in later if s.programme == programme and s.state == "planned")

    def all_sessions(self, *, after: datetime) -> tuple[InformationSession, ...]:
        """Return every programme's sessions after a moment."""
        moment = utc(after)
        later = [s for s in self._tables.sessions.rows() if s.starts_at > moment]
        return tuple(sorted(later, key=lambda session: (session.starts_at, session.id)))

    def unsettled_sessions(self, now: datetime) -> tuple[str, ...]:
        """Return the sessions whose registrations ask for something to be done."""
        later = self.all_sessions(after=now)
        return tuple(sorted(each.id for each in later if self._is_unsettled(each, utc(now))))

    def _is_unsettled(self, session: InformationSession, now: datetime) -> bool:
        found = self._summary(session.id)
        untold = found.told is not None and found.told < session.sequence
        lapsed = found.answer_by is not None and found.answer_by <= now
        free = found.taken < session.capacity
        return untold or lapsed or (found.waits and (free or is_late(session, now)))

    def register(self, session: str, client: str, at: datetime, token: str = "") -> Registration:
        """Book a place or join the waiting list."""
        self._must_know(client)
        kept = self._tables.sessions.get(session)
        if kept is None:
            raise ConstraintError(f"There is no information session {session}.")
        rows = self._list(session)
        before = self._one(session, client)
        if before is None or before.state == "cancelled":
            found = self._summary(session)
            full = found.taken >= kept.capacity
            state = "waiting" if found.waits or full else "booked"
            known = before.token if before and before.token else token
            asked = Registration(
                session, client, "waiting", utc(at), token=known, told=kept.sequence
            )
            asked = replace(asked, state="booked") if state == "booked" else asked
            others = {other: pair for other, pair in rows.items() if other != client}
            if before is None:
                self._tables.client_sessions.append(client, session)
            self._put(session, {**others, client: (next(self._tables.ids), asked)})
        (own,) = self.registrations(session=session, client=client)
        return own

    def offer_place(self, session: str, client: str, answer_by: datetime) -> bool:
        """Hold a free seat for somebody who waits."""
        own, kept = self._one(session, client), self._tables.sessions.get(session)
        if own is None or kept is None or own.state != "waiting":
            return False
        if self._taken(session) >= kept.capacity:
            return False
        self._change(replace(own, state="offered", answer_by=utc(answer_by)))
        return True

    def accept_place(self, session: str, client: str) -> bool:
        """Book the seat that was offered."""
        own = self._one(session, client)
        if own is None or own.state != "offered":
            return False
        self._change(replace(own, state="booked", answer_by=None))
        return True

    def cancel_registration(self, session: str, client: str) -> None:
        """Give a place and a talk back; what was needed there is forgotten."""
        own = self._one(session, client)
        if own is not None:
            self._change(replace(own, state="cancelled", answer_by=None, talk=None))
            self._give_back(session, client)

    def _give_back(self, session: str, client: str) -> None:
        """Forget the needs and the talk that belong to a registration."""
        self._tables.wishes.drop((session, client))
        for slot in [slot for slot in self._tables.talks if slot[0] == session]:
            if self._tables.talks.get(slot) == client:
                self._tables.talks.drop(slot)

    def registrations(
        self, *, session: str | None = None, client: str | None = None
    ) -> tuple[Registration, ...]:
        """Return registrations in order of asking."""
        if client is not None:
            names = self._tables.client_sessions.of(client)
            lists = [self._list(name) for name in names if session in (None, name)]
            found = [pair for rows in lists if (pair := rows.get(client))]
        else:
            lists = [self._list(session)] if session else self._tables.registrations.rows()
            found = [pair for rows in lists for pair in rows.values()]
        ordered = [row for _, row in sorted(found, key=lambda pair: pair[0])]
        return tuple(row for row in ordered if row.state != "cancelled")

    def registration_at(self, token: str) -> Registration | None:
        """Return the registration with a token."""
        lists = self._tables.registrations.rows() if token else []
        every = (row for rows in lists for _, row in rows.values())
        return next((row for row in every if row.token == token), None)

    def save_registration(self, registration: Registration) -> None:
        """Keep what was noted with a registration."""
        own = self._one(registration.session, registration.client)
        if own is not None:
            noted = {name: vars(registration)[name] for name in ("attendance", "called", "told")}
            self._change(replace(own, **noted))

    def save_wishes(self, session: str, client: str, wishes: Wishes) -> None:
        """Keep what somebody needs."""
        if self._one(session, client) is not None:
            self._tables.wishes.put((session, client), wishes)

    def wishes(self, session: str) -> dict[str, Wishes]:
        """Return what the clients of a session need."""
        found = (
            (key[1], self._tables.wishes.get(key))
            for key in self._tables.wishes
            if key[0] == session
        )
        return {client: wishes for client, wishes in found if wishes is not None}

    def take_talk(self, session: str, client: str, slots: Sequence[tuple[int, int]]) -> int | None:
        """Give somebody the first free personal talk."""
        own = self._one(session, client)
        if own is None or own.talk is not None:
            return own.talk if own else None
        free = next((s for s in slots if (session, *s) not in self._tables.talks), None)
        if free is None:
            return None
        self._tables.talks.add((session, *free), client)
        self._change(replace(own, talk=free[0]))
        return free[0]

    def forget_registrations(self, client: str) -> None:
        """Remove a client from every list, also where they gave their place back."""
        for session in self._tables.client_sessions.drop(client):
            rows = self._list(session)
            self._put(session, {other: rows[other] for other in rows if other != client})
            self._give_back(session, client)

    def _list(self, session: str) -> Rows:
        return self._tables.registrations.get(session) or NOBODY

    def _one(self, session: str, client: str) -> Registration | None:
        own = self._list(session).get(client)
        return own[1] if own else None

    def _taken(self, session: str) -> int:
        return self._summary(session).taken

    def _summary(self, session: str) -> Summary:
        """Return what a list comes to, worked out once for each list that there was."""
        rows = self._list(session)
        known = self._summaries.get(session)
        if known is None or known[0] is not rows:
            known = self._summaries[session] = rows, summary_of(rows)
        return known[1]

    def _change(self, changed: Registration) -> None:
        rows = self._list(changed.session)
        number, _ = rows[changed.client]
        self._put(changed.session, {**rows, changed.client: (number, changed)})

    def _put(self, session: str, rows: Rows) -> None:
        """Keep a list, and number those who wait."""
        position, numbered = 0, {}
        for client, (number, row) in rows.items():
            position += row.state == "waiting"
            place = position if row.state == "waiting" else 0
            if row.waiting_position != place:
                row = replace(row, waiting_position=place)
            numbered[client] = number, row
        self._tables.registrations.put(session, numbered)
