"""The step `choose`: on to one of several steps, by what is known.

- choose:
    - when: chance == "likely"
      go: likely
    - otherwise: unlikely
"""

from dataclasses import dataclass
from typing import ClassVar

from bot.dialogue.script import Condition
from bot.dialogue.turn import Turn


@dataclass(frozen=True)
class Branch:
    """One way to go, and when; without a condition it is the way otherwise."""

    to: str
    when: Condition | None = None


@dataclass(frozen=True)
class Choose:
    """Takes the first branch whose condition holds; the last one has none."""

    kind: ClassVar[str] = "choose"
    id: str
    branches: tuple[Branch, ...]
    when: Condition | None = None
    next: str = ""

    @property
    def exits(self) -> tuple[str, ...]:
        """Every branch's step."""
        extra = (self.next,) if self.when else ()
        return (*(branch.to for branch in self.branches), *extra)

    def run(self, turn: Turn) -> None:
        """Go where the first fitting branch leads; without one, on with the next step."""
        for branch in self.branches:
            if branch.when is None or turn.holds(branch.when):
                turn.go(branch.to)
                return
        turn.go(self.next)
