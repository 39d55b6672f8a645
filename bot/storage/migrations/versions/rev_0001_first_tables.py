"""The first tables.

Revision: 0001, after nothing
"""

import sqlalchemy as sa
from alembic import op

from bot.storage.columns import Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table."""
    _clients()
    _people()
    _content()
    _contacts()
    _handoffs()
    _sessions()
    _records()


def _clients() -> None:
    """Each client has a wrapped key; file and bodies are sealed by it."""
    op.create_table(
        "clients",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("adviser", sa.String(), nullable=False),
        sa.Column("enrolled_at", Moment(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clients")),
    )
    op.create_index(op.f("ix_clients_enrolled_at"), "clients", ["enrolled_at"], unique=False)
    op.create_table(
        "erased_updates",
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_erased_updates")),
    )
    op.create_table(
        "addresses",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["client"], ["clients.id"], name=op.f("fk_addresses_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addresses")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_addresses_fingerprint")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_addresses_client"), "addresses", ["client"], unique=False)
    op.create_table(
        "messages",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("update_id", sa.String(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["client"], ["clients.id"], name=op.f("fk_messages_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("channel", "update_id", name=op.f("uq_messages_channel_update_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_messages_client_id", "messages", ["client", "id"], unique=False)
    op.create_index(
        "ix_messages_pending",
        "messages",
        ["id"],
        unique=False,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )


def _people() -> None:
    """Staff, their sign-in links, and what the installation keeps."""
    op.create_table(
        "advisers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("adviser", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advisers")),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )
    op.create_table(
        "sign_ins",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_ins")),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("adviser", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
    )


def _content() -> None:
    """Revisions never change; there is one draft of each."""
    op.create_table(
        "drafts",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", name=op.f("pk_drafts")),
    )
    op.create_table(
        "revisions",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("published_at", Moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", "number", name=op.f("pk_revisions")),
    )


def _contacts() -> None:
    """A rule is applied once: the unique rule holds it, the index finds what is due."""
    op.create_table(
        "contacts",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("occurrence", sa.Integer(), nullable=False),
        sa.Column("anchor_version", sa.Integer(), nullable=False),
        sa.Column("script", sa.String(), nullable=False),
        sa.Column("anchor", sa.String(), nullable=False),
        sa.Column("due", Moment(), nullable=False),
        sa.Column("useful_until", Moment(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason_key", sa.String(), nullable=False),
        sa.Column("reason_figures", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("settled_at", Moment(), nullable=True),
        sa.Column("claimed_until", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["client"], ["clients.id"], name=op.f("fk_contacts_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint(
            "client",
            "rule",
            "occurrence",
            "anchor_version",
            name=op.f("uq_contacts_client_rule_occurrence_anchor_version"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_contacts_open",
        "contacts",
        ["due", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('planned', 'deferred')"),
        postgresql_where=sa.text("state IN ('planned', 'deferred')"),
    )


def _handoffs() -> None:
    """One active handoff for a client and a topic."""
    op.create_table(
        "handoffs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("promised_by", sa.Date(), nullable=False),
        sa.Column("adviser", sa.String(), nullable=False),
        sa.Column("urgency", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("shared_facts", sa.Text(), nullable=False),
        sa.Column("taken_at", Moment(), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["client"], ["clients.id"], name=op.f("fk_handoffs_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handoffs")),
    )
    op.create_index(op.f("ix_handoffs_client"), "handoffs", ["client"], unique=False)
    op.create_index(
        "uq_handoffs_active",
        "handoffs",
        ["client", "topic"],
        unique=True,
        sqlite_where=sa.text("state IN ('open', 'taken', 'answered')"),
        postgresql_where=sa.text("state IN ('open', 'taken', 'answered')"),
    )
    op.create_table(
        "notes",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("handoff", sa.String(), nullable=False),
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["handoff"], ["handoffs.id"], name=op.f("fk_notes_handoff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_notes_handoff"), "notes", ["handoff"], unique=False)


def _sessions() -> None:
    """A seat is a row, so that no two clients can have it."""
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
    )
    op.create_index(
        "ix_sessions_programme_starts_at", "sessions", ["programme", "starts_at"], unique=False
    )
    op.create_table(
        "seats",
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("seat", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"], name=op.f("fk_seats_session")),
        sa.PrimaryKeyConstraint("session", "seat", name=op.f("pk_seats")),
    )
    op.create_table(
        "registrations",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["client"], ["clients.id"], name=op.f("fk_registrations_client")),
        sa.ForeignKeyConstraint(
            ["session", "seat"],
            ["seats.session", "seats.seat"],
            name=op.f("fk_registrations_session_seat"),
        ),
        sa.ForeignKeyConstraint(
            ["session"], ["sessions.id"], name=op.f("fk_registrations_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registrations")),
        sa.UniqueConstraint("session", "client", name=op.f("uq_registrations_session_client")),
        sa.UniqueConstraint("session", "seat", name=op.f("uq_registrations_session_seat")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_registrations_client"), "registrations", ["client"], unique=False)


def _records() -> None:
    """What is kept about a client besides the file."""
    op.create_table(
        "consents",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["client"], ["clients.id"], name=op.f("fk_consents_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_consents_client"), "consents", ["client"], unique=False)
    op.create_table(
        "looks",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["client"], ["clients.id"], name=op.f("fk_looks_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_looks")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_looks_client"), "looks", ["client"], unique=False)
    op.create_table(
        "outcomes",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["client"], ["clients.id"], name=op.f("fk_outcomes_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcomes")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_outcomes_client"), "outcomes", ["client"], unique=False)
