"""The tables for channels outside our own pages: what arrived, notices to staff, links, leases."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    text,
)

from bot.storage.columns import PENDING, Moment, Number, metadata

OPEN_ARRIVAL = "state = 'open'"

arrivals = Table(
    "arrivals",
    metadata,
    Column("channel", String, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("lane", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("state", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("reading", LargeBinary),
    Index(
        "ix_arrivals_open",
        "channel",
        "lane",
        "number",
        sqlite_where=text(OPEN_ARRIVAL),
        postgresql_where=text(OPEN_ARRIVAL),
    ),
    Index("ix_arrivals_at", "at"),
)
"""Updates of channels that must hear at once that they arrived; emptied when dealt with."""

notices = Table(
    "notices",
    metadata,
    Column("id", Number, primary_key=True),
    Column("staff", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("client", ForeignKey("clients.id"), index=True),
    Column("handoff", ForeignKey("handoffs.id"), index=True),
    Column("message", BigInteger),
    Column("urgent", Boolean, nullable=False),
    Column("due", Moment, nullable=False),
    Column("state", String, nullable=False),
    Column("reference", String, nullable=False),
    Column("answers", String, nullable=False),
    Column("channel", String, nullable=False, server_default="telegram"),
    Index("ix_notices_pending", "due", sqlite_where=text(PENDING), postgresql_where=text(PENDING)),
    Index("ix_notices_staff_reference", "staff", "reference"),
    sqlite_autoincrement=True,
)
"""What advisers are told outside the desk; the words are made when it is sent, and not kept."""

staff_addresses = Table(
    "staff_addresses",
    metadata,
    Column("staff", String, primary_key=True),
    Column("channel", String, primary_key=True),
    Column("fingerprint", String, nullable=False, unique=True),
    Column("value", LargeBinary, nullable=False),
)

link_codes = Table(
    "link_codes",
    metadata,
    Column("fingerprint", String, primary_key=True),
    Column("client", ForeignKey("clients.id"), index=True),
    Column("staff", String, nullable=False),
    Column("expires_at", Moment, nullable=False),
)
"""One-time codes that join a channel to a client or a member of staff."""

leases = Table(
    "leases",
    metadata,
    Column("name", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("until", Moment, nullable=False),
)
"""Which process does what only one may do, such as speaking for a bot."""
