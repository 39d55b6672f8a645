"""Questions and answers: their words for full-text search, and how often they were asked.

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SEARCH = "CREATE VIRTUAL TABLE knowledge_search USING fts5(id UNINDEXED, stems)"


def upgrade() -> None:
    """Make the tables; only SQLite needs one of its own for full-text search."""
    op.create_table(
        "knowledge",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("stems", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge")),
    )
    op.create_table(
        "knowledge_counts",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "day", "programme", "kind", "name", name=op.f("pk_knowledge_counts")
        ),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(SEARCH)
