"""The tables: what is kept, and the rules that the database itself holds."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from bot.storage.columns import FAILED, PENDING, Moment, Number, metadata


def _client() -> Column[str]:
    return Column("client", ForeignKey("clients.id"), nullable=False, index=True)


clients = Table(
    "clients",
    metadata,
    Column("id", String, primary_key=True),
    Column("programme", String, nullable=False),
    Column("state", String, nullable=False),
    Column("adviser", String, nullable=False),
    Column("enrolled_at", Moment, nullable=False, index=True),
    Column("key", LargeBinary, nullable=False),
    Column("file", LargeBinary, nullable=False),
)

addresses = Table(
    "addresses",
    metadata,
    Column("id", Number, primary_key=True),
    _client(),
    Column("channel", String, nullable=False),
    Column("fingerprint", String, nullable=False, unique=True),
    Column("value", LargeBinary, nullable=False),
    Column("unreachable_since", Moment),
    sqlite_autoincrement=True,
)

messages = Table(
    "messages",
    metadata,
    Column("id", Number, primary_key=True),
    Column("client", ForeignKey("clients.id"), nullable=False),
    Column("author", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("channel", String, nullable=False),
    Column("state", String, nullable=False),
    Column("weight", String, nullable=False, server_default="reply"),
    Column("update_id", String),
    Column("body", LargeBinary, nullable=False),
    Index("ix_messages_client_id", "client", "id"),
    UniqueConstraint("channel", "update_id"),
    Index(
        "ix_messages_pending_of_client",
        "client",
        "channel",
        "id",
        sqlite_where=text(PENDING),
        postgresql_where=text(PENDING),
    ),
    Index(
        "ix_messages_pending",
        "channel",
        "weight",
        "id",
        sqlite_where=text(PENDING),
        postgresql_where=text(PENDING),
    ),
    Index(
        "ix_messages_failed",
        "id",
        sqlite_where=text(FAILED),
        postgresql_where=text(FAILED),
    ),
    sqlite_autoincrement=True,
)

erased_updates = Table("erased_updates", metadata, Column("fingerprint", String, primary_key=True))

OPEN_CONTACT = "state IN ('planned', 'deferred')"

contacts = Table(
    "contacts",
    metadata,
    Column("id", Number, primary_key=True),
    Column("client", ForeignKey("clients.id"), nullable=False),
    Column("rule", String, nullable=False),
    Column("occurrence", Integer, nullable=False),
    Column("anchor_version", Integer, nullable=False),
    Column("script", String, nullable=False),
    Column("anchor", String, nullable=False),
    Column("due", Moment, nullable=False),
    Column("useful_until", Moment, nullable=False),
    Column("state", String, nullable=False),
    Column("reason_key", String, nullable=False),
    Column("reason_figures", Text, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("settled_at", Moment),
    Column("claimed_until", Moment),
    UniqueConstraint("client", "rule", "occurrence", "anchor_version"),
    Index(
        "ix_contacts_open",
        "due",
        "id",
        sqlite_where=text(OPEN_CONTACT),
        postgresql_where=text(OPEN_CONTACT),
    ),
    sqlite_autoincrement=True,
)

ACTIVE_HANDOFF = "state IN ('open', 'taken', 'answered')"

handoffs = Table(
    "handoffs",
    metadata,
    Column("id", String, primary_key=True),
    Column("client", ForeignKey("clients.id"), nullable=False, index=True),
    Column("topic", String, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("promised_by", Date, nullable=False),
    Column("adviser", String, nullable=False),
    Column("urgency", String, nullable=False),
    Column("escalation", String, nullable=False, server_default=""),
    Column("state", String, nullable=False),
    Column("shared_facts", Text, nullable=False),
    Column("taken_at", Moment),
    Column("answered_at", Moment),
    Column("ended_at", Moment),
    Column("client_told_at", Moment),
    Index(
        "uq_handoffs_active",
        "client",
        "topic",
        unique=True,
        sqlite_where=text(ACTIVE_HANDOFF),
        postgresql_where=text(ACTIVE_HANDOFF),
    ),
)

notes = Table(
    "notes",
    metadata,
    Column("id", Number, primary_key=True),
    Column("handoff", ForeignKey("handoffs.id"), nullable=False, index=True),
    Column("staff", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("text", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String, primary_key=True),
    Column("programme", String, nullable=False),
    Column("starts_at", Moment, nullable=False),
    Column("place", String, nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("state", String, nullable=False, server_default="planned"),
    Column("sequence", Integer, nullable=False, server_default="0"),
    Column("details", Text, nullable=False, server_default="{}"),
    Index("ix_sessions_programme_starts_at", "programme", "starts_at"),
)

seats = Table(
    "seats",
    metadata,
    Column("session", ForeignKey("sessions.id"), primary_key=True),
    Column("seat", Integer, primary_key=True, autoincrement=False),
)
"""One row for each place that a session has, from 1 to its capacity."""

registrations = Table(
    "registrations",
    metadata,
    Column("id", Number, primary_key=True),
    Column("session", ForeignKey("sessions.id"), nullable=False),
    _client(),
    Column("at", Moment, nullable=False),
    Column("seat", Integer),
    Column("state", String, nullable=False, server_default="booked"),
    Column("answer_by", Moment),
    Column("token", String),
    Column("told", Integer, nullable=False, server_default="0"),
    Column("attendance", String, nullable=False, server_default="unknown"),
    Column("called", Boolean, nullable=False, server_default=false()),
    Column("wishes", LargeBinary),
    Column("talk", Integer),
    Column("desk", Integer),
    UniqueConstraint("session", "client"),
    UniqueConstraint("session", "seat"),
    ForeignKeyConstraint(["session", "seat"], ["seats.session", "seats.seat"]),
    Index("ix_registrations_token", "token", unique=True),
    Index("ix_registrations_session_talk_desk", "session", "talk", "desk", unique=True),
    sqlite_autoincrement=True,
)
"""Who has a seat (booked, or offered and held), or waits for one; one that is taken is refused.

The talk after the session is one time at one desk, which is given once as well.
"""

revisions = Table(
    "revisions",
    metadata,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("published_at", Moment, nullable=False),
    Column("by", String, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("text", Text, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("by", String, nullable=False),
)

advisers = Table(
    "advisers",
    metadata,
    Column("id", String, primary_key=True),
    Column("adviser", Text, nullable=False),
)

staff = Table(
    "staff",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("adviser", String, nullable=False),
    Column("email", String, nullable=False, server_default=""),
)

sign_ins = Table(
    "sign_ins",
    metadata,
    Column("token_hash", String, primary_key=True),
    Column("staff", String, nullable=False),
    Column("expires_at", Moment, nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    Column("fingerprint", String, primary_key=True),
    Column("programme", String, nullable=False, index=True),
    Column("month", Date, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)
"""Codes to enter by; who used one is not kept."""

consents = Table(
    "consents",
    metadata,
    Column("id", Number, primary_key=True),
    _client(),
    Column("purpose", String, nullable=False),
    Column("given", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    Column("text", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

outcomes = Table(
    "outcomes",
    metadata,
    Column("id", Number, primary_key=True),
    _client(),
    Column("kind", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", String, nullable=False, server_default=""),
    sqlite_autoincrement=True,
)

milestones = Table(
    "milestones",
    metadata,
    Column("client", ForeignKey("clients.id"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("at", Moment, nullable=False),
)

looks = Table(
    "looks",
    metadata,
    Column("id", Number, primary_key=True),
    _client(),
    Column("staff", String, nullable=False),
    Column("what", String, nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

settings = Table(
    "settings",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)
