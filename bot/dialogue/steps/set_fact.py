"""The step `set`: something becomes known without asking.

- set: needs_person
  to: yes
"""

from dataclasses import dataclass
from typing import ClassVar

from bot.dialogue.facts import SET_BY, UNKNOWN, Value
from bot.dialogue.script import Condition
from bot.dialogue.turn import Turn


@dataclass(frozen=True)
class SetFactTo:
    """Sets a fact to a value, or copies it from another fact when `same_as` names one.

    To `unknown` it forgets the fact, so that it is asked again where a question comes to it.
    """

    kind: ClassVar[str] = "set"
    id: str
    fact: str
    value: Value = ""
    same_as: str = ""
    when: Condition | None = None
    next: str = ""

    @property
    def exits(self) -> tuple[str, ...]:
        """The next step."""
        return (self.next,)

    def run(self, turn: Turn) -> None:
        """Set the fact; copying what is not known changes nothing."""
        value = turn.value(self.same_as) if self.same_as else self.value
        if value == UNKNOWN:
            turn.drop_fact(self.fact)
        elif value is not None:
            turn.set_fact(self.fact, value, source=f"{SET_BY}{turn.frame.script}")
        turn.go(self.next)
