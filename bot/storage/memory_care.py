"""Handoffs in memory."""

from bot.handoff import Handoff
from bot.records import Note
from bot.storage.errors import ConstraintError
from bot.storage.memory_base import Subject
from bot.storage.moments import in_utc


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
        own = sorted(self._own(client), key=lambda h: (h.urgency != "urgent", h.opened_at, h.id))
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
