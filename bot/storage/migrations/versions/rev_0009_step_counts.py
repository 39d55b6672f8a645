"""Counts of steps, and an index by which messages that failed are found.

Revision: 0009, after 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

FAILED = sa.text("state = 'failed'")


def upgrade() -> None:
    """Make the table and the index; talks of before this were not counted."""
    op.create_table(
        "step_counts",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("script", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "script", "step", name=op.f("pk_step_counts")),
    )
    op.create_index(
        "ix_messages_failed",
        "messages",
        ["id"],
        sqlite_where=FAILED,
        postgresql_where=FAILED,
    )
