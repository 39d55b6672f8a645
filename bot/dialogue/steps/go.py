"""The step `go`: on to another step.

- go: household
"""

from dataclasses import dataclass
from typing import ClassVar

from bot.dialogue.script import Condition
from bot.dialogue.turn import Turn


@dataclass(frozen=True)
class Go:
    """Goes to another step of the same script."""

    kind: ClassVar[str] = "go"
    id: str
    to: str
    when: Condition | None = None
    next: str = ""

    @property
    def exits(self) -> tuple[str, ...]:
        """The named step, and the next one when a condition can fail."""
        return (self.to, self.next) if self.when else (self.to,)

    def run(self, turn: Turn) -> None:
        """Go there."""
        turn.go(self.to)
