"""What the figures need of a store beside what the talks need."""

from typing import Protocol

from bot.invitations import CodesOfMonth


class FigureTransaction(Protocol):
    """The part of a transaction that serves the figures; see `bot.ports.Transaction`."""

    def codes_by_month(self) -> tuple[CodesOfMonth, ...]:
        """Return how many codes were made and used, by programme and month, in that order."""
        ...
