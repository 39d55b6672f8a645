"""Checks on how a script flows: each step reached, each way ends, no circle without a question."""

from collections.abc import Iterator, Mapping

from bot.dialogue.script import Script, Step
from bot.scripts.message_checks import many_messages
from bot.scripts.problems import Place, Problem
from bot.scripts.reading import NEXT
from bot.scripts.script_file import ScriptText

PAUSES = ("ask", "wait")
"""Kinds of step at which the talk rests, so that a circle through them is harmless."""


def flow_problems(read: ScriptText) -> Iterator[Problem]:
    """Yield the problems of a script's flow; a script that cannot be read yet has none."""
    script = read.draft
    if script is None:
        return
    if NEXT in script.steps:
        yield Problem(read.places[NEXT], "reserved-step-name", {"found": NEXT})
    reached = _reached(script)
    yield from _unreachable(script, reached, read.places)
    yield from _missing_end(script, reached, read.places)
    yield from _dead_ends(script, reached, read.places)
    circles = list(_circles(script, reached, read.places))
    yield from circles
    for name in many_messages(script) if not circles else ():
        yield Problem(read.places[name], "many-messages", {"found": name}, level="warning")


def _reached(script: Script) -> set[str]:
    """Return the steps that a real walk from the start can come to."""
    reached: set[str] = set()
    waiting = [script.start]
    while waiting:
        name = waiting.pop()
        if name and name not in reached:
            reached.add(name)
            waiting.extend(_ways(script.steps[name]))
    return reached


def _ways(step: Step) -> tuple[str, ...]:
    """Return where a step can lead; a full set of branches never leads to the next step."""
    then: Mapping[str, str] = getattr(step, "then", {})
    offered = getattr(step, "offered", False) and "otherwise" not in then
    if then and not step.when and not offered:
        told: Mapping[str, str] = getattr(step, "told", {})
        return (*then.values(), *told.values())
    return step.exits


def _unreachable(
    script: Script, reached: set[str], places: Mapping[str, Place]
) -> Iterator[Problem]:
    for name in script.steps:
        if name not in reached:
            yield Problem(places[name], "unreachable-step", {"found": name})


def _missing_end(
    script: Script, reached: set[str], places: Mapping[str, Place]
) -> Iterator[Problem]:
    """The last step falls off the script unless it ends or goes elsewhere."""
    for name in reached:
        step = script.steps[name]
        if step.kind != "end" and "" in _ways(step):
            yield Problem(places[name], "missing-end", {"found": name})


def _dead_ends(script: Script, reached: set[str], places: Mapping[str, Place]) -> Iterator[Problem]:
    """Yield steps from which no end can be reached."""
    ending = {name for name in reached if "" in _ways(script.steps[name])}
    grown = True
    while grown:
        more = {n for n in reached - ending if ending & set(_ways(script.steps[n]))}
        grown = bool(more)
        ending |= more
    for name in script.steps:
        if name in reached and name not in ending:
            yield Problem(places[name], "dead-end", {"found": name})
            return


def _circles(script: Script, reached: set[str], places: Mapping[str, Place]) -> Iterator[Problem]:
    """Yield the first step of each circle that passes no question."""
    moving = {n for n in reached if script.steps[n].kind not in PAUSES}
    told: set[str] = set()
    for start in [name for name in script.steps if name in moving]:
        circle = _way_back(script, start, moving)
        if circle and not told & set(circle):
            told |= set(circle)
            way = " → ".join([*circle, start])
            yield Problem(places[start], "circle-without-question", {"way": way})


def _way_back(script: Script, start: str, moving: set[str]) -> list[str]:
    """Return a way from a step back to itself through moving steps only, or nothing."""
    ways: list[list[str]] = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for name in _ways(script.steps[way[-1]]):
            if name == start:
                return way
            if name in moving and name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return []
