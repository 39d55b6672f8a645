"""Handoffs and information sessions in memory."""

from dataclasses import replace
from datetime import datetime

from bot.handoff import Handoff
from bot.records import Note
from bot.sessions import InformationSession, Registration
from bot.storage.errors import ConstraintError
from bot.storage.memory_base import Subject
from bot.storage.moments import in_utc, utc


class MemoryHandoffs(Subject):
    """Handoffs and their notes."""

    def open_handoff(self, handoff: Handoff) -> Handoff:
        """Keep a handoff, or return the active one on its topic."""
        self._must_know(handoff.client)
        same = (handoff.client, handoff.topic)
        for other in self._own(handoff.client):
            if handoff.active and (other.client, other.topic) == same:
                return other
        self._tables.handoffs.add(handoff.id, in_utc(handoff))
        self._tables.client_handoffs.append(handoff.client, handoff.id)
        self._note_active(handoff)
        return in_utc(handoff)

    def handoff(self, handoff: str) -> Handoff | None:
        """Return a handoff."""
        return self._tables.handoffs.get(handoff)

    def handoffs(self, *, active: bool | None = None) -> tuple[Handoff, ...]:
        """Return handoffs, the longest waiting first."""
        if active:
            found = (self._tables.handoffs.get(each) for each in self._tables.active_handoffs)
            fitting = [handoff for handoff in found if handoff]
        else:
            rows = self._tables.handoffs.rows()
            fitting = [row for row in rows if active is None or row.active == active]
        return tuple(sorted(fitting, key=lambda handoff: (handoff.opened_at, handoff.id)))

    def active_handoff(self, client: str) -> Handoff | None:
        """Return the handoff because of which the assistant is silent."""
        own = sorted(self._own(client), key=lambda handoff: (handoff.opened_at, handoff.id))
        return own[0] if own else None

    def save_handoff(self, handoff: Handoff) -> None:
        """Keep a changed handoff."""
        if handoff.id not in self._tables.handoffs:
            raise ConstraintError(f"There is no handoff {handoff.id}.")
        for other in self._own(handoff.client):
            same = (other.client, other.topic) == (handoff.client, handoff.topic)
            if handoff.active and same and other.id != handoff.id:
                raise ConstraintError(f"Another handoff on '{handoff.topic}' is active.")
        self._tables.handoffs.put(handoff.id, in_utc(handoff))
        self._note_active(handoff)

    def _own(self, client: str) -> list[Handoff]:
        """Return a client's active handoffs."""
        found = (
            self._tables.handoffs.get(each) for each in self._tables.client_handoffs.of(client)
        )
        return [handoff for handoff in found if handoff and handoff.active]

    def _note_active(self, handoff: Handoff) -> None:
        if handoff.active:
            self._tables.active_handoffs.put(handoff.id, True)
        else:
            self._tables.active_handoffs.drop(handoff.id)

    def add_note(self, note: Note) -> None:
        """Keep a note."""
        if note.handoff not in self._tables.handoffs:
            raise ConstraintError(f"There is no handoff {note.handoff}.")
        self._tables.notes.append(note.handoff, in_utc(note))

    def notes(self, handoff: str) -> tuple[Note, ...]:
        """Return the notes with a handoff."""
        return self._tables.notes.of(handoff)


class MemorySessions(Subject):
    """Information sessions; registrations stand in order of asking, cancelled ones are gone."""

    def add_session(self, session: InformationSession) -> None:
        """Keep an information session."""
        if session.id not in self._tables.sessions:
            self._tables.sessions.put(session.id, in_utc(session))

    def session(self, session: str) -> InformationSession | None:
        """Return an information session."""
        return self._tables.sessions.get(session)

    def sessions(self, programme: str, *, after: datetime) -> tuple[InformationSession, ...]:
        """Return a programme's sessions after a moment."""
        moment = utc(after)
        rows = [s for s in self._tables.sessions.rows() if s.programme == programme]
        later = [s for s in rows if s.starts_at > moment]
        return tuple(sorted(later, key=lambda session: (session.starts_at, session.id)))

    def register(self, session: str, client: str, at: datetime) -> Registration:
        """Book a place or join the waiting list."""
        self._must_know(client)
        kept = self._tables.sessions.get(session)
        if kept is None:
            raise ConstraintError(f"There is no information session {session}.")
        rows = self._tables.registrations.of(session)
        if client not in {row.client for _, row in rows}:
            asked = Registration(session, client, "waiting", utc(at))
            self._seat(kept, (*rows, (next(self._tables.ids), asked)))
        return next(r for r in self.registrations(session=session) if r.client == client)

    def cancel_registration(self, session: str, client: str) -> None:
        """Give a place back."""
        kept = self._tables.sessions.get(session)
        rows = self._tables.registrations.of(session)
        if kept and client in {row.client for _, row in rows}:
            self._seat(kept, tuple(pair for pair in rows if pair[1].client != client))

    def registrations(
        self, *, session: str | None = None, client: str | None = None
    ) -> tuple[Registration, ...]:
        """Return registrations in order of asking."""
        names = self._tables.registrations.owners() if session is None else [session]
        rows = [pair for name in names for pair in self._tables.registrations.of(name)]
        fitting = [pair for pair in rows if client is None or pair[1].client == client]
        return tuple(row for _, row in sorted(fitting, key=lambda pair: pair[0]))

    def _seat(
        self, session: InformationSession, rows: tuple[tuple[int, Registration], ...]
    ) -> None:
        """Book those who wait as long as there are places, and number the others."""
        free = session.capacity - sum(row.state == "booked" for _, row in rows)
        seated, position = [], 0
        for number, row in rows:
            if row.state == "waiting" and free > 0:
                free -= 1
                seated.append((number, replace(row, state="booked", waiting_position=0)))
            elif row.state == "waiting":
                position += 1
                seated.append((number, replace(row, waiting_position=position)))
            else:
                seated.append((number, row))
        self._tables.registrations.put(session.id, tuple(seated))
