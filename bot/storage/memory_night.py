"""What the nightly look asks, in memory."""

from dataclasses import replace
from datetime import datetime

from bot.messages import Delivery, Message
from bot.storage.memory_base import Subject
from bot.storage.moments import utc

THROUGH = ("sent", "received")


class MemoryNight(Subject):
    """Everyone's id, and messages that do not arrive."""

    def client_ids(self) -> tuple[str, ...]:
        """Return every client's id."""
        rows = [client for client, _ in self._tables.clients.rows()]
        return tuple(c.id for c in sorted(rows, key=lambda client: (client.enrolled_at, client.id)))

    def programmes_in_use(self) -> frozenset[str]:
        """Return the programmes that somebody is in."""
        rows = (client for client, _ in self._tables.clients.rows())
        return frozenset(client.programme for client in rows if client.state != "stopped")

    def unsent(self, before: datetime) -> tuple[Delivery, ...]:
        """Return the messages that wait since before a moment."""
        waiting = (self._tables.messages.get(number) for number in sorted(self._tables.pending))
        return tuple(_delivery(each) for each in waiting if each and each.at < utc(before))

    def undelivered(self) -> tuple[Delivery, ...]:
        """Return the failed messages after which nothing went through in their channel."""
        found = []
        failed = (self._tables.messages.get(number) for number in sorted(self._tables.failed))
        for each in (message for message in failed if message):
            there = (
                self._tables.messages.get(number)
                for number in self._tables.message_ids.of(each.client)
                if number > each.id
            )
            if not any(_went_through(m, each.channel) for m in there):
                found.append(_delivery(each))
        return tuple(found)

    def move_message(self, number: int, channel: str) -> None:
        """Let a message wait in another channel."""
        message = self._tables.messages.get(number)
        if message is not None:
            self._tables.messages.put(number, replace(message, channel=channel, state="pending"))
            self._tables.pending.put(number, True)
            self._tables.failed.drop(number)


def _went_through(message: Message | None, channel: str) -> bool:
    return message is not None and message.channel == channel and message.state in THROUGH


def _delivery(message: Message) -> Delivery:
    return Delivery(message.id, message.client, message.channel, message.at)
