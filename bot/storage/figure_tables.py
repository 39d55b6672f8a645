"""The table of the figures: what was counted of each step and day."""

from sqlalchemy import Column, Date, Integer, String, Table

from bot.storage.columns import metadata

step_counts = Table(
    "step_counts",
    metadata,
    Column("day", Date, primary_key=True),
    Column("script", String, primary_key=True),
    Column("step", String, primary_key=True),
    Column("asked", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
)
"""How many people were asked a question on a day, and went on from it; nothing of who they were."""
