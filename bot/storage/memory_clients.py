"""Clients, their messages and their due contacts in memory."""

from collections.abc import Sequence
from datetime import datetime
from heapq import heappop, heappush
from operator import attrgetter

from bot.clients import Address, Client, ClientFile
from bot.contacts import OPEN, DueContact
from bot.messages import Message, Weight
from bot.storage.codec import file_as_text, file_from_text
from bot.storage.errors import ConstraintError
from bot.storage.memory_base import ContactKey, Subject
from bot.storage.moments import in_utc, utc


class MemoryClients(Subject):
    """Clients and where they are reached."""

    def add_client(self, file: ClientFile, address: Address) -> None:
        """Keep a new client."""
        self._tables.clients.add(file.client.id, (in_utc(file.client), self._kept(file)))
        self._count(None, file.client)
        self.add_address(file.client.id, address)

    def add_address(self, client: str, address: Address) -> None:
        """Let a client be reached in one more place."""
        self._must_know(client)
        self._tables.addresses.add(address, (next(self._tables.ids), client))
        self._tables.client_addresses.append(client, address)

    def drop_address(self, address: Address) -> None:
        """Let nobody be reached at an address any more."""
        row = self._tables.addresses.drop(address)
        if row is not None:
            others = tuple(each for each in self.addresses(row[1]) if each != address)
            self._tables.client_addresses.put(row[1], others)
        self._tables.lost.drop(address)

    def set_reachable(self, address: Address, unreachable_since: datetime | None) -> bool:
        """Record since when an address takes no messages, or None when it does."""
        if unreachable_since is None:
            return self._tables.lost.drop(address) is not None
        if address not in self._tables.addresses or address in self._tables.lost:
            return False
        self._tables.lost.put(address, utc(unreachable_since))
        return True

    def reachable(self, client: str) -> tuple[Address, ...]:
        """Return where a client can be reached now."""
        return tuple(each for each in self.addresses(client) if each not in self._tables.lost)

    def unreachable(self) -> dict[str, datetime]:
        """Return the clients who cannot be reached anywhere, and since when."""
        since: dict[str, datetime] = {}
        for address in self._tables.lost:
            _, client = self._tables.addresses.get(address) or (0, "")
            lost = self._tables.lost.get(address)
            if client and lost and not self.reachable(client):
                since[client] = max(lost, since.get(client, lost))
        return dict(sorted(since.items(), key=lambda pair: (pair[1], pair[0])))

    def client(self, client: str, *, lock: bool = False) -> ClientFile | None:  # noqa: ARG002 - transactions in memory run one by one
        """Return a client's file."""
        row = self._tables.clients.get(client)
        return _read(row[1]) if row else None

    def client_at(self, address: Address, *, lock: bool = False) -> ClientFile | None:
        """Return the file of the client at an address."""
        row = self._tables.addresses.get(address)
        return self.client(row[1], lock=lock) if row else None

    def save_client(self, file: ClientFile) -> None:
        """Keep a changed file."""
        self._must_know(file.client.id)
        before = self._tables.clients.get(file.client.id)
        self._tables.clients.put(file.client.id, (in_utc(file.client), self._kept(file)))
        self._count(before[0] if before else None, file.client)

    def addresses(self, client: str) -> tuple[Address, ...]:
        """Return where a client is reached."""
        return self._tables.client_addresses.of(client)

    def clients(self) -> tuple[ClientFile, ...]:
        """Return every client's file."""
        rows = sorted(self._tables.clients.rows(), key=lambda row: (row[0].enrolled_at, row[0].id))
        return tuple(_read(kept) for _, kept in rows)

    def caseloads(self) -> dict[str, int]:
        """Return how many clients each adviser has."""
        loads = self._tables.caseloads
        return {adviser: clients for adviser in loads if (clients := loads.get(adviser))}

    def forget_client(self, client: str) -> None:
        """Remove a client's file; what else is kept of them goes apart."""
        row = self._tables.clients.drop(client)
        if row is not None:
            self._count(row[0], None)

    def _count(self, before: Client | None, after: Client | None) -> None:
        """Keep how many clients each adviser has, when a client's file changes."""
        had, has = _counts_for(before), _counts_for(after)
        if had == has:
            return
        for adviser, more in ((had, -1), (has, 1)):
            if adviser:
                clients = self._tables.caseloads.get(adviser) or 0
                self._tables.caseloads.put(adviser, clients + more)

    def _kept(self, file: ClientFile) -> str | ClientFile:
        return file_as_text(file) if self._tables.keeps_text else file


def _counts_for(client: Client | None) -> str:
    """Return the adviser among whose clients this one counts; nobody when they stopped."""
    return client.adviser if client is not None and client.state != "stopped" else ""


def _read(kept: str | ClientFile) -> ClientFile:
    return file_from_text(kept) if isinstance(kept, str) else kept


class MemoryMessages(Subject):
    """Messages."""

    def knows_update(self, channel: str, update_id: str) -> bool:
        """Say whether an update was received before."""
        return (channel, update_id) in self._tables.updates

    def add_messages(self, messages: Sequence[Message]) -> tuple[Message, ...]:
        """Keep messages and return them with their ids."""
        return tuple(self._add_message(message) for message in messages)

    def _add_message(self, message: Message) -> Message:
        self._must_know(message.client)
        kept = in_utc(message, id=next(self._tables.ids))
        if message.update_id is not None:
            self._tables.updates.add((message.channel, message.update_id), True)
        self._tables.messages.put(kept.id, kept)
        self._tables.message_ids.append(message.client, kept.id)
        if kept.state == "pending":
            self._tables.pending.put(kept.id, True)
        if kept.state == "failed":
            self._tables.failed.put(kept.id, True)
        return kept

    def messages(self, client: str, *, after: int = 0) -> tuple[Message, ...]:
        """Return a client's messages."""
        ids = [number for number in self._tables.message_ids.of(client) if number > after]
        return self._found(ids)

    def newest_messages(self, client: str, *, limit: int) -> tuple[Message, ...]:
        """Return a client's newest messages, in order."""
        return self._found(list(self._tables.message_ids.of(client))[-limit:])

    def message(self, number: int) -> Message | None:
        """Return a message by its id."""
        return self._tables.messages.get(number)

    def first_pending(self, client: str, channel: str) -> Message | None:
        """Return a client's oldest unsent message in a channel."""
        waiting = (n for n in self._tables.message_ids.of(client) if n in self._tables.pending)
        return next((m for m in self._found(list(waiting)) if m.channel == channel), None)

    def pending_messages(
        self, channel: str, weight: Weight = "reply", *, after: int = 0, limit: int
    ) -> tuple[Message, ...]:
        """Return a channel's oldest messages that were not sent yet."""
        waiting = self._found([number for number in sorted(self._tables.pending) if number > after])
        fitting = (m for m in waiting if (m.channel, m.weight) == (channel, weight))
        return tuple(fitting)[:limit]

    def mark_messages(self, ids: Sequence[int], state: str) -> None:
        """Record what became of messages."""
        for message in self._found(ids):
            self._tables.messages.put(message.id, in_utc(message, state=state))
            self._tables.pending.drop(message.id)
            self._tables.failed.drop(message.id)
            if state == "failed":
                self._tables.failed.put(message.id, True)

    def _found(self, ids: Sequence[int]) -> tuple[Message, ...]:
        get = self._tables.messages.get
        return tuple([message for number in ids if (message := get(number))])


class MemoryContacts(Subject):
    """Due contacts."""

    def add_contacts(self, contacts: Sequence[DueContact]) -> None:
        """Plan contacts that are not planned yet."""
        for contact in contacts:
            self._must_know(contact.client)
            if contact_key(contact) in self._tables.contact_keys:
                continue
            kept = in_utc(contact, id=next(self._tables.ids))
            self._tables.contact_keys.put(contact_key(kept), kept.id)
            self._tables.contact_ids.append(kept.client, kept.id)
            self._keep(kept)

    def contacts(self, client: str) -> tuple[DueContact, ...]:
        """Return a client's contacts."""
        contacts = self._planned(self._tables.contact_ids.of(client))
        return tuple(sorted(contacts, key=attrgetter("due", "id")))

    def contact(self, number: int) -> DueContact | None:
        """Return a contact by its id."""
        return self._tables.contacts.get(number)

    def claim_due(
        self, now: datetime, *, lease_until: datetime, limit: int
    ) -> tuple[DueContact, ...]:
        """Claim open contacts that are due."""
        now, until = utc(now), utc(lease_until)
        reminders, leases = self._tables.due, self._tables.open_contacts
        claimed: list[DueContact] = []
        while reminders and reminders[0][0] <= now and len(claimed) < limit:
            _, number = heappop(reminders)
            contact = self._tables.contacts.get(number)
            if contact is None or number not in leases:
                continue
            free_at = max(contact.due, leases.get(number) or contact.due)
            if free_at <= now:
                claimed.append(contact)
                leases.put(number, until)
            heappush(reminders, (max(free_at, until) if free_at <= now else free_at, number))
        return tuple(sorted(claimed, key=lambda contact: (contact.due, contact.id)))

    def soonest_due(self) -> datetime | None:
        """Return when the next open contact falls due."""
        reminders = self._tables.due
        while reminders:
            moment, number = reminders[0]
            contact = self._tables.contacts.get(number)
            if contact is not None and number in self._tables.open_contacts:
                if contact.due == moment:
                    return moment
                if contact.due < moment:  # claimed, and not settled: an earlier one may be as well
                    break
            heappop(reminders)
        return min((c.due for c in self._planned(list(self._tables.open_contacts))), default=None)

    def save_contact(self, contact: DueContact) -> None:
        """Settle or defer a contact."""
        if not contact.id:
            raise ConstraintError("A contact is saved with the id with which it was read.")
        if contact.id in self._tables.contacts:
            self._keep(in_utc(contact))

    def _planned(self, ids: Sequence[int]) -> tuple[DueContact, ...]:
        get = self._tables.contacts.get
        return tuple([contact for number in ids if (contact := get(number))])

    def _keep(self, contact: DueContact) -> None:
        self._tables.contacts.put(contact.id, contact)
        if contact.state in OPEN:
            self._tables.open_contacts.put(contact.id, None)
            heappush(self._tables.due, (contact.due, contact.id))
        else:
            self._tables.open_contacts.drop(contact.id)


def contact_key(contact: DueContact) -> ContactKey:
    """Return what there is only one contact of."""
    return contact.client, contact.rule, contact.occurrence, contact.anchor_version
