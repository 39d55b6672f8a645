"""Chat apps: arrivals, notices to staff, codes that join channels, and leases.

Revision: 0003, after 0002
"""

import sqlalchemy as sa
from alembic import op

from bot.storage.columns import Moment, Number

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

PENDING = sa.text("state = 'pending'")
OPEN = sa.text("state = 'open'")
PENDING_INDEXES = {
    "ix_messages_pending": ["channel", "weight", "id"],
    "ix_messages_pending_of_client": ["client", "channel", "id"],
}


def upgrade() -> None:
    """Make the tables, and let messages that wait be found by their channel."""
    op.add_column("addresses", sa.Column("unreachable_since", Moment(), nullable=True))
    weight = sa.Column("weight", sa.String(), nullable=False, server_default="reply")
    op.add_column("messages", weight)
    op.drop_index("ix_messages_pending", "messages")
    for name, columns in PENDING_INDEXES.items():
        op.create_index(name, "messages", columns, sqlite_where=PENDING, postgresql_where=PENDING)
    _arrivals()
    _notices()
    op.create_table(
        "staff_addresses",
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("staff", "channel", name="pk_staff_addresses"),
        sa.UniqueConstraint("fingerprint", name="uq_staff_addresses_fingerprint"),
    )
    op.create_table(
        "link_codes",
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("client", sa.String(), nullable=True),
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["client"], ["clients.id"], name="fk_link_codes_client"),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_link_codes"),
    )
    op.create_index("ix_link_codes_client", "link_codes", ["client"])
    op.create_table(
        "leases",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )


def _arrivals() -> None:
    op.create_table(
        "arrivals",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("reading", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("channel", "number", name="pk_arrivals"),
    )
    op.create_index(
        "ix_arrivals_open",
        "arrivals",
        ["channel", "lane", "number"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index("ix_arrivals_at", "arrivals", ["at"])


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", Number, nullable=False),
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("client", sa.String(), nullable=True),
        sa.Column("handoff", sa.String(), nullable=True),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("due", Moment(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("answers", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["client"], ["clients.id"], name="fk_notices_client"),
        sa.ForeignKeyConstraint(["handoff"], ["handoffs.id"], name="fk_notices_handoff"),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notices_client", "notices", ["client"])
    op.create_index("ix_notices_handoff", "notices", ["handoff"])
    op.create_index(
        "ix_notices_pending", "notices", ["due"], sqlite_where=PENDING, postgresql_where=PENDING
    )
    op.create_index("ix_notices_staff_reference", "notices", ["staff", "reference"])
