"""What the nightly look needs of a store: everyone's id, and messages that do not arrive."""

from datetime import datetime
from typing import Protocol

from bot.messages import Delivery


class NightTransaction(Protocol):
    """The part of a transaction that serves the night; see `bot.ports.Transaction`."""

    def client_ids(self) -> tuple[str, ...]:
        """Return every client's id in order of enrolment, also when their file is damaged."""
        ...

    def programmes_in_use(self) -> frozenset[str]:
        """Return the programmes that somebody who has not stopped is in."""
        ...

    def unsent(self, before: datetime) -> tuple[Delivery, ...]:
        """Return the messages that wait to be sent since before a moment, the oldest first."""
        ...

    def undelivered(self) -> tuple[Delivery, ...]:
        """Return the failed messages after which nothing went to or came from a client there.

        "There" is the channel: what arrives in one says nothing about another.
        """
        ...

    def move_message(self, number: int, channel: str) -> None:
        """Let a message wait in another channel."""
        ...
