"""Handoffs and their notes in a database."""

import json

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy import text as sql

from bot.handoff import Handoff
from bot.records import Note
from bot.storage.codec import names_as_text
from bot.storage.errors import ConstraintError
from bot.storage.moments import in_utc
from bot.storage.tables import ACTIVE_HANDOFF, handoffs, notes
from bot.storage.transaction_base import Row, Rows

ALL = select(handoffs).order_by(handoffs.c.opened_at, handoffs.c.id)
ACTIVE = ALL.where(sql(ACTIVE_HANDOFF))
ENDED = ALL.where(sql(f"NOT ({ACTIVE_HANDOFF})"))
ACTIVE_OF_CLIENT = ACTIVE.where(handoffs.c.client == bindparam("client"))
URGENT_FIRST = ACTIVE_OF_CLIENT.order_by(None).order_by(
    handoffs.c.urgency.desc(), handoffs.c.opened_at, handoffs.c.id
)
"""As words, "urgent" comes after "normal"."""
SAME_TOPIC = ACTIVE_OF_CLIENT.where(handoffs.c.topic == bindparam("topic"))
BY_ID = select(handoffs).where(handoffs.c.id == bindparam("handoff"))
SAVE = update(handoffs).where(handoffs.c.id == bindparam("handoff"))
ADD = insert(handoffs)
NOTES = select(notes).where(notes.c.handoff == bindparam("handoff")).order_by(notes.c.id)
ADD_NOTE = insert(notes)


class HandoffRows(Rows):
    """Handoffs; the database holds that only one is active for a client and a topic."""

    def open_handoff(self, handoff: Handoff) -> Handoff:
        """Keep a handoff, or return the active one on its topic."""
        if handoff.active and (other := self._active(handoff)):
            return other
        self._change(ADD, **_row_of(handoff))
        return in_utc(handoff)

    def handoff(self, handoff: str) -> Handoff | None:
        """Return a handoff."""
        row = self._row(BY_ID, handoff=handoff)
        return _handoff(row) if row else None

    def handoffs(self, *, active: bool | None = None) -> tuple[Handoff, ...]:
        """Return handoffs, the longest waiting first."""
        statement = ALL if active is None else ACTIVE if active else ENDED
        return tuple(_handoff(row) for row in self._rows(statement))

    def active_handoff(self, client: str) -> Handoff | None:
        """Return the handoff because of which the assistant is silent."""
        row = self._row(URGENT_FIRST, client=client)
        return _handoff(row) if row else None

    def save_handoff(self, handoff: Handoff) -> None:
        """Keep a changed handoff."""
        row = _row_of(handoff)
        del row["id"]
        if not self._change(SAVE, handoff=handoff.id, **row):
            raise ConstraintError(f"There is no handoff {handoff.id}.")

    def add_note(self, note: Note) -> None:
        """Keep a note, sealed by the key of the client whom the handoff is about."""
        handoff = self.handoff(note.handoff)
        if handoff is None:
            raise ConstraintError(f"There is no handoff {note.handoff}.")
        (number,) = self._next_numbers(notes, 1)
        sealed = self._key(handoff.client).seal(note.text, f"notes:{number}")
        self._change(ADD_NOTE, **{**vars(in_utc(note)), "id": number, "text": sealed})

    def notes(self, handoff: str) -> tuple[Note, ...]:
        """Return the notes with a handoff."""
        kept = self.handoff(handoff)
        if kept is None:
            return ()
        key = self._key(kept.client)
        return tuple(
            Note(handoff, row["staff"], key.unseal(row["text"], f"notes:{row['id']}"), row["at"])
            for row in self._rows(NOTES, handoff=handoff)
        )

    def _active(self, handoff: Handoff) -> Handoff | None:
        # The lock makes a second turn on the same topic wait here, and then see the first one's.
        self._key(handoff.client, lock=True)
        row = self._row(SAME_TOPIC, client=handoff.client, topic=handoff.topic)
        return _handoff(row) if row else None


def _row_of(handoff: Handoff) -> dict[str, object]:
    return {**vars(in_utc(handoff)), "shared_facts": names_as_text(handoff.shared_facts)}


def _handoff(row: Row) -> Handoff:
    return Handoff(**{**row, "shared_facts": tuple(json.loads(row["shared_facts"]))})
