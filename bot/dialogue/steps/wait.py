"""The step `wait`: some days pass before the talk goes on.

- wait: 3 days
"""

from dataclasses import dataclass
from typing import ClassVar

from bot.dialogue.script import Condition
from bot.dialogue.turn import Turn


@dataclass(frozen=True)
class Wait:
    """Waits a number of days; a message of the client in between does not end the wait."""

    kind: ClassVar[str] = "wait"
    id: str
    days: int
    when: Condition | None = None
    next: str = ""

    @property
    def exits(self) -> tuple[str, ...]:
        """The next step."""
        return (self.next,)

    def run(self, turn: Turn) -> None:
        """Plan to be woken; after an interruption, wait on for what was planned."""
        if turn.frame.wake:
            turn.awaiting = "wake"
        else:
            turn.wait(self.days)
