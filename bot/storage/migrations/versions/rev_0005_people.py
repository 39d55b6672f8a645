"""E-mail for staff, the channel of a notice, and who was told of an unanswered handoff.

Revision: 0005, after 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; what was there went by Telegram, and nobody was told."""
    op.add_column("staff", _text("email"))
    op.add_column("handoffs", _text("escalation"))
    op.add_column("notices", _text("channel", "telegram"))


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False, server_default=default)
