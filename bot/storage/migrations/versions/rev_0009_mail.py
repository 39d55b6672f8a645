"""Where staff are reached by mail.

Revision: 0009, after 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the e-mail address of staff."""
    op.add_column("staff", sa.Column("email", sa.String(), nullable=False, server_default=""))
