"""The step `say`: one message.

- say: Uw WW stopt op {ww_end:date}.
"""

from dataclasses import dataclass
from typing import ClassVar

from bot.dialogue.script import Condition
from bot.dialogue.turn import Turn
from bot.dialogue.wording import Wording


@dataclass(frozen=True)
class SayText:
    """Says a text and goes on with the next step."""

    kind: ClassVar[str] = "say"
    id: str
    wording: Wording
    when: Condition | None = None
    next: str = ""

    @property
    def exits(self) -> tuple[str, ...]:
        """The next step."""
        return (self.next,)

    def run(self, turn: Turn) -> None:
        """Say the text."""
        turn.say(self.wording)
        turn.go(self.next)
