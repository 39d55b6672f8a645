"""The step `call`: another script, and then on from here.

- call: result
"""

from dataclasses import dataclass
from typing import ClassVar

from bot.dialogue.script import Condition
from bot.dialogue.turn import Turn


@dataclass(frozen=True)
class Call:
    """Runs another script in its current revision and comes back."""

    kind: ClassVar[str] = "call"
    id: str
    script: str
    when: Condition | None = None
    next: str = ""

    @property
    def exits(self) -> tuple[str, ...]:
        """The next step."""
        return (self.next,)

    def run(self, turn: Turn) -> None:
        """Enter the other script; the place to come back to is the next step."""
        turn.call(self.script, self.next)
