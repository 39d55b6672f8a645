"""Reads one script: steps with their places, and everything that is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.dialogue.facts import FactDeclaration
from bot.dialogue.script import Script, Step
from bot.scripts.problems import Place, Problem, nearest_name
from bot.scripts.reading import Reading
from bot.scripts.source import Fields, parse_fields
from bot.scripts.step_readers import READERS


@dataclass(frozen=True)
class ScriptText:
    """A script as it was read: the script when it can run, where its steps stand, its problems.

    `draft` is the script when its steps hang together, even if a text or condition is wrong:
    its flow can be checked, but it does not run. `calls` are the scripts it calls and `texts` what
    clients read, each with its place.
    """

    id: str
    script: Script | None
    problems: tuple[Problem, ...]
    places: Mapping[str, Place] = field(default_factory=dict)
    calls: tuple[tuple[str, Place], ...] = ()
    texts: tuple[tuple[str, Place], ...] = ()
    name_place: Place | None = None
    draft: Script | None = None

    @property
    def broken(self) -> bool:
        """Whether an error keeps this script from running."""
        return self.script is None or any(p.level == "error" for p in self.problems)


def read_script(
    text: str, file: str, facts: Mapping[str, FactDeclaration], revision: int = 1
) -> ScriptText:
    """Read a script from its text; all problems are collected, none stops the reading."""
    problems: list[Problem] = []
    root = parse_fields(text, file, problems)
    if root is None:
        return ScriptText("", None, tuple(problems))
    reading = Reading(facts, problems)
    script_id = root.text("script")
    listed = list(root.list_of_fields("steps"))
    steps, places = _read_steps(listed, reading)
    script = Script(
        id=script_id,
        title=root.text("title"),
        steps=steps,
        start=next(iter(steps), ""),
        revision=revision,
        about=root.text("about", ""),
        resume=root.truth("resume", True),
        questions=root.number("questions", 0),
    )
    root.finish()
    if not listed and not root.raw("steps"):
        root.problem("no-steps", "steps" if root.has("steps") else None)
    whole = _check_targets(reading, places) and len(steps) == len(listed) > 0
    broken = any(problem.level == "error" for problem in problems)
    return ScriptText(
        id=script_id,
        script=script if whole and not broken else None,
        problems=tuple(problems),
        places=places,
        calls=tuple(reading.calls),
        texts=tuple(reading.texts),
        name_place=root.value_place("script"),
        draft=script if whole else None,
    )


def _read_steps(listed: list[Fields], reading: Reading) -> tuple[dict[str, Step], dict[str, Place]]:
    names = [each.text("id", f"step-{n}") for n, each in enumerate(listed, start=1)]
    steps: dict[str, Step] = {}
    places: dict[str, Place] = {}
    for n, (name, each) in enumerate(zip(names, listed, strict=True)):
        following = names[n + 1] if n + 1 < len(names) else ""
        if name in places:
            first = places[name].line
            each.problem("duplicate-step", "id", found=name, first=first)
        step = _read_step(each, name, following, reading)
        if step is not None and name not in steps:
            steps[name] = step
        places.setdefault(name, each.place())
    return steps, places


def _read_step(each: Fields, name: str, following: str, reading: Reading) -> Step | None:
    kinds = [key for key in each.keys if key in READERS]
    if len(kinds) != 1:
        found = ", ".join(kinds) if kinds else ", ".join(each.keys)
        first = next((key for key in each.keys if key != "id"), "")
        near = "" if kinds else nearest_name(first, READERS)
        code = "two-kinds-of-step" if kinds else "no-kind-of-step"
        each.problem(code, nearest=near, found=found, options=", ".join(READERS))
        return None
    when = reading.condition(each, "when")
    common: dict[str, Any] = {"id": name, "when": when, "next": following}
    step = READERS[kinds[0]](each, common, reading)
    each.finish()
    return step


def _check_targets(reading: Reading, places: Mapping[str, Place]) -> bool:
    """Note each target that is no step; say whether all of them are."""
    wrong = [(target, place) for target, place in reading.targets if target not in places]
    for target, place in wrong:
        near = nearest_name(target, places)
        reading.problems.append(Problem(place, "unknown-step", {"found": target}, near))
    return not wrong


def at_revision(script: Script, revision: int) -> Script:
    """Return a script as a numbered revision."""
    return replace(script, revision=revision)
