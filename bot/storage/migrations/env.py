"""Alembic's way in: runs the migrations on the connection that the store hands over."""

from alembic import context

from bot.storage import channel_tables, figure_tables, knowledge_tables, tables  # noqa: F401 - they fill the metadata
from bot.storage.columns import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
