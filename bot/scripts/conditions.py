"""Conditions after `when:`, in CEL: parsed once, names and values checked before publishing."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import cel

from bot.dialogue.facts import FactDeclaration
from bot.dialogue.wording import Wording, phrase
from bot.scripts.condition_faults import Unreadable, explain
from bot.scripts.problems import nearest_name, quoted

ANSWERED = "answered"
ALWAYS_KNOWN = ("today", ANSWERED, "questions_asked")
"""Names besides facts: the date of today as text, the names of all facts that are known, and how
many questions this script has put to the client in this talk."""

UNQUOTED_KINDS = ("yes-no", "number", "euro")
"""Kinds of fact whose value never equals a text between quotes."""
LONGEST_CONDITION = 500
"""Characters; a longer condition is read by nobody and can stall the parser."""

MOST_REMEMBERED = 256
"""Answers of one condition; most have fewer than a dozen."""

_COMPARED = re.compile(r"([a-z_][a-z0-9_]*)\s*(?:==|!=)\s*(['\"])(.*?)\2")
_BARE = re.compile(r"([a-z_][a-z0-9_]*)\s*(?:==|!=)\s*([a-z_][a-z0-9_]*)")
_CONTAINED = re.compile(r"(['\"])([^'\"]*)\1\s+in\s+([a-z_][a-z0-9_]*)")
_LISTED = re.compile(r"([a-z_][a-z0-9_]*)\s+in\s+\[([^\]]*)\]")


class ConditionError(ValueError):
    """A condition cannot be read; `why` says what is most probably wrong with it, and where."""

    def __init__(self, why: Unreadable) -> None:
        super().__init__(why.code)
        self.why = why


@dataclass(frozen=True)
class CelCondition:
    """A parsed condition; what it came to for the same values is remembered.

    `looked_for`: the names that it looks for in `answered`, or None when it does more with that
    list than looking for names in it.
    """

    source: str
    names: frozenset[str]
    looked_for: tuple[str, ...] | None
    _program: cel.Program = field(repr=False, compare=False)
    _came_to: dict[tuple[object, ...], bool] = field(
        default_factory=dict, repr=False, compare=False
    )

    def holds(self, values: Mapping[str, object]) -> bool:
        """Say whether it holds; one that needs an answer that is not known does not hold."""
        # The kind of a value is part of what is remembered: 1, 1.0 and true are equal in Python.
        seen = tuple(
            [
                (name, type(each), tuple(each) if isinstance(each, list) else each)
                for name, each in values.items()
            ]
        )
        known = self._came_to.get(seen)
        if known is None:
            if len(self._came_to) >= MOST_REMEMBERED:
                self._came_to.clear()
            known = self._came_to[seen] = self._execute(values)
        return known

    def _execute(self, values: Mapping[str, object]) -> bool:
        try:
            return self._program.execute(dict(values)) is True
        except RuntimeError:
            # CEL says "undefined variable" for an answer that is not known; names were checked
            # when the script was read, so nothing else can be undefined here.
            return False


@lru_cache(maxsize=4096)
def parse_condition(source: str) -> CelCondition:
    """Parse a condition.

    Raises ConditionError when it is not a condition.
    """
    if len(source) > LONGEST_CONDITION:
        figures = {"length": len(source), "limit": LONGEST_CONDITION}
        raise ConditionError(Unreadable("condition-too-long", 0, figures))
    try:
        program = cel.compile(source)
    except ValueError as error:
        stopped = re.search(r"<input>:(\d+):(\d+)", str(error))
        raise ConditionError(explain(source, int(stopped[2]) - 1 if stopped else 0)) from None
    return CelCondition(source, frozenset(program.variables()), _looked_for(source), program)


def _looked_for(source: str) -> tuple[str, ...] | None:
    """Return the names that are looked for in `answered`, when nothing else is done with it."""
    looks = tuple(found[2] for found in _CONTAINED.finditer(source) if found[3] == ANSWERED)
    named = re.findall(rf"\b{ANSWERED}\b", source)
    return looks if len(looks) == len(named) else None


@dataclass(frozen=True)
class Fault:
    """What is wrong with a condition: code of a problem, figures, and the nearest valid name."""

    code: str
    figures: Mapping[str, object]
    nearest: str = ""


def faults(condition: CelCondition, facts: Mapping[str, FactDeclaration]) -> Iterator[Fault]:
    """Yield every unknown name, impossible value and wrong type in a condition."""
    known = (*facts, *ALWAYS_KNOWN)
    unknown = sorted(condition.names - set(known))
    for name in unknown:
        yield _unknown_name(name, condition, facts)
    for name, value in compared_values(condition.source):
        declaration = facts.get(name)
        if declaration and declaration.choices and value not in declaration.choices:
            figures = {"fact": name, "found": value, "options": ", ".join(declaration.choices)}
            yield Fault("unknown-choice", figures, nearest_name(value, declaration.choices))
        elif declaration and (declaration.derived or declaration.kind in UNQUOTED_KINDS):
            kind = phrase(f"kind.{'number' if declaration.derived else declaration.kind}")
            yield Fault("never-equal", {"fact": name, "found": value, "kind": kind})
    if not unknown:
        yield from _type_faults(condition, facts)


def _unknown_name(
    name: str, condition: CelCondition, facts: Mapping[str, FactDeclaration]
) -> Fault:
    """Tell a misspelt fact from an answer whose quotes were forgotten."""
    for fact, value in _BARE.findall(condition.source):
        if value == name and fact in facts and name in facts[fact].choices:
            return Fault("answer-without-quotes", {"fact": fact, "found": name})
    return Fault("unknown-fact", {"found": name}, nearest_name(name, (*facts, *ALWAYS_KNOWN)))


def compared_values(source: str) -> Iterator[tuple[str, str]]:
    """Yield each fact with a text between quotes that a condition compares it with."""
    for found in _COMPARED.finditer(source):
        yield found[1], found[3]
    for found in _CONTAINED.finditer(source):
        yield found[3], found[2]
    for found in _LISTED.finditer(source):
        for value in re.findall(r"['\"]([^'\"]*)['\"]", found[2]):
            yield found[1], value


_ALWAYS_SAMPLED: Mapping[str, object] = {
    "today": "2027-01-01", "answered": [], "questions_asked": 0,
}  # fmt: skip

_SAMPLES: Mapping[str, tuple[object, ...]] = {
    "yes-no": (True, False),
    "choice": ("",),
    "choices": ([], ["x"]),
    "text": ("",),
    "number": (0, 7),
    "euro": (0.0, 9000.0),
    "date": ("2027-06-30",),
    "month": ("2027-06-01",),
}


def _type_faults(condition: CelCondition, facts: Mapping[str, FactDeclaration]) -> Iterator[Fault]:
    """Try the condition with values of the declared kinds; each kind of value at least once."""
    for turn in (0, 1):
        values: dict[str, object] = {**_ALWAYS_SAMPLED}
        for name in condition.names & set(facts):
            samples = _samples(facts[name])
            values[name] = samples[turn % len(samples)]
        try:
            result = condition._program.execute(values)
        except TypeError:
            kinds = tuple(_kind_of(facts[n]) for n in sorted(condition.names & set(facts)))
            yield Fault("wrong-type", {"condition": quoted(condition.source), "kinds": kinds})
            return
        except (RuntimeError, ValueError, ArithmeticError) as error:
            yield _cannot_compute(condition, str(error))
            return
        if not isinstance(result, bool):
            yield Fault("not-yes-no-condition", {"condition": quoted(condition.source)})
            return


def _kind_of(declaration: FactDeclaration) -> Wording:
    """Return `age: een getal` in the reader's language."""
    kind = "number" if declaration.derived else declaration.kind
    return Wording("{name}: {kind}", {"name": declaration.name, "kind": phrase(f"kind.{kind}")})


def _cannot_compute(condition: CelCondition, error: str) -> Fault:
    function = re.search(r"Undefined variable or function: '([^']*)'", error)
    if function:
        return Fault("unknown-function", {"found": function[1]})
    return Fault("bad-condition", {"condition": quoted(condition.source)})


def _samples(declaration: FactDeclaration) -> tuple[object, ...]:
    kind = "number" if declaration.derived else declaration.kind
    if kind == "choice" and declaration.choices:
        return tuple(declaration.choices)[:2]
    return _SAMPLES[kind]
