"""What the nightly look asks, in a database."""

from datetime import datetime

from sqlalchemy import bindparam, exists, or_, select, update
from sqlalchemy import text as sql

from bot.messages import Delivery
from bot.storage.columns import FAILED, PENDING
from bot.storage.moments import utc
from bot.storage.tables import clients, messages
from bot.storage.transaction_base import Row, Rows

CLIENT_IDS = select(clients.c.id).order_by(clients.c.enrolled_at, clients.c.id)
IN_USE = select(clients.c.programme).where(clients.c.state != "stopped").distinct()
DELIVERY = select(messages.c.id, messages.c.client, messages.c.channel, messages.c.at)
UNSENT = (
    DELIVERY.where(sql(f"messages.{PENDING}"))
    .where(messages.c.at < bindparam("before", type_=messages.c.at.type))
    .order_by(messages.c.id)
)
LATER = messages.alias("later")
UNDELIVERED = (
    DELIVERY.where(sql(f"messages.{FAILED}"))
    .where(
        ~exists().where(
            LATER.c.client == messages.c.client,
            LATER.c.channel == messages.c.channel,
            LATER.c.id > messages.c.id,
            or_(LATER.c.state == "sent", LATER.c.state == "received"),
        )
    )
    .order_by(messages.c.id)
)
MOVE = (
    update(messages)
    .where(messages.c.id == bindparam("number"))
    .values(channel=bindparam("to_channel"), state="pending")
)


class NightRows(Rows):
    """Everyone's id, and messages that do not arrive."""

    def client_ids(self) -> tuple[str, ...]:
        """Return every client's id."""
        return tuple(row["id"] for row in self._rows(CLIENT_IDS))

    def programmes_in_use(self) -> frozenset[str]:
        """Return the programmes that somebody is in."""
        return frozenset(row["programme"] for row in self._rows(IN_USE))

    def unsent(self, before: datetime) -> tuple[Delivery, ...]:
        """Return the messages that wait since before a moment."""
        return tuple(_delivery(row) for row in self._rows(UNSENT, before=utc(before)))

    def undelivered(self) -> tuple[Delivery, ...]:
        """Return the failed messages after which nothing went through in their channel."""
        return tuple(_delivery(row) for row in self._rows(UNDELIVERED))

    def move_message(self, number: int, channel: str) -> None:
        """Let a message wait in another channel."""
        self._change(MOVE, number=number, to_channel=channel)


def _delivery(row: Row) -> Delivery:
    return Delivery(row["id"], row["client"], row["channel"], row["at"])
