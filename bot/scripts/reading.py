"""What the readers of all kinds of step share: facts, problems, and links to check at the end."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.dialogue.facts import FactDeclaration
from bot.dialogue.script import LONGEST_MESSAGE
from bot.scripts.conditions import CelCondition, ConditionError, faults, parse_condition
from bot.scripts.problems import Place, Problem, nearest_name, quoted
from bot.scripts.source import Fields
from bot.scripts.text_checks import text_faults

NEXT = "next"
"""A target that names no step but the one that follows."""


@dataclass
class Reading:
    """What the readers share: declared facts, problems, and links to check at the end."""

    facts: Mapping[str, FactDeclaration]
    problems: list[Problem]
    targets: list[tuple[str, Place]] = field(default_factory=list)
    calls: list[tuple[str, Place]] = field(default_factory=list)
    texts: list[tuple[str, Place]] = field(default_factory=list)

    def condition(self, fields: Fields, key: str) -> CelCondition | None:
        """Read a condition and note what is wrong with it."""
        if not fields.has(key):
            return None
        place = fields.value_place(key)
        try:
            condition = parse_condition(fields.text(key))
        except ConditionError as error:
            figures = {name: quoted(value) for name, value in error.why.figures.items()}
            shown = {"condition": quoted(fields.text(key)), **figures}
            self.problems.append(Problem(place, error.why.code, shown))
            return None
        for fault in faults(condition, self.facts):
            self.problems.append(Problem(place, fault.code, fault.figures, fault.nearest))
        return condition

    def fact(self, fields: Fields, key: str) -> FactDeclaration | None:
        """Read the name of a declared fact."""
        name = fields.text(key)
        if name in self.facts or not name:
            return self.facts.get(name)
        self.unknown_fact(name, fields.value_place(key))
        return None

    def settable_fact(self, fields: Fields, key: str) -> FactDeclaration | None:
        """Read the name of a declared fact that a script may ask or set; a derived one is not."""
        declaration = self.fact(fields, key)
        if declaration is not None and declaration.derived:
            place, derived = fields.value_place(key), declaration.derived
            fields.problem("derived-fact", at=place, fact=declaration.name, derived=derived)
        return declaration

    def unknown_fact(self, name: str, place: Place) -> None:
        """Note that a fact is not declared."""
        near = nearest_name(name, self.facts)
        self.problems.append(Problem(place, "unknown-fact", {"found": name}, near))

    def target(self, fields: Fields, key: str, following: str) -> str:
        """Read the name of a step to go to; it is checked when all steps are known."""
        return self.target_named(fields.text(key), fields.value_place(key), following)

    def target_named(self, name: str, place: Place, following: str) -> str:
        """Return a step by its name; it is checked when all steps are known."""
        if name == NEXT:
            return following
        if not name:
            return name  # missing, which was noted
        self.targets.append((name, place))
        return name

    def text(self, fields: Fields, key: str, limit: int = LONGEST_MESSAGE) -> str:
        """Read a text for clients: not too long, its placeholders known."""
        text = " ".join(fields.text(key).split())
        if not text and not isinstance(fields.raw(key), str):
            return ""  # missing, empty or of another kind, which was noted
        self.text_at(text, fields.value_place(key), limit)
        return text

    def text_at(self, text: str, place: Place, limit: int = LONGEST_MESSAGE) -> None:
        """Check a text for clients that stands at a place, and keep it for translation."""
        self.texts.append((text, place))
        for fault in text_faults(text, self.facts, limit):
            found = Problem(place, fault.code, fault.figures, fault.nearest, fault.level)
            self.problems.append(found)
