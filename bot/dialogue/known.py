"""What is known of a client on a day, as conditions and texts see it."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bot.dialogue.derived import derive
from bot.dialogue.facts import UNKNOWN, Fact, FactDeclaration, Value
from bot.dialogue.script import Condition


class Known(NamedTuple):
    """The facts of a client beside their declarations; some follow from others and from the day.

    `questions_asked`: how many questions the script that asks has put to the client so far.
    """

    facts: Mapping[str, Fact]
    declared: Mapping[str, FactDeclaration]
    today: date
    questions_asked: int = 0

    def value(self, name: str) -> Value | None:
        """Return what is known of a fact, or None."""
        declaration = self.declared.get(name)
        if declaration is not None and declaration.derived:
            source = self.value(declaration.derived.split(" ")[1])
            return derive(declaration.derived, source, self.today)
        fact = self.facts.get(name)
        return None if fact is None else fact.value

    def holds(self, condition: Condition) -> bool:
        """Say whether a condition holds, by the facts it names that are known."""
        seen: dict[str, object] = {}
        for name in condition.names:
            if name == "today":
                seen[name] = self.today.isoformat()
            elif name == "answered":
                seen[name] = self._answered(condition.looked_for)
            elif name == "questions_asked":
                seen[name] = self.questions_asked
            else:
                value = self.value(name)
                if value is not None and value != UNKNOWN:
                    seen[name] = _plain(value)
        return condition.holds(seen)

    def _answered(self, looked_for: Sequence[str] | None) -> list[str]:
        """Return which of these facts are known, also by derivation; of all facts for None."""
        if looked_for is None:
            derived = [name for name, known in self.declared.items() if known.derived]
            looked_for = (*self.facts, *derived)
        return [name for name in looked_for if self.value(name) not in (None, UNKNOWN)]


def _plain(value: Value) -> object:
    """Return a value as conditions see it: amounts as numbers, dates as text that sorts."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
