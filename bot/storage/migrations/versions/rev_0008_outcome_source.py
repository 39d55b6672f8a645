"""Who recorded an outcome: the client, or a member of staff.

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the member of staff; what was recorded before was told by clients."""
    op.add_column("outcomes", sa.Column("by", sa.String(), nullable=False, server_default=""))
