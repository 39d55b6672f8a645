"""Tables in memory that can be undone; what the subjects of the memory store share."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import count
from typing import Any, Generic, TypeVar

from bot.advisers import Adviser
from bot.arrivals import Arrival, ArrivalState
from bot.clients import Address, Client, ClientFile
from bot.contacts import DueContact
from bot.handoff import Handoff
from bot.invitations import Invitation
from bot.knowledge import KnowledgeCount
from bot.linking import LinkOwner
from bot.messages import Message
from bot.notices import Notice
from bot.records import Consent, ContentKind, Draft, Look, Milestone, Note, Outcome, Revision, Staff
from bot.sessions import InformationSession, Registration, Wishes
from bot.storage.errors import ConstraintError

K = TypeVar("K")
V = TypeVar("V")


_NO_ROW = object()
"""What a key held before its first row came."""


class Journal:
    """What has to be taken back when the transaction fails, in order.

    Each step is a table's rows, a key, and what stood there.
    """

    def __init__(self) -> None:
        self.steps: list[tuple[dict[Any, Any], object, object]] = []

    def undo(self) -> None:
        """Take all changes back, the last one first."""
        for rows, key, before in reversed(self.steps):
            if before is _NO_ROW:
                del rows[key]
            else:
                rows[key] = before
        self.steps.clear()


class Table(Generic[K, V]):
    """Rows by key; each change notes in the journal how it is taken back."""

    def __init__(self, journal: Journal) -> None:
        self._rows: dict[K, V] = {}
        self._journal = journal

    def get(self, key: K) -> V | None:
        """Return a row."""
        return self._rows.get(key)

    def put(self, key: K, row: V) -> None:
        """Keep a row in place of the one before."""
        rows = self._rows
        self._journal.steps.append((rows, key, rows.get(key, _NO_ROW)))
        rows[key] = row

    def add(self, key: K, row: V) -> None:
        """Keep a new row.

        Raises ConstraintError when there is one with this key.
        """
        if key in self._rows:
            raise ConstraintError(f"There is a row with the key {key!r} already.")
        self.put(key, row)

    def drop(self, key: K) -> V | None:
        """Remove a row and return it."""
        if key not in self._rows:
            return None
        row = self._rows.pop(key)
        self._journal.steps.append((self._rows, key, row))
        return row

    def rows(self) -> list[V]:
        """Return all rows."""
        return list(self._rows.values())

    def __contains__(self, key: K) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[K]:
        return iter(list(self._rows))


class Log(Generic[V]):
    """Rows in order of adding, by the client, handoff or session that they belong to."""

    def __init__(self, journal: Journal) -> None:
        self._table: Table[str, tuple[V, ...]] = Table(journal)

    def append(self, owner: str, row: V) -> None:
        """Add a row."""
        self._table.put(owner, (*self.of(owner), row))

    def of(self, owner: str) -> tuple[V, ...]:
        """Return an owner's rows in the order in which they were added."""
        return self._table.get(owner) or ()

    def put(self, owner: str, rows: tuple[V, ...]) -> None:
        """Keep these rows in place of the ones before."""
        self._table.put(owner, rows)

    def drop(self, owner: str) -> tuple[V, ...]:
        """Remove an owner's rows and return them."""
        return self._table.drop(owner) or ()

    def owners(self) -> list[str]:
        """Return everyone who has rows, in order of their first."""
        return list(self._table)


ContactKey = tuple[str, str, int, int]
"""Client, rule, occurrence and anchor version."""


CountKey = tuple[date, str, str, str]
"""Day, programme, kind and name."""


class Tables:
    """All that the memory store holds.

    `due`: when to look at each open contact, the soonest first. It is no truth but a reminder: what
    is no longer so is passed over, so nothing of it needs to be taken back. `keeps_text`: clients'
    files are kept as a database keeps them, so that a test meets what saving does to them.
    """

    def __init__(self, *, keeps_text: bool) -> None:
        self.keeps_text = keeps_text
        self.journal = journal = Journal()
        self.ids = count(1)
        self.clients: Table[str, tuple[Client, str | ClientFile]] = Table(journal)
        self.caseloads: Table[str, int] = Table(journal)
        self.client_addresses: Log[Address] = Log(journal)
        self.addresses: Table[Address, tuple[int, str]] = Table(journal)
        self.messages: Table[int, Message] = Table(journal)
        self.message_ids: Log[int] = Log(journal)
        self.pending: Table[int, bool] = Table(journal)
        self.updates: Table[tuple[str, str], bool] = Table(journal)
        self.contacts: Table[int, DueContact] = Table(journal)
        self.contact_ids: Log[int] = Log(journal)
        self.contact_keys: Table[ContactKey, int] = Table(journal)
        self.open_contacts: Table[int, datetime | None] = Table(journal)
        self.due: list[tuple[datetime, int]] = []
        self.handoffs: Table[str, Handoff] = Table(journal)
        self.client_handoffs: Log[str] = Log(journal)
        self.active_handoffs: Table[str, bool] = Table(journal)
        self.notes: Log[Note] = Log(journal)
        self.sessions: Table[str, InformationSession] = Table(journal)
        self.client_sessions: Log[str] = Log(journal)
        self.registrations: Table[str, Mapping[str, tuple[int, Registration]]] = Table(journal)
        self.wishes: Table[tuple[str, str], Wishes] = Table(journal)
        self.talks: Table[tuple[str, int, int], str] = Table(journal)
        self.revisions: Table[tuple[str, str], tuple[Revision, ...]] = Table(journal)
        self.latest: Table[ContentKind, dict[str, int]] = Table(journal)
        self.drafts: Table[tuple[str, str], Draft] = Table(journal)
        self.advisers: Table[str, Adviser] = Table(journal)
        self.staff: Table[str, Staff] = Table(journal)
        self.sign_ins: Table[str, tuple[str, datetime]] = Table(journal)
        self.invitations: Table[str, Invitation] = Table(journal)
        self.arrivals: Table[tuple[str, int], tuple[Arrival, ArrivalState]] = Table(journal)
        self.open_arrivals: Table[tuple[str, int], str] = Table(journal)
        self.notices: Table[int, Notice] = Table(journal)
        self.pending_notices: Table[int, bool] = Table(journal)
        self.staff_addresses: Table[tuple[str, str], Address] = Table(journal)
        self.link_codes: Table[str, tuple[LinkOwner, datetime]] = Table(journal)
        self.leases: Table[str, tuple[str, datetime]] = Table(journal)
        self.lost: Table[Address, datetime] = Table(journal)
        self.consents: Log[Consent] = Log(journal)
        self.outcomes: Log[Outcome] = Log(journal)
        self.milestones: Log[Milestone] = Log(journal)
        self.looks: Log[Look] = Log(journal)
        self.settings: Table[str, str] = Table(journal)
        self.knowledge: Table[str, frozenset[str]] = Table(journal)
        self.knowledge_counts: Table[CountKey, KnowledgeCount] = Table(journal)
        self.step_counts: Table[tuple[date, str, str], tuple[int, int]] = Table(journal)
        self.failed: Table[int, bool] = Table(journal)


class Subject:
    """One subject of a transaction in memory."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def _must_know(self, client: str) -> None:
        if client not in self._tables.clients:
            raise ConstraintError(f"There is no client {client}; they may have been erased.")
