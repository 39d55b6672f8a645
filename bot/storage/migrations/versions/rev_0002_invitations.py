"""Invitation codes.

Revision: 0002, after 0001
"""

import sqlalchemy as sa
from alembic import op

from bot.storage.columns import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of codes; only a fingerprint of each code is kept."""
    op.create_table(
        "invitations",
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_invitations"),
    )
    op.create_index("ix_invitations_programme", "invitations", ["programme"])
