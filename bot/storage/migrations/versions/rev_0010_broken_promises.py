"""When a client read that nobody answered in time.

Revision: 0010, after 0009
"""

import sqlalchemy as sa
from alembic import op

from bot.storage.columns import Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the moment; of promises broken before this the client is told yet."""
    op.add_column("handoffs", sa.Column("client_told_at", Moment()))
