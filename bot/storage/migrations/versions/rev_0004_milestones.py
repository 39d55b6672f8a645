"""Points on the way, for the figures.

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

from bot.storage.columns import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of milestones."""
    op.create_table(
        "milestones",
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["client"], ["clients.id"], name=op.f("fk_milestones_client")),
        sa.PrimaryKeyConstraint("client", "kind", name=op.f("pk_milestones")),
    )
