"""Sessions with facilities and talks; registrations with offers, attendance and needs.

Revision: 0007, after 0006
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.storage.columns import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; who has no seat was waiting for one."""
    of_session: tuple[sa.Column[Any], ...] = (
        sa.Column("state", sa.String(), nullable=False, server_default="planned"),
        sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("details", sa.Text(), nullable=False, server_default="{}"),
    )
    for column in of_session:
        op.add_column("sessions", column)
    added: tuple[sa.Column[Any], ...] = (
        sa.Column("state", sa.String(), nullable=False, server_default="booked"),
        sa.Column("answer_by", Moment(), nullable=True),
        sa.Column("token", sa.String(), nullable=True),
        sa.Column("told", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("attendance", sa.String(), nullable=False, server_default="unknown"),
        sa.Column("called", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("wishes", sa.LargeBinary(), nullable=True),
        sa.Column("talk", sa.Integer(), nullable=True),
        sa.Column("desk", sa.Integer(), nullable=True),
    )
    for column in added:
        op.add_column("registrations", column)
    op.execute(sa.text("UPDATE registrations SET state = 'waiting' WHERE seat IS NULL"))
    op.create_index("ix_registrations_token", "registrations", ["token"], unique=True)
    talk = ["session", "talk", "desk"]
    op.create_index("ix_registrations_session_talk_desk", "registrations", talk, unique=True)
