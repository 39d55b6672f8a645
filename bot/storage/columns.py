"""What the columns of all tables are made of: moments, numbers, and how constraints are named."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, MetaData, String, TypeDecorator
from sqlalchemy.types import TypeEngine

from bot.storage.moments import utc

MOMENT_LENGTH = len("2027-06-30T12:00:00.000000")
"""All moments as text are of one length, so that they sort as moments."""


class Moment(TypeDecorator[datetime]):
    """An aware moment: TIMESTAMP WITH TIME ZONE, or text in UTC where that does not exist."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type of the column."""
        kept_as = String(MOMENT_LENGTH) if dialect.name == "sqlite" else DateTime(timezone=True)
        return dialect.type_descriptor(kept_as)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ANN401 - as SQLAlchemy declares it
        """Return a moment as the database takes it."""
        if value is None:
            return None
        if dialect.name != "sqlite":
            return utc(value)
        return utc(value).isoformat(timespec="microseconds")[:MOMENT_LENGTH]

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401, ARG002 - as above
        """Return a moment as everybody knows it."""
        if isinstance(value, str):
            return datetime.fromisoformat(value).replace(tzinfo=UTC)
        return utc(value) if isinstance(value, datetime) else None


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Number = BigInteger().with_variant(Integer(), "sqlite")
"""A number that the database gives out; SQLite does that for INTEGER alone.

Tables with such a number say `sqlite_autoincrement`: without it SQLite gives the number of an
erased row out again, and numbers must only grow.
"""

PENDING = "state = 'pending'"
FAILED = "state = 'failed'"
"""Conditions on messages as they stand in the indexes: only the same words let one be used."""
