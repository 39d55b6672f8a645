"""The step `end`: the script is over.

- end: yes
"""

from dataclasses import dataclass
from typing import ClassVar

from bot.dialogue.script import Condition
from bot.dialogue.turn import Turn


@dataclass(frozen=True)
class End:
    """Ends the script; the one that called it, or was interrupted, goes on."""

    kind: ClassVar[str] = "end"
    id: str
    when: Condition | None = None
    next: str = ""

    @property
    def exits(self) -> tuple[str, ...]:
        """The end, and the next step when a condition can fail."""
        return ("", self.next) if self.when else ("",)

    def run(self, turn: Turn) -> None:
        """Leave the script."""
        turn.end()
