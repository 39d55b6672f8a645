"""Conditions after `when:`, in CEL: parsed once, names and values checked before publishing."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import cel

from bot.dialogue.facts import FactDeclaration
from bot.scripts.problems import nearest_name

ALWAYS_KNOWN = ("today", "answered")
"""Names besides facts: the date of today as text, and the names of all facts that are known."""

_COMPARED = re.compile(r"([a-z_][a-z0-9_]*)\s*(?:==|!=)\s*(['\"])(.*?)\2")
_CONTAINED = re.compile(r"(['\"])([^'\"]*)\1\s+in\s+([a-z_][a-z0-9_]*)")
_LISTED = re.compile(r"([a-z_][a-z0-9_]*)\s+in\s+\[([^\]]*)\]")


class ConditionError(ValueError):
    """A condition cannot be read; the message says what the parser found, in its own words."""


@dataclass(frozen=True)
class CelCondition:
    """A parsed condition."""

    source: str
    names: frozenset[str]
    _program: cel.Program = field(repr=False, compare=False)

    def holds(self, values: Mapping[str, object]) -> bool:
        """Say whether it holds; one that needs an answer that is not known does not hold."""
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
    try:
        program = cel.compile(source)
    except ValueError as error:
        found = re.search(r"(?:Syntax error: )?([^:\n|]+)(?:\n|$)", str(error).split("ERROR:")[-1])
        raise ConditionError(found[1].strip() if found else str(error)) from error
    return CelCondition(source, frozenset(program.variables()), program)


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
        yield Fault("unknown-fact", {"found": name}, nearest_name(name, known))
    for name, value in _compared_values(condition.source):
        declaration = facts.get(name)
        if declaration and declaration.choices and value not in declaration.choices:
            figures = {"fact": name, "found": value, "options": ", ".join(declaration.choices)}
            yield Fault("unknown-choice", figures, nearest_name(value, declaration.choices))
    if not unknown:
        yield from _type_faults(condition, facts)


def _compared_values(source: str) -> Iterator[tuple[str, str]]:
    for found in _COMPARED.finditer(source):
        yield found[1], found[3]
    for found in _CONTAINED.finditer(source):
        yield found[3], found[2]
    for found in _LISTED.finditer(source):
        for value in re.findall(r"['\"]([^'\"]*)['\"]", found[2]):
            yield found[1], value


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


def _type_faults(
    condition: CelCondition, facts: Mapping[str, FactDeclaration]
) -> Iterator[Fault]:
    """Try the condition with values of the declared kinds; each kind of value at least once."""
    for turn in (0, 1):
        values: dict[str, object] = {"today": "2027-01-01", "answered": []}
        for name in condition.names & set(facts):
            samples = _samples(facts[name])
            values[name] = samples[turn % len(samples)]
        try:
            result = condition._program.execute(values)
        except TypeError:
            kinds = ", ".join(f"{n}: {facts[n].kind}" for n in sorted(condition.names & set(facts)))
            yield Fault("wrong-type", {"condition": condition.source, "kinds": kinds})
            return
        except RuntimeError as error:
            reason = str(error).split(".")[0]
            yield Fault("bad-condition", {"condition": condition.source, "reason": reason})
            return
        if not isinstance(result, bool):
            yield Fault("not-yes-no-condition", {"condition": condition.source})
            return


def _samples(declaration: FactDeclaration) -> tuple[object, ...]:
    kind = "number" if declaration.derived else declaration.kind
    if kind == "choice" and declaration.choices:
        return tuple(declaration.choices)[:2]
    return _SAMPLES[kind]
