"""One transaction in a database: all subjects together, and the erasing of a client."""

from sqlalchemy import bindparam, delete, select

from bot.storage.channel_tables import link_codes, notices
from bot.storage.tables import (
    addresses,
    clients,
    consents,
    contacts,
    erased_updates,
    handoffs,
    looks,
    messages,
    milestones,
    notes,
    outcomes,
    registrations,
)
from bot.storage.transaction_arrivals import ArrivalRows, LeaseRows
from bot.storage.transaction_base import LOCKED_KEY
from bot.storage.transaction_clients import ClientRows
from bot.storage.transaction_contacts import ContactRows
from bot.storage.transaction_content import ContentRows
from bot.storage.transaction_figures import FigureRows
from bot.storage.transaction_handoffs import HandoffRows
from bot.storage.transaction_invitations import InvitationRows
from bot.storage.transaction_knowledge import KnowledgeRows
from bot.storage.transaction_messages import MessageRows
from bot.storage.transaction_night import NightRows
from bot.storage.transaction_notices import LinkRows, NoticeRows
from bot.storage.transaction_people import PeopleRows, RecordRows
from bot.storage.transaction_sessions import SessionRows

UPDATES_KEPT = 20
"""Of an erased client this many last updates are still recognised, unreadably.

A channel may offer them again when it did not hear that they arrived; without this the erased
client would be greeted as somebody new.
"""

LAST_UPDATES = (
    select(messages.c.channel, messages.c.update_id)
    .where(messages.c.client == bindparam("client"), messages.c.update_id.is_not(None))
    .order_by(messages.c.id.desc())
    .limit(UPDATES_KEPT)
)
OWN_HANDOFFS = select(handoffs.c.id).where(handoffs.c.client == bindparam("erased"))
OF_CLIENT = (
    *(notices, handoffs, addresses, link_codes, messages),
    *(contacts, consents, outcomes, milestones, looks, registrations),
)
ERASURES = (
    delete(notes).where(notes.c.handoff.in_(OWN_HANDOFFS)),
    *(delete(table).where(table.c.client == bindparam("erased")) for table in OF_CLIENT),
    delete(clients).where(clients.c.id == bindparam("erased")),
)


class SqlTransaction(
    ClientRows,
    MessageRows,
    ContactRows,
    HandoffRows,
    SessionRows,
    ContentRows,
    PeopleRows,
    InvitationRows,
    ArrivalRows,
    LeaseRows,
    NoticeRows,
    LinkRows,
    RecordRows,
    NightRows,
    KnowledgeRows,
    FigureRows,
):
    """Reading and writing in a database."""

    def erase_client(self, client: str) -> None:
        """Destroy a client's key and everything that was kept of them."""
        if self._row(LOCKED_KEY, client=client) is None:
            return
        updates = self._rows(LAST_UPDATES, client=client)
        fingerprints = [self._vault.fingerprint(u["channel"], u["update_id"]) for u in updates]
        self._add_new(erased_updates, [{"fingerprint": each} for each in fingerprints])
        for erasure in ERASURES:
            self._change(erasure, erased=client)
        self._keys.pop(client, None)
        self.erased = True
