"""What the use cases need of the outside world: a store, channels, a clock."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from bot.advisers import Adviser
from bot.channel_ports import ChannelTransaction
from bot.clients import Address, ClientFile
from bot.contacts import DueContact
from bot.content_ports import ContentTransaction
from bot.figure_ports import FigureTransaction
from bot.handoff import Handoff
from bot.invitations import Invitation
from bot.knowledge_ports import KnowledgeTransaction
from bot.messages import Message, Weight
from bot.night_ports import NightTransaction
from bot.people_ports import PeopleTransaction
from bot.records import (
    Consent,
    ContentKind,
    Draft,
    Look,
    Milestone,
    Note,
    Outcome,
    Revision,
    Staff,
)
from bot.session_ports import SessionTransaction

T = TypeVar("T")


class Clock(Protocol):
    """The only source of the present moment; aware, in any zone."""

    def now(self) -> datetime:
        """Return the present moment."""
        ...


class Transaction(
    ChannelTransaction,
    PeopleTransaction,
    SessionTransaction,
    FigureTransaction,
    NightTransaction,
    KnowledgeTransaction,
    ContentTransaction,
    Protocol,
):
    """Reading and writing within one transaction; all of it is kept, or nothing.

    Methods are plain calls without waiting: a use case runs as one function inside a
    transaction and never talks to a network there.
    """

    # clients
    def add_client(self, file: ClientFile, address: Address) -> None:
        """Keep a new client, reached at an address, with a new key of their own."""
        ...

    def client(self, client: str, *, lock: bool = False) -> ClientFile | None:
        """Return a client's file; `lock` holds others off until this transaction ends."""
        ...

    def client_at(self, address: Address, *, lock: bool = False) -> ClientFile | None:
        """Return the file of the client who is reached at an address."""
        ...

    def save_client(self, file: ClientFile) -> None:
        """Keep a client's changed file."""
        ...

    def addresses(self, client: str) -> tuple[Address, ...]:
        """Return where a client is reached, the oldest first."""
        ...

    def reachable(self, client: str) -> tuple[Address, ...]:
        """Return where a client can be reached now, the oldest first."""
        ...

    def add_address(self, client: str, address: Address) -> None:
        """Let a client be reached in one more place."""
        ...

    def drop_address(self, address: Address) -> None:
        """Let nobody be reached at an address any more."""
        ...

    def set_reachable(self, address: Address, unreachable_since: datetime | None) -> bool:
        """Record since when an address takes no messages, or None when it does; say if it changed.

        A moment that is kept already stays.
        """
        ...

    def unreachable(self) -> dict[str, datetime]:
        """Return the clients who cannot be reached anywhere, and since when."""
        ...

    def clients(self) -> tuple[ClientFile, ...]:
        """Return every client's file, in order of enrolment."""
        ...

    def caseloads(self) -> dict[str, int]:
        """Return how many clients that have not stopped each adviser has."""
        ...

    def erase_client(self, client: str) -> None:
        """Destroy a client's key and everything that was kept of them."""
        ...

    # messages
    def knows_update(self, channel: str, update_id: str) -> bool:
        """Say whether an update of a channel was received before."""
        ...

    def add_messages(self, messages: Sequence[Message]) -> tuple[Message, ...]:
        """Keep messages in order and return them with their ids."""
        ...

    def messages(self, client: str, *, after: int = 0) -> tuple[Message, ...]:
        """Return a client's messages after an id, in order."""
        ...

    def newest_messages(self, client: str, *, limit: int) -> tuple[Message, ...]:
        """Return a client's newest messages, in order; at least one."""
        ...

    def message(self, number: int) -> Message | None:
        """Return a message by its id."""
        ...

    def first_pending(self, client: str, channel: str) -> Message | None:
        """Return a client's oldest message in a channel that was not sent yet."""
        ...

    def pending_messages(
        self, channel: str, weight: Weight = "reply", *, after: int = 0, limit: int
    ) -> tuple[Message, ...]:
        """Return a channel's oldest unsent messages of one weight after an id."""
        ...

    def mark_messages(self, ids: Sequence[int], state: str) -> None:
        """Record that messages were sent, or failed for good."""
        ...

    # due contacts
    def add_contacts(self, contacts: Sequence[DueContact]) -> None:
        """Plan contacts; one that exists (client, rule, occurrence, anchor version) is left."""
        ...

    def contacts(self, client: str) -> tuple[DueContact, ...]:
        """Return a client's contacts in order of time."""
        ...

    def contact(self, number: int) -> DueContact | None:
        """Return a contact by its id."""
        ...

    def claim_due(
        self, now: datetime, *, lease_until: datetime, limit: int
    ) -> tuple[DueContact, ...]:
        """Claim open contacts that are due; a claim that is not settled lapses with its lease."""
        ...

    def soonest_due(self) -> datetime | None:
        """Return when the next open contact falls due, claimed or not; None when there is none."""
        ...

    def save_contact(self, contact: DueContact) -> None:
        """Settle or defer a contact and end its claim."""
        ...

    # handoffs
    def open_handoff(self, handoff: Handoff) -> Handoff:
        """Keep a handoff; an active one on the same topic is returned instead."""
        ...

    def handoff(self, handoff: str) -> Handoff | None:
        """Return a handoff by its id."""
        ...

    def handoffs(self, *, active: bool | None = None) -> tuple[Handoff, ...]:
        """Return handoffs, the longest waiting first."""
        ...

    def active_handoff(self, client: str) -> Handoff | None:
        """Return the handoff because of which the assistant is silent for a client.

        Of several the urgent one, else the oldest.
        """
        ...

    def save_handoff(self, handoff: Handoff) -> None:
        """Keep a changed handoff."""
        ...

    def add_note(self, note: Note) -> None:
        """Keep an adviser's note."""
        ...

    def notes(self, handoff: str) -> tuple[Note, ...]:
        """Return the notes with a handoff, the oldest first."""
        ...

    # content
    def publish(self, kind: ContentKind, id: str, text: str, by: str, at: datetime) -> Revision:  # noqa: A002 - the word of the design
        """Keep a new revision with the next number, and drop the draft."""
        ...

    def revision(self, kind: ContentKind, id: str, number: int = 0) -> Revision | None:  # noqa: A002 - as above
        """Return a revision; number 0 asks for the latest."""
        ...

    def revisions(self, kind: ContentKind, id: str) -> tuple[Revision, ...]:  # noqa: A002 - as above
        """Return all revisions of one script or programme, the newest first."""
        ...

    def latest_revisions(self, kind: ContentKind) -> dict[str, int]:
        """Return the latest revision number of every script or programme."""
        ...

    def save_draft(self, draft: Draft) -> None:
        """Keep a draft in place of the one before."""
        ...

    def draft(self, kind: ContentKind, id: str) -> Draft | None:  # noqa: A002 - as above
        """Return the draft of a script or programme."""
        ...

    # people
    def save_adviser(self, adviser: Adviser) -> None:
        """Keep an adviser in place of the one with the same id."""
        ...

    def advisers(self) -> tuple[Adviser, ...]:
        """Return all advisers in order of id."""
        ...

    def save_staff(self, staff: Staff) -> None:
        """Keep a member of staff in place of the one with the same id."""
        ...

    def staff(self, staff: str) -> Staff | None:
        """Return a member of staff by id."""
        ...

    def all_staff(self) -> tuple[Staff, ...]:
        """Return all members of staff in order of id."""
        ...

    def add_sign_in(self, token_hash: str, staff: str, expires_at: datetime) -> None:
        """Keep the hash of a one-time sign-in link."""
        ...

    def use_sign_in(self, token_hash: str, now: datetime) -> str | None:
        """Return whose link this is and spend it; None when unknown, spent or expired."""
        ...

    # invitations
    def add_invitations(self, invitations: Sequence[Invitation]) -> None:
        """Keep new codes; what is kept of a code does not give it away."""
        ...

    def invitation(self, code: str) -> Invitation | None:
        """Return what a code carries, also when it does not work any more."""
        ...

    def use_invitation(self, code: str, now: datetime) -> bool:
        """Use a code up; of two who do so at once one succeeds, held by the database."""
        ...

    def invitation_counts(self, programme: str) -> tuple[int, int]:
        """Return how many codes a programme has had, and how many of them were used."""
        ...

    # records
    def add_consent(self, consent: Consent) -> None:
        """Keep a consent; earlier ones stay as they are."""
        ...

    def consents(self, client: str) -> tuple[Consent, ...]:
        """Return a client's consents, the oldest first; the last one of a purpose counts."""
        ...

    def add_outcome(self, outcome: Outcome) -> None:
        """Keep an outcome."""
        ...

    def outcomes(self, client: str) -> tuple[Outcome, ...]:
        """Return a client's outcomes, the oldest first."""
        ...

    def all_outcomes(self) -> tuple[Outcome, ...]:
        """Return the outcomes of all clients, the oldest first."""
        ...

    def add_milestone(self, milestone: Milestone) -> None:
        """Keep when a client first came to a point; a later time changes nothing."""
        ...

    def milestones(self, client: str) -> tuple[Milestone, ...]:
        """Return a client's milestones, the oldest first."""
        ...

    def all_milestones(self) -> tuple[Milestone, ...]:
        """Return the milestones of all clients, the oldest first."""
        ...

    def add_look(self, look: Look) -> None:
        """Log that a member of staff looked at a client's file."""
        ...

    def looks(self, client: str) -> tuple[Look, ...]:
        """Return who looked at a client's file, the oldest first."""
        ...

    def setting(self, name: str) -> str | None:
        """Return a value that this installation keeps, such as the demo clock's shift."""
        ...

    def save_setting(self, name: str, value: str) -> None:
        """Keep a value of this installation."""
        ...


class Store(Protocol):
    """Runs work in transactions; the in-memory twin, SQLite and PostgreSQL behave the same."""

    async def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run work in one transaction and return its result after the commit.

        An exception in the work undoes all of it and reaches the caller.
        """
        ...

    def transact_now(self, work: Callable[[Transaction], T]) -> T:
        """Do the same while blocking; for commands and tests that have no event loop."""
        ...

    def close(self) -> None:
        """Release connections and threads."""
        ...


class Channel(Protocol):
    """A way to reach clients, with what it can do declared."""

    name: str
    needs_address: bool
    """Whether `send` uses the address; looking it up costs a question to the store."""
    paced: bool
    """Whether it takes only so many messages a second; its outbox then keeps to that pace."""

    async def send(self, address: str, message: Message) -> None:
        """Send one message.

        Raises DeliveryError when the other side did not take it.
        """
        ...
