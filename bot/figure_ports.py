"""What the figures need of a store beside what the talks need."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from bot.invitations import CodesOfMonth
from bot.step_counts import StepCount, StepTotal


class FigureTransaction(Protocol):
    """The part of a transaction that serves the figures; see `bot.ports.Transaction`."""

    def codes_by_month(self) -> tuple[CodesOfMonth, ...]:
        """Return how many codes were made and used, by programme and month, in that order."""
        ...

    def count_steps(self, counts: Sequence[StepCount]) -> None:
        """Add to what was counted of the same days and steps."""
        ...

    def step_totals(self, first: date, last: date) -> tuple[StepTotal, ...]:
        """Return the counts from one day up to and with another, in order of script and step."""
        ...
