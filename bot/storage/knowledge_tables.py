"""The tables of questions and answers: the words of each entry, and what was asked how often."""

from sqlalchemy import Column, Date, Integer, String, Table, Text, column, table

from bot.storage.columns import metadata

knowledge = Table(
    "knowledge",
    metadata,
    Column("id", String, primary_key=True),
    Column("stems", Text, nullable=False),
)
"""The stems of every entry; PostgreSQL searches here. A few hundred rows need no index."""

knowledge_search = table("knowledge_search", column("id", String), column("stems", Text))
"""The same for SQLite, as a table of FTS5; made by a migration, for it is no ordinary table."""

knowledge_counts = Table(
    "knowledge_counts",
    metadata,
    Column("day", Date, primary_key=True),
    Column("programme", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("count", Integer, nullable=False),
)
"""How often an entry was found or nothing was, and by which known words; nothing of who asked."""
