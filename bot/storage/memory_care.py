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
        for other in self.handoffs(active=True):
            if handoff.active and (other.client, other.topic) == same:
                return other
        self._tables.handoffs.add(handoff.id, in_utc(handoff))
        return in_utc(handoff)

    def handoff(self, handoff: str) -> Handoff | None:
        """Return a handoff."""
        return self._tables.handoffs.get(handoff)

    def handoffs(self, *, active: bool | None = None) -> tuple[Handoff, ...]:
        """Return handoffs, the longest waiting first."""
        fitting = [h for h in self._tables.handoffs.rows() if active is None or h.active == active]
        return tuple(sorted(fitting, key=lambda handoff: (handoff.opened_at, handoff.id)))

    def active_handoff(self, client: str) -> Handoff | None:
        """Return the handoff because of which the assistant is silent."""
        return next((h for h in self.handoffs(active=True) if h.client == client), None)

    def save_handoff(self, handoff: Handoff) -> None:
        """Keep a changed handoff."""
        if handoff.id not in self._tables.handoffs:
            raise ConstraintError(f"There is no handoff {handoff.id}.")
        for other in self.handoffs(active=True):
            same = (other.client, other.topic) == (handoff.client, handoff.topic)
            if handoff.active and same and other.id != handoff.id:
                raise ConstraintError(f"Another handoff on '{handoff.topic}' is active.")
        self._tables.handoffs.put(handoff.id, in_utc(handoff))

    def add_note(self, note: Note) -> None:
        """Keep a note."""
        if note.handoff not in self._tables.handoffs:
            raise ConstraintError(f"There is no handoff {note.handoff}.")
        self._tables.notes.append(note.handoff, in_utc(note))

    def notes(self, handoff: str) -> tuple[Note, ...]:
        """Return the notes with a handoff."""
        return self._tables.notes.of(handoff)
