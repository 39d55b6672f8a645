"""Messages in a database."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import bindparam, exists, insert, or_, select, update
from sqlalchemy import text as sql

from bot.messages import Message, Weight
from bot.storage.codec import body_as_text, body_from_text
from bot.storage.columns import PENDING
from bot.storage.moments import in_utc
from bot.storage.tables import clients, erased_updates
from bot.storage.tables import messages as kept_messages
from bot.storage.transaction_base import Row, Rows

KNOWN = select(
    or_(
        exists().where(
            kept_messages.c.channel == bindparam("channel"),
            kept_messages.c.update_id == bindparam("update_id"),
        ),
        exists().where(erased_updates.c.fingerprint == bindparam("fingerprint")),
    ).label("known")
)
ADD = insert(kept_messages)
READ = select(kept_messages, clients.c.key).join(clients, clients.c.id == kept_messages.c.client)
OF_CLIENT = READ.where(
    kept_messages.c.client == bindparam("client"), kept_messages.c.id > bindparam("after")
).order_by(kept_messages.c.id)
NEWEST_FIRST = READ.where(kept_messages.c.client == bindparam("client"))
NEWEST_FIRST = NEWEST_FIRST.order_by(kept_messages.c.id.desc()).limit(bindparam("most"))
BY_NUMBER = READ.where(kept_messages.c.id == bindparam("number"))
FIRST_PENDING = (
    READ.where(kept_messages.c.client == bindparam("client"))
    .where(kept_messages.c.channel == bindparam("of_channel"))
    .where(sql(f"messages.{PENDING}"))
    .order_by(kept_messages.c.id)
    .limit(1)
)
PENDING_ONES = (
    READ.where(sql(f"messages.{PENDING}"))
    .where(kept_messages.c.channel == bindparam("of_channel"))
    .where(kept_messages.c.weight == bindparam("of_weight"))
    .where(kept_messages.c.id > bindparam("after"))
    .order_by(kept_messages.c.id)
    .limit(bindparam("most"))
)
MARK = update(kept_messages).where(kept_messages.c.id == bindparam("number"))


class MessageRows(Rows):
    """Messages; text, choices and the author's name are sealed."""

    def knows_update(self, channel: str, update_id: str) -> bool:
        """Say whether an update was received before."""
        fingerprint = self._vault.fingerprint(channel, update_id)
        values = {"channel": channel, "update_id": update_id, "fingerprint": fingerprint}
        return any(row["known"] for row in self._rows(KNOWN, **values))

    def add_messages(self, messages: Sequence[Message]) -> tuple[Message, ...]:
        """Keep messages and return them with their ids.

        The client is locked first: the ids of one client grow in the order of the commits.
        """
        if not messages:
            return ()
        for client in {message.client for message in messages}:
            self._key(client, lock=True)
        numbers = self._next_numbers(kept_messages, len(messages))
        kept = [replace(in_utc(m), id=number) for m, number in zip(messages, numbers, strict=True)]
        self._change_all(ADD, [self._sealed(message) for message in kept])
        return tuple(kept)

    def _sealed(self, message: Message) -> dict[str, object]:
        body = self._key(message.client).seal(body_as_text(message), f"messages:{message.id}")
        return {
            "id": message.id,
            "client": message.client,
            "author": message.author,
            "at": message.at,
            "channel": message.channel,
            "state": message.state,
            "weight": message.weight,
            "update_id": message.update_id,
            "body": body,
        }

    def messages(self, client: str, *, after: int = 0) -> tuple[Message, ...]:
        """Return a client's messages."""
        rows = self._rows(OF_CLIENT, client=client, after=after)
        return tuple(self._message(row) for row in rows)

    def newest_messages(self, client: str, *, limit: int) -> tuple[Message, ...]:
        """Return a client's newest messages, in order."""
        rows = self._rows(NEWEST_FIRST, client=client, most=limit)
        return tuple(self._message(row) for row in reversed(rows))

    def message(self, number: int) -> Message | None:
        """Return a message by its id."""
        row = self._row(BY_NUMBER, number=number)
        return self._message(row) if row else None

    def first_pending(self, client: str, channel: str) -> Message | None:
        """Return a client's oldest unsent message in a channel."""
        row = self._row(FIRST_PENDING, client=client, of_channel=channel)
        return self._message(row) if row else None

    def pending_messages(
        self, channel: str, weight: Weight = "reply", *, after: int = 0, limit: int
    ) -> tuple[Message, ...]:
        """Return a channel's oldest messages that were not sent yet."""
        named = {"of_channel": channel, "of_weight": weight}
        rows = self._rows(PENDING_ONES, **named, after=after, most=limit)
        return tuple(self._message(row) for row in rows)

    def mark_messages(self, ids: Sequence[int], state: str) -> None:
        """Record what became of messages."""
        self._change_all(MARK, [{"number": number, "state": state} for number in ids])

    def _message(self, row: Row) -> Message:
        key = self._remember(row["client"], row["key"])
        body = key.unseal(row["body"], f"messages:{row['id']}")
        return Message(
            id=row["id"],
            client=row["client"],
            author=row["author"],
            at=row["at"],
            channel=row["channel"],
            state=row["state"],
            weight=row["weight"],
            update_id=row["update_id"],
            **body_from_text(body),
        )
