"""The step `do`: something outside the talk, such as registering for a session.

- do: hand-over
  topic: money
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from bot.dialogue.effects import ACTIONS
from bot.dialogue.events import Applied
from bot.dialogue.script import Condition
from bot.dialogue.turn import Turn


@dataclass(frozen=True)
class DoAction:
    """Asks for an action and goes on when it was applied, with what became known."""

    kind: ClassVar[str] = "do"
    id: str
    action: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    when: Condition | None = None
    next: str = ""

    @property
    def exits(self) -> tuple[str, ...]:
        """The next step."""
        return (self.next,)

    def run(self, turn: Turn) -> None:
        """Ask for the action."""
        turn.do(self.action, dict(self.parameters))

    def applied(self, turn: Turn, outcome: Applied) -> None:
        """Take in what the action gave, and go on."""
        turn.awaiting = "nothing"
        for name, value in outcome.values.items():
            turn.set_fact(name, value)
        for wording in outcome.says:
            turn.say(wording)
        if outcome.options is not None:
            turn.offer(outcome.options)
        if ACTIONS[self.action].clears:
            turn.frames = [turn.frame]
        turn.rests = turn.rests or ACTIONS[self.action].holds
        if ACTIONS[self.action].final:
            turn.bar(self.action)
        turn.go(self.next)
