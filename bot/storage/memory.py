"""The in-memory twin of the database stores: for rehearsals, walks and tests."""

from collections.abc import Callable
from threading import Lock, get_ident
from typing import TypeVar

from bot.ports import Transaction
from bot.storage.memory_base import Tables
from bot.storage.memory_care import MemoryHandoffs
from bot.storage.memory_channels import MemoryArrivals, MemoryLinks, MemoryNotices
from bot.storage.memory_clients import MemoryClients, MemoryContacts, MemoryMessages
from bot.storage.memory_figures import MemoryFigures
from bot.storage.memory_invitations import MemoryInvitations
from bot.storage.memory_knowledge import MemoryKnowledge
from bot.storage.memory_night import MemoryNight
from bot.storage.memory_records import MemoryContent, MemoryPeople, MemoryRecords
from bot.storage.memory_sessions import MemorySessions

T = TypeVar("T")


class MemoryTransaction(
    MemoryClients,
    MemoryMessages,
    MemoryContacts,
    MemoryHandoffs,
    MemorySessions,
    MemoryContent,
    MemoryPeople,
    MemoryInvitations,
    MemoryArrivals,
    MemoryNotices,
    MemoryLinks,
    MemoryRecords,
    MemoryNight,
    MemoryKnowledge,
    MemoryFigures,
):
    """Reading and writing in memory; what it changes can be undone."""

    def erase_client(self, client: str) -> None:
        """Remove everything that is kept of a client."""
        tables = self._tables
        self.forget_registrations(client)
        for notice in [notice for notice in tables.notices.rows() if notice.client == client]:
            tables.notices.drop(notice.id)
            tables.pending_notices.drop(notice.id)
        for address in self.addresses(client):
            self.drop_address(address)
        for token in tables.link_codes:
            owner, _ = tables.link_codes.get(token) or (None, None)
            if owner is not None and owner.client == client:
                tables.link_codes.drop(token)
        for number in tables.message_ids.drop(client):
            tables.messages.drop(number)
            tables.pending.drop(number)
            tables.failed.drop(number)
        for contact in self.contacts(client):
            tables.contacts.drop(contact.id)
            tables.open_contacts.drop(contact.id)
        for key in [key for key in tables.contact_keys if key[0] == client]:
            tables.contact_keys.drop(key)
        for handoff in [handoff for handoff in self.handoffs() if handoff.client == client]:
            tables.handoffs.drop(handoff.id)
            tables.active_handoffs.drop(handoff.id)
            tables.notes.drop(handoff.id)
        tables.client_handoffs.drop(client)
        logs = (tables.consents, tables.outcomes, tables.milestones, tables.looks)
        for log in (tables.contact_ids, *logs):
            log.drop(client)
        self.forget_client(client)


class MemoryStore:
    """Keeps everything in this process; transactions run one after another.

    Without `keeps_text` clients' files are not written and read as text, which is faster.
    """

    def __init__(self, *, keeps_text: bool = True) -> None:
        self._tables = Tables(keeps_text=keeps_text)
        self._lock = Lock()
        self._owner: int | None = None
        self._transaction = MemoryTransaction(self._tables)

    async def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run work in one transaction."""
        return self.transact_now(work)

    def transact_now(self, work: Callable[[Transaction], T]) -> T:
        """Run work in one transaction; when it raises, all that it did is taken back."""
        if self._owner == get_ident():
            raise RuntimeError("a transaction was started inside another one; pass `tx` on instead")
        with self._lock:
            self._owner = get_ident()
            try:
                result = work(self._transaction)
                self._tables.journal.steps.clear()
            except BaseException:
                self._tables.journal.undo()
                raise
            finally:
                self._owner = None
        return result

    def close(self) -> None:
        """Do nothing: there is nothing to release."""
